"""One case: record and register side by side, why, who else, what was done, what can be done.

A form that is sent by script gets the case alone and the page keeps its position; sent without, it
gets the whole page.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from soat.casework.auditing import Act, write_event
from soat.casework.case_past import JudgementTold, past_of
from soat.casework.judging import Asked, Changed, NotFound, Refused
from soat.casework.loading.shaping import TYPED
from soat.casework.models import Judgement, Profile, User
from soat.casework.scopes import visible
from soat.casework.second_review.giving import judge_case as judge_or_give_opinion
from soat.casework.undoing import undo
from soat.model.closed_lists import Verdict
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind
from soat.review.case_law import CHANGES_THE_RECORD
from soat.web.language import said, word
from soat.web.pages.case_fields import candidates_in_order
from soat.web.pages.case_filter import filter_of
from soat.web.pages.case_review import sight_of
from soat.web.pages.case_seen import changes_told, opened, still_typed
from soat.web.pages.case_told import SHOWN, case_told
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_K = JudgementKind
_CONFLICT, _REFUSED = 409, 422
_LONGEST_REASON = 500
_SAVED = Message("Đã lưu và đối chiếu lại: {verdict}.", "Saved and verified again: {verdict}.")
_NOTED = Message("Đã lưu: {kind}.", "Saved: {kind}.")
_WAITS = Message(
    "Đã lưu. Chưa đối chiếu được vì không mở được bản chụp sổ dân cư; hồ sơ đang chờ.",
    "Saved. The register is out of reach, so the record waits to be verified.",
)
_OPINION = Message(
    "Đã ghi ý kiến của bạn. Hồ sơ chưa thay đổi: cần người thứ hai xem độc lập.",
    "Your opinion is kept. The record is not changed yet: a second person has to look at it.",
)
_DIFFERS = Message(
    "Đã ghi ý kiến của bạn. Hai ý kiến khác nhau nên cấp trên sẽ quyết định.",
    "Your opinion is kept. The two opinions differ, so a supervisor decides.",
)


@require_GET
@signed_in
def case(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Show one profile's case. That somebody read it stands in the trail."""
    return _shown(request, user, profile_of(user, page_id))


def profile_of(user: User, page_id: str) -> Profile:
    """The profile of that address, if it exists for the user."""
    found = visible(user, Profile).filter(page_id=page_id).first()
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest,
    user: User,
    profile: Profile,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    act = Act(user.get_username(), profile.place, "read", profile.person_ref, datetime.now(UTC))
    with transaction.atomic():
        write_event(act)
    kept = more or {}
    told = case_told(request, user, profile, kept.get("typed", {})) | kept
    if request.headers.get("HX-Request"):
        return render(request, "case/whole.html", told | {"alone": True})
    return render(request, "case.html", told, status=status)


@require_POST
@signed_in
def judge_case(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Judge the case, or say why not; either way the page shows it as it is now."""
    profile = profile_of(user, page_id)
    asked = _asked(request, user, profile)
    return acted(
        request, user, profile, lambda: judge_or_give_opinion(sitting(user), profile.pk, asked)
    )


def acted(
    request: HttpRequest, user: User, profile: Profile, act: Callable[[], Judgement]
) -> HttpResponse:
    """Do it, and tell what came of it, or why not, on the case's page. What was typed and could not
    be saved is kept."""
    try:
        judgement = act()
    except NotFound as refused:
        raise Http404 from refused
    except Refused as refused:
        return _told_why_not(request, user, profile, refused)
    _tell_outcome(request, profile, judgement)
    if request.headers.get("HX-Request"):
        return _shown(request, user, profile_of(user, profile.page_id))
    page = reverse("case", args=[profile.page_id])
    return redirect(page + filter_of(request, user).query)


def _told_why_not(
    request: HttpRequest, user: User, profile: Profile, refused: Refused
) -> HttpResponse:
    messages.error(request, said(request, refused.sentence))
    now, seen = profile_of(user, profile.page_id), opened(request, profile)
    form = request.POST
    typed = {"kind": form.get("kind", ""), "reason": form.get("reason", "")}
    more: dict[str, Any] = {"typed": still_typed(request, seen) | typed}
    stale = isinstance(refused, Changed)
    if stale:
        more["changed"] = changes_told(request, user, now, seen)
    return _shown(request, user, now, more, _CONFLICT if stale else _REFUSED)


def _asked(request: HttpRequest, user: User, profile: Profile) -> Asked:
    form = request.POST
    try:
        kind = JudgementKind(form.get("kind", ""))
        version = int(form.get("version", ""))
        candidate = int(form["candidate"]) if form.get("candidate") else None
    except ValueError as fault:
        raise Http404 from fault
    if kind not in (*SHOWN, _K.EDIT_FIELDS):
        raise Http404
    fields = {name: form[name] for name in TYPED if name in form}
    edited = fields if kind is _K.EDIT_FIELDS else {}
    rank = _rank(user, profile, candidate)
    return Asked(kind, version, edited, rank, reason_of(request))


def reason_of(request: HttpRequest) -> str:
    """The reason that was typed, as a database can keep it."""
    return request.POST.get("reason", "").replace("\0", "")[:_LONGEST_REASON]


def _rank(user: User, profile: Profile, number: int | None) -> int | None:
    """The rank of the candidate that the page showed by that number."""
    shown = candidates_in_order(profile, sight_of(user, profile).blind)
    return dict(enumerate((row.rank for row in shown), start=1)).get(number or 0)


def _tell_outcome(request: HttpRequest, profile: Profile, judgement: Judgement) -> None:
    now = Profile.objects.select_related("case").get(pk=profile.pk)
    state = CaseState(now.case.state) if hasattr(now, "case") else CaseState.SETTLED
    if judgement.kind in (_K.FIRST_OPINION, _K.OTHER_OPINION):
        first = judgement.kind == _K.FIRST_OPINION
        messages.success(request, said(request, _OPINION if first else _DIFFERS))
    elif not _verified_again(judgement):
        kind = word(request, JudgementKind, judgement.kind)
        messages.success(request, said(request, _NOTED).format(kind=kind))
    elif state is CaseState.WAITING:
        messages.warning(request, said(request, _WAITS))
    else:
        verdict = word(request, Verdict, now.verdict)
        messages.success(request, said(request, _SAVED).format(verdict=verdict))


def _verified_again(judgement: Judgement) -> bool:
    undone = judgement.undoes
    return (undone.kind if undone else judgement.kind) in CHANGES_THE_RECORD


@require_POST
@signed_in
def undo_judgement(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Undo a judgement that the page shows as the next to be undone."""
    profile = profile_of(user, page_id)
    number, reason = request.POST.get("judgement"), reason_of(request)
    undoable = {
        str(one.row.pk): one.row.pk
        for one in past_of(user, profile)
        if isinstance(one, JudgementTold) and one.can_be_undone
    }
    if number not in undoable:
        raise Http404
    return acted(request, user, profile, lambda: undo(sitting(user), undoable[number], reason))
