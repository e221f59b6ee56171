"""Inviting somebody below, and what the invited see: a link, then the own password."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from soat.casework.judging import NotFound, Refused
from soat.casework.models import User
from soat.casework.people.inviting import Wanted, invite
from soat.casework.people.links import accept, digest_of, invited_by_link
from soat.model.messages import Message
from soat.model.review_lists import Permission, PlaceLevel, Role
from soat.review.roles import INVITES, LEVELS, may
from soat.web.language import said, word
from soat.web.pages.door import signed_in
from soat.web.pages.people import show_link
from soat.web.pages.place_picker import named_places, place_chosen, places_found
from soat.web.pages.weak_passwords import why_weak

_KEPT = "invitation"
_SET = Message(
    "Đã đặt mật khẩu. Hãy đăng nhập bằng tên {name}.",
    "The password is set. Sign in by the name {name}.",
)


@require_http_methods(["GET", "POST"])
@signed_in
def people_invite(request: HttpRequest, user: User) -> HttpResponse:
    """The form; sent with `find` it looks for places, else it invites."""
    _only_inviting(user)
    form = request.POST
    wanted = Wanted(form.get("name", "").strip(), form.get("role", ""), form.get("place", ""))
    if request.method == "POST" and "find" not in form:
        try:
            return show_link(request, invite(user, wanted, datetime.now(UTC)))
        except NotFound as refused:
            raise Http404 from refused
        except Refused as refused:
            messages.error(request, said(request, refused.sentence))
    told = {
        "wanted": wanted,
        "text": form.get("text", ""),
        "roles": [(one.value, said(request, one.sentence)) for one in _invited_by(user)],
        "places": _places(request, user),
        "chosen": place_chosen(user, wanted.place),
    }
    return render(request, "people_invite.html", told)


@require_POST
@signed_in
def people_places(request: HttpRequest, user: User) -> HttpResponse:
    """The places that answer, as a part of the form."""
    _only_inviting(user)
    told = {"places": _places(request, user), "text": request.POST.get("text", "")}
    return render(request, "_places.html", told)


def _only_inviting(user: User) -> None:
    if not may(user.as_role, Permission.INVITE):
        raise Http404


def _invited_by(user: User) -> list[Role]:
    return [one for one in Role if one in INVITES.get(user.as_role, frozenset())]


def _places(request: HttpRequest, user: User) -> list[tuple[str, str, str]]:
    """Places at which the role that is chosen can be held, or any that may be invited."""
    wanted = request.POST.get("role", "")
    roles = [one for one in _invited_by(user) if one.value == wanted] or _invited_by(user)
    levels: frozenset[PlaceLevel] = frozenset().union(*(LEVELS[one] for one in roles))
    return places_found(request, user, request.POST.get("text", ""), levels)


@require_GET
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a link leads. Nothing happens yet, for messengers open links by themselves; and the
    secret leaves the address before any page is shown."""
    digest = digest_of(secret)
    try:
        invited_by_link(digest, datetime.now(UTC))
    except Refused as refused:
        return _gone(request, refused)
    request.session[_KEPT] = digest
    return redirect("invitation-password")


def _gone(request: HttpRequest, refused: Refused) -> HttpResponse:
    told = {"sentence": said(request, refused.sentence)}
    return render(request, "invitation_gone.html", told, status=404)


@require_http_methods(["GET", "POST"])
@never_cache
def invitation_password(request: HttpRequest) -> HttpResponse:
    """The invited set their own password."""
    digest, now = str(request.session.get(_KEPT, "")), datetime.now(UTC)
    try:
        invited = invited_by_link(digest, now)
        form = SetPasswordForm(invited, request.POST or None)
        if request.method == "POST" and form.is_valid():
            accept(digest, form.cleaned_data["new_password1"], now)
            return _accepted(request, invited)
    except Refused as refused:
        return _gone(request, refused)
    seen = {
        "invited": invited,
        "role": word(request, Role, invited.role),
        "place": named_places([invited.place])[invited.place],
        "why": why_weak(request, form),
    }
    return render(request, "invitation.html", seen)


def _accepted(request: HttpRequest, invited: User) -> HttpResponse:
    request.session.flush()
    messages.success(request, said(request, _SET).format(name=invited.get_username()))
    return redirect("sign-in")
