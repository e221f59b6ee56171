"""One case: record and register side by side, why, who else, what was done, what can be done."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from soat.casework.auditing import Act, write_event
from soat.casework.case_story import explanation_of
from soat.casework.judging import (
    FIELD_COLUMNS,
    Asked,
    NotFound,
    Refused,
    judge,
    refusal,
)
from soat.casework.loading.shaping import TYPED
from soat.casework.models import Case, Dose, Judgement, Profile, User
from soat.casework.scopes import visible
from soat.casework.undoing import last_standing, undo
from soat.model.closed_lists import RepairKind, Sex, Verdict
from soat.model.dose_lists import DoseState
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind
from soat.model.rules import DOSE_RULES
from soat.review.case_law import REASON_NEEDED
from soat.web.language import language_of, said, word
from soat.web.letters import marked
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_K = JudgementKind
_SHOWN = (
    *(_K.ACCEPT_PROPOSAL, _K.TAKE_CANDIDATE, _K.ASK_HOUSEHOLD, _K.CONFIRM_RECORD),
    *(_K.REGISTER_WRONG, _K.CANNOT_RESOLVE),
)
_NAMES = {
    "full_name": Message("Họ và tên", "Full name"),
    "birth_date": Message("Ngày sinh", "Birth date"),
    "sex": Message("Giới tính", "Sex"),
    "citizen_id": Message("Số định danh", "Number"),
    "phone": Message("Điện thoại", "Phone"),
    "insurance_id": Message("Số thẻ BHYT", "Health insurance"),
    "nationality": Message("Quốc tịch", "Nationality"),
    "residence_code": Message("Mã xã thường trú", "Commune of residence"),
    "guardian_name": Message("Người giám hộ", "Guardian"),
    "guardian_phone": Message("Điện thoại người giám hộ", "Guardian's phone"),
}
# Thresholds that a sentence names are those of the dose's day.
_NO_DAY = date(2021, 3, 8)
_RULES = {rule.name: rule for rule in DOSE_RULES}
_SAVED = Message("Đã lưu và đối chiếu lại: {verdict}.", "Saved and verified again: {verdict}.")
_WAITS = Message(
    "Đã lưu. Chưa đối chiếu được vì không mở được bản chụp sổ dân cư; hồ sơ đang chờ.",
    "Saved. The register is out of reach, so the record waits to be verified.",
)


@require_GET
@signed_in
def case(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Show one profile's case. That somebody read it stands in the trail."""
    profile = _profile(user, page_id)
    act = Act(user.get_username(), profile.place, "read", profile.person_ref, datetime.now(UTC))
    with transaction.atomic():
        write_event(act)
    return render(request, "case.html", _told(request, user, profile))


def _profile(user: User, page_id: str) -> Profile:
    found = visible(user, Profile).filter(page_id=page_id).first()
    if found is None:
        raise Http404
    return found


def _told(request: HttpRequest, user: User, profile: Profile) -> dict[str, Any]:
    at = Case.objects.filter(pk=profile.pk).first()
    judgements = visible(user, Judgement).filter(person_ref=profile.pk).order_by("-pk")
    last = last_standing(profile.pk)
    return {
        "profile": profile,
        "verdict": word(request, Verdict, profile.verdict),
        "state": word(request, CaseState, at.state) if at else "",
        "fields": _fields(request, profile),
        "explanation": explanation_of(profile, language_of(request)),
        "candidates": profile.candidates.order_by("rank"),
        "doses": [_dose(request, dose) for dose in _doses(user, profile)],
        "others": visible(user, Profile)
        .filter(history_id=profile.history_id)
        .exclude(pk=profile.pk),
        "acts": [
            {
                "code": kind.value,
                "name": said(request, kind.sentence),
                "reason": kind in REASON_NEEDED,
            }
            for kind in _SHOWN
            if refusal(user, profile, kind) is None and _offers(profile, kind)
        ],
        "may_edit": refusal(user, profile, _K.EDIT_FIELDS) is None,
        "judgements": [
            {"told": one, "name": word(request, JudgementKind, one.kind), "last": one == last}
            for one in judgements
        ],
    }


