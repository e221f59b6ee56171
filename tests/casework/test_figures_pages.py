"""Pages of figures: each number under its definition, nothing outside the place, no person read."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from soat.casework.figures.work import today
from soat.casework.judging import Asked, Sitting, judge
from soat.casework.models import Place, Profile
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import CaseState, JudgementKind, Role
from soat.review.places import COUNTRY, above
from soat.web.figures.sections import VIEWS
from tests.casework.conftest import SmallCountry, user_of
from tests.casework.test_pages import somebody

PAGES: dict[str, str] = {
    "figures": "GET",
    "figures-place": "GET",
    "figures-definitions": "GET",
    "figures-definition": "GET",
    "figures-file": "GET",
}
READERS = (Role.STATION, Role.POLICE, Role.DISTRICT, Role.PROVINCE, Role.AUDITOR)


def address(name: str, place: str) -> str:
    return {
        "figures": "/figures/",
        "figures-place": f"/figures/at{place}",
        "figures-definitions": "/figures/definitions/",
        "figures-definition": "/figures/definitions/doses_by_entry/",
        "figures-file": f"/figures/files/doses/csv/?at={quote(place)}",
    }[name]


def text_of(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def commune(book: SmallCountry) -> str:
    """A commune of which doses are reported and people live in."""
    sites = Place.objects.filter(level="site").order_by("path")
    return above(sites[0].path)[-2]


def site_of(commune: str) -> str:
    return Place.objects.filter(level="site", path__startswith=commune).order_by("path")[0].path


# ── who sees what ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(commune: str, name: str) -> None:
    answer = Client().get(address(name, commune))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role(commune: str, name: str, role: Role) -> None:
    place = site_of(commune) if role is Role.SITE else commune
    answer = somebody(role, place).get(address(name, place))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_posted_to_figures(commune: str, name: str) -> None:
    assert somebody(Role.STATION, commune).post(address(name, commune)).status_code == 405


def elsewhere(commune: str) -> list[str]:
    """A neighbour, the places above, another province, and no place at all."""
    other = Place.objects.filter(level="commune").exclude(path=commune)
    near = other.filter(path__startswith=above(commune)[-2])[0].path
    far = other.exclude(path__startswith=above(commune)[2])[0].path
    return [near, far, *above(commune)[2:-1], "/2021/p99/", "/2025/p01/", f"{commune}s1/"]


@pytest.mark.parametrize("role", [Role.STATION, Role.POLICE, Role.ADMINISTRATOR])
def test_another_places_figures_do_not_exist(commune: str, role: Role) -> None:
    client = somebody(role, commune)
    for place in elsewhere(commune):
        for name in ("figures-place", "figures-file"):
            assert client.get(address(name, place)).status_code == 404, (name, place)


@pytest.mark.parametrize(
    "place", ["/../etc/", "/2021/p01/../p02/", "/%00/", "/2021/p01'--/", "/2021/c00004/", "/x/"]
)
def test_what_is_no_place_is_not_found(book: SmallCountry, place: str) -> None:
    client = somebody(Role.AUDITOR, COUNTRY)
    assert client.get(f"/figures/at{place}").status_code == 404
    assert client.get("/figures/files/doses/csv/", {"at": place}).status_code == 404


@pytest.mark.parametrize(
    "tail", ["doses/pdf/", "nothing/csv/", "doses/xlsx/?table=nothing", "doses/csv/?at=%00"]
)
def test_a_file_that_there_is_not_is_not_found(book: SmallCountry, tail: str) -> None:
    assert somebody(Role.AUDITOR, COUNTRY).get(f"/figures/files/{tail}").status_code == 404


def test_a_definition_that_there_is_not_is_not_found(book: SmallCountry) -> None:
    client = somebody(Role.AUDITOR, COUNTRY)
    assert client.get("/figures/definitions/nothing/").status_code == 404


def test_the_way_up_ends_at_the_own_place(commune: str) -> None:
    names = dict(Place.objects.filter(path__in=above(commune)).values_list("path", "name"))
    _, _, province, district, _ = above(commune)
    told = text_of(somebody(Role.DISTRICT, district).get(f"/figures/at{commune}"))
    way = told[told.index('class="where"') : told.index("</nav>", told.index('class="where"'))]
    assert names[district] in way
    assert names[commune] in way
    assert names[province] not in told
    assert "Việt Nam" not in told


# ── figures and records ──────────────────────────────────────────────────────────────────────


def every_view(client: Client, place: str) -> dict[str, str]:
    return {
        view: text_of(client.get(f"/figures/at{place}" if place != COUNTRY else "/figures/",
                                 {"view": view}))
        for view in VIEWS
    }  # fmt: skip


def test_a_page_looks_at_no_person(commune: str) -> None:
    client = somebody(Role.PROVINCE, above(commune)[2])
    persons = re.compile(r"casework_(profile|case|dose|repair|candidate|personfinding)\b")
    for address in ("/", "/figures/", *(f"/figures/?view={view}" for view in VIEWS)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            text_of(client.get(address))
        read = [one["sql"] for one in asked.captured_queries if persons.search(one["sql"])]
        assert read == [], address
        assert len(asked.captured_queries) < 30, address


def test_every_number_leads_to_its_definition(commune: str) -> None:
    client = somebody(Role.PROVINCE, above(commune)[2])
    linked = {
        found
        for text in every_view(client, above(commune)[2]).values()
        for found in re.findall(r'href="(/figures/definitions/[a-z_0-9]+/)"', text)
    }
    assert len(linked) > 15
    for one in linked:
        told = text_of(client.get(one))
        assert "Tử số" in told
        assert "Mẫu số" in told


def rows_with_records(text: str) -> list[tuple[str, str]]:
    """The number of each row that leads to records, and where it leads."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", text, re.DOTALL)
    found = []
    for row in rows:
        link = re.search(r'href="(/cases/\?[^"]*)"', row)
        number = re.search(r'class="n"[^>]*>([^<]*)<', row)
        if link and number:
            found.append((number[1], unescape(link[1])))
    return found


