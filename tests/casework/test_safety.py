"""What every page must bear: headers, hosts, hostile addresses; and the settings of production."""

import os
import re
import secrets
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from soat.casework.models import Profile
from soat.model.review_lists import Role
from soat.review.places import COUNTRY
from soat.web.sign_in.address import address_of
from tests.architecture.repository import SOAT
from tests.casework.conftest import SmallCountry, user_of
from tests.command import ROOT, environment

BACKEND = "django.contrib.auth.backends.ModelBackend"
# What guesses could look like, by the kind of the address's part.
GUESSES = (
    {"int": "987654321", "slug": "a" * 24, "str": "a" * 24, "path": "2021/p01"},
    {"int": "9" * 30, "slug": "-_" * 200, "str": "%00", "path": "..%2f../%00"},
)
TEMPLATES = SOAT / "web" / "templates"
# Every field that a form has, filled with what PostgreSQL keeps in no text.
HOSTILE_FORM = {
    name: "\0"
    for file in TEMPLATES.rglob("*.html")
    for name in re.findall(r'name="([a-z_0-9]+)"', file.read_text(encoding="utf-8"))
}


def guessed_addresses() -> list[str]:
    """Every address there is, its parts guessed."""
    routes = [str(one.pattern) for one in get_resolver().url_patterns]
    found = {
        "/" + re.sub(r"<(\w+):\w+>", lambda part, of=guess: of[part[1]], route)
        for route in routes
        for guess in GUESSES
    }
    return sorted(found)


def somebody(role: Role, place: str = COUNTRY) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user_of(role, place), backend=BACKEND)
    return client


