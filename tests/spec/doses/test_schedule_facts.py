"""Every dose held against the schedule in force on its day."""

import pytest

from tests.dose_answers import DoseAnswers, settled


def fact(answers: DoseAnswers, name: str, dose_ref: str = "b") -> object:
    return answers.of("dose_facts", dose_ref)[name]


TWO = """
    dose_ref | person_ref | given_on   | product | lot | dose_kind | dose_number | site_code
    a        | p          | 2021-09-01 | {one}   | A1  | basic     | 1           | 0000101
    b        | p          | {day}      | {other} | B2  | {kind}    | {number}    | 0000102
"""


def two(day: str, one: str = "Pfizer", other: str = "Pfizer", kind: str = "basic 2") -> str:
    said, number = kind.split()
    return TWO.format(day=day, one=one, other=other, kind=said, number=number)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-09-22", "in_time"),
        ("2021-09-21", "in_grace"),
        ("2021-09-18", "in_grace"),
        ("2021-09-17", "too_early"),
    ],
)
def test_three_weeks_for_pfizer_with_four_days_of_grace(day, status):
    answers = settled(two(day))
    assert fact(answers, "interval_status") == status
    assert answers.of("doses_settled", "b")["state"] == "kept"


def test_the_interval_is_the_one_in_force_on_the_day():
    assert fact(settled(two("2022-01-05", kind="booster 1")), "minimum_days") == 90


def test_a_mix_that_the_schedule_does_not_know():
    allowed = settled(two("2021-11-01", one="Astra", other="Pfizer"))
    assert fact(allowed, "mix_allowed") is True
    other = settled(two("2021-11-01", one="Moderna", other="Vero Cell"))
    assert fact(other, "mix_allowed") is False
    assert fact(other, "interval_status") == "unknown"
    assert fact(other, "mix_allowed", "a") is None


@pytest.mark.parametrize(
    ("born", "day", "allowed"),
    [
        ("2010-01-01", "2021-10-26", False),
        ("2009-01-01", "2021-10-27", True),
        ("2015-06-01", "2022-04-14", True),
        ("2017-06-01", "2022-04-14", False),
        ("", "2022-04-14", None),
    ],
)
def test_the_ages_are_those_of_the_day(born, day, allowed):
    """18 and over at first, from 12 since 27 October 2021, from 5 since 14 April 2022."""
    answers = settled(
        f"""
        dose_ref | person_ref | given_on | product
        b        | p          | {day}    | Pfizer
        """,
        people=f"""
        person_ref | birth_date
        p          | {born}
        """,
    )
    assert fact(answers, "age_allowed") is allowed


def test_the_registers_birth_date_counts_where_the_profile_is_linked():
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product
        b        | p          | 2021-09-01 | Pfizer
        """,
        people="""
        person_ref | birth_date | register_birth_date | history_id
        p          | 2001-01-01 | 1981-09-02          | R1
        """,
    )
    assert fact(answers, "age_years") == 39
    assert answers.of("doses_settled", "b")["age_group"] == "18+"


def test_a_dose_that_the_schedule_did_not_know_yet():
    """The second booster is known from May 2022 on, the first from December 2021."""
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product | lot | dose_kind | dose_number
        a        | p          | 2021-07-10 | Pfizer  | A1  | basic     | 1
        b        | p          | 2021-08-01 | Pfizer  | B1  | basic     | 2
        c        | p          | 2021-12-10 | Pfizer  | C1  | booster   | 1
        d        | p          | 2022-04-20 | Pfizer  | D1  | booster   | 2
        """
    )
    beyond = {row["dose_ref"]: row["beyond_schedule"] for row in answers["dose_facts"]}
    assert beyond == {"a": False, "b": False, "c": False, "d": True}


def test_nothing_is_held_against_an_unknown_product():
    answers = settled(two("2021-09-05", one="???", other="???").replace("A1 ", "X9 "))
    assert fact(answers, "age_allowed") is None
    assert answers["histories"][0]["product"] == "???"


def test_without_a_schedule_nothing_is_known():
    answers = settled(two("2021-09-17"), schedule="none")
    for name in ("minimum_days", "age_allowed", "mix_allowed", "beyond_schedule"):
        assert fact(answers, name) is None
    assert answers.ordinals() == {"a": "basic 1", "b": "basic 2"}
