"""From which address a request comes: wrong passwords are counted by name and address."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind a proxy it is the last one of the list, which the proxy itself
    added: those before it are what the caller claims."""
    if settings.BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if told:
            return told
    return str(request.META.get("REMOTE_ADDR", ""))
