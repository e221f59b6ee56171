"""The pages of signing in and of the second factor: allauth's, with our templates and our trail."""

from typing import Any

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from soat.casework.models import User
from soat.casework.people.sessions import end_sessions
from soat.web.sign_in.trail import tell

_LETTERS = 4


def _owner(request: HttpRequest) -> User:
    """Who is signed in; allauth has sent away who is not."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class SignIn(LoginView):
    """Name and password."""

    template_name = "sign_in.html"


class Code(AuthenticateView):
    """The code, after the password."""

    template_name = "sign_in_code.html"


class PasswordAgain(ReauthenticateView):
    """The password, before something that only its owner may do."""

    template_name = "sign_in_again.html"


class CodeAgain(CodeAgainView):
    """The code, likewise."""

    template_name = "sign_in_again.html"


@method_decorator(never_cache, name="dispatch")
class SetUp(ActivateTOTPView):
    """Set the second factor up: a picture for the telephone, and the first code back."""

    template_name = "second_factor_set_up.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        """The secret in groups of letters too, for who cannot photograph the picture."""
        context: dict[str, Any] = super().get_context_data(**told)
        secret = context["form"].secret
        groups = [secret[at : at + _LETTERS] for at in range(0, len(secret), _LETTERS)]
        return {**context, "groups": " ".join(groups)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Every other session of the user ends: it was begun with a password alone."""
        user = _owner(self.request)
        with transaction.atomic():
            answer = super().form_valid(form)
            end_sessions(user)
            tell(user, "second_factor_set_up")
        update_session_auth_hash(self.request, user)
        return answer


class TakeOff(DeactivateTOTPView):
    """Do without a second factor, where the role allows it."""

    template_name = "second_factor_off.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            tell(_owner(self.request), "second_factor_taken_off")
        return answer


class Codes(ViewRecoveryCodesView):
    """The recovery codes, shown once."""

    template_name = "second_factor_codes.html"


class NewCodes(GenerateRecoveryCodesView):
    """New recovery codes; the old ones are worthless from then on."""

    template_name = "second_factor_new_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer = super().form_valid(form)
            tell(_owner(self.request), "recovery_codes_made")
        return answer
