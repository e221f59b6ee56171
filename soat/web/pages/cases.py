"""The list of cases: by state and tier, searched by name or number, a page at a time."""

import unicodedata
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from soat.casework.models import Case, User
from soat.casework.scopes import visible
from soat.model.closed_lists import ComparedField, RepairKind, Tier
from soat.model.review_lists import CaseState
from soat.web.language import word
from soat.web.pages.door import signed_in

_A_PAGE = 25


# A search names a person: it is sent in the body, so that no log of addresses holds it.
@require_http_methods(["GET", "POST"])
@signed_in
def cases(request: HttpRequest, user: User) -> HttpResponse:
    """One page of the cases that answer the filters."""
    asked = {
        "state": request.GET.get("state", CaseState.OPEN.value),
        "tier": request.GET.get("tier", ""),
    }
    text = request.POST.get("text", "").replace("\0", "").strip()
    found = _filtered(visible(user, Case), asked, text)
    page = Paginator(found.order_by("place", "pk"), _A_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "asked": asked,
        "text": text,
        "page": page,
        "rows": [_row(request, case) for case in page.object_list],
        "states": [(one.value, word(request, CaseState, one.value)) for one in CaseState],
        "tiers": [(one.value, word(request, Tier, one.value)) for one in Tier],
        "filters": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "cases.html", told)


def _filtered(rows: QuerySet[Case], asked: dict[str, str], text: str) -> QuerySet[Case]:
    found = rows.select_related("profile")
    if text:
        return found.filter(_matching(text))
    for column, value in asked.items():
        if value:
            found = found.filter(**{column: value})
    return found


def _matching(text: str) -> Q:
    """By number where digits are typed, else by name, with or without diacritics."""
    digits = "".join(text.split())
    if digits.isdigit():
        return Q(profile__citizen_id=digits) | Q(profile__phone=digits)
    return Q(profile__name_folded__startswith=folded(text))


def folded(text: str) -> str:
    """a-z and single spaces."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(bare.split())


def _row(request: HttpRequest, case: Case) -> dict[str, Any]:
    reasons = [one for one in case.reasons.split(",") if one]
    kinds = [one for one in case.kinds.split(",") if one]
    return {
        "case": case,
        "profile": case.profile,
        "state": word(request, CaseState, case.state),
        "tier": word(request, Tier, case.tier),
        "reasons": ", ".join(word(request, ComparedField, one) for one in reasons),
        "kinds": ", ".join(word(request, RepairKind, one) for one in kinds),
    }
