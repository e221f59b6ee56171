"""How pages say what a dose is, and what was found of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest

from soat.casework.models import Dose, Site
from soat.casework.sites.dose_desk import Found
from soat.casework.sites.looking_ahead import Ahead
from soat.model.dose_lists import DoseKind
from soat.model.messages import Message
from soat.model.rules import BY_NAME
from soat.web.language import said, word

_NOT_SAID = Message("không ghi mũi", "dose not said")
_OTHER_SITE = Message("cơ sở khác", "another site")


def dose_label(request: HttpRequest, dose: Dose) -> str:
    """Kind and number as they were typed."""
    kind = word(request, DoseKind, dose.dose_kind) if dose.dose_kind else ""
    told = " ".join(part for part in (kind, str(dose.dose_number or "")) if part)
    return told or said(request, _NOT_SAID)


def findings_told(request: HttpRequest, ahead: Ahead, day: date) -> list[dict[str, Any]]:
    """What was found of a dose: sentence, remedy, and beside which other dose."""
    others = {key for one in ahead.findings for key in (one.dose_ref, one.other)} - {ahead.key, ""}
    doses = Dose.objects.in_bulk(list(others))
    names = dict(Site.objects.values_list("code", "name")) if doses else {}
    return [
        {
            "name": one.name,
            "hold": one.severity == "hold",
            "sentence": said(request, BY_NAME[one.name].said_on(day)),
            "remedy": said(request, BY_NAME[one.name].remedy),
            "other": _other(request, _beside(one, ahead, doses), names),
        }
        for one in ahead.findings
        if one.name in BY_NAME
    ]


def _beside(found: Found, ahead: Ahead, doses: dict[str, Dose]) -> Dose | None:
    key = found.other if found.dose_ref == ahead.key else found.dose_ref
    return doses.get(key)


def _other(request: HttpRequest, dose: Dose | None, names: dict[str, str]) -> str:
    """The day, product and site of the other dose: what one has to know to decide, no more."""
    if dose is None:
        return ""
    day = f"{dose.given_on:%d/%m/%Y}" if dose.given_on else ""
    site = names.get(dose.site_code) or said(request, _OTHER_SITE)
    return ", ".join(part for part in (day, dose.product, site) if part)


def sentences(request: HttpRequest, names: Iterable[str], day: date) -> list[str]:
    """The sentences of findings that a dose was saved with."""
    return [said(request, BY_NAME[one].said_on(day)) for one in names if one in BY_NAME]
