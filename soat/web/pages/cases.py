"""The list of cases: by place, state, tier and reason, searched by name or number, page by page."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from soat.casework.figures.reading import place_of
from soat.casework.figures.work import MISMATCH, UNIDENTIFIED, UNSETTLED, how_many
from soat.casework.folding import folded
from soat.casework.models import Case, Place, Profile, User
from soat.casework.scopes import visible
from soat.model.closed_lists import ComparedField, NumberStatus, RepairKind, Tier
from soat.model.messages import Message
from soat.model.review_lists import CaseState, Permission
from soat.review.places import bounds_of, is_path
from soat.review.roles import may
from soat.store.reporting.numerals import count_text
from soat.web.figures.work_tables import REASON_WORDS
from soat.web.language import language_of, said, word
from soat.web.pages.door import signed_in

_A_PAGE = 25
_UNSETTLED = Message("mọi hồ sơ chưa xong", "all that are not settled")
_NUMBERS = (NumberStatus.MISSING, NumberStatus.MALFORMED)


# A search names a person: it is sent in the body, so that no log of addresses holds it.
@require_http_methods(["GET", "POST"])
@signed_in
def cases(request: HttpRequest, user: User) -> HttpResponse:
    """One page of the cases that answer the filters."""
    place, asked = place_asked(user, request.GET.get("place", "")), filters_asked(request)
    text = request.POST.get("text", "").replace("\0", "").strip()
    rows = _searched(user, text) if text else visible(user, Case)
    found = filtered(rows, place, {} if text else asked).select_related("profile")
    pages = _Pages(found.order_by("place", "pk"), _known(user, place, asked, text))
    page = pages.get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "asked": asked,
        "place": place,
        "text": text,
        "page": page,
        "count": count_text(pages.count, language_of(request)),
        "rows": [_row(request, case) for case in page.object_list],
        **_choices(request),
        "filters": urlencode({**filters_kept(asked), **({"place": place.path} if place else {})}),
    }
    return render(request, "cases.html", told)


def _known(user: User, place: Place | None, asked: dict[str, str], text: str) -> int | None:
    """How many cases answer, as it is carried on with every judgement; None where they have to be
    counted."""
    if not may(user.as_role, Permission.READ_RECORDS):
        return 0
    if text or asked["number"]:
        return None
    at = place.path if place else user.place
    return how_many(user, at, asked["state"], asked["tier"], asked["reason"])


class _Pages(Paginator):  # type: ignore[type-arg]  # generic only for the type checker
    """Pages of which the counts may say how many rows there are."""

    def __init__(self, rows: QuerySet[Case], known: int | None) -> None:
        super().__init__(rows, _A_PAGE)
        self.rows, self.known = rows, known

    @cached_property
    def count(self) -> int:
        return self.rows.count() if self.known is None else self.known


def place_asked(user: User, path: str) -> Place | None:
    """The place that is asked for; none is asked for, or it is the user's own. Raises Http404 for
    one that does not exist for the user."""
    if not path:
        return None
    found = place_of(user, path) if is_path(path) else None
    if found is None:
        raise Http404
    return None if found.path == user.place else found


def filters_asked(request: HttpRequest) -> dict[str, str]:
    """What the address asks for; without a word of states the open cases are meant."""
    asked = {name: request.GET.get(name, "") for name in ("tier", "reason", "number")}
    asked = {"state": request.GET.get("state", CaseState.OPEN.value), **asked}
    # No database takes this sign.
    return {name: value.replace("\0", "") for name, value in asked.items()}


def filters_kept(asked: dict[str, str]) -> dict[str, str]:
    """The filters as an address carries them on."""
    # An empty state is a choice of its own: every state.
    return {name: value for name, value in asked.items() if value or name == "state"}


def _searched(user: User, text: str) -> QuerySet[Case]:
    """The cases of whom the search finds: an index holds the names of a place by themselves, where
    every case of it would have to be followed to its profile."""
    people = visible(user, Profile).filter(_matching(text))
    return visible(user, Case).filter(pk__in=people.values("pk"))


def filtered(rows: QuerySet[Case], place: Place | None, asked: dict[str, str]) -> QuerySet[Case]:
    """The cases that answer the filters; without any, every case."""
    if place is not None:
        least, beyond = bounds_of(place.path)
        rows = rows.filter(place__gte=least, place__lt=beyond)
    if not asked:
        return rows
    if asked["state"] == UNSETTLED:
        # A list of states, for an index to begin with; "not settled" would read every case.
        rows = rows.filter(state__in=[one.value for one in CaseState if one != CaseState.SETTLED])
    elif asked["state"]:
        rows = rows.filter(state=asked["state"])
    if asked["tier"]:
        rows = rows.filter(tier=asked["tier"])
    if asked["number"]:
        rows = rows.filter(profile__number_status=asked["number"])
    return _of_reason(rows, asked["reason"])


def _of_reason(rows: QuerySet[Case], reason: str) -> QuerySet[Case]:
    if reason == UNIDENTIFIED:
        return rows.filter(reasons="")
    if reason == MISMATCH:
        return rows.exclude(reasons="")
    if not reason:
        return rows
    # No code of a reason is part of another's.
    known = [one.value for one in ComparedField]
    return rows.filter(reasons__contains=reason) if reason in known else rows.none()


def _choices(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    states = [(one.value, word(request, CaseState, one.value)) for one in CaseState]
    return {
        "states": [(UNSETTLED, said(request, _UNSETTLED)), *states],
        "tiers": [(one.value, word(request, Tier, one.value)) for one in Tier],
        "reasons": [(code, said(request, called)) for code, called in REASON_WORDS.items()],
        "numbers": [(one.value, word(request, NumberStatus, one.value)) for one in _NUMBERS],
    }


def _matching(text: str) -> Q:
    """By number where digits are typed, else by name, with or without diacritics."""
    digits = "".join(text.split())
    if digits.isdigit():
        return Q(citizen_id=digits) | Q(phone=digits)
    return Q(name_folded__startswith=folded(text))


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
