"""A site may suppress a rule: what it suppresses is still said, and counted apart."""

import pytest

from tests.spec.rules.checked_country import CheckedCountry, table

_HEAD = "decision | dose_ref | rule_code | site_code | reason | decided_by"
DOSES = """
    dose_ref | person_ref | given_on   | product | dose_kind | dose_number | site_code | recorded_at
    a        | E1P1       | 2022-03-01 | Pfizer  | basic     | 1           | one       | 2022-03-01
    b        | E1P2       | 2022-03-01 | Pfizer  | basic     | 1           | two       | 2022-03-01
"""


def decided(*lines: str) -> CheckedCountry:
    """Two doses without a lot at two sites, under these decisions."""
    return CheckedCountry(DOSES, decisions="\n".join((_HEAD, *lines)))


def test_what_a_site_suppresses_is_listed_and_counted_apart() -> None:
    country = decided("suppress_rule | | D-C02 | one | lots are being typed | head of station")
    assert country.found("dose_findings", "dose_ref", "finding", "suppressed") == table(
        """
        dose_ref | finding     | suppressed
        a        | lot_missing | True
        b        | lot_missing | False
        """
    )
    assert country.applied("D-C02") == (2, 1, 1)
    assert country.applied("S-01") == (1, 0, 0)


def test_a_rule_suppressed_twice_is_suppressed_once() -> None:
    line = "suppress_rule | | D-C02 | one | lots are being typed | head of station"
    assert decided(line, line).applied("D-C02") == (2, 1, 1)


def test_another_decision_suppresses_nothing() -> None:
    country = decided("same_dose | a | D-C02 | one | looks alike | head of station")
    assert country.applied("D-C02") == (2, 2, 0)


@pytest.mark.parametrize(
    "line",
    [
        "suppress_rule | | D-C02 | one | | head of station",
        "suppress_rule | | D-C02 | one | lots are being typed | ",
        "suppress_rule | | | one | lots are being typed | head of station",
        "suppress_rule | | D-C99 | one | no such rule | head of station",
        "suppress_rule | | D-V07 | one | not evaluated | head of station",
        "suppress_rule | | P-C04 | one | about people | head of station",
    ],
)
def test_a_decision_without_ground_is_ignored_and_said(line: str) -> None:
    country = decided(line)
    assert country.applied("D-C02") == (2, 2, 0)
    assert country.found("site_findings", "site_code", "finding", "severity") == table(
        """
        site_code | finding                    | severity
        one       | suppression_without_ground | warn
        """
    )


def test_a_decision_without_a_site_suppresses_nowhere() -> None:
    country = decided("suppress_rule | | D-C02 | | lots are being typed | head of station")
    assert country.applied("D-C02") == (2, 2, 0)
    assert country.applied("S-01") == (1, 1, 0)
