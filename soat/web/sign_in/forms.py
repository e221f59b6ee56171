"""The forms of signing in: allauth's, with wrong codes counted as wrong passwords are."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed

from soat.web.sign_in.sealing import Unreadable


class SignInForm(LoginForm):
    """Name and password."""

    def add_prefix(self, field_name: str) -> str:
        """On the page the field is called what django-axes, browsers and people call it."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class _Counted(BaseAuthenticateForm):
    """Wrong codes lock the name for the address, as wrong passwords do; allauth counts them for
    the name from everywhere besides."""

    def clean_code(self) -> str:
        request, who = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, who):
            request.axes_locked_out = True
            raise get_adapter().validation_error("incorrect_code")
        try:
            return super().clean_code()
        except Unreadable as fault:
            raise get_adapter().validation_error("incorrect_code") from fault

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        who = {"username": self.user.get_username()}
        user_login_failed.send(sender=__name__, credentials=who, request=context.request)


class CodeForm(_Counted, AuthenticateForm):
    """The code, after the password."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """The code, before something that only its owner may do."""
