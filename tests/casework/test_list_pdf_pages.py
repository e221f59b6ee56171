"""The printed list's page: for those who work with the list, within their place, never unseen."""

import re
from datetime import date

import pytest
from django.db.models import Count
from django.test import Client

from soat.casework.models import AuditEvent, Case, ListLine, Profile, WorkList
from soat.model.review_lists import CaseState, Permission, Role
from soat.review.roles import may
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.pdf_text import pages_of
from tests.casework.test_pages import somebody

PAGES = {"list-pdf": "GET"}


@pytest.fixture
def work_list(book: SmallCountry) -> WorkList:
    """Three cases of one commune, one of them with a name that looks like markup."""
    cases = Case.objects.filter(state=CaseState.OPEN, place__contains="/c")
    by_place = cases.values_list("place").annotate(many=Count("pk")).filter(many__gte=3)
    place = by_place.order_by("place")[0][0]
    found = Profile.objects.filter(case__state=CaseState.OPEN, place=place).order_by("pk")[:3]
    made = WorkList.objects.create(
        list_id="K7M3PQ2A",
        place=place,
        title="Ấp 3",
        size=len(found),
        due_on=date(2022, 6, 1),
        made_by="tests",
        made_at=NOW,
        changed_at=NOW,
    )
    for number, profile in enumerate(found, start=1):
        ListLine.objects.create(work_list=made, number=number, profile=profile)
    Profile.objects.filter(pk=found[0].pk).update(full_name="#panic() *An*")
    return made


def address(list_id: str) -> str:
    return f"/lists/{list_id}/pdf/"


def test_who_is_not_signed_in_is_sent_to_sign_in(work_list: WorkList) -> None:
    answer = Client().get(address(work_list.pk))
    assert (answer.status_code, AuditEvent.objects.filter(act="take_out_list").count()) == (302, 0)
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", list(Role))
def test_who_works_with_lists_has_the_list_on_paper(work_list: WorkList, role: Role) -> None:
    answer = somebody(role, work_list.place).get(address(work_list.pk))
    events = AuditEvent.objects.filter(act="take_out_list")
    if not may(role, Permission.MAKE_LISTS) and not may(role, Permission.SIGN_LISTS):
        assert (answer.status_code, events.count()) == (404, 0)
        return
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    said = " ".join(pages_of(answer.content))
    for line in work_list.lines.select_related("profile"):
        assert " ".join(line.profile.full_name.split()) in " ".join(said.split())
    told = events.values_list("actor", "place", "subject", "after")
    actor = user_of(role, work_list.place).get_username()
    assert list(told) == [(actor, work_list.place, work_list.pk, {"form": "pdf", "size": 3})]


def test_the_sheet_speaks_the_readers_language(work_list: WorkList) -> None:
    client = somebody(Role.STATION, work_list.place)
    client.cookies["soat_language"] = "en"
    assert "COMMUNE POLICE" in pages_of(client.get(address(work_list.pk)).content)[-1]


def test_a_list_of_another_commune_does_not_exist(work_list: WorkList) -> None:
    elsewhere = Profile.objects.exclude(place=work_list.place).filter(place__contains="/c")[0]
    client = somebody(Role.STATION, elsewhere.place)
    there, nowhere = client.get(address(work_list.pk)), client.get(address("K7M3PQ2B"))
    assert there.status_code == nowhere.status_code == 404
    told = [re.sub(rb"[A-Za-z0-9]{64}|K7M3PQ2.", b"", one.content) for one in (there, nowhere)]
    assert told[0] == told[1]
    assert not AuditEvent.objects.filter(act="take_out_list").exists()


@pytest.mark.parametrize("list_id", ["..%2F..%2Fsettings", "a" * 300, "%00", "1;drop"])
def test_a_guessed_id_finds_nothing(work_list: WorkList, list_id: str) -> None:
    assert somebody(Role.STATION, work_list.place).get(address(list_id)).status_code == 404


def test_nothing_is_sent_to_it(work_list: WorkList) -> None:
    assert somebody(Role.STATION, work_list.place).post(address(work_list.pk)).status_code == 405