@pytest.mark.parametrize("address", guessed_addresses())
def test_no_guess_at_an_address_breaks_it_or_goes_without_its_headers(
    book: SmallCountry, address: str
) -> None:
    clients = [Client(raise_request_exception=False), *(somebody(role) for role in Role)]
    for client in clients:
        for answer in (client.get(address), client.post(address, HOSTILE_FORM)):
            assert answer.status_code in (200, 302, 400, 403, 404, 405, 429), address
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Referrer-Policy"] == "same-origin"
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
            policy = answer["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy


@pytest.mark.parametrize(
    "address",
    [
        "/static/../settings.py",
        "/static/..%2f..%2fsettings.py",
        "/static//etc/passwd",
        "/static/%2e%2e/%2e%2e/soat.sqlite3",
        "/../soat.sqlite3",
        "/cases/..%2f..%2fetc/",
        "/cases/%00/",
        "/lists/../../etc/passwd/pdf/",
        "/" + "a" * 5000,
    ],
)
def test_an_address_leads_to_no_file(book: SmallCountry, address: str) -> None:
    answer = somebody(Role.PROVINCE).get(address)
    assert answer.status_code in (302, 404)
    assert b"SQLite format" not in answer.getvalue()


def test_another_host_is_refused(book: SmallCountry) -> None:
    for host in ("example.org", "testserver.example.org", "testserver:80@example.org"):
        answer = Client(raise_request_exception=False).get("/sign-in/", headers={"host": host})
        assert answer.status_code == 400


def test_a_session_cookie_is_for_this_site_and_no_script(book: SmallCountry) -> None:
    user = user_of(Role.STATION, COUNTRY)
    user.set_password("đúng mật khẩu 2022")
    user.save()
    client = Client()
    client.post("/sign-in/", {"username": user.username, "password": "đúng mật khẩu 2022"})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE == 7200


def test_a_session_ends_after_two_hours_without_a_page(book: SmallCountry) -> None:
    client = somebody(Role.STATION)
    assert client.get("/").status_code == 200
    late = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    kept = Session.objects.get(pk=client.cookies["sessionid"].value)
    assert kept.expire_date <= late
    Session.objects.filter(pk=kept.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_a_session_that_an_attacker_chose_is_not_taken(book: SmallCountry) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    user = user_of(Role.STATION, COUNTRY)
    user.set_password("đúng mật khẩu 2022")
    user.save()
    client.post("/sign-in/", {"username": user.username, "password": "đúng mật khẩu 2022"})
    assert client.cookies["sessionid"].value != "a" * 32


def test_signing_out_ends_the_session_and_needs_a_form(book: SmallCountry) -> None:
    client = somebody(Role.STATION)
    key = client.cookies["sessionid"].value
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    client.cookies["sessionid"] = key
    assert client.get("/").status_code == 302


def test_a_wrong_name_is_told_as_a_wrong_password_is(book: SmallCountry) -> None:
    user = user_of(Role.STATION, COUNTRY)
    user.set_password("đúng mật khẩu 2022")
    user.save()
    disabled = user_of(Role.POLICE, COUNTRY)
    disabled.set_password("đúng mật khẩu 2022")
    disabled.is_active = False
    disabled.save()
    pages = [
        Client().post("/sign-in/", {"username": name, "password": password})
        for name, password in (
            (user.username, "sai"),
            ("nobody at all", "sai"),
            (disabled.username, "đúng mật khẩu 2022"),
        )
    ]
    told = [re.findall(r'role="alert">([^<]*)<', one.content.decode()) for one in pages]
    assert told[0] == told[1] == told[2] != []


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BEHIND_PROXY", True, raising=False)


def forwarded(told: str) -> str:
    request = RequestFactory().get("/", headers={"x-forwarded-for": told})
    return address_of(request)


def test_a_caller_does_not_choose_the_address_that_is_counted(proxy: None) -> None:
    assert forwarded("10.0.0.1, 192.0.2.7") == "192.0.2.7"
    assert forwarded("192.0.2.7") == "192.0.2.7"
    assert forwarded("") == "127.0.0.1"


def test_without_a_proxy_nothing_that_is_claimed_is_believed() -> None:
    assert forwarded("192.0.2.7") == "127.0.0.1"


def production(**other: str) -> dict[str, str]:
    """The environment of a real installation, and nothing of a demonstration's."""
    ours = {
        "SOAT_SECRET_KEY": secrets.token_urlsafe(64),
        "SOAT_HOSTS": "example.org",
        "SOAT_HOME": os.environ["SOAT_HOME"],
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "soat.web.settings",
    }
    variables = {**environment(), **ours, **other}
    del variables["SOAT_DEMO"]
    return variables


def run(variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, *words),
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_check_without_a_warning() -> None:
    for proxy in ("", "1"):
        words = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
        done = run(production(SOAT_PROXY=proxy), *words)
        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout


@pytest.mark.parametrize(
    "key", ["", "short", "a demonstration on one computer signs with a key that everybody knows"]
)
def test_production_refuses_a_key_that_is_missing_short_or_known(key: str) -> None:
    done = run(production(SOAT_SECRET_KEY=key), "-m", "soat.cli.main", "audit", "verify")
    assert done.returncode != 0
    assert "SOAT_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


TOLD_OF = """
import django, json; django.setup()
from django.test import Client
client = Client(headers={"host": "example.org"})
plain = client.get("/sign-in/")
forwarded = client.get("/sign-in/", headers={"x-forwarded-proto": "https"})
secure = client.get("/sign-in/", secure=True)
print(json.dumps([plain.status_code, forwarded.status_code, secure.status_code,
    secure["Strict-Transport-Security"], str(secure.cookies["csrftoken"])]))
"""


@pytest.mark.parametrize("behind", ["", "1"])
def test_production_speaks_https_alone_and_believes_a_proxy_only_where_told(behind: str) -> None:
    done = run(production(SOAT_PROXY=behind), "-c", TOLD_OF)
    assert done.returncode == 0, done.stderr
    forwarded = 200 if behind else 301
    assert done.stdout.startswith(f"[301, {forwarded}, 200,")
    assert "max-age=31536000; includeSubDomains; preload" in done.stdout
    assert "Secure" in done.stdout


def test_a_record_is_not_found_by_its_own_key_or_number(book: SmallCountry) -> None:
    profile = Profile.objects.filter(place__contains="/c").exclude(citizen_id="")[0]
    client = somebody(Role.STATION, profile.place)
    for guess in (profile.person_ref, profile.citizen_id, str(profile.pk)):
        assert client.get(f"/cases/{guess}/").status_code == 404
