"""What a case allows, and what follows from a judgement.

A case is a profile that is not verified. A judgement that changes what is recorded sends the case
to be verified again; what the engine then says decides where it goes (`after_verification`).
"""

from soat.model.closed_lists import Verdict
from soat.model.review_lists import CaseState, JudgementKind, Permission
from soat.review.transitions import Law, Transition

_S, _K, _P = CaseState, JudgementKind, Permission

_UNSETTLED = frozenset(CaseState) - {_S.SETTLED}
_WITH_PEOPLE = frozenset({_S.OPEN, _S.ASKED, _S.UNRESOLVED, _S.AT_REGISTER})
# A record that is verified may still be wrong about a person: an edit is never barred.
_ANY = frozenset(CaseState)


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
        _by_station(_K.MERGE_PROFILES, _ANY, _S.WAITING),
        _by_station(_K.SPLIT_PROFILES, _ANY, _S.WAITING),
        _by_station(_K.ASK_HOUSEHOLD, _UNSETTLED - {_S.ASKED}, _S.ASKED),
        _by_station(_K.CANNOT_RESOLVE, _UNSETTLED - {_S.UNRESOLVED}, _S.UNRESOLVED),
        _by_police(_K.CONFIRM_RECORD, _UNSETTLED - {_S.AT_REGISTER}, _S.AT_REGISTER),
        _by_police(_K.REGISTER_WRONG, _UNSETTLED - {_S.AT_REGISTER}, _S.AT_REGISTER),
        Transition(_K.APPROVE_IN_BULK, frozenset({_S.OPEN}), _S.WAITING, _P.APPROVE_IN_BULK),
    )
)
"""Every judgement that moves a case, the states that allow it and the state that follows. One about
doses moves none, and where an undone judgement leads is told by what it had changed."""

POLICE_KINDS = frozenset(
    {*(_K.ACCEPT_PROPOSAL, _K.TAKE_CANDIDATE, _K.EDIT_FIELDS, _K.CANNOT_RESOLVE)}
)
"""Of the station's judgements, those that the police may make as well: they own the identity."""

REASON_NEEDED = frozenset(
    {_K.TAKE_CANDIDATE, _K.MERGE_PROFILES, _K.SPLIT_PROFILES, _K.CANNOT_RESOLVE, _K.REGISTER_WRONG}
    | {_K.CONFIRM_RECORD, _K.UNDO}
)
"""Judgements that somebody else will have to understand: they are refused without a reason."""

CHANGES_THE_RECORD = frozenset(one.act for one in CASE_LAW.transitions if one.target is _S.WAITING)
"""Judgements after which the profile is verified again."""


def after_verification(verdict: Verdict) -> CaseState:
    """Where a case goes once the engine has spoken of the record as it now stands."""
    return _S.SETTLED if verdict in (Verdict.VERIFIED, Verdict.EXEMPT) else _S.OPEN
