"""What every page of a site asks first: whose site it is. Who has none finds no such page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Concatenate, ParamSpec

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse

from soat.casework.judging import NotFound, Sitting
from soat.casework.models import Profile, Site, User
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.own_site import own_site
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

Rest = ParamSpec("Rest")
_TWO_HOURS = 2 * 60 * 60


@dataclass(frozen=True)
class AtSite:
    """Who is at which site, with the desks at which records and doses are looked at."""

    site: Site
    sitting: Sitting
    desk: DoseDesk

    @property
    def user(self) -> User:
        return self.sitting.user


Page = Callable[Concatenate[HttpRequest, AtSite, Rest], HttpResponse]


def at_site(page: Page[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Hand the page the user's own site."""

    @signed_in
    def opened(
        request: HttpRequest, user: User, /, *args: Rest.args, **named: Rest.kwargs
    ) -> HttpResponse:
        try:
            here = AtSite(own_site(user), sitting(user), dose_desk())
        except NotFound as refused:
            raise Http404 from refused
        return page(request, here, *args, **named)

    return opened


@cache
def dose_desk() -> DoseDesk:
    """One for a process: its questions are planned once a day."""
    return DoseDesk()


def token_of(here: AtSite, profile: Profile) -> str:
    """What a form brings back to show that this person was found, by this user, just now."""
    return signing.dumps(profile.page_id, salt=_salt(here))


def profile_of(here: AtSite, token: str) -> Profile:
    """The profile that was found. A token of somebody else's, or an old one, finds nobody."""
    try:
        page_id = signing.loads(token, salt=_salt(here), max_age=_TWO_HOURS)
    except signing.BadSignature as fault:
        raise Http404 from fault
    found = Profile.objects.filter(page_id=page_id, withdrawn_at=None).first()
    if found is None:
        raise Http404
    return found


def _salt(here: AtSite) -> str:
    return f"found by {here.user.pk}"
