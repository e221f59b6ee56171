"""Profiles that are one human being.

Profiles of the same register person, or of the same unregistered person, share a `history_id`.
One register person is one human being: that somebody holds a register entry already speaks
against a second profile, but does not forbid it.
"""

REGISTER = """
    citizen_id   | full_name        | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng  | 1990-05-16 | male   | 26734
"""


def test_two_profiles_of_one_register_person(spec):
    """The second dose was entered on a new profile, without the number."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            first      | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | 26734
            second     | Nguyễn Văn Hùng | 16/05/1990 | Nam |              | 26734
        """,
        verdicts="""
            person_ref | verdict  | citizen_id
            first      | verified | 079090004521
            second     | mismatch | 079090004521
        """,
        persons="""
            person_ref | history_id
            first      | R079090004521
            second     | R079090004521
        """,
    )


def test_two_profiles_of_one_unregistered_person(spec):
    """Same name, same full birth date and same phone, and nobody in the register."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | phone
            p1         | Bùi Thanh Phong | 09/03/1977 | Nam |            | 0912345678
            p2         | BUI THANH PHONG | 9/3/1977   | Nam |            | 0912 345 678
        """,
        persons="""
            person_ref | history_id
            p1         | Pp1
            p2         | Pp1
        """,
    )


def test_a_shared_phone_alone_makes_nobody_the_same(spec):
    """Households share phones."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name        | birth_date | sex | citizen_id | phone
            p1         | Bùi Thanh Phong  | 09/03/1977 | Nam |            | 0912345678
            p2         | Bùi Thanh Phương | 09/03/1977 | Nữ  |            | 0912345678
        """,
        persons="""
            person_ref | history_id
            p1         | Pp1
            p2         | Pp2
        """,
    )


def test_namesakes_without_any_tie_stay_apart(spec):
    """Name and birth date alone are no proof."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | phone
            p1         | Bùi Thanh Phong | 09/03/1977 | Nam |            | 0912345678
            p2         | Bùi Thanh Phong | 09/03/1977 | Nam |            | 0987654321
        """,
        persons="""
            person_ref | history_id
            p1         | Pp1
            p2         | Pp2
        """,
    )


def test_foreigners_of_one_passport(spec):
    """Name, birth date and document agree."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id | nationality
            p1         | John Smith | 06/05/1980 | Nam | X1234567   | US
            p2         | JOHN SMITH | 06/05/1980 | Nam | x 1234567  | US
        """,
        persons="""
            person_ref | history_id
            p1         | Pp1
            p2         | Pp1
        """,
    )
