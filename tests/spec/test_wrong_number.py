"""A well-formed number that is not the person's.

The number is well formed but not in the register, or belongs to somebody else there: if exactly
one other register person fits, the verdict is `mismatch` with reason `number`; otherwise
`unidentified`.
"""

REGISTER = """
    citizen_id   | full_name        | birth_date | sex    | residence_code
    001090000001 | Nguyễn Văn Hùng  | 1990-05-16 | male   | 00001
    001062000007 | Phạm Quốc Thắng  | 1962-08-21 | male   | 00004
    001185000002 | Trần Thị Lan     | 1985-11-02 | female | 00004
"""


def test_the_number_is_not_in_the_register_and_one_person_fits(spec):
    """Name, birth date, sex and commune show him; his number is proposed."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 036099876543 | 00001
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            a          | present       | mismatch | number  | 001090000001 | name_birth_residence
        """,
        repairs="""
            person_ref | field  | recorded_value | register_value | kind        | tier
            a          | number | 036099876543   | 001090000001   | value_wrong | review
        """,
    )


def test_the_number_is_not_in_the_register_and_nobody_fits(spec):
    """Nobody is proposed."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Bùi Thanh Phong | 09/03/1977 | Nam | 036077876543 | 13669
        """,
        verdicts="""
            person_ref | number_status | verdict      | reasons | citizen_id | rule         | tier
            a          | present       | unidentified |         |            | no_candidate | ask
        """,
        repairs="person_ref | field",
    )


def test_the_number_belongs_to_somebody_else(spec):
    """The number says one person, everything else says another: the number is wrong."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001185000002 | 00001
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id
            a          | mismatch | number  | 001090000001
        """,
        repairs="""
            person_ref | field  | register_value | kind
            a          | number | 001090000001   | other_person
        """,
    )


def test_the_number_belongs_to_somebody_else_and_nobody_fits(spec):
    """That somebody is not proposed either: nothing but the number speaks for her."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Bùi Thanh Phong | 09/03/1977 | Nam | 001185000002 | 13669
        """,
        verdicts="""
            person_ref | verdict      | citizen_id
            a          | unidentified |
        """,
    )


def test_a_childs_record_bears_the_guardians_number(spec):
    """A parent signed for the child and gave the own number."""
    spec(
        register="""
            citizen_id   | full_name    | birth_date | sex    | residence_code
            001081000011 | Đỗ Minh Quân | 1981-01-30 | male   | 00001
            001313000012 | Đỗ Khánh Vy  | 2013-09-14 | female | 00001
        """,
        people="""
            person_ref | full_name   | birth_date | citizen_id   | guardian_name | residence_code
            child      | Đỗ Khánh Vy | 14/09/2013 | 001081000011 | Đỗ Minh Quân  | 00001
        """,
        verdicts="""
            person_ref | verdict  | reasons     | citizen_id
            child      | mismatch | number, sex | 001313000012
        """,
        repairs="""
            person_ref | field  | recorded_value | register_value | kind
            child      | number | 001081000011   | 001313000012   | guardians_number
            child      | sex    |                | female         | missing
        """,
    )


def test_a_number_that_fits_its_bearer_and_is_not_in_the_register(spec):
    """Digits for her own birth year and sex: most likely it is her number, and the register lacks
    her. Then a like person is hardly her. A number made for somebody else says no such thing."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id
            own        | Trần Thị Lan | 02/11/1985 | Nữ  | 036185987654
            anothers   | Trần Thị Lan | 02/11/1985 | Nữ  | 036062987654
        """,
        verdicts="""
            person_ref | verdict      | citizen_id   | rule
            anothers   | mismatch     | 001185000002 | probabilistic
            own        | unidentified |              | insufficient
        """,
        candidates="""
            person_ref | citizen_id   | number_agreement
            anothers   | 001185000002 | differs
            own        | 001185000002 | own_other
        """,
    )
