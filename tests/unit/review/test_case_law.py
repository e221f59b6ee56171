"""What a case allows: every judgement, every state, every refusal, and what the engine adds."""

from itertools import product

import pytest

from soat.model.closed_lists import Verdict
from soat.model.review_lists import CaseState, JudgementKind, Permission
from soat.review.case_law import (
    CASE_LAW,
    CHANGES_THE_RECORD,
    MOVES_NO_CASE,
    OPINIONS,
    POLICE_KINDS,
    REASON_NEEDED,
    after_verification,
    refusal_under_review,
)
from tests.unit.review.walks import (
    Steps,
    law_in_words,
    reached_from,
    steps_of,
    untold_by_refusal,
)

# judgement -> from these states > to that state: the permission it needs.
LAW = {
    "accept_proposal": "asked at_register open unresolved > waiting: judge",
    "take_candidate": "asked at_register open unresolved > waiting: judge",
    "edit_fields": "asked at_register open settled unresolved waiting > waiting: judge",
    "ask_household": "at_register open unresolved waiting > asked: judge",
    "cannot_resolve": "asked at_register open waiting > unresolved: judge",
    "confirm_record": "asked open unresolved waiting > at_register: judge_identity",
    "register_wrong": "asked open unresolved waiting > at_register: judge_identity",
    "approve_in_bulk": "open > waiting: approve_in_bulk",
    "first_opinion": "asked at_register open settled unresolved waiting > second_review: judge",
    "same_opinion": "second_review > waiting: judge",
    "other_opinion": "second_review > disputed: judge",
    "settle_dispute": "disputed > waiting: settle_disputes",
}
# About a pair: the permissions of which one is needed.
PAIRS = {
    "merge_profiles": "judge",
    "split_profiles": "judge",
    "same_dose": "enter_doses judge",
    "different_doses": "enter_doses judge",
}
# About a pair, or about another judgement: no transition of the case belongs to them.
MOVE_NO_CASE = {*MOVES_NO_CASE, JudgementKind.UNDO}
UNDER_REVIEW = {CaseState.SECOND_REVIEW, CaseState.DISPUTED}
IMPOSSIBLE = [
    pair for pair in product(CaseState, JudgementKind) if CASE_LAW.transition(*pair) is None
]


def all_steps() -> Steps:
    """The steps of people, and those of the engine once it has verified again."""
    return steps_of(CASE_LAW) | {(CaseState.WAITING, after_verification(one)) for one in Verdict}


def test_the_law_is_what_the_table_says() -> None:
    assert law_in_words(CASE_LAW) == LAW
    assert set(LAW) | MOVE_NO_CASE == set(JudgementKind)
    assert set(LAW) & MOVE_NO_CASE == set()


def test_what_moves_no_case_has_a_permission_of_its_own() -> None:
    assert {kind.value: " ".join(sorted(may)) for kind, may in MOVES_NO_CASE.items()} == PAIRS


def test_while_two_people_look_nothing_but_their_opinions_is_possible() -> None:
    for state in CaseState:
        assert (refusal_under_review(state) is not None) == (state in UNDER_REVIEW)
    for state in UNDER_REVIEW:
        assert set(CASE_LAW.acts_in(state)) <= OPINIONS


def test_opinions_change_no_record() -> None:
    assert set() == OPINIONS & CHANGES_THE_RECORD


def test_every_judgement_has_one_transition_and_so_leads_from_a_state_to_one_state() -> None:
    assert len(CASE_LAW.transitions) == len(LAW)


def test_every_state_can_be_reached_from_open() -> None:
    assert reached_from(CaseState.OPEN, all_steps()) == set(CaseState)


@pytest.mark.parametrize("state", CaseState)
def test_no_state_is_a_dead_end_and_from_each_the_case_can_still_be_settled(
    state: CaseState,
) -> None:
    """Not even `settled` is an end: a verified record may still be wrong about a person."""
    assert CASE_LAW.acts_in(state) != []
    onward = {target for origin, target in all_steps() if origin is state}
    assert any(CaseState.SETTLED in reached_from(one, all_steps()) for one in onward)


def test_people_settle_no_case_only_the_engine_does() -> None:
    assert CaseState.SETTLED not in {target for _, target in steps_of(CASE_LAW)}
    assert {one: after_verification(one) for one in Verdict} == {
        Verdict.VERIFIED: CaseState.SETTLED,
        Verdict.EXEMPT: CaseState.SETTLED,
        Verdict.MISMATCH: CaseState.OPEN,
        Verdict.UNIDENTIFIED: CaseState.OPEN,
    }


@pytest.mark.parametrize(("state", "kind"), [*product(CaseState, JudgementKind)])
def test_a_judgement_is_refused_exactly_where_it_is_not_possible(
    state: CaseState, kind: JudgementKind
) -> None:
    possible = kind in CASE_LAW.acts_in(state)
    assert (CASE_LAW.transition(state, kind) is not None) == possible
    assert (CASE_LAW.refusal(state, kind) is None) == possible


@pytest.mark.parametrize(("state", "kind"), IMPOSSIBLE)
def test_a_refusal_names_the_state_the_judgement_and_what_is_possible(
    state: CaseState, kind: JudgementKind
) -> None:
    assert untold_by_refusal(CASE_LAW, state, kind) == []


def test_a_case_waits_exactly_after_what_changes_the_record() -> None:
    waiting = {one.act for one in CASE_LAW.transitions if one.target is CaseState.WAITING}
    assert waiting - OPINIONS == CHANGES_THE_RECORD
    assert sorted(CHANGES_THE_RECORD) == [
        *("accept_proposal", "approve_in_bulk", "edit_fields", "take_candidate"),
    ]


def test_the_police_judge_identity_alone_and_share_some_of_the_stations_judgements() -> None:
    by_permission = {
        permission: {one.act for one in CASE_LAW.transitions if one.permission is permission}
        for permission in (Permission.JUDGE, Permission.JUDGE_IDENTITY)
    }
    assert sorted(by_permission[Permission.JUDGE_IDENTITY]) == ["confirm_record", "register_wrong"]
    assert sorted(POLICE_KINDS) == [
        *("accept_proposal", "cannot_resolve", "edit_fields", "first_opinion", "other_opinion"),
        *("same_opinion", "take_candidate"),
    ]
    assert POLICE_KINDS.issubset(by_permission[Permission.JUDGE])


def test_what_somebody_else_must_understand_needs_a_reason() -> None:
    assert sorted(REASON_NEEDED) == [
        *("cannot_resolve", "confirm_record", "merge_profiles", "register_wrong"),
        *("settle_dispute", "split_profiles", "take_candidate", "undo"),
    ]


def test_the_diagram_has_one_line_for_every_state_that_allows_a_judgement() -> None:
    first, *lines = CASE_LAW.diagram().splitlines()
    assert first == "stateDiagram-v2"
    assert len(lines) == len(set(lines)) == sum(len(one.origins) for one in CASE_LAW.transitions)
