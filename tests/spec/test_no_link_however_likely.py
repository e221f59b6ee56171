"""No link, however likely.

Twins, parents, neighbours and namesakes share so much that a probability learned from everybody is
too sure of itself. Where the record fits two people by halves, or lacks what would tell the likely
person from a relative, nobody is linked: `unidentified`, tier `review`, candidates listed.
"""

REGISTER = """
    citizen_id   | full_name         | birth_date | sex    | residence_code
    001313000021 | Lê Ngọc Bảo An    | 2013-09-14 | female | 00001
    001313000022 | Lê Ngọc Bảo Anh   | 2013-09-14 | female | 00001
    001081000011 | Đỗ Minh Quân      | 1981-01-30 | male   | 00001
    001213000012 | Đỗ Minh Quang     | 2013-05-06 | male   | 00001
    036312000077 | Vũ Thị Khánh Ngân | 2012-03-07 | female | 13669
    079090004521 | Nguyễn Văn Hùng   | 1990-05-16 | male   | 26734
    079064001177 | Phạm Quốc Thắng   | 1964-08-21 | male   | 26737
    079088003344 | Phạm Quốc Thắng   | 1988-02-11 | male   | 26737
"""


def test_a_twins_number_with_a_name_between_both(spec):
    """The name is a slip away from either: whose record it is cannot be known from it."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id   | residence_code
            a          | Lê Ngọc Bảo Ah | 14/09/2013 | Nữ  | 001313000022 | 00001
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id | rule      | tier
            a          | unidentified |         |            | ambiguous | review
        """,
        candidates="""
            person_ref | citizen_id   | number_agreement | name_agreement
            a          | 001313000021 | neighbouring     | near
            a          | 001313000022 | exact            | near
        """,
    )


def test_twins_are_known_by_the_registers_birth_date(spec):
    """The record has the year only; the register still knows that they were born on one day."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id   | residence_code
            a          | Lê Ngọc Bảo An | 2013       | Nữ  | 001313000022 | 00001
        """,
        verdicts="""
            person_ref | verdict      | citizen_id | rule
            a          | unidentified |            | ambiguous
        """,
    )


def test_the_neighbour_of_a_number_is_a_twins_number(spec):
    """Twins are registered together. The one with this number may be absent from the register, so
    the other one's own name is needed: a name a slip away is just what a twin is called."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name         | birth_date | sex | citizen_id   | residence_code
            slip       | Vũ Thị Khánh Ngâ  | 07/03/2012 | Nữ  | 036312000078 | 13669
            own name   | Vũ Thị Khánh Ngân | 07/03/2012 | Nữ  | 036312000078 | 13669
        """,
        verdicts="""
            person_ref | verdict      | citizen_id   | rule
            own name   | mismatch     | 036312000077 | number_repaired
            slip       | unidentified |              | insufficient
        """,
    )


def test_a_parents_number_and_name_over_a_childs_birth_date(spec):
    """Two people in one row; the household must say which of them got the dose."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id   | residence_code
            a          | Đỗ Minh Quân | 06/05/2013 | Nam | 001081000011 | 00001
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id | rule         | tier
            a          | unidentified |         |            | insufficient | review
        """,
        candidates="""
            person_ref | rank | citizen_id   | number_agreement | birth_date_agreement
            a          | 1    | 001081000011 | exact            | generation
            a          | 2    | 001213000012 | differs          | exact
        """,
    )


def test_number_and_name_of_one_namesake_with_the_birth_date_of_the_other(spec):
    """The number may be the wrong part of it, or the date."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Phạm Quốc Thắng | 11/02/1988 | Nam | 079064001177 | 26737
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id | rule
            a          | unidentified |         |            | ambiguous
        """,
        candidates="""
            person_ref | citizen_id   | number_agreement | name_agreement | birth_date_agreement
            a          | 079064001177 | exact            | exact          | generation
            a          | 079088003344 | differs          | exact          | exact
        """,
    )


def test_bare_initials_need_the_number_or_the_day_of_birth(spec):
    """They fit many, and so does a year."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name  | birth_date | sex | citizen_id   | residence_code
            year       | N. V. Hùng | 1990       | Nam |              | 26734
            day        | N. V. Hùng | 16/05/1990 | Nam |              | 26734
            number     | N. V. Hùng | 1990       | Nam | 079090004521 | 26734
        """,
        verdicts="""
            person_ref | verdict      | citizen_id   | rule
            day        | mismatch     | 079090004521 | probabilistic
            number     | mismatch     | 079090004521 | number_fields_differ
            year       | unidentified |              | insufficient
        """,
    )


def test_a_slip_that_spells_a_name_which_others_bear(spec):
    """Slips of the finger rarely do; siblings often are called so. A slip that spells nobody's
    name is one."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id | residence_code
            anothers   | Đỗ Minh Quân   | 06/05/2013 | Nam |            | 00001
            nobodys    | Đỗ Minh Quangg | 06/05/2013 | Nam |            | 00001
        """,
        verdicts="""
            person_ref | verdict      | citizen_id   | rule
            anothers   | unidentified |              | insufficient
            nobodys    | mismatch     | 001213000012 | probabilistic
        """,
        candidates="""
            person_ref | rank | citizen_id   | name_agreement | birth_date_agreement
            anothers   | 1    | 001213000012 | near_known     | exact
            anothers   | 2    | 001081000011 | exact          | generation
            nobodys    | 1    | 001213000012 | near           | exact
        """,
    )


def test_number_and_half_a_birth_date_under_another_name(spec):
    """Families enter one another's numbers, and siblings may be born in one year. Without the name
    the number links only with the whole birth date."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id   | residence_code
            whole      | Trần Minh Khôi | 16/05/1990 | Nam | 079090004521 | 26734
            year       | Trần Minh Khôi | 1990       | Nam | 079090004521 | 26734
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id   | rule
            whole      | mismatch     | name    | 079090004521 | number_fields_differ
            year       | unidentified |         |              | insufficient
        """,
    )
