"""Declared columns.

A profile may declare further compared columns present on both sides, each with its comparison.
They are evidence, and where the profile says so a difference is a reason. `generic` serves files
without a national number: then the four fields are three.
"""

PROFILE = """
    number_scheme = "none"
    name_rules = "plain"
    blocking = [["name_bag"], ["birth_date"]]
    accept_probability = 0.9

    [[extra_columns]]
    name = "occupation"
    comparison = "text"
"""


def test_without_a_number_scheme_agreement_in_all_fields_verifies(spec):
    """`citizen_id` is then only the register's key; the rule is `exact` all the same."""
    spec(
        profile=PROFILE,
        register="""
            citizen_id | full_name     | birth_date | sex    | occupation
            r1         | Anna Lindqvist | 1971-03-02 | female | weaver
            r2         | Per Månsson    | 1968-10-19 | male   | smith
            r3         | Karin Öberg    | 1980-01-30 | female | maid
        """,
        people="""
            person_ref | full_name      | birth_date | sex    | occupation
            a          | anna lindqvist | 1971-03-02 | female | Weaver
            b          | Per Månsson    | 1968-10-19 | male   | smith
            c          | Karin Öberg    | 1980-01-30 | female | maid
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id | rule
            a          | missing       | verified |         | r1         | exact
            b          | missing       | verified |         | r2         | exact
            c          | missing       | verified |         | r3         | exact
        """,
    )


def test_a_difference_in_a_declared_column_is_a_reason(spec):
    """Unless its declaration says `reason = false`. The weights are learned from the files."""
    spec(
        profile=PROFILE,
        register="""
            citizen_id | full_name      | birth_date | sex    | occupation
            r1         | Anna Lindqvist | 1971-03-02 | female | weaver
            r2         | Per Månsson    | 1968-10-19 | male   | smith
            r3         | Karin Öberg    | 1980-01-30 | female | maid
            r4         | Olof Hedman    | 1959-07-08 | male   | farmer
            r5         | Märta Sjödin   | 1977-12-24 | female | teacher
            r6         | Nils Ekdahl    | 1963-05-17 | male   | miller
            r7         | Brita Norén    | 1984-09-11 | female | seamstress
            r8         | Jöns Palmgren  | 1970-02-26 | male   | carpenter
        """,
        people="""
            person_ref | full_name      | birth_date | sex    | occupation
            a          | Anna Lindqvist | 1971-03-02 | female | farmer
            b          | Per Månsson    | 1968-10-19 | male   | smith
            c          | Karin Öberg    | 1980-01-30 | female | maid
            d          | Olof Hedman    | 1959-07-08 | male   | farmer
            e          | Märta Sjödin   | 1977-12-24 | female | teacher
            f          | Nils Ekdahl    | 1963-05-17 | male   | miller
            g          | Brita Norén    | 1984-09-11 | female | seamstress
            h          | Jöns Palmgren  | 1970-02-26 | male   | carpenter
        """,
        verdicts="""
            person_ref | verdict  | reasons    | citizen_id
            a          | mismatch | occupation | r1
            b          | verified |            | r2
            c          | verified |            | r3
            d          | verified |            | r4
            e          | verified |            | r5
            f          | verified |            | r6
            g          | verified |            | r7
            h          | verified |            | r8
        """,
        repairs="""
            person_ref | field      | recorded_value | register_value | kind
            a          | occupation | farmer         | weaver         | value_wrong
        """,
    )


def test_a_country_with_numbers_may_declare_columns_too(spec):
    """They stand beside number, name, birth date and sex."""
    spec(
        profile="""
            number_scheme = "vn"
            name_rules = "vn"
            places = "vn"
            weights = "vn"

            [[extra_columns]]
            name = "birthplace"
            comparison = "text"
        """,
        register="""
            citizen_id   | full_name       | birth_date | sex  | residence_code | birthplace
            079090004521 | Nguyễn Văn Hùng | 1990-05-16 | male | 26734          | Hải Phòng
        """,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | birthplace
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | Hải Phòng
            b          | Nguyen Van Hung | 16/05/1990 | Nam | 079090004521 | Hà Nội
        """,
        verdicts="""
            person_ref | verdict  | reasons
            a          | verified |
            b          | mismatch | name, birthplace
        """,
    )
