"""Daily reports that are missing, strange or contradictory are said; they are never guessed."""

from tests.spec.rules.checked_country import CheckedCountry, table

_DOSE = "dose_ref | person_ref | given_on | product | lot | dose_kind | dose_number | site_code"
_DOSE += " | recorded_at"
_REPORT = "site_code | given_on | product | dose_kind | dose_number | age_group | doses"
_REPORT += " | reported_at"


def doses(*people: int, day: str = "2022-03-01") -> str:
    """A first dose of Pfizer of each person, given and entered on the day."""
    row = "d{0} | E1P{0} | {1} | Pfizer | FN3543 | basic | 1 | one | {1} 17:00"
    return "\n".join((_DOSE, *(row.format(person, day) for person in people)))


def reports(*lines: str) -> str:
    """A table of reports from its lines."""
    return "\n".join((_REPORT, *lines))


def test_a_report_that_agrees_is_found_nowhere() -> None:
    country = CheckedCountry(
        doses(1, 2), reports("one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 2 | 2022-03-01 18:00")
    )
    assert country.found("site_findings", "finding") == []
    assert country.applied("R-03") == (1, 0, 0)


def test_without_any_report_no_site_owes_one() -> None:
    """The gap is then not known; a thousand findings would say less."""
    country = CheckedCountry(doses(1, 2, 3))
    assert country.found("site_findings", "finding") == []
    assert country.applied("A-01") == (0, 0, 0)
    assert country.applied("R-03") == (0, 0, 0)


def test_a_session_without_its_report_is_held() -> None:
    country = CheckedCountry(
        doses(1, 2, 3),
        reports("one | 2022-03-02 | Pfizer | basic | 1 | 18+ | 0 | 2022-03-02 18:00"),
    )
    assert country.found("site_findings", "site_code", "given_on", "finding", "doses") == table(
        """
        site_code | given_on   | finding         | doses
        one       | 2022-03-01 | no_daily_report | 3
        """
    )


def test_a_single_dose_on_a_day_without_report_is_a_stray() -> None:
    country = CheckedCountry(
        doses(1), reports("one | 2022-03-09 | Pfizer | basic | 1 | 18+ | 0 | 2022-03-09 18:00")
    )
    assert country.found("site_findings", "finding", "severity") == table(
        """
        finding                    | severity
        stray_doses_without_report | info
        """
    )


def test_a_report_of_an_unknown_site_is_held() -> None:
    country = CheckedCountry(
        reports=reports("elsewhere | 2022-03-01 | Pfizer | basic | 1 | 18+ | 9 | 2022-03-01 18:00")
    )
    assert country.found(
        "site_findings", "site_code", "finding", where="severity = 'hold'"
    ) == table(
        """
        site_code | finding
        elsewhere | doses_never_entered
        elsewhere | report_of_unknown_site
        """
    )


def test_a_report_without_a_site_is_held_too() -> None:
    country = CheckedCountry(
        reports=reports(" | 2022-03-01 | Pfizer | basic | 1 | 18+ | 0 | 2022-03-01 18:00")
    )
    assert country.found("site_findings", "site_code", "finding") == [
        {"site_code": None, "finding": "report_of_unknown_site"}
    ]


def test_strange_products_days_and_ages_of_reports_are_held() -> None:
    country = CheckedCountry(
        reports=reports(
            "one | 2022-03-01 | thuốc lạ | basic | 1 | 18+    | 0 | 2022-03-01 18:00",
            "one | 2022-05-02 | Pfizer   | basic | 1 | 18+    | 0 | 2022-04-20 18:00",
            "one | 2012-03-03 | Pfizer   | basic | 1 | 18+    | 0 | 2022-03-03 18:00",
            "one | 2022-03-04 | Pfizer   | basic | 1 | người lớn tuổi | 0 | 2022-03-04 18:00",
            "two | 2022-04-05 | Pfizer   | basic | 1 | 18+    | 4 | 2022-04-05 18:00",
        )
    )
    said = country.found("site_findings", "given_on", "finding", where="finding LIKE 'report%'")
    assert said == table(
        """
        given_on   | finding
        2012-03-03 | report_before_campaign
        2022-03-01 | report_with_unknown_product
        2022-03-04 | report_without_age_group
        2022-04-05 | report_of_closed_site
        2022-05-02 | report_of_future_day
        """
    )


def test_a_corrected_report_and_a_repeated_row_are_no_contradiction() -> None:
    country = CheckedCountry(
        doses(1, 2),
        reports(
            "one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 7 | 2022-03-01 18:00",
            "one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 2 | 2022-03-01 19:00",
            "one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 2 | 2022-03-01 19:00",
        ),
    )
    assert country.found("site_findings", "finding") == []


def test_two_counts_of_one_cell_at_one_moment_contradict_each_other() -> None:
    country = CheckedCountry(
        doses(1, 2),
        reports(
            "one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 1 | 2022-03-01 18:00",
            "one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 2 | 2022-03-01 18:00",
        ),
    )
    assert country.found("site_findings", "finding", "detail") == table(
        """
        finding                  | detail
        report_contradicts_itself | 1 cells
        """
    )


def test_doses_never_entered_are_one_finding_of_the_site_day() -> None:
    country = CheckedCountry(
        doses(1, 2), reports("one | 2022-03-01 | Pfizer | basic | 1 | 18+ | 5 | 2022-03-01 18:00")
    )
    assert country.found("site_findings", "given_on", "finding", "doses") == table(
        """
        given_on   | finding             | doses
        2022-03-01 | doses_never_entered | 3
        """
    )
