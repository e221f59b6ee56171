"""What a case page tells of other profiles and of doses, and what can be judged of pairs."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from soat.casework.models import Dose, DosePair, Judgement, Profile, User
from soat.casework.neighbours import Neighbour, neighbours_of
from soat.casework.pairs.refusing import refusal_of_pair
from soat.casework.pairs.standing import last_of, standing_around
from soat.casework.scopes import visible
from soat.model.closed_lists import Verdict
from soat.model.dose_lists import DoseState
from soat.model.messages import Message
from soat.model.review_lists import JudgementKind
from soat.model.rules import DOSE_RULES
from soat.web.language import said, word

_K = JudgementKind
# Thresholds that a sentence names are those of the dose's day.
_NO_DAY = date(2021, 3, 8)
_JUDGED = Message("{kind} với dòng {row} ({actor})", "{kind}, with row {row} ({actor})")
_RULES = {rule.name: rule for rule in DOSE_RULES}


def neighbours_told(
    request: HttpRequest, user: User, profile: Profile, asked_of: str | None
) -> list[dict[str, Any]]:
    """Other profiles with their ties. `asked_of` names the one of which a second opinion is
    wanted: of the others nothing can be judged meanwhile; None when no review goes on."""
    may = refusal_of_pair(user, _K.MERGE_PROFILES) is None
    return [
        _neighbour(request, one, may and asked_of in (None, one.profile.pk), asked_of is not None)
        for one in neighbours_of(user, profile, asked_of or "")
    ]


def _neighbour(request: HttpRequest, one: Neighbour, may: bool, both: bool) -> dict[str, Any]:
    # In a blind review what stands must not suggest the answer.
    kinds = [_K.SPLIT_PROFILES] if one.together else [_K.MERGE_PROFILES]
    kinds = [_K.MERGE_PROFILES, _K.SPLIT_PROFILES] if both else kinds
    return {
        "profile": one.profile,
        "verdict": word(request, Verdict, one.profile.verdict),
        "ties": [said(request, tie.sentence) for tie in one.ties],
        "together": one.together,
        "kinds": [(kind.value, said(request, kind.sentence)) for kind in kinds] if may else [],
    }


def doses_told(request: HttpRequest, user: User, profile: Profile) -> dict[str, Any]:
    """The doses of the human being, on whichever profile, as far as this user may see them."""
    one_history = {"profile__history_id": profile.history_id}
    which: dict[str, Any] = one_history if profile.history_id else {"profile": profile}
    rows = visible(user, Dose).filter(**which)
    doses = list(rows.order_by("given_on", "dose_ref").prefetch_related("findings"))
    numbers = {dose.pk: number for number, dose in enumerate(doses, start=1)}
    judged = _judged(request, numbers)
    may = refusal_of_pair(user, _K.SAME_DOSE) is None and len(doses) > 1
    told = [_dose(request, dose, numbers, judged) for dose in doses]
    return {
        "rows": told,
        "suggested": next(
            ((one["number"], one["others"][0]) for one in told if one["others"]), (1, 2)
        ),
        "kinds": [
            (kind.value, said(request, kind.sentence))
            for kind in (_K.SAME_DOSE, _K.DIFFERENT_DOSES)
        ]
        if may
        else [],
    }


def _judged(request: HttpRequest, numbers: dict[str, int]) -> dict[str, list[str]]:
    """What people said of each row, as a sentence; of the pairs of which both rows are shown."""
    found: dict[str, list[str]] = {ref: [] for ref in numbers}
    pairs = standing_around(DosePair, numbers).of(numbers)
    for pair in (*pairs.same, *pairs.apart):
        last = last_of(DosePair, pair)
        if last is None:
            continue
        judgement: Judgement = last.judgement
        kind = word(request, JudgementKind, judgement.kind)
        for ref, other in (pair, pair[::-1]):
            told = _JUDGED.filled(kind=kind, row=numbers[other], actor=judgement.actor)
            found[ref].append(said(request, told))
    return found


def _dose(
    request: HttpRequest, dose: Dose, numbers: dict[str, int], judged: dict[str, list[str]]
) -> dict[str, Any]:
    day = dose.given_on or _NO_DAY
    # What people answered is no open question any more.
    findings = [
        one
        for one in dose.findings.all()
        if not (judged[dose.pk] and one.other_dose_ref in numbers)
    ]
    others = {one.other_dose_ref for one in findings} | {dose.kept_dose_ref}
    return {
        "number": numbers[dose.pk],
        "row": dose,
        "state": "" if dose.state == DoseState.KEPT else word(request, DoseState, dose.state),
        "findings": [
            said(request, _RULES[one.finding].said_on(day))
            for one in findings
            if one.finding in _RULES
        ],
        "judged": judged[dose.pk],
        "others": sorted(numbers[ref] for ref in others & set(numbers) - {dose.pk}),
    }
