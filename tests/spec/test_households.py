"""Households.

Families share one phone and enter one another's numbers. Where a record does not say where its
person lives, those who share its phone or number tell it; and whose number stands there is named.
"""

REGISTER = """
    citizen_id   | full_name       | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng | 1990-05-16 | male   | 26734
    001090000001 | Nguyễn Văn Hùng | 1990-05-16 | male   | 00001
    079192001188 | Lý Thị Mỹ       | 1992-12-25 | female | 26734
    001081000011 | Đỗ Minh Quân    | 1981-01-30 | male   | 00001
    001313000012 | Đỗ Khánh Vy     | 2013-09-14 | female | 00001
"""


def test_the_phone_tells_where_the_person_lives(spec):
    """A verified woman of one commune shares his phone; his namesake lives elsewhere."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | phone
            wife       | Lý Thị Mỹ       | 25/12/1992 | Nữ  | 079192001188 | 0912345678
            husband    | Nguyễn Văn Hùng | 16/05/1990 | Nam |              | 0912345678
            another    | Nguyễn Văn Hùng | 16/05/1990 | Nam |              | 0987654321
        """,
        verdicts="""
            person_ref | verdict      | citizen_id   | rule
            another    | unidentified |              | ambiguous
            husband    | mismatch     | 079090004521 | probabilistic
            wife       | verified     | 079192001188 | exact
        """,
    )


def test_a_relatives_number_tells_it_too(spec):
    """His wife's number is not his, but it is registered where he lives."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            husband    | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079192001188
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id
            husband    | mismatch | number  | 079090004521
        """,
        repairs="""
            person_ref | field  | register_value | kind
            husband    | number | 079090004521   | other_person
        """,
    )


def test_a_guardians_number_says_nothing_of_who_the_child_is(spec):
    """A guardian is named and the number is an adult's: it neither speaks for the adult, whatever
    the number alone would say, nor against the child."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name   | birth_date | citizen_id   | guardian_name
            child      | Đỗ Khánh Vy | 14/09/2013 | 001081000011 | Đỗ Minh Quân
            nameless   | bé          |            | 001081000011 | Đỗ Minh Quân
        """,
        verdicts="""
            person_ref | verdict      | citizen_id
            child      | mismatch     | 001313000012
            nameless   | unidentified |
        """,
        repairs="""
            person_ref | field  | kind
            child      | number | guardians_number
            child      | sex    | missing
        """,
    )
