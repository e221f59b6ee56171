"""National roles see nothing until they have a second factor: only the page that sets it up."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from soat.casework.models import User
from soat.casework.people.second_factors import has_second_factor
from soat.review.roles import SECOND_FACTOR_NEEDED

SET_UP = "mfa_activate_totp"
_OPEN = frozenset({SET_UP, "account_reauthenticate", "sign-in", "sign-out", "language"})


class SecondFactorGate:
    """Django's middleware: every page passes here, whoever wrote it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, named: Any
    ) -> HttpResponse | None:
        """Send those who lack it to the set-up; None lets the page answer."""
        user, page = request.user, request.resolver_match
        if not isinstance(user, User) or (page is not None and page.url_name in _OPEN):
            return None
        if user.as_role not in SECOND_FACTOR_NEEDED or has_second_factor(user):
            return None
        return redirect(SET_UP)
