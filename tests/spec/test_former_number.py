"""The former number.

A 9-digit number equal to the register's `former_id` counts as the right number when the other
fields agree. Former numbers are not unique: fifty thousand were issued twice.
"""

REGISTER = """
    citizen_id   | former_id | full_name       | birth_date | sex    | residence_code
    001090000001 | 012345670 | Nguyễn Văn Hùng | 1990-05-16 | male   | 00001
    001185000002 | 012345670 | Trần Thị Lan    | 1985-11-02 | female | 00004
"""


def test_the_former_number_is_right_when_all_else_agrees(spec):
    """The profile is verified, by the rule `former_id`; the answer names the present number."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 012345670
            b          | Trần Thị Lan    | 02/11/1985 | Nữ  | 012345670
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule      | tier
            a          | present       | verified |         | 001090000001 | former_id | none
            b          | present       | verified |         | 001185000002 | former_id | none
        """,
    )


def test_with_another_field_wrong_the_number_still_counts_as_right(spec):
    """Only the field that differs is a reason."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            a          | Nguyen Van Hung | 16/05/1990 | Nam | 012345670  | 00001
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id   | rule
            a          | mismatch | name    | 001090000001 | former_id
        """,
    )


def test_a_former_number_shared_by_namesakes_settles_nothing(spec):
    """Two who share number, name, birth date and sex: it could be either."""
    spec(
        register="""
            citizen_id   | former_id | full_name    | birth_date | sex    | residence_code
            001185000002 | 012345670 | Trần Thị Lan | 1985-11-02 | female | 00001
            079185000003 | 012345670 | Trần Thị Lan | 1985-11-02 | female | 00001
        """,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id | residence_code
            a          | Trần Thị Lan | 02/11/1985 | Nữ  | 012345670  | 00001
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id | rule
            a          | unidentified |         |            | ambiguous
        """,
        candidates="""
            person_ref | citizen_id
            a          | 001185000002
            a          | 079185000003
        """,
    )
