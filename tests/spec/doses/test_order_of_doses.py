"""The derived kind and number of every dose: the likeliest way through the schedule."""

import pytest

from tests.dose_answers import settled

HEADING = "dose_ref | person_ref | given_on | product | lot | dose_kind | dose_number | site_code\n"


def history(*doses: str) -> str:
    """Doses a, b, c … of one person, each told as `day product kind number`, `-` for unsaid."""
    lines = []
    for letter, dose in zip("abcdefghijklmnop", doses, strict=False):
        day, product, kind, number = ("" if part == "-" else part for part in dose.split())
        lines.append(
            f"{letter} | p | {day} | {product} | L{letter}777 | {kind} | {number} | 0000101"
        )
    return HEADING + "\n".join(lines)


@pytest.mark.parametrize(
    ("doses", "derived"),
    [
        pytest.param(
            ["2021-08-01 Pfizer - -", "2021-08-25 Pfizer - -", "2022-01-10 Pfizer - -"],
            ["basic 1", "basic 2", "booster 1"],
            id="nothing sent",
        ),
        pytest.param(
            ["2021-08-01 Pfizer basic 1", "2021-08-25 Pfizer basic 1"],
            ["basic 1", "basic 2"],
            id="dose 2 sent as dose 1",
        ),
        pytest.param(["2021-08-01 Pfizer basic 2"], ["basic 2"], id="dose 1 was never entered"),
        pytest.param(
            ["2021-08-01 Pfizer basic 1", "2022-02-01 Pfizer booster 1"],
            ["basic 1", "booster 1"],
            id="dose 2 was never entered",
        ),
        pytest.param(["2022-02-01 Pfizer booster 1"], ["booster 1"], id="only a booster"),
        pytest.param(
            ["2021-11-01 Abdala - -", "2021-11-15 Abdala - -", "2021-11-29 Abdala - 3"],
            ["basic 1", "basic 2", "basic 3"],
            id="mũi 3 of Abdala is basic",
        ),
        pytest.param(
            [
                *("2021-11-01 Abdala basic 1", "2021-11-15 Abdala basic 2"),
                *("2021-11-29 Abdala basic 3", "2022-04-01 Pfizer - 4"),
            ],
            ["basic 1", "basic 2", "basic 3", "booster 1"],
            id="mũi 4 after Abdala is the first booster",
        ),
        pytest.param(
            ["2021-08-01 Vero basic 1", "2021-08-25 Vero basic 2", "2021-10-10 Pfizer - 3"],
            ["basic 1", "basic 2", "additional 1"],
            id="mũi 3 soon after Sinopharm is additional",
        ),
        pytest.param(
            ["2021-08-01 Astra basic 1", "2021-10-05 Astra basic 2", "2022-01-25 Pfizer - 3"],
            ["basic 1", "basic 2", "booster 1"],
            id="mũi 3 after three months is the first booster",
        ),
        pytest.param(
            ["2021-10-01 Janssen - -", "2022-02-01 Pfizer - -"],
            ["basic 1", "booster 1"],
            id="Janssen has one basic dose",
        ),
        pytest.param(
            [
                *("2021-06-01 Vero basic 1", "2021-06-28 Vero basic 2"),
                *("2021-08-15 Vero additional 1", "2021-12-20 Pfizer booster 1"),
                "2022-04-20 Pfizer booster 2",
            ],
            ["basic 1", "basic 2", "additional 1", "booster 1", "booster 2"],
            id="five doses",
        ),
        pytest.param(
            ["2021-08-01 ??? - -", "2021-09-01 ??? - -", "2022-01-15 ??? - -"],
            ["basic 1", "basic 2", "booster 1"],
            id="unknown products",
        ),
    ],
)
def test_the_derived_kind_and_number(doses, derived):
    assert list(settled(history(*doses)).ordinals().values()) == derived


def test_there_may_be_any_number_of_doses():
    days = [f"{2005 + i}-01-01 Pfizer - -" for i in range(16)]
    ordinals = list(settled(history(*days), schedule="none").ordinals().values())
    assert ordinals[:3] == ["basic 1", "basic 2", "booster 1"]
    assert ordinals[-1] == "booster 14"


def test_a_gap_is_told_and_counted_by_the_label():
    answers = settled(history("2021-08-01 Pfizer basic 1", "2022-02-01 Pfizer booster 1"))
    first, second = answers["histories"]
    assert (first["label"], second["label"]) == ("mũi 1", "mũi 3")
    assert (first["dose_in_sequence"], second["dose_in_sequence"]) == (1, 2)
    assert answers.of("dose_facts", "b")["gap_before"] == 1
    assert answers.of("dose_facts", "b")["interval_status"] == "unknown"


def test_abdalas_third_basic_dose_is_no_booster_but_mui_3():
    days = ("2021-11-01", "2021-11-15", "2021-11-29")
    answers = settled(history(*(f"{day} Abdala - -" for day in days)))
    assert [row["label"] for row in answers["histories"]] == ["mũi 1", "mũi 2", "mũi 3"]


def test_a_number_that_differs_is_a_fact_and_counting_through_is_none():
    answers = settled(
        history("2021-08-01 Pfizer basic 1", "2021-08-25 Pfizer basic 1", "2022-01-10 Pfizer - 3")
    )
    differs = {row["dose_ref"]: row["ordinal_differs"] for row in answers["dose_facts"]}
    assert differs == {"a": False, "b": True, "c": False}


def test_doses_of_two_profiles_are_one_history():
    """Dose 2 on another profile of the same human being: dose 1 does not disappear."""
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product | dose_kind | dose_number
        a        | p          | 2021-08-01 | Pfizer  |           |
        b        | q          | 2021-08-25 | Pfizer  |           |
        """,
        people="""
        person_ref | history_id
        p          | R1
        q          | R1
        """,
    )
    assert answers.ordinals() == {"a": "basic 1", "b": "basic 2"}
    assert answers.of("dose_facts", "b")["previous_dose_ref"] == "a"


def test_an_impossible_day_is_ordered_by_the_day_it_probably_is():
    """7 October is after the dose was entered; 10 July is not."""
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product | recorded_at
        a        | p          | 2021-10-07 | Pfizer  | 2021-07-10
        b        | p          | 2021-08-02 | Pfizer  | 2021-08-02
        """
    )
    facts = answers.of("dose_facts", "a")
    assert str(facts["swapped_on"]) == "2021-07-10"
    assert answers.ordinals() == {"a": "basic 1", "b": "basic 2"}
    assert {str(row["given_on"]) for row in answers["histories"]} == {"2021-10-07", "2021-08-02"}


def test_a_day_out_of_order_is_exchanged_when_that_puts_everything_in_order():
    answers = settled(
        history("2021-09-11 Pfizer basic 1", "2021-03-10 Pfizer basic 2", "2022-02-02 Pfizer - -")
    )
    assert str(answers.of("dose_facts", "b")["swapped_on"]) == "2021-10-03"
    assert answers.ordinals() == {"a": "basic 1", "b": "basic 2", "c": "booster 1"}
