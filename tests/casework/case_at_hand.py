"""A case with two doses and somebody of the same household, for the tests of its pages."""

from html import unescape

import pytest
from django.http import HttpResponse

from soat.casework.models import Profile
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import CaseState
from soat.web.pages import sitting as sitting_page
from tests.casework.conftest import SmallCountry

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def at_the_desk(desk: RegisterDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)


@pytest.fixture(name="profile")
def case_with_doses(book: SmallCountry) -> Profile:
    """An open case with two doses, of a commune with several."""
    for row in Profile.objects.filter(case__state=CaseState.OPEN, place__contains="/c").order_by(
        "pk"
    ):
        beside_it = Profile.objects.filter(place=row.place).exclude(history_id=row.history_id)
        if row.doses.count() > 1 and beside_it.count() > 3:
            return row
    raise AssertionError("the country shows too little")


@pytest.fixture(name="other")
def of_the_household(profile: Profile) -> Profile:
    """Another human being of the household: the same phone."""
    found = Profile.objects.filter(place=profile.place).exclude(history_id=profile.history_id)
    chosen = found.order_by("pk")[0]
    Profile.objects.filter(pk__in=[chosen.pk, profile.pk]).update(phone="0912345678")
    return Profile.objects.get(pk=chosen.pk)


def page(profile: Profile, tail: str = "") -> str:
    return f"/cases/{profile.page_id}/{tail}"


def text_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())
