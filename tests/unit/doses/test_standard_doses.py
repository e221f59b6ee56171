"""Comparable doses and reports: lots, kinds, age groups, communes."""

import pytest

from tests.dose_answers import DoseInput, finished_doses
from tests.tables import Row, rows_of


def standard(table: str, rows: DoseInput) -> list[dict[str, object]]:
    with finished_doses(rows) as connection:
        return [*connection.sql(f"FROM {table}").to_arrow_table().to_pylist()]


def dose(**said: str) -> Row:
    return {"dose_ref": "a", "person_ref": "p", "given_on": "2021-09-01", **said}


def test_lots_without_the_words_before_them():
    texts = {
        "ab-123": "AB-123",
        "LOT AB123": "AB123",
        "Lô: ab 123": "AB123",
        "số lô AB123": "AB123",
        "LOT20210801": "20210801",
        "LOTUS1": "LOTUS1",
        "0": None,
        "KHONG RO": None,
        "không": None,
        "-": None,
        "N/A": None,
        "xxx": None,
        "O0I1": "O0I1",
    }
    rows = [{**dose(lot=text), "dose_ref": text} for text in texts]
    told = {row["dose_ref"]: row["lot"] for row in standard("doses_comparable", DoseInput(rows))}
    assert told == texts


def test_the_commune_is_the_sites():
    sites = rows_of("""
        site_code | commune_code
        0000101   | 00001
    """)
    rows = [dose(site_code=" 0000101 "), {**dose(site_code="77"), "dose_ref": "b"}]
    told = {
        row["dose_ref"]: (row["site_code"], row["commune_code"])
        for row in standard("doses_comparable", DoseInput(rows, sites=sites))
    }
    assert told == {"a": ("0000101", "00001"), "b": ("77", None)}


@pytest.mark.parametrize(
    ("kind", "number", "age", "expected"),
    [
        (None, "1", "18+", ("basic", 1, "18+")),
        (None, "2", "5-11", ("basic", 2, "5-11")),
        (None, "3", "12-17", (None, 3, "12-17")),
        ("booster", "1", "dưới 5", ("booster", 1, "under_5")),
        ("booster", "1", "60-64", ("booster", 1, "unknown")),
        (None, None, None, (None, None, "unknown")),
    ],
)
def test_reports_count_first_and_second_doses_as_basic(kind, number, age, expected):
    report: Row = {
        "site_code": "0000101", "given_on": "2021-09-01", "product": "Astra",
        "dose_kind": kind, "dose_number": number, "age_group": age, "doses": "5",
    }  # fmt: skip
    (row,) = standard("daily_reports_comparable", DoseInput([], reports=[report]))
    assert (row["dose_kind"], row["dose_number"], row["age_group"]) == expected
    assert (row["product"], row["product_text"], row["doses"]) == ("astrazeneca", "Astra", 5)
