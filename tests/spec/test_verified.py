"""Verified.

Number, name, birth date and sex agree with the register after standardising. Case, spacing,
Unicode form, tone-mark placement (hoà = hòa) and i/y spelling variants are not differences.
Missing diacritics **are** one: reason `name`, kind `diacritics_missing`, tier `safe`.
"""

REGISTER = """
    citizen_id   | full_name         | birth_date | sex    | residence_code
    001090000001 | Nguyễn Văn Hùng   | 1990-05-16 | male   | 00001
    001185000002 | Trần Thị Hoà      | 1985-11-02 | female | 00004
    001156000003 | Lý Mỹ Thuý        | 1956       | female | 00006
"""


def test_all_four_fields_agree(spec):
    """What was typed is what the register holds."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex  | citizen_id
            a          | Nguyễn Văn Hùng | 1990-05-16 | male | 001090000001
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule  | tier
            a          | present       | verified |         | 001090000001 | exact | none
        """,
        repairs="person_ref | field",
        candidates="person_ref | rank",
    )


def test_case_spacing_and_unicode_form_are_not_differences(spec):
    """Capitals, several spaces, and letters whose marks are written as characters of their own."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name                | birth_date | sex  | citizen_id
            capitals   | NGUYỄN VĂN HÙNG          | 16/05/1990 | Nam  | 001090000001
            small      | nguyễn văn hùng          | 16-05-1990 | nam  | 001090000001
            spaces     | Nguyễn   Văn \\u00a0 Hùng | 16.5.1990  | male | 001090000001
            decomposed | Nguyễn Văn Hu\\u0300ng    | 16051990   | M    | 001090000001
        """,
        verdicts="""
            person_ref | verdict  | reasons | rule
            capitals   | verified |         | exact
            small      | verified |         | exact
            spaces     | verified |         | exact
            decomposed | verified |         | exact
        """,
    )


def test_where_a_tone_mark_stands_is_not_a_difference(spec):
    """The old and the new school put the mark on different vowels of the same syllable."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id
            old        | Trần Thị Hòa | 02/11/1985 | Nữ  | 001185000002
            new        | Trần Thị Hoà | 02/11/1985 | Nữ  | 001185000002
        """,
        verdicts="""
            person_ref | verdict
            old        | verified
            new        | verified
        """,
    )


def test_i_and_y_are_spellings_of_one_sound(spec):
    """Mỹ and Mĩ, Lý and Lí are one name."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id
            y          | Lý Mỹ Thúy | 1956       | Nữ  | 001156000003
            i          | Lí Mĩ Thuý | 1956       | Nữ  | 001156000003
        """,
        verdicts="""
            person_ref | verdict
            y          | verified
            i          | verified
        """,
    )


def test_missing_diacritics_are_a_difference(spec):
    """Many names fall together without their marks, so they have to be put back."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyen Van Hung | 16/05/1990 | Nam | 001090000001
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id   | rule                 | tier
            a          | mismatch | name    | 001090000001 | number_fields_differ | safe
        """,
        repairs="""
            person_ref | field | recorded_value  | register_value  | kind               | tier
            a          | name  | Nguyen Van Hung | Nguyễn Văn Hùng | diacritics_missing | safe
        """,
    )


def test_every_compared_field_that_differs_is_a_reason(spec):
    """The reasons stand in one order: number, name, birth date, sex. Residence is no reason."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            date       | Nguyễn Văn Hùng | 17/05/1990 | Nam | 001090000001 | 00001
            sex        | Nguyễn Văn Hùng | 16/05/1990 | Nữ  | 001090000001 | 00001
            three      | Nguyen Van Hung | 17/05/1990 | Nữ  | 001090000001 | 00001
            residence  | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001090000001 | 00004
        """,
        verdicts="""
            person_ref | verdict  | reasons               | citizen_id
            date       | mismatch | birth_date            | 001090000001
            sex        | mismatch | sex                   | 001090000001
            three      | mismatch | name, birth_date, sex | 001090000001
            residence  | verified |                       | 001090000001
        """,
    )


def test_a_value_missing_from_the_record_is_a_difference(spec):
    """It has to be filled in; a sex or birth date that the record lacks is never overlooked."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng |            |     | 001090000001
        """,
        verdicts="""
            person_ref | verdict  | reasons         | citizen_id
            a          | mismatch | birth_date, sex | 001090000001
        """,
        repairs="""
            person_ref | field      | recorded_value | register_value | kind
            a          | birth_date |                | 1990-05-16     | missing
            a          | sex        |                | male           | missing
        """,
    )


def test_a_value_missing_from_the_register_is_no_difference(spec):
    """Where the register itself holds nothing there is nothing to differ from."""
    spec(
        register="""
            citizen_id   | full_name       | birth_date | sex | residence_code
            001090000001 | Nguyễn Văn Hùng | 1990-05-16 |     | 00001
        """,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001090000001
        """,
        verdicts="""
            person_ref | verdict
            a          | verified
        """,
    )


def test_people_known_only_by_their_year_are_verified_by_it(spec):
    """Old people are known to the register by the year alone; then the year is the whole date."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id
            year       | Lý Mỹ Thuý | 1956       | Nữ  | 001156000003
        """,
        verdicts="""
            person_ref | verdict
            year       | verified
        """,
    )
