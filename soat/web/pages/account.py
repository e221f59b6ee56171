"""One's own account: role and place, the second factor, another password."""

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from soat.casework.models import User
from soat.casework.people.second_factors import has_second_factor
from soat.casework.people.sessions import end_sessions
from soat.casework.scopes import places_above
from soat.model.messages import Message
from soat.model.review_lists import Role
from soat.review.roles import SECOND_FACTOR_NEEDED
from soat.web.language import said, word
from soat.web.pages.door import signed_in
from soat.web.pages.weak_passwords import why_weak
from soat.web.sign_in.recently import signed_in_recently
from soat.web.sign_in.trail import tell

_CHANGED = Message(
    "Đã đổi mật khẩu. Những nơi khác đang đăng nhập bằng tài khoản này đã bị đăng xuất.",
    "The password is changed. Wherever else this account was signed in, it is signed out.",
)


@require_GET
@signed_in
def account(request: HttpRequest, user: User) -> HttpResponse:
    """What somebody is here, and how they prove it."""
    told = {
        "role": word(request, Role, user.role),
        "places": places_above(user),
        "second_factor": has_second_factor(user),
        "needed": user.as_role in SECOND_FACTOR_NEEDED,
        "codes_left": _codes_left(user),
    }
    return render(request, "account.html", told)


def _codes_left(user: User) -> int:
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


@require_http_methods(["GET", "POST"])
@signed_in
def password(request: HttpRequest, user: User) -> HttpResponse:
    """Another password, by who proved a moment ago who they are."""
    if not signed_in_recently(request):
        raise ReauthenticationRequired
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            end_sessions(user)
            tell(user, "password_changed")
        update_session_auth_hash(request, user)
        messages.success(request, said(request, _CHANGED))
        return redirect("account")
    return render(request, "password.html", {"why": why_weak(request, form)})
