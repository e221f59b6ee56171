"""The pages of lists: by role, for another commune, for guessed ids, for forms of any kind."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from soat.casework.lists.taking_back import take_back
from soat.casework.models import (
    AuditEvent,
    Case,
    Judgement,
    ListLine,
    Profile,
    ReturnedFile,
    User,
    WorkList,
)
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import CaseState, ListAct, ListState, Role
from soat.web.pages import sitting as sitting_page
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.list_sheets import SIGNED, busy_commune, filled, in_field, line, list_at, moved
from tests.casework.test_pages import somebody

PAGES: dict[str, str] = {
    "lists": "GET",
    "list-make": "GET",
    "list": "GET",
    "list-move": "POST",
    "list-deadline": "POST",
    "list-sheet": "GET",
    "list-upload": "POST",
    "list-returned": "GET",
    "list-returned-file": "GET",
    "list-check": "POST",
    "list-apply": "POST",
    "register-corrections": "GET",
    "register-corrections-file": "GET",
}
NAMED = [name for name in PAGES if name not in ("lists", "list-make") and "register" not in name]
R = Role
# A site has the records of those whom it vaccinated, and no lists of anybody.
RECORDS = {R.STATION, R.POLICE, R.DISTRICT, R.PROVINCE, R.AUDITOR}
MAKERS = {R.STATION, R.DISTRICT, R.PROVINCE}
EVERYBODY = set(R)
# Who is answered with the page, or led on after the act; for everybody else it is not there, but
# for an act that the role may not do: then the list's page says why, and nothing has changed.
OPEN_TO: dict[str, set[Role]] = {
    "lists": EVERYBODY,
    "list": EVERYBODY,
    "list-make": MAKERS,
    "list-sheet": MAKERS | {R.POLICE},
    "list-returned": RECORDS,
    "list-returned-file": MAKERS | {R.POLICE, R.AUDITOR},
    "register-corrections": EVERYBODY,
    "register-corrections-file": MAKERS | {R.POLICE},
}
ACTS: dict[str, set[Role]] = {
    "list-move": MAKERS,
    "list-deadline": {R.DISTRICT, R.PROVINCE, R.MINISTRY},
    "list-upload": MAKERS,
    "list-apply": MAKERS,
}


@dataclass(frozen=True)
class OneList:
    """A list in the field with a sheet that came back: its first line has moved away."""

    station: User
    work_list: WorkList
    returned: ReturnedFile

    @property
    def place(self) -> str:
        return self.work_list.place


@pytest.fixture
def one(book: SmallCountry, desk: RegisterDesk, monkeypatch: pytest.MonkeyPatch) -> OneList:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    station = user_of(R.STATION, busy_commune())
    work_list = in_field(station, list_at(station))
    content = filled(station, work_list, {1: {"outcome": "moved", "note": "<b>vào Nam</b>"}})
    returned = take_back(station, NOW, work_list.pk, content, SIGNED)
    return OneList(station, WorkList.objects.get(pk=work_list.pk), returned)


def address(name: str, list_id: str, returned: int) -> str:
    tails = {
        "list": "",
        "list-move": "move/",
        "list-deadline": "deadline/",
        "list-sheet": "sheet.xlsx",
        "list-upload": "returned/",
        "list-returned": f"returned/{returned}/",
        "list-returned-file": f"returned/{returned}/file/",
        "list-check": f"returned/{returned}/check/",
        "list-apply": f"returned/{returned}/apply/",
    }
    whole = {
        "lists": "/lists/",
        "list-make": "/lists/make/",
        "register-corrections": "/register-corrections/",
        "register-corrections-file": "/register-corrections/csv/",
    }
    return whole.get(name) or f"/lists/{list_id}/{tails[name]}"


def form_of(name: str, one: OneList) -> dict[str, object]:
    version = str(one.work_list.version)
    if name == "list-upload":
        sheet = SimpleUploadedFile("../../etc/x.xlsx", sheet_again(one))
        return {"sheet": sheet, "signer": "Công an xã", "signed_on": "2022-05-03"}
    forms: dict[str, dict[str, object]] = {
        "list-move": {"act": "recall", "version": version},
        "list-deadline": {"due_on": "2099-01-01", "reason": "mưa", "version": version},
        "list-apply": {"version": version, "lines": "all"},
    }
    return forms.get(name, {})


def sheet_again(one: OneList) -> bytes:
    return filled(one.station, one.work_list, {2: {"outcome": "died"}})


def asked(client: Client, name: str, one: OneList, where: str = "") -> HttpResponse:
    act: Callable[..., HttpResponse] = client.get if PAGES[name] == "GET" else client.post
    found = where or address(name, one.work_list.pk, one.returned.pk)
    return act(found, form_of(name, one))


def state_of(one: OneList) -> tuple[object, ...]:
    """Everything that an act could have changed."""
    now = WorkList.objects.get(pk=one.work_list.pk)
    return (
        now.version,
        now.state,
        now.due_on,
        ReturnedFile.objects.count(),
        Judgement.objects.count(),
    )


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(one: OneList, name: str) -> None:
    answer = asked(Client(), name, one)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", OPEN_TO)
def test_every_page_for_every_role(one: OneList, name: str, role: Role) -> None:
    answer = asked(somebody(role, one.place), name, one)
    assert answer.status_code == (200 if role in OPEN_TO[name] else 404)
    if answer.status_code == 200:
        assert answer["Cache-Control"] == "no-store"
    shown = answer.content.decode(errors="replace")
    name_of_first = line(one.work_list, 1).profile.page_id
    assert (name_of_first in shown) == (name in ("list", "list-returned") and role in RECORDS)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ACTS)
def test_every_act_for_every_role(one: OneList, name: str, role: Role) -> None:
    before = state_of(one)
    answer = asked(somebody(role, one.place), name, one)
    assert (state_of(one) != before) == (role in ACTS[name])
    assert answer.status_code in ((302,) if role in ACTS[name] else (302, 404))


@pytest.mark.parametrize("role", [R.STATION, R.POLICE, R.DISTRICT])
@pytest.mark.parametrize("name", NAMED)
def test_a_list_of_another_commune_does_not_exist(one: OneList, name: str, role: Role) -> None:
    before = state_of(one)
    client = somebody(role, busy_commune(but=one.place))
    nowhere = address(name, "ABCDEFGH", one.returned.pk)
    there, none = asked(client, name, one), asked(client, name, one, nowhere)
    assert there.status_code == none.status_code == 404 or (
        name in ACTS and there.status_code == none.status_code == 302
    )
    assert state_of(one) == before
    shown = client.get("/lists/?state=").content.decode()
    assert one.work_list.pk not in shown


def test_a_returned_file_is_found_only_under_its_own_list(one: OneList) -> None:
    client = somebody(R.STATION, one.place)
    moved(one.station, one.work_list, ListAct.RECALL, ListAct.CLOSE)
    other = list_at(one.station)
    for name in ("list-returned", "list-returned-file"):
        assert client.get(address(name, other.pk, one.returned.pk)).status_code == 404
        assert client.get(address(name, one.work_list.pk, 999_999)).status_code == 404


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("list-move", {}),
        ("list-move", {"act": "apply", "version": "2"}),
        ("list-move", {"act": "nothing", "version": "2"}),
        ("list-move", {"act": "recall", "version": "x"}),
        ("list-deadline", {"due_on": "2099-01-01"}),
        ("list-apply", {"lines": "all"}),
        ("list-apply", {"version": "2", "lines": "ticked", "row": "x"}),
        ("list-make", {"reason": "1 OR 1=1", "act": "count"}),
        ("list-make", {"born_from": "x", "act": "count"}),
        ("list-make", {"place": "/", "act": "make"}),
        ("list-make", {"place": "/2021/p96/", "act": "make"}),
    ],
)
def test_a_form_that_no_page_made_is_refused(one: OneList, name: str, form: dict[str, str]) -> None:
    before, lists = state_of(one), WorkList.objects.count()
    client = somebody(R.STATION, one.place)
    where = address(name, one.work_list.pk, one.returned.pk)
    assert client.post(where, form).status_code == 404
    assert (state_of(one), WorkList.objects.count()) == (before, lists)


@pytest.mark.parametrize("name", ["list-make", "list-check", *ACTS])
def test_a_form_without_its_token_is_refused(one: OneList, name: str) -> None:
    before = state_of(one)
    client = somebody(R.STATION, one.place, enforce_csrf_checks=True)
    where = address(name, one.work_list.pk, one.returned.pk)
    assert client.post(where, form_of(name, one)).status_code == 403
    assert state_of(one) == before


def test_no_page_has_a_script_a_style_or_an_address_with_somebodys_data(one: OneList) -> None:
    client = somebody(R.STATION, one.place)
    first = line(one.work_list, 1).profile
    Profile.objects.filter(pk=first.pk).update(full_name="<script>alert(1)</script>")
    names = ("lists", "list-make", "list", "list-returned", "register-corrections")
    for name in names:
        answer = client.get(address(name, one.work_list.pk, one.returned.pk))
        text = answer.content.decode()
        assert re.findall(r"<script(?! src=./static/)", text) == []
        assert "style=" not in text
        assert "<b>" not in text
        addresses = " ".join(re.findall(r'(?:href|action)="([^"]*)"', text))
        assert first.person_ref not in addresses
        assert first.citizen_id == "" or first.citizen_id not in addresses


def test_a_list_is_counted_made_and_led_to(one: OneList) -> None:
    moved(one.station, one.work_list, ListAct.RECALL, ListAct.CLOSE)
    client = somebody(R.STATION, one.place)
    cases = Case.objects.filter(place=one.place, state=CaseState.OPEN, reasons__contains="name")
    counted = client.post("/lists/make/", {"reason": "name", "act": "count"}).content.decode()
    assert f"<strong>{cases.count()}</strong>" in counted
    form = {"reason": "name", "act": "make", "title": "Đợt 2", "due_on": "2099-01-01"}
    answer = client.post("/lists/make/", form)
    made = WorkList.objects.get(title="Đợt 2")
    assert answer["Location"] == f"/lists/{made.pk}/"
    assert made.size == cases.count()
    assert "01/01/2099" in client.get(f"/lists/{made.pk}/").content.decode()


def test_a_deadline_in_the_past_and_one_that_is_no_day_are_told(one: OneList) -> None:
    client = somebody(R.PROVINCE, one.place[:10])
    where = address("list-deadline", one.work_list.pk, 0)
    for due_on, said in (("2001-01-01", "hôm nay trở đi"), ("hôm qua", "Chưa chọn ngày")):
        form = {"due_on": due_on, "reason": "x", "version": str(one.work_list.version)}
        assert said in client.post(where, form, follow=True).content.decode()
    assert WorkList.objects.get(pk=one.work_list.pk).due_on is None


def test_an_overdue_list_is_marked_and_found(one: OneList) -> None:
    client = somebody(R.STATION, one.place)
    assert one.work_list.pk not in client.get("/lists/?state=overdue").content.decode()
    WorkList.objects.filter(pk=one.work_list.pk).update(due_on="2022-01-01")
    shown = client.get("/lists/?state=overdue").content.decode()
    assert one.work_list.pk in shown
    assert 'class="late"' in shown


def test_a_sheet_goes_out_comes_back_is_looked_through_and_applied(one: OneList) -> None:
    client = somebody(R.STATION, one.place)
    sheet = client.get(address("list-sheet", one.work_list.pk, 0))
    assert f"danh-sach-{one.work_list.pk}.xlsx" in sheet["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0].max_row > 8
    sent = asked(client, "list-upload", one)
    page = client.get(sent["Location"]).content.decode()
    assert "sẵn sàng cập nhật" in page
    told = client.post(
        sent["Location"] + "apply/",
        {"version": str(one.work_list.version), "lines": "all", "finish": "1"},
        follow=True,
    ).content.decode()
    assert "Đã cập nhật và đối chiếu lại 1 dòng" in told
    assert WorkList.objects.get(pk=one.work_list.pk).state == ListState.APPLIED
    assert line(one.work_list, 2).profile.case.state == CaseState.UNRESOLVED
    assert Judgement.objects.get(person_ref=line(one.work_list, 2).profile_id).actor == (
        one.station.username
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải tệp Excel"),
        (b"<html>", "không phải tệp Excel"),
        (bytes(21 << 20), "20 MB"),
    ],
)
def test_what_is_no_sheet_is_told_and_nothing_is_kept(
    one: OneList, content: bytes, said: str
) -> None:
    client, kept = somebody(R.STATION, one.place), ReturnedFile.objects.count()
    form = form_of("list-upload", one) | {"sheet": SimpleUploadedFile("x.xlsx", content)}
    answer = client.post(address("list-upload", one.work_list.pk, 0), form, follow=True)
    assert said in answer.content.decode()
    assert ReturnedFile.objects.count() == kept


def test_ticked_lines_alone_are_applied(one: OneList) -> None:
    client = somebody(R.STATION, one.place)
    where = address("list-apply", one.work_list.pk, one.returned.pk)
    form = {"version": str(one.work_list.version), "lines": "ticked"}
    client.post(where, form)
    assert not Judgement.objects.exists()
    client.post(where, form | {"row": "9"})
    assert Judgement.objects.count() == 1


def test_the_police_see_their_lines_judge_on_screen_and_hand_the_list_back(one: OneList) -> None:
    moved(one.station, one.work_list, ListAct.HAND_TO_POLICE)
    client = somebody(R.POLICE, one.place)
    page = client.get(address("list", one.work_list.pk, 0)).content.decode()
    first = line(one.work_list, 1).profile
    assert f"/cases/{first.page_id}/" in page
    assert "ký và trả về trạm" in page
    form = {"kind": "register_wrong", "version": str(first.version), "reason": "sổ ghi sai"}
    client.post(f"/cases/{first.page_id}/judge/", form)
    version = WorkList.objects.get(pk=one.work_list.pk).version
    where = address("list-move", one.work_list.pk, 0)
    client.post(where, {"act": "hand_back", "version": str(version)})
    now = WorkList.objects.get(pk=one.work_list.pk)
    assert (now.state, now.signed_by) == (
        ListState.RETURNED,
        user_of(R.POLICE, one.place).username,
    )
    shown = client.get("/register-corrections/").content.decode()
    assert "sổ ghi sai" in shown
    assert f"/cases/{first.page_id}/" in shown
    left = client.get(address("list", one.work_list.pk, 0) + "?show=left").content.decode()
    assert f"/cases/{first.page_id}/" not in left
    elsewhere = somebody(R.POLICE, busy_commune(but=one.place))
    assert "sổ ghi sai" not in elsewhere.get("/register-corrections/").content.decode()


def test_that_somebody_read_took_out_or_applied_a_list_stands_in_the_trail(one: OneList) -> None:
    client = somebody(R.STATION, one.place)
    for name in ("list", "list-sheet", "register-corrections-file"):
        asked(client, name, one)
    acts = list(AuditEvent.objects.order_by("-number")[:3].values_list("act", "actor"))
    actor = one.station.username
    assert acts == [
        ("take_out_register_corrections", actor),
        ("take_out_list", actor),
        ("read_list", actor),
    ]


def test_a_person_who_moved_away_is_no_longer_shown_by_a_link(one: OneList) -> None:
    first = ListLine.objects.get(work_list=one.work_list, number=1).profile_id
    Profile.objects.filter(pk=first).update(place=busy_commune(but=one.place))
    page_id = Profile.objects.get(pk=first).page_id
    page = somebody(R.STATION, one.place).get(address("list", one.work_list.pk, 0))
    assert f"/cases/{page_id}/" not in page.content.decode()
    assert "đã chuyển địa bàn" in page.content.decode()
