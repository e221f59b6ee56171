"""Days as people write them."""

from datetime import date

import pytest

from soat.store.reporting.numerals import day_text, days_as_people_write_them


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(("1959-08-24", "24/08/1959"), ("1959-08", "08/1959"), ("1959", "1959"), ("", "")),
        *(("24/8/1959", "24/8/1959"), ("1/1/1953", "1/1/1953"), ("23460", "23460")),
        ("từ 2021-03-08 đến 2022-04-25.", "từ 08/03/2021 đến 25/04/2022."),
        ("lô 2021-03-08-7, số 0912-34-56", "lô 2021-03-08-7, số 0912-34-56"),
        ("số 84912-03-0812", "số 84912-03-0812"),
    ],
)
def test_days_are_written_day_first_and_nothing_else_is_touched(text: str, written: str) -> None:
    assert days_as_people_write_them(text) == written


def test_a_day() -> None:
    assert day_text(date(2022, 4, 5)) == "05/04/2022"
