"""What went wrong with birth date and sex.

The register's value is proposed; the repair says what went wrong.
"""

REGISTER = """
    citizen_id   | full_name         | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng   | 1990-05-06 | male   | 26734
    001185073926 | Trần Thị Ngọc Lan | 1985-11-22 | female | 00004
"""


def test_day_and_month_are_swapped(spec):
    """6 May was written the American way. Both dates exist, so a person decides."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 05/06/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict  | reasons    | tier
            a          | mismatch | birth_date | review
        """,
        repairs="""
            person_ref | field      | recorded_value | register_value | kind              | tier
            a          | birth_date | 05/06/1990     | 1990-05-06     | day_month_swapped | review
        """,
    )


def test_a_month_over_twelve_is_a_day(spec):
    """11/22/1985 can be read in one way only: that is no difference."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id
            a          | Trần Thị Ngọc Lan | 11/22/1985 | Nữ  | 001185073926
        """,
        verdicts="""
            person_ref | verdict
            a          | verified
        """,
    )


def test_only_the_year_or_the_month_is_given(spec):
    """1 January stands for the bare year, too: systems that want a day get that one."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id
            year       | Nguyễn Văn Hùng   | 1990       | Nam | 079090004521
            january    | Nguyễn Văn Hùng   | 01/01/1990 | Nam | 079090004521
            month      | Trần Thị Ngọc Lan | 11/1985    | Nữ  | 001185073926
        """,
        verdicts="""
            person_ref | verdict  | reasons
            year       | mismatch | birth_date
            january    | mismatch | birth_date
            month      | mismatch | birth_date
        """,
        repairs="""
            person_ref | field      | register_value | kind
            year       | birth_date | 1990-05-06     | year_only
            january    | birth_date | 1990-05-06     | year_only
            month      | birth_date | 1985-11-22     | month_only
        """,
    )


def test_day_month_or_year_is_wrong(spec):
    """Two of the three agree."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id
            day        | Trần Thị Ngọc Lan | 09/11/1985 | Nữ  | 001185073926
            month      | Trần Thị Ngọc Lan | 22/10/1985 | Nữ  | 001185073926
            year       | Trần Thị Ngọc Lan | 22/11/1986 | Nữ  | 001185073926
        """,
        verdicts="""
            person_ref | verdict  | reasons
            day        | mismatch | birth_date
            month      | mismatch | birth_date
            year       | mismatch | birth_date
        """,
        repairs="""
            person_ref | field      | register_value | kind
            day        | birth_date | 1985-11-22     | day_wrong
            month      | birth_date | 1985-11-22     | month_wrong
            year       | birth_date | 1985-11-22     | year_wrong
        """,
    )


def test_a_day_that_is_nearly_right_is_a_wrong_day(spec):
    """One digit of the day differs, or it is the next day."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id
            next       | Trần Thị Ngọc Lan | 23/11/1985 | Nữ  | 001185073926
            digit      | Trần Thị Ngọc Lan | 12/11/1985 | Nữ  | 001185073926
        """,
        verdicts="""
            person_ref | verdict  | reasons
            next       | mismatch | birth_date
            digit      | mismatch | birth_date
        """,
        repairs="""
            person_ref | field      | register_value | kind
            next       | birth_date | 1985-11-22     | day_wrong
            digit      | birth_date | 1985-11-22     | day_wrong
        """,
    )


def test_another_date_altogether(spec):
    """Number and name outweigh it."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id   | residence_code
            a          | Trần Thị Ngọc Lan | 03/04/1991 | Nữ  | 001185073926 | 00004
        """,
        verdicts="""
            person_ref | verdict  | reasons    | citizen_id
            a          | mismatch | birth_date | 001185073926
        """,
        repairs="""
            person_ref | field      | kind
            a          | birth_date | value_wrong
        """,
    )


def test_sex_is_wrong(spec):
    """The wrong box was ticked. The number's fourth digit sides with the register."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id
            a          | Trần Thị Ngọc Lan | 22/11/1985 | Nam | 001185073926
        """,
        verdicts="""
            person_ref | verdict  | reasons
            a          | mismatch | sex
        """,
        repairs="""
            person_ref | field | recorded_value | register_value | kind
            a          | sex   | Nam            | female         | value_wrong
        """,
    )
