"""Secrets of second factors are kept sealed: who reads the database cannot make codes."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_FOR = b"soat.web.sign_in.sealing"


class Unreadable(Exception):
    """Sealed under another secret key: the second factor must be set up again."""


def _key(secret_key: str) -> Fernet:
    digest = hmac.new(secret_key.encode(), _FOR, hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def sealed(text: str) -> str:
    """The text, readable with the application's secret key alone."""
    return _key(settings.SECRET_KEY).encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was sealed. Raises Unreadable."""
    try:
        return _key(settings.SECRET_KEY).decrypt(text.encode()).decode()
    except InvalidToken as fault:
        raise Unreadable from fault
