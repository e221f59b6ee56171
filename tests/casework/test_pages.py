"""The pages: nothing without signing in, nothing outside the own place, no hostile form taken."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from soat.casework.models import AuditEvent, Case, Judgement, Profile
from soat.model.review_lists import CaseState, JudgementKind, Role
from soat.review.places import COUNTRY
from soat.web.pages import sitting as sitting_page
from tests.casework.conftest import SmallCountry, user_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
# name -> how it is asked for. Every test_*_pages.py has the addresses of its feature as PAGES.
PAGES: dict[str, str] = {
    "home": "GET",
    "cases": "GET",
    "case": "GET",
    "judge": "POST",
    "undo": "POST",
}
OPEN_TO_ALL = {"sign-in", "sign-out", "language"}
FIELDS = {"kind": "edit_fields", "version": "0", "phone": "0912345678"}


def address(name: str, profile: Profile) -> str:
    tail = {"case": "", "judge": "judge/", "undo": "undo/"}
    whole = {"home": "/", "cases": "/cases/"}
    return whole.get(name) or f"/cases/{profile.page_id}/{tail[name]}"


def asked(client: Client, name: str, profile: Profile) -> HttpResponse:
    act: Callable[..., HttpResponse] = client.get if PAGES[name] == "GET" else client.post
    return act(address(name, profile), FIELDS if name == "judge" else {})


def somebody(role: Role, place: str, **options: object) -> Client:
    client = Client(**options)
    client.force_login(user_of(role, place), backend=BACKEND)
    return client


@pytest.fixture
def profile(book: SmallCountry) -> Profile:
    found = Profile.objects.filter(case__state=CaseState.OPEN, place__contains="/c")
    return found.filter(verdict="mismatch", repairs__field="name").order_by("person_ref")[0]


def test_every_address_is_tested_here() -> None:
    beside = Path(__file__).parent.glob("test_*_pages.py")
    tested = [import_module(f"tests.casework.{one.stem}").PAGES for one in beside]
    names = [pattern.name for pattern in get_resolver().url_patterns]
    assert sorted(names) == sorted(
        [*PAGES, *OPEN_TO_ALL, *(name for one in tested for name in one)]
    )


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(profile: Profile, name: str) -> None:
    answer = asked(Client(), name, profile)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


READERS = {Role.STATION, Role.POLICE, Role.DISTRICT, Role.PROVINCE, Role.AUDITOR}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role(profile: Profile, name: str, role: Role) -> None:
    answer = asked(somebody(role, profile.place), name, profile)
    if name in ("home", "cases"):
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
    elif role not in READERS:
        assert answer.status_code == 404
    elif name == "undo":
        assert answer.status_code == 404, "nothing has been judged yet"
    elif name == "judge":
        assert answer.status_code == (422 if role is Role.AUDITOR else 302)
    else:
        assert answer.status_code == 200
    changed = Profile.objects.get(pk=profile.pk).phone == FIELDS["phone"]
    may_edit = role in (Role.STATION, Role.DISTRICT, Role.PROVINCE, Role.POLICE)
    assert changed is (name == "judge" and may_edit)


@pytest.mark.parametrize("name", ["case", "judge", "undo"])
def test_a_guessed_address_of_another_commune_does_not_exist(profile: Profile, name: str) -> None:
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    client = somebody(Role.STATION, elsewhere.place)
    there, nowhere = asked(client, name, profile), client.get("/cases/000000000000000000000000/")
    assert there.status_code == nowhere.status_code == 404
    assert Profile.objects.get(pk=profile.pk).version == 0


def test_a_search_finds_with_and_without_marks_and_only_within_the_place(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    for text in (profile.full_name.upper(), profile.name_folded, profile.citizen_id):
        if text:
            assert profile.page_id in client.post("/cases/", {"text": text}).content.decode()
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    found = somebody(Role.STATION, elsewhere.place).post("/cases/", {"text": profile.name_folded})
    assert profile.page_id not in found.content.decode()


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "%", "_", '"; DROP TABLE casework_case; --', "\x00x"]
)
def test_a_hostile_search_finds_nobody(profile: Profile, text: str) -> None:
    answer = somebody(Role.STATION, profile.place).post("/cases/", {"text": text})
    assert answer.status_code == 200
    assert "/cases/" + profile.page_id not in answer.content.decode()


def test_a_name_is_never_markup(profile: Profile) -> None:
    Profile.objects.filter(pk=profile.pk).update(full_name="<script>alert(1)</script>")
    client = somebody(Role.STATION, profile.place)
    for page in (f"/cases/{profile.page_id}/", "/cases/?state=open&page=1"):
        assert "<script>" not in client.get(page).content.decode()


def test_no_page_has_a_script_a_style_or_an_address_with_somebodys_data(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    for page in ("/", "/cases/", f"/cases/{profile.page_id}/"):
        answer = client.get(page)
        text = answer.content.decode()
        assert re.findall(r"<script(?! src=./static/)", text) == []
        assert "style=" not in text
        assert "'unsafe" not in answer["Content-Security-Policy"]
        addresses = " ".join(re.findall(r'(?:href|action)="([^"]*)"', text))
        assert profile.person_ref not in addresses
        assert profile.citizen_id == "" or profile.citizen_id not in addresses


def test_a_form_without_its_token_is_refused(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place, enforce_csrf_checks=True)
    assert client.post(f"/cases/{profile.page_id}/judge/", FIELDS).status_code == 403
    assert Profile.objects.get(pk=profile.pk).phone == profile.phone


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "approve_in_bulk", "version": "0"},
        {"kind": "nothing", "version": "0"},
        {"kind": "edit_fields", "version": "x"},
        {"kind": "take_candidate", "version": "0", "candidate": "x", "reason": "x"},
    ],
)
def test_a_form_that_no_page_made_is_refused(profile: Profile, form: dict[str, str]) -> None:
    client = somebody(Role.STATION, profile.place)
    assert client.post(f"/cases/{profile.page_id}/judge/", form).status_code == 404


def test_columns_that_no_form_has_are_not_taken(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    client.post(f"/cases/{profile.page_id}/judge/", {**FIELDS, "verdict": "verified", "place": "/"})
    after = Profile.objects.get(pk=profile.pk)
    assert (after.phone, after.place) == (FIELDS["phone"], profile.place)
    assert after.verdict != "verified"


def test_an_accepted_proposal_is_told_and_can_be_undone_on_the_same_page(
    profile: Profile, desk: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    client = somebody(Role.STATION, profile.place)
    page = f"/cases/{profile.page_id}/"
    form = {"kind": JudgementKind.ACCEPT_PROPOSAL.value, "version": "0"}
    told = client.post(page + "judge/", form, follow=True).content.decode()
    assert "đối chiếu lại" in told
    judged = Judgement.objects.get(person_ref=profile.pk)
    form = {"judgement": str(judged.pk), "reason": "nhầm"}
    assert "nhầm" in client.post(page + "undo/", form, follow=True).content.decode()
    assert Profile.objects.get(pk=profile.pk).full_name == profile.full_name
    assert Case.objects.get(pk=profile.pk).state == CaseState.OPEN


def test_who_saves_second_is_told(profile: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    page = f"/cases/{profile.page_id}/judge/"
    client.post(page, FIELDS)
    told = client.post(page, {**FIELDS, "phone": "0987654321"}, follow=True).content.decode()
    assert "Người khác vừa sửa hồ sơ này" in told
    assert Profile.objects.get(pk=profile.pk).phone == FIELDS["phone"]


def test_reading_a_record_stands_in_the_trail(profile: Profile) -> None:
    somebody(Role.POLICE, profile.place).get(f"/cases/{profile.page_id}/")
    event = AuditEvent.objects.latest("number")
    reader = user_of(Role.POLICE, profile.place).username
    assert (event.act, event.subject, event.actor) == ("read", profile.pk, reader)


def test_the_language_is_switched_and_no_other_site_is_gone_to(book: SmallCountry) -> None:
    client = somebody(Role.STATION, COUNTRY)
    assert "Việc cần làm" in client.get("/").content.decode()
    answer = client.post("/language/", {"language": "en", "back": "/cases/"})
    assert answer["Location"] == "/cases/"
    assert "What is to be done" in client.get("/").content.decode()
    away = client.post("/language/", {"language": "vi", "back": "https://example.org/"})
    assert away["Location"] == "/"


def test_five_wrong_passwords_lock_the_name(book: SmallCountry) -> None:
    user = user_of(Role.STATION, COUNTRY)
    user.set_password("đúng mật khẩu 2022")
    user.save()
    client = Client()
    for _ in range(5):
        answer = client.post("/sign-in/", {"username": user.username, "password": "sai"})
    assert answer.status_code == 429
    right = {"username": user.username, "password": "đúng mật khẩu 2022"}
    assert client.post("/sign-in/", right).status_code == 429


def test_signing_in_takes_another_session(book: SmallCountry) -> None:
    user = user_of(Role.STATION, COUNTRY)
    user.set_password("đúng mật khẩu 2022")
    user.save()
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["kept"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    right = {"username": user.username, "password": "đúng mật khẩu 2022"}
    assert client.post("/sign-in/", right).status_code == 302
    assert client.cookies["sessionid"].value != before
