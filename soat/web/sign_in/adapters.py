"""What allauth asks of this application: where it may go, what it may say, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from segno import make

from soat.casework.models import User
from soat.review.roles import SECOND_FACTOR_NEEDED
from soat.web.sign_in.address import address_of
from soat.web.sign_in.recently import signed_in_recently
from soat.web.sign_in.sealing import opened, sealed
from soat.web.sign_in.trail import tell


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation alone, and messages are our own pages' business."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, *told: Any, **named: Any) -> None:
        """None: our pages say what happened, in both languages."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: wrong passwords are counted by django-axes, by name and address. Counted by name
        alone, anybody could lock anybody out from anywhere."""

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **named: Any
    ) -> HttpResponse:
        """Signed in wholly, code and all: it stands in the trail."""
        tell(User.objects.get(pk=user.pk), "signed_in")
        return super().post_login(request, user, **named)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Not for who proved a moment ago who they are, by signing in."""
        return not signed_in_recently(self.request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets lie sealed in the database, and national roles cannot do without a second factor."""

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The picture for the telephone as part of the page: no style in it, nothing to fetch."""
        picture: str = make(url, error="m").svg_inline(scale=5, light="#fff", svgclass="qr")
        return picture

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        owner = User.objects.get(pk=authenticator.user_id)
        return owner.as_role not in SECOND_FACTOR_NEEDED
