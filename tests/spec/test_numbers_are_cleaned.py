"""A number is judged after cleaning.

Spaces, dots, dashes, quotes, full-width digits and look-alike letters (O for 0, l for 1) are
removed or mended first. If 12 (or 9) digits stand then, the number is `present`; what cannot be
mended with certainty is `malformed`.
"""

REGISTER = """
    citizen_id   | former_id | full_name       | birth_date | sex  | residence_code
    001090000001 | 012345670 | Nguyễn Văn Hùng | 1990-05-16 | male | 00001
"""


def test_marks_around_the_digits_are_removed(spec):
    """However the digits are grouped, they are the same number."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            spaces     | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001 090 000 001
            dots       | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001.090.000.001
            dashes     | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001-090-000001
            quote      | Nguyễn Văn Hùng | 16/05/1990 | Nam | '001090000001
            no break   | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001090\\u00a0000001
            label      | Nguyễn Văn Hùng | 16/05/1990 | Nam | CCCD: 001090000001
        """,
        verdicts="""
            person_ref | number_status | verdict
            spaces     | present       | verified
            dots       | present       | verified
            dashes     | present       | verified
            quote      | present       | verified
            no break   | present       | verified
            label      | present       | verified
        """,
    )


def test_full_width_digits_and_look_alike_letters_are_mended(spec):
    """O stands for 0 and l or I for 1: no other digit looks like them."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            full width | Nguyễn Văn Hùng | 16/05/1990 | Nam | ００１０９０００００01
            letter O   | Nguyễn Văn Hùng | 16/05/1990 | Nam | OO1O9OOOOOO1
            letter l   | Nguyễn Văn Hùng | 16/05/1990 | Nam | 00l09000000I
        """,
        verdicts="""
            person_ref | number_status | verdict
            full width | present       | verified
            letter O   | present       | verified
            letter l   | present       | verified
        """,
    )


def test_nine_digits_are_a_number_too(spec):
    """The former identity card has nine."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 012 345 670
        """,
        verdicts="""
            person_ref | number_status | verdict
            a          | present       | verified
        """,
    )


def test_what_cannot_be_mended_with_certainty_is_malformed(spec):
    """A lost digit could have been any; a repair may be proposed, but the number is malformed."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            eleven     | Nguyễn Văn Hùng | 16/05/1990 | Nam | 00109000001  | 00001
            thirteen   | Nguyễn Văn Hùng | 16/05/1990 | Nam | 0010900000011 | 00001
            scientific | Nguyễn Văn Hùng | 16/05/1990 | Nam | 1.09E+09     | 00001
            letters    | Nguyễn Văn Hùng | 16/05/1990 | Nam | 00109000S001 | 00001
            all zeros  | Nguyễn Văn Hùng | 16/05/1990 | Nam | 00109        | 00001
        """,
        verdicts="""
            person_ref | number_status
            eleven     | malformed
            thirteen   | malformed
            scientific | malformed
            letters    | malformed
            all zeros  | malformed
        """,
    )


def test_ways_of_writing_nothing_are_missing(spec):
    """An empty cell, a dash and a word without digits hold no number."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            empty      | Nguyễn Văn Hùng | 16/05/1990 | Nam |            | 00001
            dash       | Nguyễn Văn Hùng | 16/05/1990 | Nam | -          | 00001
            word       | Nguyễn Văn Hùng | 16/05/1990 | Nam | chưa có    | 00001
        """,
        verdicts="""
            person_ref | number_status
            empty      | missing
            dash       | missing
            word       | missing
        """,
    )


def test_a_placeholder_is_no_number(spec):
    """Twelve or nine digits that somebody typed to fill the cell."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            counted    | Nguyễn Văn Hùng | 16/05/1990 | Nam | 123456789    | 00001
            repeated   | Nguyễn Văn Hùng | 16/05/1990 | Nam | 111111111111 | 00001
            zeros      | Nguyễn Văn Hùng | 16/05/1990 | Nam | 000000000000 | 00001
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id
            counted    | malformed     | mismatch | number  | 001090000001
            repeated   | malformed     | mismatch | number  | 001090000001
            zeros      | malformed     | mismatch | number  | 001090000001
        """,
    )
