"""What people meet on every page: where the head leads, days and numbers."""

import re

import pytest
from django.test import Client

from soat.casework.judging import one_line
from soat.casework.models import Profile, Repair, Site, SiteCell
from soat.model.closed_lists import ComparedField
from soat.model.dose_lists import CellStatus
from soat.model.review_lists import PlaceLevel, Role
from soat.review.places import COUNTRY, level_of
from soat.review.roles import LEVELS
from tests.casework.conftest import SmallCountry, user_of

_LINK = re.compile(r'<a href="([^"]*)"(?: aria-current="(\w+)")?>')
_ISO_DAY = re.compile(r">[^<]*\b(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b[^<]*<")


def page_of(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def head_of(page: str) -> list[tuple[str, str]]:
    """Where the head leads, and what it says of each: current, or not."""
    return _LINK.findall(page.split("<nav", 1)[1].split("</nav>", 1)[0])


def as_role(role: Role, place: str) -> Client:
    client = Client()
    client.force_login(user_of(role, place))
    return client


@pytest.fixture
def born(book: SmallCountry) -> Repair:
    """A repair of a birth date, of which the register knows the day."""
    wrong = Repair.objects.filter(field=ComparedField.BIRTH_DATE, register_value__contains="-")
    return wrong.filter(profile__in=Profile.objects.exclude(birth_date="")).order_by("pk")[0]


def place_at(level: PlaceLevel) -> str:
    site = Site.objects.order_by("place")[0].place
    paths = [COUNTRY, *(site[: at + 1] for at, sign in enumerate(site) if sign == "/")]
    return next(one for one in reversed(paths) if level_of(one) is level)


@pytest.mark.parametrize("role", list(Role))
def test_the_head_leads_only_to_pages_that_are_there_for_the_role(
    book: SmallCountry, role: Role
) -> None:
    client = as_role(role, place_at(next(iter(LEVELS[role]))))
    links = head_of(page_of(client, "/figures/"))
    assert ("/figures/", "page") in links
    for address, _ in links:
        assert (address, "page") in head_of(page_of(client, address)), address


def test_a_site_is_not_led_to_lists_and_queues_that_are_always_empty(book: SmallCountry) -> None:
    at_site = head_of(page_of(as_role(Role.SITE, place_at(PlaceLevel.SITE)), "/"))
    assert [one for one, _ in at_site] == [
        *("/site/", "/doses/person/", "/site/daily-report/", "/uploads/", "/figures/")
    ]
    station = [
        one for one, _ in head_of(page_of(as_role(Role.STATION, place_at(PlaceLevel.COMMUNE)), "/"))
    ]
    assert {"/lists/", "/waiting/"} <= set(station)


def test_the_head_says_where_one_is_and_the_case_leads_back_to_the_cases(born: Repair) -> None:
    client = as_role(Role.STATION, born.profile.place)
    page = page_of(client, f"/cases/{born.profile.page_id}/")
    assert [one for one in head_of(page) if one[1]] == [("/cases/", "true")]
    assert re.search(r'href="/cases/[^"]*">← Cần xử lý</a>', page)


def test_a_day_of_the_register_is_written_day_first_and_what_was_typed_is_sent_back_as_it_was(
    born: Repair,
) -> None:
    profile = born.profile
    Profile.objects.filter(pk=profile.pk).update(birth_date="1/1/1953")
    Repair.objects.filter(pk=born.pk).update(register_value="1953-01-17", recorded_value="1/1/1953")
    client = as_role(Role.STATION, profile.place)
    page = page_of(client, f"/cases/{profile.page_id}/")
    row = page.split('id="field-birth_date"')[0].rsplit("<tr", 1)[1]
    assert re.findall(r"<mark>([^<]*)</mark>", row) == ["1", "17"]
    assert re.sub(r"<[^>]*>", "", row.split("Dân cư ghi")[1]).startswith('">17/01/1953')
    assert re.search(r'id="field-birth_date" value="1/1/1953"', page)
    assert not _ISO_DAY.search(page)


def test_a_day_that_was_typed_year_first_stays_so_in_the_form(born: Repair) -> None:
    profile = born.profile
    Profile.objects.filter(pk=profile.pk).update(birth_date="1953-01-01")
    client = as_role(Role.STATION, profile.place)
    page = page_of(client, f"/cases/{profile.page_id}/")
    assert re.search(r'id="field-birth_date" value="1953-01-01"', page)
    profile.refresh_from_db()
    assert one_line(profile.birth_date) == "1953-01-01"


@pytest.mark.parametrize(("language", "written"), [("vi", "12.345"), ("en", "12,345")])
def test_numbers_of_a_site_are_grouped(book: SmallCountry, language: str, written: str) -> None:
    place = place_at(PlaceLevel.SITE)
    cells = SiteCell.objects.filter(place=place, status=CellStatus.COMPARED).order_by("-given_on")
    one = cells[0]
    SiteCell.objects.filter(place=place, given_on=one.given_on).exclude(pk=one.pk).delete()
    SiteCell.objects.filter(pk=one.pk).update(reported=12_345, recorded=0)
    client = as_role(Role.SITE, place)
    client.cookies["soat_language"] = language
    assert f"<td>{written}</td>" in page_of(client, "/site/")
