"""What the scenario comes to at full size is what was published on 25 April 2022."""

import pytest

from soat.simulate.facts import fact_rows
from soat.simulate.settings import Scenario, read_scenario
from soat.simulate.territory import REGISTER_PER_PROFILE


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario("vn-2022-04-25")


@pytest.mark.parametrize(
    ("profile_class", "published"),
    [("verified", 137_300_000), ("wrong", 43_491_814), ("absent", 3_364_726)],
)
def test_rows_of_a_class(scenario: Scenario, profile_class: str, published: int) -> None:
    rows = scenario.people[profile_class] * scenario.doses_per_person[profile_class]
    assert rows == pytest.approx(published, rel=0.005)


def test_recorded_given_and_not_entered(scenario: Scenario) -> None:
    recorded = sum(n * scenario.doses_per_person[c] for c, n in scenario.people.items())
    given = recorded * scenario.totals["given"] / scenario.totals["recorded"]
    assert recorded == pytest.approx(205_000_000, rel=0.005)
    assert given == pytest.approx(212_600_099, rel=0.005)
    assert given - recorded == pytest.approx(7_600_000, rel=0.005)


def test_doses_of_children(scenario: Scenario) -> None:
    """By the age pyramid and the people of the 48 provinces with the most."""
    ages = {
        int(row["age_from"]): int(row["male"]) + int(row["female"]) for row in fact_rows("ages")
    }
    children = (ages[5] + 0.4 * ages[10]) / sum(ages.values())
    people = sorted((int(row["population"]) for row in fact_rows("provinces")), reverse=True)
    reached = sum(people[:48]) / sum(people)
    register = sum(scenario.people.values()) * REGISTER_PER_PROFILE
    doses = register * children * reached * scenario.chances["child_vaccinated"]
    assert doses == pytest.approx(667_978, rel=0.005)
