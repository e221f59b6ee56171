"""Doses that cannot be right are kept, and said."""

from tests.spec.rules.checked_country import CheckedCountry, table

_HEAD = "dose_ref | person_ref | given_on | product | lot | dose_kind | dose_number | site_code"
_HEAD += " | recorded_at"


def doses(*lines: str) -> str:
    """A table of doses from its lines."""
    return "\n".join((_HEAD, *lines))


def test_a_dose_without_fault_is_found_nowhere() -> None:
    country = CheckedCountry(
        doses("a | E1P1 | 2022-03-01 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00")
    )
    for findings in ("dose_findings", "person_findings", "site_findings"):
        assert country.found(findings, "finding") == []


def test_an_unknown_product_is_held() -> None:
    """It is counted as a dose: somebody was vaccinated with something."""
    country = CheckedCountry(
        doses("a | E1P1 | 2022-03-01 | thuốc lạ | FN3543 | basic | 1 | one | 2022-03-01 17:00")
    )
    assert country.found("dose_findings", "dose_ref", "finding", "severity") == table(
        """
        dose_ref | finding         | severity
        a        | product_unknown | hold
        """
    )
    assert country.connection.execute("SELECT count(*) FROM histories").fetchall() == [(1,)]


def test_a_dose_without_product_and_site_is_held_for_both() -> None:
    country = CheckedCountry(
        doses("a | E1P1 | 2022-03-01 | | FN3543 | basic | 1 | | 2022-03-02 09:00")
    )
    assert country.found("dose_findings", "dose_ref", "finding") == table(
        """
        dose_ref | finding
        a        | dose_without_product
        a        | dose_without_site
        """
    )


def test_impossible_days_are_held_each_for_its_reason() -> None:
    """The person was born on 6 May 1980; today is 25 April 2022."""
    country = CheckedCountry(
        doses(
            "future  | E1P1 | 2023-05-17 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00",
            "early   | E1P2 | 2012-03-17 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00",
            "unborn  | E1P3 | 1979-03-17 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00",
            "unknown | E1P4 | 2021-03-17 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00",
            "shut    | E1P5 | 2022-04-17 | Pfizer | FN3543 | basic | 1 | two | 2022-04-17 17:00",
        )
    )
    assert country.found("dose_findings", "dose_ref", "finding") == table(
        """
        dose_ref | finding
        early    | dose_before_campaign
        future   | dose_in_future
        shut     | site_not_open_that_day
        unborn   | dose_before_campaign
        unborn   | dose_given_before_birth
        unknown  | dose_before_products_first_use
        """
    )


def test_an_exchanged_day_is_one_finding() -> None:
    """5 July 2021 typed as 7 May, before Pfizer came: no other rule about the day speaks."""
    country = CheckedCountry(
        doses("a | E1P1 | 2021-05-08 | Pfizer | FN3543 | basic | 1 | one | 2021-08-06 17:00")
    )
    assert country.found("dose_findings", "dose_ref", "finding", "severity") == table(
        """
        dose_ref | finding                         | severity
        a        | day_and_month_perhaps_exchanged | hold
        """
    )


def test_an_unknown_site_is_held_where_sites_are_given() -> None:
    row = "a | E1P1 | 2022-03-01 | Pfizer | FN3543 | basic | 1 | elsewhere | 2022-03-01 17:00"
    assert CheckedCountry(doses(row)).applied("D-X01") == (1, 1, 0)
    assert CheckedCountry(doses(row), sites="").applied("D-X01") == (0, 0, 0)


def test_a_dose_too_early_is_kept_and_says_how_early() -> None:
    country = CheckedCountry(
        doses(
            "a | E1P1 | 2022-03-01 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00",
            "b | E1P1 | 2022-03-13 | Pfizer | FP0001 | basic | 2 | one | 2022-03-13 17:00",
        )
    )
    assert country.found("dose_findings", "dose_ref", "finding", "detail") == table(
        """
        dose_ref | finding            | detail
        b        | interval_too_short | 12 days, minimum 21
        """
    )
    assert country.connection.execute("SELECT count(*) FROM histories").fetchall() == [(2,)]


def test_a_dose_entered_twice_is_one_finding_that_names_the_row_kept() -> None:
    country = CheckedCountry(
        doses(
            "a | E1P1 | 2022-03-01 | Pfizer | FN3543 | basic | 1 | one | 2022-03-01 17:00",
            "b | E1P1 | 2022-03-01 | Pfizer | FN3543 | basic | 1 | one | 2022-03-02 09:00",
        )
    )
    assert country.found("dose_findings", "dose_ref", "finding", "other_dose_ref") == table(
        """
        dose_ref | finding            | other_dose_ref
        b        | dose_entered_twice | a
        """
    )
