"""Entering a dose: the form, the register's answer while the number is typed, and saving."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from soat.casework.judging import Refused
from soat.casework.models import Dose, Profile
from soat.casework.sites.entering import Entry, NotSeen, enter_dose
from soat.casework.sites.keys import new_key, page_of_dose
from soat.casework.sites.looking_ahead import DOSE_FIELDS, PERSON_FIELDS, Ahead, NewDose
from soat.casework.sites.making_profiles import communes_near, newcomer
from soat.casework.sites.number_check import NumberCheck, check_number
from soat.casework.sites.own_site import today
from soat.casework.sites.reporting import doses_of_schedule
from soat.model.closed_lists import ComparedField, NumberStatus, RepairKind, Sex, Verdict
from soat.model.dose_lists import DoseKind
from soat.model.messages import Message
from soat.web.language import said, word
from soat.web.pages.dose_words import findings_told
from soat.web.pages.site_door import AtSite, at_site, profile_of

_ZERO_BACK = Message(
    "Số định danh bị mất số 0 đầu đã được sửa thành {number}.",
    "The number had lost its leading zero; it is now {number}.",
)
_SAVED = Message("Đã lưu mũi tiêm. Hồ sơ: {verdict}.", "The dose is saved. The record: {verdict}.")
_LOOK_AT_NUMBER = Message(
    "Số định danh có thể đã bị hỏng khi gõ hoặc dán. Hãy xem số được sửa rồi lưu lại.",
    "The number may have been damaged in typing or pasting. Look at the mended one, then save.",
)
# A person's columns by what forms of other pages call them.
_FROM_SEARCH = {"citizen_id": "number", "full_name": "name", "birth_date": "birth_date"}
_LONGEST = 500


@require_POST
@at_site
def dose_enter(request: HttpRequest, here: AtSite) -> HttpResponse:
    """Show the form for the person found, or typed anew; or save what it holds."""
    token = request.POST.get("found", "")
    profile = profile_of(here, token) if token else None
    if "save" not in request.POST:
        return _form(request, here, profile)
    try:
        return _saved(request, here, profile)
    except NotSeen as found:
        messages.warning(request, said(request, found.sentence))
        return _form(request, here, profile, ahead=found.ahead)
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return _form(request, here, profile)


def _saved(request: HttpRequest, here: AtSite, profile: Profile | None) -> HttpResponse:
    dose = NewDose(request.POST.get("key", ""), dose_typed(request.POST))
    seen = frozenset(request.POST.getlist("seen")) if request.POST.get("looked") else frozenset()
    if profile is not None:
        saved = enter_dose(here.sitting, here.desk, here.site, Entry(dose, profile, seen))
        return _told(request, saved)
    typed = _person_typed(request.POST)
    check = check_number(here.sitting, here.desk, here.site, typed)
    if check.mended and request.POST.get("number_seen") != check.mended:
        messages.warning(request, said(request, _LOOK_AT_NUMBER))
        return _form(request, here, None, check=check)
    who = newcomer(here.sitting, here.desk, typed, "take_mended" in request.POST)
    saved = enter_dose(here.sitting, here.desk, here.site, Entry(dose, who, seen))
    if check.damage is RepairKind.LEADING_ZERO_LOST and "take_mended" in request.POST:
        messages.success(request, said(request, _ZERO_BACK).format(number=check.mended))
    return _told(request, saved)


def _told(request: HttpRequest, dose: Dose) -> HttpResponse:
    verdict = word(request, Verdict, dose.profile.verdict)
    messages.success(request, said(request, _SAVED).format(verdict=verdict))
    return redirect("dose", page_id=dose.profile.page_id, dose_id=page_of_dose(dose.pk))


def dose_typed(form: Mapping[str, str]) -> dict[str, str]:
    """What a form says of a dose; kind and number come as one choice, such as `basic-1`."""
    typed = {name: form.get(name, "") for name in ("given_on", "product", "lot")}
    kind, _, number = form.get("dose", "").partition("-")
    return {**dict.fromkeys(DOSE_FIELDS, ""), **typed, "dose_kind": kind, "dose_number": number}


def _person_typed(form: Mapping[str, str]) -> dict[str, str]:
    """What a form says of a person, whichever page it is on."""
    typed = {name: form.get(name, "").replace("\0", "") for name in PERSON_FIELDS}
    for column, name in _FROM_SEARCH.items():
        typed[column] = typed[column] or form.get(name, "").replace("\0", "")
    return typed


def _form(
    request: HttpRequest,
    here: AtSite,
    profile: Profile | None,
    ahead: Ahead | None = None,
    check: NumberCheck | None = None,
) -> HttpResponse:
    day = today(here.sitting.at)
    dose = dose_typed(request.POST)
    told: dict[str, Any] = {
        "site": here.site,
        "profile": profile,
        "found": request.POST.get("found", ""),
        "key": request.POST.get("key") or new_key(),
        "person": _person_typed(request.POST),
        "dose": {**dose, "given_on": dose["given_on"] or day.strftime("%d/%m/%Y")},
        "dose_code": request.POST.get("dose", ""),
        "findings": findings_told(request, ahead, day) if ahead else [],
        "seen": sorted(ahead.names) if ahead else [],
        "number": number_told(request, check, "take_mended" in request.POST) if check else None,
        "number_seen": request.POST.get("number_seen", ""),
        "take_mended": "take_mended" in request.POST,
        "communes": communes_near(here.site) if profile is None else (),
        **choices(request, here),
    }
    return render(request, "dose_enter.html", told)


def choices(request: HttpRequest, here: AtSite) -> dict[str, Any]:
    """What a form of a dose lets one choose from."""
    return {
        "products": [one.name for one in here.desk.schedule.products],
        "doses": [
            (code, f"{word(request, DoseKind, kind)} {number}")
            for code, kind, number in doses_of_schedule()
        ],
        "sexes": [said(request, one.sentence) for one in Sex],
    }


@require_POST
@at_site
def dose_number(request: HttpRequest, here: AtSite) -> HttpResponse:
    """What is said of the number while it is typed: a part of the page."""
    typed = {name: value[:_LONGEST] for name, value in _person_typed(request.POST).items()}
    check = check_number(here.sitting, here.desk, here.site, typed)
    told = number_told(request, check, take=True)
    return render(request, "_dose_number.html", {"number": told})


def number_told(request: HttpRequest, check: NumberCheck, take: bool) -> dict[str, Any]:
    """The check in words."""
    return {
        "status": said(request, check.status.sentence) if check.status else "",
        "good": check.status is NumberStatus.PRESENT,
        "mended": check.mended,
        "damage": said(request, check.damage.sentence) if check.damage else "",
        "take": take,
        "known": said(request, check.known.sentence),
        "fields": [
            {"name": word(request, ComparedField, one), "agrees": agrees}
            for one, agrees in check.agreeing.items()
        ],
    }