@pytest.mark.parametrize("height", [2, 4])
def test_the_records_behind_a_number_are_as_many(commune: str, height: int) -> None:
    place = above(commune)[height]
    client = somebody(Role.PROVINCE, place)
    rows = rows_with_records(every_view(client, place)["work"])
    assert len(rows) >= 5
    for number, link in rows:
        listed = text_of(client.get(link))
        assert f"<p>{number} hồ sơ</p>" in listed, link
        assert int(number.replace(".", "")) > 0


def test_the_runs_figures_lead_to_the_cases_of_that_kind(commune: str) -> None:
    province = above(commune)[2]
    client = somebody(Role.PROVINCE, province)
    rows = rows_with_records(every_view(client, province)["people"])
    asked = {key for _, link in rows for key in parse_qs(urlsplit(link).query)}
    assert {"place", "state", "reason", "tier", "number"} <= asked
    for number, link in rows:
        # Nobody has judged anything yet, so that the run's figures are those of now.
        assert f"<p>{number} hồ sơ</p>" in text_of(client.get(link)), link


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.ADMINISTRATOR])
def test_who_reads_figures_is_led_to_no_record(book: SmallCountry, role: Role) -> None:
    client = somebody(role, COUNTRY)
    pages = {**every_view(client, COUNTRY), "home": text_of(client.get("/"))}
    for view, text in pages.items():
        assert "/cases/" not in text, view


def test_the_list_of_cases_is_of_the_place_that_is_asked_for(commune: str) -> None:
    client = somebody(Role.PROVINCE, above(commune)[2])
    listed = text_of(client.get("/cases/", {"place": commune, "state": "unsettled"}))
    wanted = Profile.objects.filter(place=commune, case__state=CaseState.OPEN)
    shown = set(re.findall(r'href="/cases/([0-9a-f]{24})/', listed))
    assert shown
    assert shown <= set(wanted.values_list("page_id", flat=True))
    assert f"<p>{wanted.count()} hồ sơ</p>" in listed
    other = Place.objects.filter(level="commune").exclude(path__startswith=above(commune)[2])[0]
    for place in (other.path, "/2021/", "x", "/2021/p01'--/"):
        assert client.get("/cases/", {"place": place}).status_code == 404


@pytest.mark.parametrize("column", ["state", "tier", "reason", "number"])
def test_a_filter_that_there_is_not_finds_nobody(commune: str, column: str) -> None:
    client = somebody(Role.STATION, commune)
    listed = text_of(client.get("/cases/", {"state": "", column: "' OR 1=1 --"}))
    assert "Không có hồ sơ nào như vậy" in listed


def test_what_is_settled_today_is_seen_at_once(commune: str, desk: RegisterDesk) -> None:
    client = somebody(Role.PROVINCE, above(commune)[2])
    before = text_of(client.get("/"))
    profile = Profile.objects.filter(place=commune, verdict="mismatch", reasons="name")[0]
    station = Sitting(user_of(Role.STATION, commune), desk, datetime.now(UTC))
    judge(station, profile.pk, Asked(JudgementKind.ACCEPT_PROPOSAL, 0))
    told = text_of(client.get("/"))
    card = "<span>Xong hôm nay</span><strong>{}</strong>"
    assert card.format(0) in before
    assert card.format(1) in told
    work = text_of(client.get("/figures/", {"view": "work"}))
    day = f"{today(datetime.now(UTC)):%d/%m/%Y}"
    assert re.search(rf"{day}</th>\s*<td[^>]*><a[^>]*>1</a>", work)
