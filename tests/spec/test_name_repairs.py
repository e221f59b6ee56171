"""What went wrong with the name.

The name as the register writes it is proposed; the repair says what went wrong.
"""

REGISTER = """
    citizen_id   | full_name               | birth_date | sex    | residence_code
    079090004521 | Nguyễn Văn Hùng         | 1990-05-16 | male   | 26734
    001185073926 | Trần Thị Ngọc Lan       | 1985-11-02 | female | 00004
    036077001234 | Vũ Đức Phương           | 1977-03-09 | male   | 13669
"""


def test_diacritics_are_missing_or_wrong(spec):
    """No marks at all, or other marks than the register's."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            none       | NGUYEN VAN HUNG | 16/05/1990 | Nam | 079090004521
            other      | Nguyễn Văn Hưng | 16/05/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict  | reasons
            none       | mismatch | name
            other      | mismatch | name
        """,
        repairs="""
            person_ref | field | register_value  | kind
            none       | name  | Nguyễn Văn Hùng | diacritics_missing
            other      | name  | Nguyễn Văn Hùng | diacritics_wrong
        """,
    )


def test_keystrokes_are_left_in(spec):
    """Telex or VNI was typed while the keyboard was set to another way of writing."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name           | birth_date | sex | citizen_id
            telex      | Nguyeenx Vawn Hungf | 16/05/1990 | Nam | 079090004521
            vni        | Nguye64n Va8n Hu2ng | 16/05/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict  | reasons | tier
            telex      | mismatch | name    | safe
            vni        | mismatch | name    | safe
        """,
        repairs="""
            person_ref | field | register_value  | kind
            telex      | name  | Nguyễn Văn Hùng | typing_residue
            vni        | name  | Nguyễn Văn Hùng | typing_residue
        """,
    )


def test_a_legacy_font_or_a_wrong_encoding(spec):
    """TCVN3 and VNI fonts, and UTF-8 read as if it were a Western encoding."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name                | birth_date | sex | citizen_id
            tcvn3      | NguyÔn V¨n Hïng          | 16/05/1990 | Nam | 079090004521
            mojibake   | Nguyá»…n VÄƒn HÃ¹ng       | 16/05/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict  | reasons
            tcvn3      | mismatch | name
            mojibake   | mismatch | name
        """,
        repairs="""
            person_ref | field | register_value  | kind
            tcvn3      | name  | Nguyễn Văn Hùng | legacy_font
            mojibake   | name  | Nguyễn Văn Hùng | legacy_font
        """,
    )


def test_a_title_or_note_is_mixed_in(spec):
    """What is not the name is taken out of it."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name                | birth_date | sex | citizen_id
            title      | Ông Nguyễn Văn Hùng      | 16/05/1990 | Nam | 079090004521
            note       | Nguyễn Văn Hùng (SN 1990) | 16/05/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict  | reasons
            title      | mismatch | name
            note       | mismatch | name
        """,
        repairs="""
            person_ref | field | register_value  | kind
            title      | name  | Nguyễn Văn Hùng | title_or_note
            note       | name  | Nguyễn Văn Hùng | title_or_note
        """,
    )


def test_the_parts_stand_in_another_order(spec):
    """Given name first, as foreign forms ask for it."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name       | birth_date | sex | citizen_id
            a          | Hùng Nguyễn Văn | 16/05/1990 | Nam | 079090004521
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id
            a          | mismatch | name    | 079090004521
        """,
        repairs="""
            person_ref | field | register_value  | kind
            a          | name  | Nguyễn Văn Hùng | name_order
        """,
    )


def test_a_part_is_missing_or_added(spec):
    """A middle name fell away, or another one was put in."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name          | birth_date | sex | citizen_id
            missing    | Trần Lan           | 02/11/1985 | Nữ  | 001185073926
            added      | Vũ Đức Anh Phương  | 09/03/1977 | Nam | 036077001234
        """,
        verdicts="""
            person_ref | verdict  | reasons
            missing    | mismatch | name
            added      | mismatch | name
        """,
        repairs="""
            person_ref | field | register_value    | kind
            missing    | name  | Trần Thị Ngọc Lan | name_part_missing
            added      | name  | Vũ Đức Phương     | name_part_extra
        """,
    )


def test_a_letter_is_wrong(spec):
    """A slip of the keyboard."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name      | birth_date | sex | citizen_id
            a          | Vũ Đức Phượngg | 09/03/1977 | Nam | 036077001234
            b          | Vũ Đức Phươn   | 09/03/1977 | Nam | 036077001234
        """,
        verdicts="""
            person_ref | verdict  | reasons
            a          | mismatch | name
            b          | mismatch | name
        """,
        repairs="""
            person_ref | field | kind
            a          | name  | typo
            b          | name  | typo
        """,
    )


def test_another_name_altogether(spec):
    """Number, birth date, sex and commune outweigh a given name that is quite another."""
    spec(
        register=REGISTER,
        people="""
            person_ref | full_name     | birth_date | sex | citizen_id   | residence_code
            a          | Vũ Đình Khang | 09/03/1977 | Nam | 036077001234 | 13669
        """,
        verdicts="""
            person_ref | verdict  | reasons | citizen_id   | tier
            a          | mismatch | name    | 036077001234 | review
        """,
        repairs="""
            person_ref | field | kind
            a          | name  | value_wrong
        """,
    )
