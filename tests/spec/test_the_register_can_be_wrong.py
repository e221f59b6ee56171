"""The register can be wrong.

Where the citizen number's own digits side with the record against the register's birth year or
sex, the repair is `register_suspect`: it goes to the police's list, not over the person's data.
"""


def test_the_number_sides_with_the_record_on_the_birth_year(spec):
    """Digits 5 and 6 were given at birth registration; they say 1990, as the record does."""
    spec(
        register="""
            citizen_id   | full_name       | birth_date | sex  | residence_code
            079090004521 | Nguyễn Văn Hùng | 1996-05-16 | male | 26734
        """,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | 26734
        """,
        verdicts="""
            person_ref | verdict  | reasons    | citizen_id   | tier
            a          | mismatch | birth_date | 079090004521 | review
        """,
        repairs="""
            person_ref | field      | recorded_value | register_value | kind
            a          | birth_date | 16/05/1990     | 1996-05-16     | register_suspect
        """,
    )


def test_the_number_sides_with_the_record_on_the_sex(spec):
    """Digit 4 says female, as the record does."""
    spec(
        register="""
            citizen_id   | full_name    | birth_date | sex  | residence_code
            001185073926 | Trần Thị Lan | 1985-11-22 | male | 00004
        """,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id   | residence_code
            a          | Trần Thị Lan | 22/11/1985 | Nữ  | 001185073926 | 00004
        """,
        verdicts="""
            person_ref | verdict  | reasons | tier
            a          | mismatch | sex     | review
        """,
        repairs="""
            person_ref | field | register_value | kind
            a          | sex   | male           | register_suspect
        """,
    )


def test_the_register_knows_only_the_year(spec):
    """The record knows the day: it is the register that has to be completed."""
    spec(
        register="""
            citizen_id   | full_name  | birth_date | sex    | residence_code
            001156000003 | Lý Mỹ Thuý | 1956       | female | 00006
        """,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id   | residence_code
            a          | Lý Mỹ Thuý | 12/04/1956 | Nữ  | 001156000003 | 00006
        """,
        verdicts="""
            person_ref | verdict  | reasons    | tier
            a          | mismatch | birth_date | review
        """,
        repairs="""
            person_ref | field      | recorded_value | register_value | kind
            a          | birth_date | 12/04/1956     | 1956           | register_suspect
        """,
    )


def test_the_deceased_stay_in_the_register(spec):
    """Whoever was vaccinated and died later is verified like anybody else."""
    spec(
        register="""
            citizen_id   | full_name  | birth_date | sex    | residence_code | deceased_on
            001156000003 | Lý Mỹ Thuý | 1956       | female | 00006          | 2022-02-11
        """,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id   | residence_code
            number     | Lý Mỹ Thuý | 1956       | Nữ  | 001156000003 | 00006
        """,
        verdicts="""
            person_ref | verdict  | citizen_id
            number     | verified | 001156000003
        """,
    )
