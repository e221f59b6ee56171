"""The first page: how much is to be done here, and in the places below."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from soat.casework.models import Case, LoadedRun, User
from soat.casework.scopes import places_above, visible
from soat.model.closed_lists import Tier
from soat.model.review_lists import CaseState, Role
from soat.web.language import COOKIE, word
from soat.web.pages.door import signed_in

_A_YEAR = 365 * 24 * 60 * 60


@require_GET
@signed_in
def home(request: HttpRequest, user: User) -> HttpResponse:
    """Cases by state, and the open ones by what they need."""
    cases = visible(user, Case)
    told: dict[str, Any] = {
        "role": word(request, Role, user.role),
        "places": places_above(user),
        "run": LoadedRun.objects.order_by("-loaded_at").first(),
        "states": _counted(request, cases, "state", CaseState),
        "tiers": _counted(request, cases.filter(state=CaseState.OPEN), "tier", Tier),
    }
    return render(request, "home.html", told)


def _counted(request: HttpRequest, cases: Any, column: str, members: Any) -> list[dict[str, Any]]:
    counts = dict(cases.values_list(column).annotate(Count("pk")))
    return [
        {"code": one.value, "name": word(request, members, one.value), "count": counts[one.value]}
        for one in members
        if counts.get(one.value)
    ]


@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Switch the language, and go back to where somebody was."""
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    answer = redirect(back if safe else "/")
    language = "en" if request.POST.get("language") == "en" else "vi"
    answer.set_cookie(COOKIE, language, max_age=_A_YEAR, samesite="Lax", httponly=True)
    return answer
