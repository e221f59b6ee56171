"""What went wrong with the number.

A number is repaired only with support from the other fields; the repair says what went wrong.
"""

REGISTER = """
    citizen_id   | former_id | full_name        | birth_date | sex    | residence_code
    079090004521 | 024681357 | Nguyễn Văn Hùng  | 1990-05-16 | male   | 26734
    001185073926 |           | Trần Thị Lan     | 1985-11-02 | female | 00004
"""


def test_a_leading_zero_is_lost(spec):
    """A spreadsheet takes the number for an amount; all province codes begin with 0."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id  | residence_code
            one zero   | Nguyễn Văn Hùng | 16/05/1990 | Nam | 79090004521 | 26734
            two zeros  | Trần Thị Lan    | 02/11/1985 | Nữ  | 1185073926  | 00004
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule            | tier
            one zero   | malformed     | mismatch | number  | 079090004521 | number_repaired | safe
            two zeros  | malformed     | mismatch | number  | 001185073926 | number_repaired | safe
        """,
        repairs="""
            person_ref | field  | recorded_value | register_value | kind
            one zero   | number | 79090004521    | 079090004521   | leading_zero_lost
            two zeros  | number | 1185073926     | 001185073926   | leading_zero_lost
        """,
    )


def test_a_spreadsheet_damages_the_number(spec):
    """Scientific notation keeps the first digits, a decimal fraction keeps them all."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id    | residence_code
            scientific | Nguyễn Văn Hùng | 16/05/1990 | Nam | 7.909E+10     | 26734
            fraction   | Trần Thị Lan    | 02/11/1985 | Nữ  | 1185073926.0  | 00004
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id
            scientific | malformed     | mismatch | number  | 079090004521
            fraction   | malformed     | mismatch | number  | 001185073926
        """,
        repairs="""
            person_ref | field  | kind
            scientific | number | spreadsheet_number
            fraction   | number | spreadsheet_number
        """,
    )


def test_two_neighbouring_digits_are_swapped(spec):
    """…4521 was typed …4251."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004251 | 26734
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            a          | present       | mismatch | number  | 079090004521 | number_repaired
        """,
        repairs="""
            person_ref | field  | recorded_value | register_value | kind
            a          | number | 079090004251   | 079090004521   | digits_swapped
        """,
    )


def test_one_digit_is_wrong(spec):
    """…4521 was typed …4621."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004621 | 26734
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            a          | present       | mismatch | number  | 079090004521 | number_repaired
        """,
        repairs="""
            person_ref | field  | register_value | kind
            a          | number | 079090004521   | digit_wrong
        """,
    )


def test_a_digit_is_missing_or_doubled(spec):
    """Eleven digits that begin with 0, or thirteen."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id    | residence_code
            missing    | Nguyễn Văn Hùng | 16/05/1990 | Nam | 07909004521   | 26734
            doubled    | Trần Thị Lan    | 02/11/1985 | Nữ  | 0011850739226 | 00004
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            missing    | malformed     | mismatch | number  | 079090004521 | number_repaired
            doubled    | malformed     | mismatch | number  | 001185073926 | number_repaired
        """,
        repairs="""
            person_ref | field  | kind
            missing    | number | digit_missing
            doubled    | number | digit_extra
        """,
    )


def test_the_number_stands_in_another_column(spec):
    """The columns of a form were mixed up."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | phone        | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | 26734
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id
            a          | missing       | mismatch | number  | 079090004521
        """,
        repairs="""
            person_ref | field  | kind         | register_value
            a          | number | other_column | 079090004521
        """,
    )


def test_a_former_number_that_the_register_does_not_hold(spec):
    """Nine digits, nobody's `former_id`: taken for the person's own former card."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id | residence_code
            a          | Trần Thị Lan | 02/11/1985 | Nữ  | 135792468  | 00004
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id
            a          | present       | mismatch | number  | 001185073926
        """,
        repairs="""
            person_ref | field  | recorded_value | register_value | kind
            a          | number | 135792468      | 001185073926   | former_number
        """,
    )


def test_a_repaired_number_without_support_is_not_accepted(spec):
    """One digit off somebody's number, but name, birth date and sex are another person's."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Bùi Thanh Phong | 09/03/1977 | Nữ  | 079090004621 | 13669
        """,
        verdicts="""
            person_ref | verdict      | citizen_id
            a          | unidentified |
        """,
    )
