"""What a line that came back stands for."""

from soat.model.review_lists import JudgementKind, LineOutcome, ListState, Permission
from soat.review.case_law import CASE_LAW, REASON_NEEDED
from soat.review.line_law import BY_SIGNATURE, JUDGED_AS, is_signed
from soat.review.list_law import LIST_LAW, LIVE_STATES, TAKES_RETURNS


def test_every_outcome_becomes_a_judgement() -> None:
    assert set(JUDGED_AS) == set(LineOutcome)
    assert JUDGED_AS[LineOutcome.CORRECTED] is JudgementKind.EDIT_FIELDS


def test_exactly_what_only_the_police_may_judge_needs_their_signature() -> None:
    needs = {one.act: one.permission for one in CASE_LAW.transitions}
    by_police = {one for one, kind in JUDGED_AS.items() if needs[kind] is Permission.JUDGE_IDENTITY}
    assert by_police == BY_SIGNATURE
    assert {JUDGED_AS[one] for one in BY_SIGNATURE} <= REASON_NEEDED


def test_a_list_is_signed_once_it_was_handed_back_and_never_before() -> None:
    assert [state for state in ListState if is_signed(state)] == [ListState.RETURNED]
    led = [one.permission for one in LIST_LAW.transitions if one.target is ListState.RETURNED]
    assert led == [Permission.SIGN_LISTS]


def test_a_sheet_is_taken_in_only_while_its_list_holds_its_cases() -> None:
    assert TAKES_RETURNS < LIVE_STATES
    assert ListState.DRAFT not in TAKES_RETURNS
