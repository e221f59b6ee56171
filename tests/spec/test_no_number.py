"""No number, or a malformed one.

`number_status` says so. If exactly one register person fits, the verdict is `mismatch` with
reason `number` and the number is proposed; otherwise `unidentified`.
"""

REGISTER = """
    citizen_id   | full_name        | birth_date | sex    | residence_code
    001090000001 | Nguyễn Văn Hùng  | 1990-05-16 | male   | 00001
    001185000002 | Trần Thị Lan     | 1985-11-02 | female | 00004
"""


def test_no_number_and_one_person_fits(spec):
    """The number is proposed; it may be applied in bulk."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam |            | 00001
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            a          | missing       | mismatch | number  | 001090000001 | name_birth_residence
        """,
        repairs="""
            person_ref | field  | recorded_value | register_value | kind    | tier
            a          | number |                | 001090000001   | missing | safe
        """,
    )


def test_no_number_and_nobody_fits(spec):
    """The household has to be asked."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            a          | Bùi Thanh Phong | 09/03/1977 | Nam |            | 13669
        """,
        verdicts="""
            person_ref | number_status | verdict      | reasons | citizen_id | rule         | tier
            a          | missing       | unidentified |         |            | no_candidate | ask
        """,
    )


def test_a_malformed_number_that_still_points_at_one_person(spec):
    """A lost digit leaves enough of the number to support the other fields."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id  | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 01090000001 | 00001
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            a          | malformed     | mismatch | number  | 001090000001 | number_repaired
        """,
    )


def test_a_malformed_number_of_no_help(spec):
    """Name, birth date, sex and commune show the person as if no number stood there."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id | residence_code
            a          | Trần Thị Lan | 02/11/1985 | Nữ  | 12345      | 00004
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id   | rule
            a          | malformed     | mismatch | number  | 001185000002 | name_birth_residence
        """,
    )


def test_a_malformed_number_and_nobody_fits(spec):
    """A mended number alone, without any support, identifies nobody."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id  | residence_code
            a          | Bùi Thanh Phong | 09/03/1977 | Nữ  | 01090000001 | 13669
        """,
        verdicts="""
            person_ref | number_status | verdict      | citizen_id
            a          | malformed     | unidentified |
        """,
    )


def test_half_a_name_is_not_enough(spec):
    """Somebody of such a name exists; without birth date and commune that says little."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name | birth_date | sex | citizen_id | residence_code
            a          | Trần Lan  |            | Nữ  |            |
        """,
        verdicts="""
            person_ref | verdict      | citizen_id
            a          | unidentified |
        """,
    )


def test_a_name_alone_is_not_enough_in_a_small_register_either(spec):
    """Nobody else here is called so; but a register of a thousand is an extract, and at least a
    commune of ten thousand stands behind it."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            a          | Nguyễn Văn Hùng |            | Nam |            |
        """,
        verdicts="""
            person_ref | verdict      | citizen_id | rule         | tier
            a          | unidentified |            | insufficient | review
        """,
    )
