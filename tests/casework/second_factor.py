"""A telephone for tests: it knows the secret that was set up, and tells the code of any moment."""

import base64
import hashlib
import hmac
import struct
import time

from allauth.mfa.models import Authenticator

from soat.casework.models import User
from soat.web.sign_in.sealing import sealed

SECRET = base64.b32encode(b"a telephone of tests").decode()
PERIOD = 30


def give_second_factor(user: User) -> None:
    """As if the user had set it up already."""
    kept = {"user": user, "type": Authenticator.Type.TOTP}
    Authenticator.objects.get_or_create(**kept, defaults={"data": {"secret": sealed(SECRET)}})


def code_of(secret: str = SECRET, periods_on: int = 0) -> str:
    """The six digits that a telephone shows now (RFC 6238), or some periods on."""
    counter = struct.pack(">Q", int(time.time()) // PERIOD + periods_on)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
