"""Tiers: who may apply a repair.

`none`: nothing to do. `safe`: it may be applied in bulk after one approval. `review`: a person
decides on screen. `ask`: the household must be asked. A profile's tier is that of its least safe
repair. `match_probability` lies between 0 and 1.
"""

REGISTER = """
    citizen_id   | full_name       | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng | 1990-05-16 | male   | 26734
"""


def test_each_tier(spec):
    """From nothing to do to nobody to be found."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            none       | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | 26734
            safe       | Nguyen Van Hung | 16/05/1990 | Nam | 079090004521 | 26734
            review     | Nguyễn Văn Hùng | 16/05/1990 | Nữ  | 079090004521 | 26734
            ask        | Bùi Thanh Phong | 09/03/1977 | Nam |              | 00004
        """,
        verdicts="""
            person_ref | verdict      | tier
            none       | verified     | none
            safe       | mismatch     | safe
            review     | mismatch     | review
            ask        | unidentified | ask
        """,
    )


def test_a_profile_is_as_safe_as_its_least_safe_repair(spec):
    """The missing marks are safe; the sex has to be looked at."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyen Van Hung | 16/05/1990 | Nữ  | 079090004521 | 26734
        """,
        verdicts="""
            person_ref | reasons   | tier
            a          | name, sex | review
        """,
        repairs="""
            person_ref | field | kind               | tier
            a          | name  | diacritics_missing | safe
            a          | sex   | value_wrong        | review
        """,
    )


def test_candidates_are_listed_for_those_who_decide(spec):
    """For `review` and `ask`; what is safe or done needs none."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            none       | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521 | 26734
            safe       | Nguyen Van Hung | 16/05/1990 | Nam | 079090004521 | 26734
            review     | Nguyễn Văn Hùng | 16/05/1990 | Nữ  | 079090004521 | 26734
        """,
        candidates="""
            person_ref | rank | citizen_id
            review     | 1    | 079090004521
        """,
    )


def test_a_candidate_shows_how_far_each_field_agrees(spec):
    """One level for each compared field (here all but the birth date's), and for the residence,
    which is evidence and never a reason."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id   | residence_code
            a          | Nguyen Van Hung | 05/16/1990 | Nữ  | 079090004522 | 26737
        """,
        candidates="""
            person_ref | number_agreement | name_agreement | sex_agreement | residence_agreement
            a          | neighbouring     | unmarked       | differs       | district
        """,
    )
