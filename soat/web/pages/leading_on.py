"""Leading on after an act that somebody waited for with the page open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect


def led_to(request: HttpRequest, address: str) -> HttpResponse:
    """A page that waited for the answer goes on by itself, as a whole; else the browser does."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    return redirect(address)
