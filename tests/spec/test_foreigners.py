"""Foreigners.

A foreign passport is `exempt`: foreigners are not in the register, and the site answers for them.
"""

REGISTER = """
    citizen_id   | full_name       | birth_date | sex  | residence_code
    001090000001 | Nguyễn Văn Hùng | 1990-05-16 | male | 00001
"""


def test_a_foreign_passport_is_exempt(spec):
    """No register person is named and nothing has to be done."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id | nationality
            a          | John Smith | 06/05/1980 | Nam | X1234567   | US
            b          | Kim Min-ji | 06/05/1991 | Nữ  | M12345678  | Hàn Quốc
        """,
        verdicts="""
            person_ref | number_status | verdict | reasons | citizen_id | rule             | tier
            a          | foreign       | exempt  |         |            | foreign_document | none
            b          | foreign       | exempt  |         |            | foreign_document | none
        """,
        repairs="person_ref | field",
        candidates="person_ref | rank",
    )


def test_a_stated_citizen_of_viet_nam_is_compared(spec):
    """Nationality stated as Vietnamese, however it is written, exempts nobody."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | nationality
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001090000001 | Việt Nam
            b          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001090000001 | VN
        """,
        verdicts="""
            person_ref | number_status | verdict
            a          | present       | verified
            b          | present       | verified
        """,
    )


def test_a_citizen_number_outweighs_a_foreign_nationality(spec):
    """Only citizens have twelve digits: the nationality was a slip, and the number is judged."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | nationality
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 001090000001 | Nga
        """,
        verdicts="""
            person_ref | number_status | verdict
            a          | present       | verified
        """,
    )


def test_a_passport_without_a_nationality_exempts_nobody(spec):
    """Citizens travel too: without a stated nationality it is a malformed number."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | B1234567   | 00001
        """,
        verdicts="""
            person_ref | number_status | verdict  | reasons | citizen_id
            a          | malformed     | mismatch | number  | 001090000001
        """,
    )
