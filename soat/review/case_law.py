"""What a case allows, and what follows from a judgement.

A case is a profile that is not verified. A judgement that changes what is recorded sends the case
to be verified again; what the engine then says decides where it goes (`after_verification`).
"""

from soat.model.closed_lists import Verdict
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind, Permission
from soat.review.transitions import Law, Transition

_S, _K, _P = CaseState, JudgementKind, Permission

_NOT_UNDER_REVIEW = Message(
    "Hồ sơ đang được hai người xem độc lập nên giữ nguyên cho đến khi có kết quả. Hãy đợi, hoặc "
    "nhờ người cho ý kiến thứ nhất rút lại.",
    "Two people are looking at this record independently, so it stays as it is until they are "
    "done. Wait, or ask who gave the first opinion to withdraw it.",
)
# While a second person looks, the record stays as the first one saw it.
_UNDER_REVIEW = frozenset({_S.SECOND_REVIEW, _S.DISPUTED})
_UNSETTLED = frozenset(CaseState) - {_S.SETTLED} - _UNDER_REVIEW
_WITH_PEOPLE = frozenset({_S.OPEN, _S.ASKED, _S.UNRESOLVED, _S.AT_REGISTER})
# A record that is verified may still be wrong about a person: that does not bar an edit.
_ANY = frozenset(CaseState) - _UNDER_REVIEW


def _by_station(
    kind: JudgementKind, origins: frozenset[CaseState], target: CaseState
) -> Transition[CaseState, JudgementKind]:
    return Transition(kind, origins, target, _P.JUDGE)


def _by_police(
    kind: JudgementKind, origins: frozenset[CaseState], target: CaseState
) -> Transition[CaseState, JudgementKind]:
    return Transition(kind, origins, target, _P.JUDGE_IDENTITY)


CASE_LAW = Law[CaseState, JudgementKind](
    (
        _by_station(_K.ACCEPT_PROPOSAL, _WITH_PEOPLE, _S.WAITING),
        _by_station(_K.TAKE_CANDIDATE, _WITH_PEOPLE, _S.WAITING),
        _by_station(_K.EDIT_FIELDS, _ANY, _S.WAITING),
        _by_station(_K.ASK_HOUSEHOLD, _UNSETTLED - {_S.ASKED}, _S.ASKED),
        _by_station(_K.CANNOT_RESOLVE, _UNSETTLED - {_S.UNRESOLVED}, _S.UNRESOLVED),
        _by_police(_K.CONFIRM_RECORD, _UNSETTLED - {_S.AT_REGISTER}, _S.AT_REGISTER),
        _by_police(_K.REGISTER_WRONG, _UNSETTLED - {_S.AT_REGISTER}, _S.AT_REGISTER),
        Transition(_K.APPROVE_IN_BULK, frozenset({_S.OPEN}), _S.WAITING, _P.APPROVE_IN_BULK),
        _by_station(_K.FIRST_OPINION, _ANY, _S.SECOND_REVIEW),
        _by_station(_K.SAME_OPINION, frozenset({_S.SECOND_REVIEW}), _S.WAITING),
        _by_station(_K.OTHER_OPINION, frozenset({_S.SECOND_REVIEW}), _S.DISPUTED),
        Transition(_K.SETTLE_DISPUTE, frozenset({_S.DISPUTED}), _S.WAITING, _P.SETTLE_DISPUTES),
    )
)
"""Every judgement that moves a case, the states that allow it and the state that follows. Where an
undone judgement leads is told by what it had changed."""

MOVES_NO_CASE: dict[JudgementKind, frozenset[Permission]] = {
    _K.MERGE_PROFILES: frozenset({_P.JUDGE}),
    _K.SPLIT_PROFILES: frozenset({_P.JUDGE}),
    _K.SAME_DOSE: frozenset({_P.JUDGE, _P.ENTER_DOSES}),
    _K.DIFFERENT_DOSES: frozenset({_P.JUDGE, _P.ENTER_DOSES}),
}
"""Judgements about two profiles or two dose rows, and the permissions of which one is needed. What
is typed stays as it is, so each case stays where it was. Who enters doses judges the rows of their
own site, who judges cases those of every record of their place."""

OPINIONS = frozenset({_K.FIRST_OPINION, _K.SAME_OPINION, _K.OTHER_OPINION, _K.SETTLE_DISPUTE})
"""What a second, blind review consists of. None changes a record: the judgement that comes of it
does, and stands in the book beside them (soat.review.second_review)."""

POLICE_KINDS = frozenset(
    {_K.ACCEPT_PROPOSAL, _K.TAKE_CANDIDATE, _K.EDIT_FIELDS, _K.CANNOT_RESOLVE}
    | {_K.FIRST_OPINION, _K.SAME_OPINION, _K.OTHER_OPINION}
)
"""Of the station's judgements, those that the police may make as well: they own the identity."""

REASON_NEEDED = frozenset(
    {_K.TAKE_CANDIDATE, _K.MERGE_PROFILES, _K.SPLIT_PROFILES, _K.CANNOT_RESOLVE, _K.REGISTER_WRONG}
    | {_K.CONFIRM_RECORD, _K.SETTLE_DISPUTE, _K.UNDO}
)
"""Judgements that somebody else will have to understand: they are refused without a reason."""

CHANGES_THE_RECORD = frozenset(
    one.act for one in CASE_LAW.transitions if one.target is _S.WAITING and one.act not in OPINIONS
)
"""Judgements after which the profile is verified again."""


def refusal_under_review(state: CaseState) -> Message | None:
    """Why nothing else may be judged of the profile while two people look at it, or None."""
    return _NOT_UNDER_REVIEW if state in _UNDER_REVIEW else None


def after_verification(verdict: Verdict) -> CaseState:
    """Where a case goes once the engine has spoken of the record as it now stands."""
    return _S.SETTLED if verdict in (Verdict.VERIFIED, Verdict.EXEMPT) else _S.OPEN
