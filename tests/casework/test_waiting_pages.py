"""The page of the waiting queue: its age for all who read figures, its records for readers."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from soat.casework.judging import Asked, Sitting, judge
from soat.casework.models import Case, Profile
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import CaseState, JudgementKind, Role
from soat.web.pages import sitting as sitting_page
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.test_pages import somebody

PAGES: dict[str, str] = {"waiting": "GET", "waiting-retry": "POST"}
READERS = {Role.STATION, Role.POLICE, Role.DISTRICT, Role.PROVINCE, Role.AUDITOR}
RETRIERS = READERS - {Role.AUDITOR}


@pytest.fixture
def waiting(
    book: SmallCountry, desk: RegisterDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Profile:
    """A record that was saved while the register was out of reach; it is back now."""
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    found = Profile.objects.filter(case__state="open", place__contains="/c", reasons="name")
    profile = found.order_by("pk")[0]
    sitting = Sitting(user_of(Role.STATION, profile.place), RegisterDesk(tmp_path / "away"), NOW)
    judge(sitting, profile.pk, Asked(JudgementKind.ACCEPT_PROPOSAL, 0))
    return Profile.objects.get(pk=profile.pk)


def asked(client: Client, name: str) -> HttpResponse:
    return client.get("/waiting/") if name == "waiting" else client.post("/waiting/retry/")


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(waiting: Profile, name: str) -> None:
    answer = asked(Client(), name)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", list(Role))
def test_the_age_for_all_and_the_records_for_readers(waiting: Profile, role: Role) -> None:
    answer = asked(somebody(role, waiting.place), "waiting")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "hồ sơ cũ nhất đã chờ" in text
    assert (f"/cases/{waiting.page_id}/" in text) is (role in READERS)
    assert ("Đối chiếu lại ngay" in text) is (role in RETRIERS)


@pytest.mark.parametrize("role", list(Role))
def test_those_who_may_retry_and_are_told_what_came_of_it(waiting: Profile, role: Role) -> None:
    answer = asked(somebody(role, waiting.place), "waiting-retry")
    assert answer.status_code == (302 if role in RETRIERS else 404)
    state = Case.objects.get(pk=waiting.pk).state
    assert state == (CaseState.SETTLED if role in RETRIERS else CaseState.WAITING)


def test_another_communes_queue_is_empty(waiting: Profile) -> None:
    elsewhere = Profile.objects.exclude(place=waiting.place).filter(place__contains="/c")[0]
    client = somebody(Role.STATION, elsewhere.place)
    text = client.get("/waiting/").content.decode()
    assert "Không có hồ sơ nào đang chờ" in text
    assert waiting.full_name not in text
    client.post("/waiting/retry/")
    assert Case.objects.get(pk=waiting.pk).state == CaseState.WAITING


def test_a_register_that_is_still_away_is_told(
    waiting: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: RegisterDesk(tmp_path / "away"))
    client = somebody(Role.STATION, waiting.place)
    told = client.post("/waiting/retry/", follow=True).content.decode()
    assert "Vẫn chưa mở được bản chụp sổ dân cư; 1 hồ sơ chờ tiếp" in told


def test_a_form_without_its_token_is_refused(waiting: Profile) -> None:
    client = somebody(Role.STATION, waiting.place, enforce_csrf_checks=True)
    assert client.post("/waiting/retry/").status_code == 403