def _doses(user: User, profile: Profile) -> QuerySet[Dose]:
    """The doses of the human being, on whichever profile, as far as this user may see them."""
    rows = visible(user, Dose).filter(profile__history_id=profile.history_id)
    return rows.order_by("given_on", "dose_ref").prefetch_related("findings")


def _dose(request: HttpRequest, dose: Dose) -> dict[str, Any]:
    day = dose.given_on or _NO_DAY
    names = [one.finding for one in dose.findings.all()]
    findings = [said(request, _RULES[name].said_on(day)) for name in names if name in _RULES]
    return {"row": dose, "state": word(request, DoseState, dose.state), "findings": findings}


def _offers(profile: Profile, kind: JudgementKind) -> bool:
    """Whether there is anything to accept, or anybody to take."""
    if kind is _K.ACCEPT_PROPOSAL:
        return profile.repairs.exclude(register_value="").exists()
    return kind is not _K.TAKE_CANDIDATE or profile.candidates.exists()


def _fields(request: HttpRequest, profile: Profile) -> list[dict[str, Any]]:
    """Each field as typed and as the register has it, the letters that differ marked where the
    engine calls them different: another way of writing a date or sex is none."""
    repairs = {repair.field: repair for repair in profile.repairs.all()}
    columns = {column: field.value for field, column in FIELD_COLUMNS.items()}
    person = profile.candidates.filter(citizen_id=profile.register_citizen_id).first()
    registered = person.as_typed if person else {}
    rows = []
    for column in TYPED:
        repair = repairs.get(columns.get(column, ""))
        value = getattr(profile, column)
        other = repair.register_value if repair else registered.get(column, "")
        other = word(request, Sex, other) if column == "sex" else other
        rows.append(
            {
                "column": column,
                "name": said(request, _NAMES[column]),
                "value": value,
                "recorded": marked(value, other if repair else ""),
                "register": marked(other, value if repair else ""),
                "kind": word(request, RepairKind, repair.kind) if repair else "",
            }
        )
    return rows


@require_POST
@signed_in
def judge_case(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Judge the case, or say why not; either way the page shows it as it is now."""
    profile, asked = _profile(user, page_id), _asked(request)
    return _acted(request, profile, lambda: judge(sitting(user), profile.pk, asked))


def _acted(request: HttpRequest, profile: Profile, act: Callable[[], Judgement]) -> HttpResponse:
    """Do it, and tell what came of it, or why not, on the case's page."""
    try:
        act()
    except NotFound as refused:
        raise Http404 from refused
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
    else:
        _tell_outcome(request, profile)
    return redirect("case", page_id=profile.page_id)


def _asked(request: HttpRequest) -> Asked:
    form = request.POST
    try:
        kind = JudgementKind(form.get("kind", ""))
        version = int(form.get("version", ""))
        candidate = int(form["candidate"]) if form.get("candidate") else None
    except ValueError as fault:
        raise Http404 from fault
    if kind not in (*_SHOWN, _K.EDIT_FIELDS):
        raise Http404
    fields = {name: form[name] for name in TYPED if name in form}
    edited = fields if kind is _K.EDIT_FIELDS else {}
    return Asked(kind, version, edited, candidate, form.get("reason", ""))


def _tell_outcome(request: HttpRequest, profile: Profile) -> None:
    now = Profile.objects.select_related("case").get(pk=profile.pk)
    if now.case.state == CaseState.WAITING:
        messages.warning(request, said(request, _WAITS))
        return
    verdict = word(request, Verdict, now.verdict)
    messages.success(request, said(request, _SAVED).format(verdict=verdict))


@require_POST
@signed_in
def undo_judgement(request: HttpRequest, user: User, page_id: str) -> HttpResponse:
    """Undo the last judgement."""
    profile = _profile(user, page_id)
    last, reason = last_standing(profile.pk), request.POST.get("reason", "")
    if last is None or str(last.pk) != request.POST.get("judgement"):
        raise Http404
    undone = last.pk
    return _acted(request, profile, lambda: undo(sitting(user), undone, reason))
