"""One dose entered twice: what collapses by itself, and what a person must judge."""

import pytest

from tests.dose_answers import settled

TWICE = """
    dose_ref | person_ref | given_on   | product | lot   | dose_kind | dose_number | site_code | recorded_at
    a        | p          | 2021-09-01 | Pfizer  | AB123 | basic     | 1           | 0000101   | 2021-09-01 10:00
    b        | {person}   | {day}      | {product} | {lot} | {kind}    | {number}    | {site}    | 2021-09-02 10:00
"""  # noqa: E501
SAME = {
    "person": "p", "day": "2021-09-01", "product": "Comirnaty", "lot": "lô ab123",
    "kind": "basic", "number": "1", "site": "0000101",
}  # fmt: skip
ONE_HUMAN_BEING = """
    person_ref | history_id
    p          | R1
    q          | R1
"""


def twice(**changed: str) -> str:
    return TWICE.format(**{**SAME, **changed})


def test_rows_that_agree_in_everything_are_one_dose():
    answers = settled(twice())
    assert answers.collapsed() == {"b": "a"}
    assert answers.pairs() == set()
    assert answers.ordinals() == {"a": "basic 1"}


@pytest.mark.parametrize("missing", ["lot", "site", "kind", "number"])
def test_what_is_not_said_contradicts_nothing(missing):
    assert settled(twice(**{missing: ""})).collapsed() == {"b": "a"}


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"lot": "ZZ999"}, id="another lot"),
        pytest.param({"site": "0000102"}, id="another site"),
        pytest.param({"number": "2"}, id="another number"),
        pytest.param({"kind": "booster"}, id="another kind"),
        pytest.param({"product": "Moderna"}, id="another product"),
        pytest.param({"product": "???"}, id="an unknown product"),
        pytest.param({"day": "2021-09-02"}, id="another day"),
    ],
)
def test_whatever_speaks_against_it_is_a_persons_to_judge(changed):
    answers = settled(twice(**changed))
    assert answers.collapsed() == {}
    assert answers.pairs() == {("a", "b")}
    assert answers.of("doses_settled", "b")["state"] == "kept"


def test_the_weaker_row_of_a_likely_pair_counts_as_no_dose_until_somebody_judges():
    answers = settled(twice(site="0000102"))
    assert answers.of("doses_settled", "b")["doubtful"] is True
    assert [row["dose_ref"] for row in answers["histories"]] == ["a"]
    assert answers.of("doses_settled", "b")["dose_number"] == 1


def test_two_profiles_of_one_human_being_share_a_history():
    """Site and lot are both said and the same: even twins mixed up are unlikely."""
    assert settled(twice(person="q"), people=ONE_HUMAN_BEING).collapsed() == {"b": "a"}


@pytest.mark.parametrize("missing", ["lot", "site"])
def test_across_profiles_nothing_may_be_missing(missing):
    """Two profiles of one human being may be twins whom somebody mixed up."""
    answers = settled(twice(person="q", **{missing: ""}), people=ONE_HUMAN_BEING)
    assert answers.collapsed() == {}
    assert answers.pairs() == {("a", "b")}


def test_two_human_beings_never_share_a_dose():
    answers = settled(twice(person="q"))
    assert (answers.collapsed(), answers.pairs()) == ({}, set())


def test_a_row_without_a_site_ties_no_two_sites_together():
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product | lot   | site_code
        a        | p          | 2021-09-01 | Pfizer  | AB123 | 0000101
        b        | p          | 2021-09-01 | Pfizer  | AB123 |
        c        | p          | 2021-09-01 | Pfizer  | AB123 | 0000202
        """
    )
    assert answers.collapsed() == {}
    assert answers.pairs() == {("a", "b"), ("a", "c"), ("b", "c")}


def test_the_most_complete_row_is_kept_and_of_equals_the_one_entered_first():
    answers = settled(
        """
        dose_ref | person_ref | given_on   | product | lot   | dose_number | site_code | recorded_at
        a        | p          | 2021-09-01 | Pfizer  |       | 1           | 0000101   | 2021-09-01
        b        | p          | 2021-09-01 | Pfizer  | AB123 | 1           | 0000101   | 2021-09-09
        c        | p          | 2021-09-01 | Pfizer  | AB123 | 1           | 0000101   | 2021-09-08
        """
    )
    assert answers.collapsed() == {"a": "c", "b": "c"}


def test_names_of_one_family_are_one_vaccine():
    answers = settled(twice(product="Hayat-Vax").replace("Pfizer", "Vero Cell"))
    assert answers.collapsed() == {"b": "a"}


def test_day_and_month_exchanged_make_a_pair_however_far_apart():
    rows = """
        dose_ref | person_ref | given_on   | product | lot   | dose_kind | dose_number
        a        | p          | 2021-09-10 | Pfizer  | AB123 | basic     | 1
        b        | p          | 2021-10-09 | Pfizer  | {lot} | basic     | {number}
    """
    assert settled(rows.format(lot="AB123", number=1)).pairs() == {("a", "b")}
    assert settled(rows.format(lot="CD456", number=2)).pairs() == set()


def test_a_junk_profile_is_compared_with_its_neighbours_in_time_only():
    """Ninety doses on one profile would be four thousand pairs."""
    lines = [
        f"d{i:02} | p | 2021-{3 + i // 28:02}-{1 + i % 28:02} | Pfizer | X{i}Y | 0000101"
        for i in range(90)
    ]
    heading = "dose_ref | person_ref | given_on | product | lot | site_code\n"
    answers = settled(heading + "\n".join(lines))
    assert answers.pairs() <= {(f"d{i:02}", f"d{i + 1:02}") for i in range(89)}
    assert len(answers["dose_rows"]) == 90
