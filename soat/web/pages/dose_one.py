"""One dose of one's own site: what it is, what it was, correcting it, withdrawing it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused
from soat.casework.models import Dose, DoseEntry
from soat.casework.scopes import visible
from soat.casework.sites.entering import NotSeen
from soat.casework.sites.looking_ahead import Ahead
from soat.casework.sites.own_doses import (
    Correction,
    Withdrawal,
    correct_dose,
    own_dose,
    withdraw_dose,
)
from soat.casework.sites.own_site import today
from soat.model.closed_lists import ComparedField, Verdict
from soat.model.dose_lists import DoseState
from soat.model.messages import Message
from soat.model.review_lists import EntryAct
from soat.web.language import said, word
from soat.web.pages.dose_entry import choices, dose_typed
from soat.web.pages.dose_words import dose_label, findings_told, sentences
from soat.web.pages.site_door import AtSite, at_site

_CORRECTED = Message("Đã sửa mũi tiêm.", "The dose is corrected.")
_WITHDRAWN = Message(
    "Đã rút mũi tiêm; lịch sử của nó vẫn được giữ.",
    "The dose is withdrawn; its history is kept.",
)


def _own(here: AtSite, page_id: str, dose_id: str) -> Dose:
    try:
        return own_dose(here.user, page_id, dose_id)
    except NotFound as refused:
        raise Http404 from refused


@require_GET
@at_site
def dose(request: HttpRequest, here: AtSite, page_id: str, dose_id: str) -> HttpResponse:
    """The dose; reading it stands in the trail."""
    found = _own(here, page_id, dose_id)
    actor, ref = here.user.get_username(), found.profile_id
    with transaction.atomic():
        write_event(Act(actor, here.site.place, "read", ref, here.sitting.at))
    return _shown(request, here, found, dose_id)


def _shown(
    request: HttpRequest, here: AtSite, dose: Dose, dose_id: str, ahead: Ahead | None = None
) -> HttpResponse:
    day = today(here.sitting.at)
    entries = visible(here.user, DoseEntry).filter(dose_ref=dose.pk).order_by("-pk")
    names = [one.finding for one in dose.findings.all()]
    reasons = [one for one in dose.profile.reasons.split(",") if one]
    typed = dose_typed(request.POST) if ahead else {}
    told: dict[str, Any] = {
        "site": here.site,
        "dose": dose,
        "dose_id": dose_id,
        "label": dose_label(request, dose),
        "state": word(request, DoseState, dose.state) if dose.state else "",
        "kept": dose.state in ("", DoseState.KEPT),
        "verdict": word(request, Verdict, dose.profile.verdict),
        "reasons": ", ".join(word(request, ComparedField, one) for one in reasons),
        "sentences": sentences(request, names, dose.given_on or day),
        "typed": typed or _as_typed(dose),
        "dose_code": request.POST.get("dose", "") if ahead else _code(dose),
        "reason": request.POST.get("reason", "") if ahead else "",
        "findings": findings_told(request, ahead, day) if ahead else [],
        "seen": sorted(ahead.names) if ahead else [],
        "entries": [{"told": one, "act": word(request, EntryAct, one.act)} for one in entries],
        **choices(request, here),
    }
    return render(request, "dose.html", told)


def _as_typed(dose: Dose) -> dict[str, str]:
    day = f"{dose.given_on:%d/%m/%Y}" if dose.given_on else ""
    return {"given_on": day, "product": dose.product, "lot": dose.lot}


def _code(dose: Dose) -> str:
    return f"{dose.dose_kind}-{dose.dose_number}" if dose.dose_kind and dose.dose_number else ""


@require_POST
@at_site
def dose_correct(request: HttpRequest, here: AtSite, page_id: str, dose_id: str) -> HttpResponse:
    """Correct the dose, or say why not."""
    found, form = _own(here, page_id, dose_id), request.POST
    seen = frozenset(form.getlist("seen")) if form.get("looked") else frozenset()
    asked = Correction(_version(request), dose_typed(form), form.get("reason", ""), seen)
    try:
        correct_dose(here.sitting, here.desk, here.site, found, asked)
    except NotSeen as shown:
        messages.warning(request, said(request, shown.sentence))
        return _shown(request, here, found, dose_id, shown.ahead)
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
    else:
        messages.success(request, said(request, _CORRECTED))
    return redirect("dose", page_id=page_id, dose_id=dose_id)


@require_POST
@at_site
def dose_withdraw(request: HttpRequest, here: AtSite, page_id: str, dose_id: str) -> HttpResponse:
    """Withdraw the dose, or say why not."""
    found = _own(here, page_id, dose_id)
    asked = Withdrawal(_version(request), request.POST.get("reason", ""))
    try:
        withdraw_dose(here.sitting, here.desk, here.site, found, asked)
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return redirect("dose", page_id=page_id, dose_id=dose_id)
    messages.success(request, said(request, _WITHDRAWN))
    return redirect("dose-list")


def _version(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("version", ""))
    except ValueError as fault:
        raise Http404 from fault
