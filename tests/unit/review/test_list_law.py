"""What a work list goes through: every act, every state, every refusal."""

from itertools import product

import pytest

from soat.model.review_lists import ListAct, ListState, Permission
from soat.review.list_law import LIST_LAW, LIVE_STATES
from tests.unit.review.walks import law_in_words, reached_from, steps_of, untold_by_refusal

# act -> from these states > to that state: the permission it needs.
LAW = {
    "issue": "draft > issued: make_lists",
    "take_to_field": "issued > in_the_field: make_lists",
    "hand_to_police": "in_the_field issued > with_police: make_lists",
    "hand_back": "with_police > returned: sign_lists",
    "apply": "in_the_field returned > applied: make_lists",
    "close": "applied draft returned > closed: make_lists",
    "recall": "in_the_field issued with_police > draft: make_lists",
    "reopen": "applied closed > issued: make_lists",
}
IMPOSSIBLE = [pair for pair in product(ListState, ListAct) if LIST_LAW.transition(*pair) is None]


def test_the_law_is_what_the_table_says() -> None:
    assert law_in_words(LIST_LAW) == LAW
    assert set(LAW) == set(ListAct)


def test_every_act_has_one_transition_and_so_leads_from_a_state_to_one_state() -> None:
    assert len(LIST_LAW.transitions) == len(ListAct)


def test_every_state_can_be_reached_from_a_draft() -> None:
    assert reached_from(ListState.DRAFT, steps_of(LIST_LAW)) == set(ListState)


@pytest.mark.parametrize("state", ListState)
def test_no_state_is_a_dead_end_and_from_each_the_list_can_still_be_closed(
    state: ListState,
) -> None:
    """Not even `closed` is an end: people who were away come home, and the list is opened again."""
    assert LIST_LAW.acts_in(state) != []
    onward = {target for origin, target in steps_of(LIST_LAW) if origin is state}
    assert any(ListState.CLOSED in reached_from(one, steps_of(LIST_LAW)) for one in onward)


@pytest.mark.parametrize(("state", "act"), [*product(ListState, ListAct)])
def test_an_act_is_refused_exactly_where_it_is_not_possible(state: ListState, act: ListAct) -> None:
    possible = act in LIST_LAW.acts_in(state)
    assert (LIST_LAW.transition(state, act) is not None) == possible
    assert (LIST_LAW.refusal(state, act) is None) == possible


@pytest.mark.parametrize(("state", "act"), IMPOSSIBLE)
def test_a_refusal_names_the_state_the_act_and_what_is_possible(
    state: ListState, act: ListAct
) -> None:
    assert untold_by_refusal(LIST_LAW, state, act) == []


def test_only_the_police_sign_and_only_what_they_have() -> None:
    signing = [one for one in LIST_LAW.transitions if one.permission is Permission.SIGN_LISTS]
    assert [(one.act, one.origins) for one in signing] == [
        (ListAct.HAND_BACK, {ListState.WITH_POLICE})
    ]


def test_a_list_holds_its_cases_until_what_came_back_is_applied() -> None:
    assert set(ListState) - LIVE_STATES == {ListState.APPLIED, ListState.CLOSED}


def test_the_diagram_has_one_line_for_every_state_that_an_act_can_be_done_in() -> None:
    first, *lines = LIST_LAW.diagram().splitlines()
    assert first == "stateDiagram-v2"
    assert len(lines) == len(set(lines)) == sum(len(one.origins) for one in LIST_LAW.transitions)
    assert "    draft --> issued: issue it" in lines
