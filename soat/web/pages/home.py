"""The first page: what is to be done here, how the day goes, what waits. Read off counts."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from soat.casework.figures.reading import place_of
from soat.casework.models import User
from soat.casework.scopes import places_above
from soat.casework.waiting import oldest_age
from soat.model.closed_lists import Tier
from soat.model.messages import ClosedList
from soat.model.review_lists import CaseState, Role
from soat.review.places import site_code_of
from soat.store.reporting.numerals import count_text
from soat.web.figures.sections import OVERVIEW
from soat.web.language import COOKIE, language_of, word
from soat.web.pages.door import signed_in
from soat.web.pages.figures_of_place import PlacePage, page_of
from soat.web.pages.waiting import age_text

_A_YEAR = 365 * 24 * 60 * 60


@require_GET
@signed_in
def home(request: HttpRequest, user: User) -> HttpResponse:
    """Cases by what they need and by state, the day's progress, the age of the queue. A site has a
    first screen of its own."""
    if user.as_role is Role.SITE and site_code_of(user.place):
        return redirect("site")
    told: dict[str, Any] = {
        "role": word(request, Role, user.role),
        "places": places_above(user),
        "role_code": user.role,
    }
    place = place_of(user, user.place)
    if place is not None:
        asked = {"by": "", "map": "", "epoch": ""}
        told |= _of_place(request, page_of(user, place, OVERVIEW, asked, language_of(request)))
    return render(request, "home.html", told)


def _of_place(request: HttpRequest, page: PlacePage) -> dict[str, Any]:
    states = page.cases.by_state()
    waits = states[CaseState.WAITING.value]
    return {
        "page": page,
        "run": page.run,
        "cards": page.cards(),
        "states": _counted(request, states, CaseState),
        "tiers": _counted(request, page.cases.open_by_tier(), Tier),
        "oldest": age_text(request, oldest_age(page.user, datetime.now(UTC))) if waits else "",
    }


def _counted(
    request: HttpRequest, counts: Counter[str], members: type[ClosedList]
) -> list[dict[str, str]]:
    return [
        {
            "code": one.value,
            "name": word(request, members, one.value),
            "count": count_text(counts[one.value], language_of(request)),
        }
        for one in members
        if counts[one.value]
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
