"""Everything that a case page shows, gathered for its template."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from soat.casework.case_past import JudgementTold, ListTold, Told, past_of
from soat.casework.case_story import explanation_of
from soat.casework.field_names import FIELD_NAMES
from soat.casework.judging import refusal_in
from soat.casework.models import Case, Judgement, Profile, User
from soat.casework.scopes import visible
from soat.model.closed_lists import Verdict
from soat.model.review_lists import CaseState, JudgementKind, ListState, Permission
from soat.review.case_law import REASON_NEEDED
from soat.review.roles import may
from soat.web.language import language_of, said, word
from soat.web.pages.case_fields import candidates_told, fields_told, value_told
from soat.web.pages.case_filter import filter_of
from soat.web.pages.case_pairs import doses_told, neighbours_told
from soat.web.pages.case_review import Sight, review_told, sight_of
from soat.web.pages.case_seen import sealed

_K = JudgementKind
SHOWN = (
    *(_K.ACCEPT_PROPOSAL, _K.TAKE_CANDIDATE, _K.ASK_HOUSEHOLD, _K.CONFIRM_RECORD),
    *(_K.REGISTER_WRONG, _K.CANNOT_RESOLVE),
)
"""The judgements that have a form of their own, in the order of the page."""
_KEYS = {_K.ACCEPT_PROPOSAL: "a", _K.ASK_HOUSEHOLD: "h", _K.CANNOT_RESOLVE: "c"}


def case_told(
    request: HttpRequest, user: User, profile: Profile, typed: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows of the case; `typed` is what could not be saved and is kept."""
    sight, asked = sight_of(user, profile), filter_of(request, user)
    case = Case.objects.filter(pk=profile.pk).first()
    around = asked.beside(user, profile)
    return {
        "profile": profile,
        "seen": sealed(profile),
        "filter": asked.query,
        "list_id": asked.work_list,
        "following": around.following,
        "previous": around.previous,
        "state": word(request, CaseState, case.state) if case else "",
        "explanation": explanation_of(profile, language_of(request), sight.blind),
        "blind": sight.blind,
        "review": review_told(request, user, sight),
        "fields": fields_told(request, profile, typed),
        "may_edit": _may(user, sight, _K.EDIT_FIELDS),
        "candidates": candidates_told(request, profile, sight.blind),
        "may_take": _may(user, sight, _K.TAKE_CANDIDATE),
        "acts": _acts(request, user, profile, sight, typed),
        "others": neighbours_told(request, user, profile, sight.asked_of),
        "doses": doses_told(request, user, profile),
        "may_undo": _may_undo(user),
        "past": [_past(request, user, profile, one) for one in past_of(user, profile)],
    }


def _may(user: User, sight: Sight, kind: JudgementKind) -> bool:
    return sight.allows(kind) and refusal_in(user, sight.state, kind) is None


def _may_undo(user: User) -> bool:
    return any(may(user.as_role, one) for one in (Permission.JUDGE, Permission.JUDGE_IDENTITY))


def _acts(
    request: HttpRequest, user: User, profile: Profile, sight: Sight, typed: Mapping[str, str]
) -> list[dict[str, Any]]:
    return [
        {
            "code": kind.value,
            "name": said(request, kind.sentence),
            "needs_reason": kind in REASON_NEEDED,
            "reason": typed.get("reason", "") if typed.get("kind") == kind else "",
            "key": _KEYS.get(kind, ""),
        }
        for kind in SHOWN
        if _may(user, sight, kind) and _offers(profile, kind)
    ]


def _offers(profile: Profile, kind: JudgementKind) -> bool:
    """Whether there is anything to accept, or anybody to take."""
    if kind is _K.ACCEPT_PROPOSAL:
        return profile.repairs.exclude(register_value="").exists()
    return kind is not _K.TAKE_CANDIDATE or profile.candidates.exists()


def _past(request: HttpRequest, user: User, profile: Profile, one: Told) -> dict[str, Any]:
    if isinstance(one, JudgementTold):
        return {"at": one.at, "judgement": one.row, "last": one.can_be_undone} | _judged(
            request, user, profile, one.row
        )
    if isinstance(one, ListTold):
        listed = one.row.work_list
        return {"at": one.at, "list": listed, "state": word(request, ListState, listed.state)}
    return {
        "at": one.at,
        "load": one.row,
        "before": word(request, Verdict, one.row.verdict_before),
        "after": word(request, Verdict, one.row.verdict_after),
    }


def _judged(request: HttpRequest, user: User, profile: Profile, row: Judgement) -> dict[str, Any]:
    """What was judged, in words: the fields that changed, or the other profile of the pair."""
    before, after = row.told.get("before", {}), row.told.get("after", {})
    refs = {row.person_ref, row.told.get("other", "")} - {profile.pk, ""}
    return {
        "name": word(request, JudgementKind, row.kind),
        "opinion": word(request, JudgementKind, row.told.get("kind", "")),
        "changes": [
            (
                said(request, FIELD_NAMES[name]),
                value_told(request, name, before.get(name, "")),
                value_told(request, name, value),
            )
            for name, value in after.items()
            if name in FIELD_NAMES
        ],
        "other": visible(user, Profile).filter(pk__in=refs).first(),
    }
