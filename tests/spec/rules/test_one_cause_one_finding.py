"""A batch spoiled in a spreadsheet is one question to the site, not a thousand findings."""

from tests.spec.rules.checked_country import CheckedCountry, table

_HEAD = "dose_ref | person_ref | given_on | product | lot | dose_kind | dose_number | site_code"
_HEAD += " | recorded_at | source"


def shifted_batch() -> str:
    """Twelve doses entered properly, and a sheet whose rows carry the dose of the person above."""
    days = [f"2022-02-{day:02d}" for day in range(1, 13)]
    proper = [
        f"p{i} | E1P{i} | {day} | Pfizer | FN35{i:02d} | basic | 1 | one | {day} 17:00 | clerk"
        for i, day in enumerate(days, start=1)
    ]
    sheet = [
        f"s{i} | E1P{i} | {days[i - 2]} | Pfizer | FN35{i - 1:02d} | basic | 1 | one "
        f"| 2022-03-20 09:00:{i:02d} | excel"
        for i in range(2, 13)
    ]
    own = "s1 | E1P1 | 2022-03-20 | Pfizer | FP0001 | basic | 2 | one | 2022-03-20 09:00:01 | excel"
    return "\n".join((_HEAD, *proper, own, *sheet))


def test_a_spoiled_batch_is_one_finding_of_the_site() -> None:
    country = CheckedCountry(shifted_batch())
    assert country.found("site_findings", "site_code", "given_on", "finding", "doses") == table(
        """
        site_code | given_on   | finding                      | doses
        one       | 2022-03-20 | batch_shifted_in_spreadsheet | 11
        """
    )


def test_its_rows_are_named_once_each_and_take_part_in_no_other_rule() -> None:
    country = CheckedCountry(shifted_batch())
    said = country.found("dose_findings", "dose_ref", "finding", "severity", "other_dose_ref")
    assert [row["finding"] for row in said] == ["row_shifted_in_spreadsheet"] * 11
    assert {row["severity"] for row in said} == {"info"}
    assert {row["dose_ref"]: row["other_dose_ref"] for row in said} == {
        f"s{i}": f"p{i - 1}" for i in range(2, 13)
    }
    assert country.applied("D-C02") == (13, 0, 0)
