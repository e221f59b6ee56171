"""Who may sign in below: the list of accounts, and what a supervisor does with one of them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from soat.casework.judging import NotFound, Refused
from soat.casework.models import Invitation, User
from soat.casework.people.changing import disable, enable, is_below, reset
from soat.casework.people.links import Link
from soat.casework.people.second_factors import with_second_factor
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import Permission, Role
from soat.review.roles import may
from soat.web.language import said, word
from soat.web.pages.door import signed_in
from soat.web.pages.place_picker import named_places

_A_PAGE = 50
_DONE = {
    "disable": Message(
        "Đã khóa tài khoản; người này bị đăng xuất ngay.",
        "The account is disabled; its user is signed out at once.",
    ),
    "enable": Message("Đã mở khóa tài khoản.", "The account is enabled."),
}


# A user name may be a person's: it is searched for in the body, not in the address.
@require_http_methods(["GET", "POST"])
@signed_in
def people(request: HttpRequest, user: User) -> HttpResponse:
    """The accounts within the place, a page at a time."""
    text = request.POST.get("text", "").replace("\0", "").strip()
    role = request.GET.get("role", "")
    found = _inviting(user).filter(username__icontains=text) if text else _inviting(user)
    found = found.filter(role=role) if role else found
    page = Paginator(found.order_by("place", "username"), _A_PAGE).get_page(request.GET.get("page"))
    told = {
        "rows": _rows(request, user, list(page.object_list)),
        "page": page,
        "text": text,
        "role": role,
        "filters": urlencode({"role": role}),
        "roles": [(one.value, word(request, Role, one.value)) for one in Role],
    }
    return render(request, "people.html", told)


def _inviting(user: User) -> QuerySet[User]:
    """The accounts that there are for the user; for who may not invite, not even the page."""
    if not may(user.as_role, Permission.INVITE):
        raise Http404
    return visible(user, User)


def _rows(request: HttpRequest, user: User, shown: list[User]) -> list[dict[str, Any]]:
    keys = [one.pk for one in shown]
    places = named_places(one.place for one in shown)
    second_factor = with_second_factor(keys)
    links = visible(user, Invitation).filter(user_id__in=keys, closed_at=None)
    until = dict(links.filter(until__gt=datetime.now(UTC)).values_list("user_id", "until"))
    return [
        {
            "account": one,
            "role": word(request, Role, one.role),
            "place": places[one.place],
            "second_factor": one.pk in second_factor,
            "link_until": until.get(one.pk),
            "below": is_below(user, one),
        }
        for one in shown
    ]


@require_GET
@signed_in
def person(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """One account, and what may be done with it."""
    return render(request, "people_person.html", _one(request, user, number))


def _one(request: HttpRequest, user: User, number: int) -> dict[str, Any]:
    found = _inviting(user).select_related("invited_by").filter(pk=number).first()
    if found is None:
        raise Http404
    row = _rows(request, user, [found])[0]
    return {"row": row, "person": found}


@require_POST
@signed_in
def switch(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """Disable the account, or enable it again."""
    acts: dict[str, Callable[[User, int, datetime], User]] = {"disable": disable, "enable": enable}
    wanted = request.POST.get("act", "")
    if wanted not in acts:
        raise Http404
    _acted(request, lambda: acts[wanted](user, number, datetime.now(UTC)), _DONE[wanted])
    return redirect("people-person", number=number)


@require_POST
@signed_in
def new_link(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """A new link for the account, shown once; the old password is gone."""
    lost = request.POST.get("telephone") == "lost"
    made = _acted(request, lambda: reset(user, number, lost, datetime.now(UTC)), None)
    if made is None:
        return redirect("people-person", number=number)
    return show_link(request, made)


def show_link(request: HttpRequest, made: Link) -> HttpResponse:
    """The link itself: on this page only, and on no other ever again."""
    address = request.build_absolute_uri(f"/invitation/{made.secret}/")
    return render(request, "people_link.html", {"made": made, "address": address})


def _acted(request: HttpRequest, act: Callable[[], Any], done: Message | None) -> Any:
    """Do it and tell, or tell why not and give None."""
    try:
        result = act()
    except NotFound as refused:
        raise Http404 from refused
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return None
    if done is not None:
        messages.success(request, said(request, done))
    return result
