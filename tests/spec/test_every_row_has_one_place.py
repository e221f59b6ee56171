"""Every input row ends in exactly one place.

A row is accepted and has one verdict, or it says nothing new and is merged, or it stands in
`rejects` with file, row number, the raw row, the reason and what to do. The sums of the report
add up to the rows read, in people and in doses.
"""

REGISTER = """
    citizen_id   | full_name       | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng | 1990-05-16 | male   | 26734
"""


def test_a_row_without_key_or_name_is_rejected(spec):
    """The reject says which row it was and why."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521
                       | Trần Thị Lan    | 22/11/1985 | Nữ  |
            c          |                 | 09/03/1977 | Nam |
                       |                 |            |     |
        """,
        verdicts="""
            person_ref | verdict
            a          | verified
        """,
        rejects="""
            table  | file       | row_number | reason
            people | people.csv | 2          | key_missing
            people | people.csv | 3          | name_missing
            people | people.csv | 4          | row_empty
        """,
    )


def test_a_key_used_twice_is_accepted_once(spec):
    """The first row counts. One that says the same is merged, one that differs is rejected."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521
            a          | Trần Thị Lan    | 22/11/1985 | Nữ  |
        """,
        verdicts="""
            person_ref | verdict
            a          | verified
        """,
        rejects="""
            table  | row_number | reason
            people | 3          | key_duplicate
        """,
    )


def test_rows_of_the_register_are_rejected_too(spec):
    """A register number must have 12 digits and be unique; what is stated must be readable."""
    spec(
        register="""
            citizen_id   | full_name       | birth_date | sex    | residence_code
            079090004521 | Nguyễn Văn Hùng | 1990-05-16 | male   | 26734
            079090004521 | Trần Văn Hùng   | 1991-05-16 | male   | 26734
            79090004522  | Lê Văn Hùng     | 1990-05-16 | male   | 26734
            079090004523 | Lê Văn Hùng     | 30.02.abcd | male   | 26734
            079090004524 | Lê Văn Hùng     | 1990-05-16 | x      | 26734
                         | Lê Văn Hùng     | 1990-05-16 | male   | 26734
            079090004525 |                 | 1990-05-16 | male   | 26734
        """,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Nguyễn Văn Hùng | 16/05/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict
            a          | verified
        """,
        rejects="""
            table    | row_number | reason
            register | 2          | key_duplicate
            register | 3          | number_malformed
            register | 4          | birth_date_unreadable
            register | 5          | sex_unreadable
            register | 6          | key_missing
            register | 7          | name_missing
        """,
    )
