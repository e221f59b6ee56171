"""Files of any country, without a national number: what the answers mean under such a profile."""

PROFILE = """
    number_scheme = "none"
    name_rules = "plain"
    blocking = [["name_bag"], ["birth_date"], ["x_parish", "surname"], ["x_card"]]
    accept_probability = 0.9

    [[extra_columns]]
    name = "parish"
    comparison = "text"

    [[extra_columns]]
    name = "card"
    comparison = "code"
    reason = false
"""
REGISTER = """
    citizen_id | full_name      | birth_date | sex    | parish    | card
    r1         | Anna Lindqvist | 1871-03-02 | female | Sankt Per | 48213
    r2         | Per Månsson    | 1868-10-19 | male   | Alunda    | 77120
    r3         | Karin Öberg    | 1880-01-30 | female | Alunda    | 90311
    r4         | Olof Hedman    | 1859-07-08 | male   | Börje     | 15570
    r5         | Märta Sjödin   | 1877-12-24 | female | Vaksala   | 60942
    r6         | Nils Ekdahl    | 1863-05-17 | male   | Rasbo     | 33408
    r7         | Brita Norén    | 1884-09-11 | female | Rasbo     | 21876
    r8         | Jöns Palmgren  | 1870-02-26 | male   | Vaksala   | 84095
"""
OTHERS = """
            d          | Olof Hedman    | 1859-07-08 | male   | Börje     | 15570
            e          | Märta Sjödin   | 1877-12-24 | female | Vaksala   | 60942
            f          | Nils Ekdahl    | 1863-05-17 | male   | Rasbo     | 33408
            g          | Brita Norén    | 1884-09-11 | female | Rasbo     | 21876
"""


def test_verified_when_every_compared_column_agrees(spec):
    """There is no number: `number_status` is missing, and that is never a reason."""
    spec(
        profile=PROFILE,
        register=REGISTER,
        people=f"""
            person_ref | full_name      | birth_date | sex    | parish    | card
            a          | anna LINDQVIST | 02/03/1871 | F      | sankt per | 48213
            b          | Per Mansson    | 1868-10-19 | male   | Alunda    | 77120
            {OTHERS}
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id | rule
            a          | missing       | verified |         | r1         | exact
            b          | missing       | verified |         | r2         | exact
            d          | missing       | verified |         | r4         | exact
            e          | missing       | verified |         | r5         | exact
            f          | missing       | verified |         | r6         | exact
            g          | missing       | verified |         | r7         | exact
        """,
        repairs="""
            person_ref | field
        """,
    )


def test_reasons_bear_the_declared_names_and_repairs_their_kinds(spec):
    """Not so a column declared with `reason = false`: it is evidence only."""
    spec(
        profile=PROFILE,
        register=REGISTER,
        people=f"""
            person_ref | full_name      | birth_date | sex    | parish    | card
            a          | Anna Lindqvist | 1871-03-02 | female | Sankt Pär | 48213
            b          | Per Månsson    | 1868-10-19 | male   |           | 77120
            c          | Karin Öberg    | 1880-01-30 | female | Rasbo     | 90311
            {OTHERS}
            h          | Jöns Palmgren  | 1870-02-26 | male   | Vaksala   | 84059
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id
            a          | mismatch | parish  | r1
            b          | mismatch | parish  | r2
            c          | mismatch | parish  | r3
            d          | verified |         | r4
            e          | verified |         | r5
            f          | verified |         | r6
            g          | verified |         | r7
            h          | verified |         | r8
        """,
        repairs="""
            person_ref | field  | kind
            a          | parish | typo
            b          | parish | missing
            c          | parish | value_wrong
        """,
    )


def test_a_missing_name_is_unknown_where_other_columns_are_declared(spec):
    """Without declared columns such a row is rejected; here the rest may show who it is."""
    spec(
        profile=PROFILE,
        register=REGISTER,
        people=f"""
            person_ref | full_name | birth_date | sex    | parish    | card
            a          |           | 1871-03-02 | female | Sankt Per | 48213
            {OTHERS}
            h          |           |            | male   |           |
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id
            a          | mismatch     | name    | r1
            d          | verified     |         | r4
            e          | verified     |         | r5
            f          | verified     |         | r6
            g          | verified     |         | r7
            h          | unidentified |         |
        """,
        repairs="""
            person_ref | field | recorded_value | register_value | kind
            a          | name  |                | Anna Lindqvist | missing
        """,
        rejects="""
            row_number | reason
        """,
    )


def test_nobody_is_guessed_between_two_who_fit_equally(spec):
    """Also where the register knows them by different keys only."""
    spec(
        profile=PROFILE,
        register=REGISTER
        + """
    r9         | Stina Alm      | 1875-06-01 | female | Börje     |
    r10        | Stina Alm      | 1875-06-01 | female | Börje     |
        """,
        people=f"""
            person_ref | full_name | birth_date | sex    | parish | card
            a          | Stina Alm | 1875-06-01 | female | Börje  |
            {OTHERS}
        """,
        verdicts="""
            person_ref | verdict      | rule      | citizen_id
            a          | unidentified | ambiguous |
            d          | verified     | exact     | r4
            e          | verified     | exact     | r5
            f          | verified     | exact     | r6
            g          | verified     | exact     | r7
        """,
    )


def test_people_of_any_time_may_be_in_the_files(spec):
    """With a number scheme years before 1900 are unreadable; here any from 1000 on is read."""
    spec(
        profile=PROFILE,
        register=REGISTER
        + """
    s1         | Gustav Vasa    | 1496-05-12 | male   | Lindholmen | 11111
    s2         | Erik Jedvards  | 1125       | male   | Uppsala    | 22222
        """,
        people=f"""
            person_ref | full_name     | birth_date | sex  | parish     | card
            a          | Gustav Vasa   | 12.05.1496 | male | Lindholmen | 11111
            b          | Erik Jedvards | 1125       | male | Uppsala    | 22222
            {OTHERS}
        """,
        verdicts="""
            person_ref | verdict  | citizen_id
            a          | verified | s1
            b          | verified | s2
            d          | verified | r4
            e          | verified | r5
            f          | verified | r6
            g          | verified | r7
        """,
    )
