"""Making lists: what they are made by, how many cases that is, then making them."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from soat.casework.judging import NotFound, Refused
from soat.casework.lists.choosing import Selection, counted
from soat.casework.lists.making import (
    LONGEST_TITLE,
    MOST_AT_ONCE,
    ListWanted,
    lists_of,
    make_lists,
)
from soat.casework.models import Place, User
from soat.casework.scopes import visible
from soat.model.closed_lists import ComparedField, RepairKind, Tier
from soat.model.messages import ClosedList, Message
from soat.model.review_lists import Permission, PlaceLevel
from soat.review.roles import may
from soat.web.language import said, word
from soat.web.pages.door import signed_in
from soat.web.pages.lists import day_of_form

_MOST_PLACES = 400
_MADE = Message(
    "Đã lập {lists} danh sách. Hãy xem lại rồi giao.",
    "{lists} lists were made. Look them through, then issue them.",
)
_CODES: dict[str, type[ClosedList]] = {"reason": ComparedField, "tier": Tier, "kind": RepairKind}
_FIRST_YEAR, _LAST_YEAR = 1890, 2100
_LONGEST_TEXT = 100


# What a household's address says is sent in the body, as a search is.
@require_http_methods(["GET", "POST"])
@signed_in
def list_make(request: HttpRequest, user: User) -> HttpResponse:
    """The form, with how many cases answer it; making the lists."""
    if not may(user.as_role, Permission.MAKE_LISTS):
        raise Http404
    form = request.POST
    wanted = ListWanted(_selection(user, form), form.get("title", "")[:LONGEST_TITLE], None)
    if request.method == "POST" and form.get("act") == "make":
        answer = _make(request, user, wanted)
        if answer is not None:
            return answer
    return render(request, "list_make.html", _told(request, user, wanted))


def _make(request: HttpRequest, user: User, wanted: ListWanted) -> HttpResponse | None:
    """Make them and lead there; None where it was refused, and the page says why."""
    wanted = ListWanted(wanted.selection, wanted.title, day_of_form(request, "due_on"))
    try:
        made = make_lists(user, datetime.now(UTC), wanted)
    except NotFound as fault:
        raise Http404 from fault
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return None
    messages.success(request, said(request, _MADE).format(lists=len(made)))
    return redirect("list", list_id=made[0].pk) if len(made) == 1 else redirect("lists")


def _selection(user: User, form: QueryDict) -> Selection:
    """What the form asks for; what it cannot ask for is nobody's form."""
    codes = {name: form.get(name, "") for name in _CODES}
    for name, code in codes.items():
        if code and code not in {one.value for one in _CODES[name]}:
            raise Http404
    place = form.get("place") or user.place
    if not visible(user, Place).filter(path=place).exists():
        raise Http404
    return Selection(
        place,
        codes["reason"],
        codes["tier"],
        codes["kind"],
        _year(form.get("born_from", "")),
        _year(form.get("born_to", "")),
        _text(form.get("site", "")),
        _text(form.get("hamlet", "")),
    )


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.isascii() and text.isdigit()):
        raise Http404
    year = int(text[:5])
    return min(max(year, _FIRST_YEAR), _LAST_YEAR)


def _text(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:_LONGEST_TEXT]


def _told(request: HttpRequest, user: User, wanted: ListWanted) -> dict[str, Any]:
    is_asked = request.method == "POST"
    counts = counted(user, wanted.selection) if is_asked else Counter[str]()
    offered = {
        name: [(one.value, said(request, one.sentence)) for one in members if _is_asked(one)]
        for name, members in _CODES.items()
    }
    return {
        "asked": wanted.selection,
        "title": wanted.title,
        "due_on": request.POST.get("due_on", ""),
        "today": localdate().isoformat(),
        "places": _places(request, user),
        "offered": offered,
        "is_asked": is_asked,
        "cases": counts.total(),
        "lists": lists_of(counts),
        "at_places": len(counts),
        "too_many": counts.total() > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
    }


def _is_asked(one: ClosedList) -> bool:
    return one is not Tier.NONE


def _places(request: HttpRequest, user: User) -> list[dict[str, str]]:
    """The own place and those below it that a list can be made of, as far as a choice can hold."""
    levels = (PlaceLevel.PROVINCE.value, PlaceLevel.DISTRICT.value, PlaceLevel.COMMUNE.value)
    rows = visible(user, Place).filter(level__in=levels).order_by("path")[:_MOST_PLACES]
    return [
        {"path": one.path, "name": one.name, "level": word(request, PlaceLevel, one.level)}
        for one in rows
    ]
