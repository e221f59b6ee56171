"""How a typed birth date is read: (year, month, day), None for what is not known."""

from datetime import date

import pytest

from tests.spec.standardize.standardized import people, read_as, register

FIFTH_OF_FEBRUARY = """
    05/02/1956|5/2/1956|5-2-1956|05.02.1956|05 02 1956|5/2/56|5-2-56|1956-02-05|1956/2/5
    1956-02-05 00:00:00|1956-02-05T00:00:00.000Z|5/2/1956 12:00:00 AM|19560205|05021956|5021956
    050256|20490|20490.0|ngày 5 tháng 2 năm 1956|05-Feb-1956|5 thg 2 1956|'05/02/1956
""".strip().replace("\n", "|")

PARTLY_KNOWN = {
    "1956": (1956, None, None),
    "1956.0": (1956, None, None),
    "/1956": (1956, None, None),
    "00/00/1956": (1956, None, None),
    "??/??/1956": (1956, None, None),
    "xx/xx/1956": (1956, None, None),
    "năm 1956": (1956, None, None),
    "sinh năm 1956": (1956, None, None),
    "SN 56": (1956, None, None),
    "15/00/1956": (1956, None, None),
    "05/1956": (1956, 5, None),
    "1956-05": (1956, 5, None),
    "051956": (1956, 5, None),
    "??/05/1956": (1956, 5, None),
    "00/05/1956": (1956, 5, None),
}

AMBIGUOUS = {
    "12/05/1980": (1980, 5, 12),  # day first, always
    "12/25/1980": (1980, 12, 25),  # unless the second number cannot be a month
    "1980-25-12": (1980, 12, 25),
    "5/2/22": (2022, 2, 5),  # two-digit years up to 22 are this century
    "5/2/23": (1923, 2, 5),
    "1910": (1910, None, None),  # a bare year, not the 1910th day of a spreadsheet
    "8500": (1923, 4, 9),  # no year, so the 8500th day
}

IMPOSSIBLE = {
    "31/02/1980": (1980, 2, None),  # that month has no such day: the month still stands
    "29/02/1981": (1981, 2, None),
    "32/13/1985": (1985, None, None),
    "01/01/1899": (None, None, None),
    "01/01/2031": (None, None, None),
    "99/99/9999": (None, None, None),
    "00/00/0000": (None, None, None),
    "1/1": (None, None, None),
    "nam 70 tuổi": (None, None, None),
    "không rõ": (None, None, None),
    "#VALUE!": (None, None, None),
    "?": (None, None, None),
    "": (None, None, None),
}


def parts(given: list[str]) -> dict[str | None, object]:
    return read_as("birth_date", given, "birth_year", "birth_month", "birth_day")


def test_every_way_of_writing_a_full_date() -> None:
    written = [text.strip() for text in FIFTH_OF_FEBRUARY.split("|")]
    assert read_as("birth_date", written, "birth_date") == dict.fromkeys(written, date(1956, 2, 5))


@pytest.mark.parametrize("page", [PARTLY_KNOWN, AMBIGUOUS, IMPOSSIBLE])
def test_what_is_readable_is_kept(page: dict[str, object]) -> None:
    assert parts(list(page)) == page


def test_precision_says_how_much_is_known() -> None:
    given = ["05/02/1956", "02/1956", "1956", "không rõ", None]
    known = ["day", "month", "year", None, None]
    assert list(read_as("birth_date", given, "birth_precision").values()) == known


def test_the_text_as_typed_is_kept() -> None:
    assert read_as("birth_date", [" 5/2/56", "?", None], "birth_text") == {
        " 5/2/56": " 5/2/56",
        "?": "?",
        None: None,
    }


def test_day_and_month_are_never_swapped_here() -> None:
    """Whether 03/04 should have been 04/03 is for the comparison with the register to say."""
    [row] = people([{"birth_date": "03/04/1990"}])
    assert row["birth_date"] == date(1990, 4, 3)


def test_the_registers_three_precisions() -> None:
    dates = ["1956-02-05", "1956-02", "1956"]
    rows = register({"citizen_id": f"07905600000{n}", "birth_date": d} for n, d in enumerate(dates))
    assert [row["birth_precision"] for row in rows] == ["day", "month", "year"]
    assert [row["birth_month"] for row in rows] == [2, 2, None]
