"""Whether somebody proved a moment ago who they are: what guards the second factor asks again."""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from soat.casework.models import User


def signed_in_recently(request: HttpRequest | None) -> bool:
    """By password or code, in this session. An unattended computer is not enough."""
    if request is None or not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    last = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - last < float(app_settings.REAUTHENTICATION_TIMEOUT)
