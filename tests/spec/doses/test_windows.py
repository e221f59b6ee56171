"""How near two rows must be to be asked about: the interval in force less grace less one."""

import pytest

from tests.dose_answers import settled

TWO = """
    dose_ref | person_ref | given_on   | product   | lot   | dose_kind | dose_number | site_code
    a        | p          | 2021-11-01 | {product} | AB123 | basic     | 1           | 0000101
    b        | p          | {day}      | {product} | AB123 | basic     | 1           | 0000101
"""


@pytest.mark.parametrize(
    ("product", "last_inside", "first_outside"),
    [
        ("Abdala", "2021-11-10", "2021-11-11"),
        ("Pfizer", "2021-11-17", "2021-11-18"),
        ("Moderna", "2021-11-24", "2021-11-25"),
        ("Astra", "2021-11-24", "2021-11-25"),
    ],
)
def test_the_window_is_the_products(product, last_inside, first_outside):
    """14 days less 4 less 1 for Abdala, 21 for Pfizer, 28 for Moderna and AstraZeneca."""
    assert settled(TWO.format(product=product, day=first_outside)).pairs() == set()
    (pair,) = settled(TWO.format(product=product, day=last_inside))["dose_pairs"]
    assert pair["window_days"] == pair["days_apart"]


def test_an_unknown_product_is_asked_about_in_the_others_window():
    rows = TWO.format(product="Pfizer", day="2021-11-04")
    rows = rows.replace("2021-11-04      | Pfizer", "2021-11-04      | ?")
    (pair,) = settled(rows)["dose_pairs"]
    assert (pair["window_days"], pair["product_agreement"]) == (16, "unknown")


def test_a_second_dose_given_really_early_is_two_doses():
    """Another lot, number 2 and ten days: a finding for the interval, no duplicate."""
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product | lot   | dose_kind | dose_number | site_code
        a        | p          | 2021-11-01 | Pfizer  | AB123 | basic     | 1           | 0000101
        b        | p          | 2021-11-11 | Pfizer  | CD456 | basic     | 2           | 0000101
        """
    )
    assert answers.pairs() == set()
    assert answers.ordinals() == {"a": "basic 1", "b": "basic 2"}
    facts = answers.of("dose_facts", "b")
    assert (facts["interval_status"], facts["days_since_previous"]) == ("too_early", 10)
    assert (facts["minimum_days"], facts["grace_days"]) == (21, 4)


def test_two_families_are_one_dose_only_on_one_day():
    rows = """
        dose_ref | person_ref | given_on   | product | lot   | dose_kind | dose_number
        a        | p          | 2021-11-01 | Pfizer  | AB123 | basic     | 1
        b        | p          | {day}      | Moderna | AB123 | basic     | 1
    """
    assert settled(rows.format(day="2021-11-01")).pairs() == {("a", "b")}
    assert settled(rows.format(day="2021-11-02")).pairs() == set()


def test_without_a_schedule_only_one_day_is_asked_about():
    rows = TWO.format(product="Some vaccine", day="{day}")
    near = settled(rows.format(day="2021-11-02"), schedule="none")
    assert near.pairs() == set()
    assert near.ordinals() == {"a": "basic 1", "b": "basic 2"}
    assert {row["interval_status"] for row in near["dose_facts"]} == {"first", "unknown"}
    assert settled(rows.format(day="2021-11-01"), schedule="none").collapsed() == {"b": "a"}
