"""What is made of the text in `citizen_id`."""

import pytest

from tests.spec.standardize.standardized import people, read_as

WELL_FORMED = {
    "079056012345": "079056012345",
    " 079056012345 ": "079056012345",
    "079 056 012 345": "079056012345",
    "079.056.012.345": "079056012345",
    "079-056-012-345": "079056012345",
    "'079056012345": "079056012345",
    '"079056012345"': "079056012345",
    "０７９０５６０１２３４５": "079056012345",
    "O79O56o12345": "079056012345",
    "07905601234l": "079056012341",
    "CCCD: 079056012345": "079056012345",
    "079056012345.0": "079056012345",
    "023456789": "023456789",
    "CMND 023456789": "023456789",
    "999056012345": "999056012345",  # an unknown province is "check", not "wrong"
}

# text: (digits that stand, what it most likely was, what the text itself shows)
MALFORMED = {
    "79056012345": ("79056012345", "079056012345", "leading_zero_lost"),
    "1056012345": ("1056012345", "001056012345", "leading_zero_lost"),
    "23456781": ("23456781", "023456781", "leading_zero_lost"),
    "79056012345.0": ("79056012345", "079056012345", "spreadsheet_number"),
    "79,056,012,345": ("79056012345", "079056012345", "leading_zero_lost"),
    "7.9056012345E+10": ("79056012345", "079056012345", "spreadsheet_number"),
    "1.0611481460E+09": ("1061148146", "001061148146", "spreadsheet_number"),
    "07905601234": ("07905601234", None, "digit_missing"),
    "99956012345": ("99956012345", None, "digit_missing"),
    "0790560123455": ("0790560123455", None, "digit_extra"),
    "0079056012345": ("0079056012345", "079056012345", "digit_extra"),
    "0912345678": ("0912345678", None, "value_wrong"),
    "079056012345/023456789": ("079056012345023456789", "079056012345", "value_wrong"),
    "079S56012345": ("07956012345", "079556012345", "value_wrong"),
    "B1234567": ("1234567", None, "value_wrong"),
    "000000000000": ("000000000000", None, "value_wrong"),
    "111111111": ("111111111", None, "value_wrong"),
    "123456789": ("123456789", None, "value_wrong"),
    "123456789012": ("123456789012", None, "value_wrong"),
    "0": ("0", None, "value_wrong"),
}

MISSING = [None, "", "  ", "-", "N/A", "null", "không có", "chưa có CCCD"]


@pytest.mark.parametrize("length", [9, 12])
def test_a_number_is_judged_after_cleaning(length: int) -> None:
    wanted = {text: number for text, number in WELL_FORMED.items() if len(number) == length}
    assert read_as("citizen_id", list(wanted), "number") == wanted
    assert set(read_as("citizen_id", list(wanted), "number_status").values()) == {"present"}
    kind = {9: "cmnd", 12: "cccd"}[length]
    assert set(read_as("citizen_id", list(wanted), "number_kind").values()) == {kind}


def test_what_cannot_be_mended_with_certainty_is_malformed() -> None:
    columns = ("number_digits", "number_mended", "number_damage")
    assert read_as("citizen_id", list(MALFORMED), *columns) == MALFORMED
    statuses = read_as("citizen_id", list(MALFORMED), "number_status", "number")
    assert set(statuses.values()) == {("malformed", None)}


def test_no_digit_is_no_number() -> None:
    wanted = ("missing", None, None, "missing")
    columns = ("number_status", "number", "number_digits", "number_damage")
    assert read_as("citizen_id", MISSING, *columns) == dict.fromkeys(MISSING, wanted)


def test_scientific_notation_keeps_the_leading_digits() -> None:
    prefixes = {"7.9056E+10": "079056", "7,9E+10": "079", "1.06E+09": "00106", "2.8E+08": "28"}
    assert read_as("citizen_id", list(prefixes), "number_prefix") == prefixes
    left = read_as("citizen_id", list(prefixes), "number_status", "number_digits", "number_damage")
    assert set(left.values()) == {("malformed", None, "spreadsheet_number")}


def test_the_structure_of_a_twelve_digit_number() -> None:
    wanted = {
        "079056012345": ("079", "male", 1956),
        "001199012345": ("001", "female", 1999),
        "038204012345": ("038", "male", 2004),
        "038310012345": ("038", "female", 2010),
        "023456789": (None, None, None),
        "79056012345": (None, None, None),
    }
    columns = ("number_province", "number_sex", "number_year")
    assert read_as("citizen_id", list(wanted), *columns) == wanted


def test_six_equal_digits_in_a_row_are_only_noted() -> None:
    """It happens to honest numbers too: the value stays well formed."""
    [row] = people([{"citizen_id": "079056000000"}])
    assert (row["number_status"], row["number_damage"]) == ("present", "value_wrong")


FOREIGNERS = [
    # nationality, number, status, kind
    ("Hàn Quốc", "M12345678", "foreign", "passport"),
    ("USA", "123456780", "foreign", "passport"),
    ("KR", None, "foreign", None),
    ("xyz", "A1234567", "foreign", "passport"),
    ("Pháp", "079056012345", "present", "cccd"),  # a citizen number stands
    (None, "B1234567", "malformed", "passport"),  # not said: nothing is exempt by a guess
    ("Việt Nam", "B1234567", "malformed", "passport"),
    ("Kinh", "B1234567", "malformed", "passport"),  # a people, not a nationality
    (None, "079056012345", "present", "cccd"),
]


def test_who_is_a_foreigner() -> None:
    rows = people({"nationality": said, "citizen_id": text} for said, text, _, _ in FOREIGNERS)
    got = [(row["number_status"], row["number_kind"]) for row in rows]
    assert got == [(status, kind) for _, _, status, kind in FOREIGNERS]


def test_a_citizen_number_may_stand_in_another_column() -> None:
    rows = people(
        [
            {"citizen_id": "0912345678", "phone": "079056012345"},
            {"citizen_id": None, "insurance_id": "079 056 012 345"},
            {"citizen_id": "001056012345", "phone": "079056012345"},
            {"citizen_id": None, "phone": "849123456789"},
        ]
    )
    assert [row["number_elsewhere"] for row in rows] == ["079056012345"] * 2 + [None] * 2
