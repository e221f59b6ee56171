"""The policy of second reviews: its lines, its faults, and when two opinions are the same."""

from pathlib import Path

import pytest

from soat.model.errors import InputUnusable
from soat.model.review_lists import JudgementKind
from soat.review.second_review import (
    ABOUT_A_PAIR,
    ABOUT_THE_RECORD,
    Judged,
    Policy,
    read_policy,
    same_answer,
)

K = JudgementKind
COMMUNE, DISTRICT = "/2021/p01/d001/c00004/", "/2021/p01/d001/"


def policy_of(tmp_path: Path, text: str) -> Policy:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


@pytest.mark.parametrize(
    ("kind", "rule", "needed"),
    [
        (K.TAKE_CANDIDATE, "ambiguous", True),
        (K.TAKE_CANDIDATE, "insufficient", False),
        (K.EDIT_FIELDS, "ambiguous", False),
        (K.MERGE_PROFILES, "exact", True),
        (K.SPLIT_PROFILES, "exact", False),
        (K.CANNOT_RESOLVE, "ambiguous", False),
    ],
)
def test_the_policy_that_comes_with_the_software(
    kind: JudgementKind, rule: str, needed: bool
) -> None:
    assert read_policy().needs_second(Judged(kind, rule, "review", COMMUNE)) is needed


def test_scores_are_hidden_where_who_it_is_needs_a_second_review() -> None:
    assert read_policy().hides_scores("ambiguous", "review", COMMUNE)
    assert not read_policy().hides_scores("probabilistic", "review", COMMUNE)


def test_a_line_fits_by_kind_rule_tier_and_level_together(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path,
        """[[needs_second_review]]
        kinds = ["edit_fields"]
        rules = ["exact"]
        tiers = ["ask"]
        levels = ["commune"]""",
    )
    fits = Judged(K.EDIT_FIELDS, "exact", "ask", COMMUNE)
    others = (
        Judged(K.TAKE_CANDIDATE, "exact", "ask", COMMUNE),
        Judged(K.EDIT_FIELDS, "ambiguous", "ask", COMMUNE),
        Judged(K.EDIT_FIELDS, "exact", "review", COMMUNE),
        Judged(K.EDIT_FIELDS, "exact", "ask", DISTRICT),
    )
    assert policy.needs_second(fits)
    assert not any(map(policy.needs_second, others))


def test_an_empty_policy_asks_for_nothing_and_an_empty_line_for_everything(tmp_path: Path) -> None:
    everything = [Judged(kind, "exact", "none", COMMUNE) for kind in K]
    assert not any(map(policy_of(tmp_path, "").needs_second, everything))
    assert all(map(policy_of(tmp_path, "[[needs_second_review]]").needs_second, everything))


@pytest.mark.parametrize(
    "text",
    [
        "[[needs_second_review]]\nkinds = ['nothing']",
        "[[needs_second_review]]\nkind = ['edit_fields']",
        "[[need_second_review]]\nkinds = ['edit_fields']",
        "needs_second_review = 3",
        "needs_second_review = [3]",
        "[[",
    ],
)
def test_a_policy_that_says_something_unknown_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputUnusable, match="policy"):
        policy_of(tmp_path, text)


def test_a_policy_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputUnusable):
        read_policy(tmp_path / "none.toml")


def test_two_opinions_are_the_same_by_what_they_come_to() -> None:
    one = {"full_name": "Nguyễn Thị Hoa ", "citizen_id": "001"}
    assert same_answer(one, {"citizen_id": "001", "full_name": "nguyễn  thị hoa"})
    assert not same_answer(one, {"citizen_id": "002", "full_name": "Nguyễn Thị Hoa"})
    assert not same_answer(one, {"kind": "cannot_resolve"})


def test_no_judgement_answers_both_questions() -> None:
    assert not ABOUT_A_PAIR & ABOUT_THE_RECORD
