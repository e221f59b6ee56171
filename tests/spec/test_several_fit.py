"""Several fit equally well.

`unidentified`, rule `ambiguous`, candidates listed. The engine never guesses between twins.
"""

TWINS = """
    citizen_id   | full_name            | birth_date | sex    | residence_code
    001313000021 | Lê Ngọc Bảo An       | 2013-09-14 | female | 00001
    001313000022 | Lê Ngọc Bảo Anh      | 2013-09-14 | female | 00001
"""


def test_two_namesakes_born_on_one_day_in_one_commune(spec):
    """Nothing tells them apart; both are listed for those who can ask."""
    spec(
        register="""
            citizen_id   | full_name    | birth_date | sex    | residence_code
            001185000002 | Trần Thị Lan | 1985-11-02 | female | 00004
            001185000009 | Trần Thị Lan | 1985-11-02 | female | 00004
        """,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id | residence_code
            a          | Trần Thị Lan | 02/11/1985 | Nữ  |            | 00004
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id | rule      | tier
            a          | unidentified |         |            | ambiguous | review
        """,
        candidates="""
            person_ref | rank | citizen_id   | name_agreement | birth_date_agreement
            a          | 1    | 001185000002 | exact          | exact
            a          | 2    | 001185000009 | exact          | exact
        """,
    )


def test_that_one_namesake_has_a_profile_does_not_make_the_other_certain(spec):
    """People do have two profiles: the second may well be the first one's."""
    spec(
        register="""
            citizen_id   | full_name    | birth_date | sex    | residence_code
            001185000002 | Trần Thị Lan | 1985-11-02 | female | 00004
            001185000009 | Trần Thị Lan | 1985-11-02 | female | 00004
        """,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id   | residence_code
            holder     | Trần Thị Lan | 02/11/1985 | Nữ  | 001185000002 | 00004
            seeker     | Trần Thị Lan | 02/11/1985 | Nữ  |              | 00004
        """,
        verdicts="""
            person_ref | verdict      | citizen_id   | rule
            holder     | verified     | 001185000002 | exact
            seeker     | unidentified |              | ambiguous
        """,
    )


def test_the_right_number_tells_namesakes_apart(spec):
    """Where the number agrees nothing is ambiguous."""
    spec(
        register="""
            citizen_id   | full_name    | birth_date | sex    | residence_code
            001185000002 | Trần Thị Lan | 1985-11-02 | female | 00004
            001185000009 | Trần Thị Lan | 1985-11-02 | female | 00004
        """,
        people="""
            person_ref | full_name    | birth_date | sex | citizen_id   | residence_code
            a          | Trần Thị Lan | 02/11/1985 | Nữ  | 001185000009 | 00004
        """,
        verdicts="""
            person_ref | verdict  | citizen_id
            a          | verified | 001185000009
        """,
    )


def test_twins_are_told_apart_by_their_full_names(spec):
    """Without a number, a name that is one twin's and not the other's is no guess."""
    spec(
        register="""
            citizen_id   | full_name        | birth_date | sex    | residence_code
            001313000021 | Lê Ngọc Bảo An   | 2013-09-14 | female | 00001
            001313000022 | Lê Phương Trúc   | 2013-09-14 | female | 00001
        """,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id | residence_code
            a          | Lê Ngọc Bảo An | 14/09/2013 | Nữ  |            | 00001
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id
            a          | mismatch | number  | 001313000021
        """,
    )


def test_a_name_between_two_twins_is_not_guessed(spec):
    """Half a name fits both twins equally well."""
    spec(
        register=TWINS,
        people="""
            person_ref | full_name   | birth_date | sex | citizen_id | residence_code
            a          | Lê Ngọc Bảo | 14/09/2013 | Nữ  |            | 00001
        """,
        verdicts="""
            person_ref | verdict      | citizen_id | rule
            a          | unidentified |            | ambiguous
        """,
    )


def test_one_twins_number_and_the_other_twins_name(spec):
    """Either the name or the number was taken from the other twin: the record cannot say which."""
    spec(
        register=TWINS,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id   | residence_code
            a          | Lê Ngọc Bảo An | 14/09/2013 | Nữ  | 001313000022 | 00001
        """,
        verdicts="""
            person_ref | verdict      | reasons | citizen_id | rule
            a          | unidentified |         |            | ambiguous
        """,
        candidates="""
            person_ref | citizen_id
            a          | 001313000021
            a          | 001313000022
        """,
    )


def test_several_fit_one_nearly_fits_or_nobody_does(spec):
    """Three ways of not knowing: `ambiguous`, `insufficient` and `no_candidate`. Where somebody
    is likely enough to be looked at, an officer can; otherwise the household must be asked."""
    spec(
        register="""
            citizen_id   | full_name     | birth_date | sex    | residence_code
            001185000002 | Trần Thị Lan  | 1985-11-02 | female | 00004
            001185000009 | Trần Thị Lan  | 1985-11-02 | female | 00004
            036077001234 | Vũ Đức Phương | 1977-03-09 | male   | 13669
        """,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id | residence_code
            several    | Trần Thị Lan    | 02/11/1985 | Nữ  |            | 00004
            one        | Vũ Đức Phương   |            | Nam |            |
            nobody     | Bùi Thanh Phong | 09/03/1958 | Nữ  |            | 00001
        """,
        verdicts="""
            person_ref | verdict      | rule         | tier
            nobody     | unidentified | no_candidate | ask
            one        | unidentified | insufficient | review
            several    | unidentified | ambiguous    | review
        """,
        candidates="""
            person_ref | citizen_id
            one        | 036077001234
            several    | 001185000002
            several    | 001185000009
        """,
    )
