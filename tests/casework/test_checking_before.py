"""Lines of a long sheet are verified step by step; applied, they are as if verified in one go."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from soat.casework.judging import Asked, Refused, Sitting, judge
from soat.casework.lists import checking_before
from soat.casework.lists.applying import AskedToApply, apply_returned
from soat.casework.lists.checking_before import Checked, check_next
from soat.casework.lists.taking_back import take_back
from soat.casework.models import (
    AuditEvent,
    Candidate,
    Case,
    Judgement,
    KeptAnswer,
    Profile,
    Repair,
    ReturnedFile,
    User,
    WorkList,
)
from soat.casework.register_desk import RegisterDesk
from soat.look_up import Answer
from soat.model.review_lists import CaseState, JudgementKind, LineFate, ListAct, Role
from soat.web.pages import sitting as sitting_page
from soat.web.pages.list_applying import Pace
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.list_sheets import (
    SIGNED,
    busy_commune,
    filled,
    in_field,
    line,
    list_at,
    moved,
)
from tests.casework.test_pages import somebody

LINES = 6
AWAY = Path("/not/there")
MAKERS = {Role.STATION, Role.DISTRICT, Role.PROVINCE}


class CountingDesk(RegisterDesk):
    """A desk that says how many records it was asked about."""

    asked = 0

    def verify_many(self, records: Sequence[Mapping[str, str | None]]) -> list[Answer]:
        self.asked += len(records)
        return super().verify_many(records)


@pytest.fixture
def counting(country: SmallCountry) -> CountingDesk:
    return CountingDesk(country.snapshot)


@pytest.fixture
def station(book: SmallCountry, monkeypatch: pytest.MonkeyPatch) -> User:
    """Two lines a step."""
    monkeypatch.setattr(checking_before, "AT_A_TIME", 2)
    return user_of(Role.STATION, busy_commune())


@pytest.fixture
def returned(station: User) -> ReturnedFile:
    """Six lines with corrected names."""
    made = in_field(station, list_at(station))
    cells: dict[int, dict[str, object]] = {
        number: {"new_full_name": f"Lê Văn {'ABCDEF'[number - 1]}"}
        for number in range(1, LINES + 1)
    }
    return take_back(station, NOW, made.pk, filled(station, made, cells), SIGNED)


def step(station: User, desk: RegisterDesk, returned: ReturnedFile) -> Checked:
    return check_next(Sitting(station, desk, NOW), returned.work_list_id, returned.pk).checked


def apply(
    station: User, desk: RegisterDesk, returned: ReturnedFile, rows: set[int] | None = None
) -> Mapping[LineFate, int]:
    work_list = WorkList.objects.get(pk=returned.work_list_id)
    wanted = AskedToApply(work_list.pk, returned.pk, work_list.version, rows)
    return apply_returned(Sitting(station, desk, NOW), wanted).fates


def all_rows() -> tuple[list[object], ...]:
    """Whatever applying writes of records; a key that counts up aside."""
    models = (Profile, Case, Repair, Candidate)
    names = [[f.attname for f in one._meta.concrete_fields if f.name != "id"] for one in models]
    return tuple(
        sorted(map(str, one.objects.values_list(*columns)))
        for one, columns in zip(models, names, strict=True)
    )


def test_steps_go_on_until_every_line_is_verified_and_change_no_record(
    station: User, returned: ReturnedFile, desk: RegisterDesk
) -> None:
    before = (all_rows(), AuditEvent.objects.count(), Judgement.objects.count())
    told = [step(station, desk, returned) for _ in range(4)]
    assert told == [Checked(2, LINES), Checked(4, LINES), *[Checked(LINES, LINES)] * 2]
    assert [one.needs_steps for one in told] == [True, False, False, False]
    assert (all_rows(), AuditEvent.objects.count(), Judgement.objects.count()) == before


def test_applied_after_the_steps_all_is_as_without_them_and_the_register_is_not_asked_again(
    station: User, returned: ReturnedFile, desk: RegisterDesk, counting: CountingDesk
) -> None:
    with transaction.atomic():
        apply(station, desk, returned)
        without = all_rows()
        transaction.set_rollback(True)
    for _ in range(3):
        step(station, counting, returned)
    asked = counting.asked
    assert asked >= LINES
    assert apply(station, counting, returned) == {LineFate.APPLIED: LINES}
    assert counting.asked == asked
    assert all_rows() == without
    assert not KeptAnswer.objects.exists()


def test_what_is_no_longer_as_it_was_is_asked_again(
    station: User, returned: ReturnedFile, counting: CountingDesk, tmp_path: Path
) -> None:
    for _ in range(3):
        step(station, counting, returned)
    asked = counting.asked
    first, second = KeptAnswer.objects.order_by("pk")[:2]
    KeptAnswer.objects.filter(pk=first.pk).update(register=str(tmp_path / "older"))
    KeptAnswer.objects.filter(pk=second.pk).update(version=second.version + 1)
    assert step(station, counting, returned) == Checked(LINES, LINES)
    assert counting.asked >= asked + 2
    assert KeptAnswer.objects.count() == LINES
    before = counting.asked
    apply(station, counting, returned)
    assert counting.asked == before


def test_a_record_that_somebody_judged_meanwhile_is_left(
    station: User, returned: ReturnedFile, desk: RegisterDesk
) -> None:
    for _ in range(3):
        step(station, desk, returned)
    profile = line(returned.work_list, 1).profile
    asked = Asked(JudgementKind.EDIT_FIELDS, profile.version, {"full_name": "Lê Văn Mới"})
    judge(Sitting(station, desk, NOW), profile.pk, asked)
    fates = apply(station, desk, returned)
    assert fates == {LineFate.APPLIED: LINES - 1, LineFate.RECORD_CHANGED: 1}
    assert Profile.objects.get(pk=profile.pk).full_name == "Lê Văn Mới"


def test_lines_that_were_not_chosen_stay_verified(
    station: User, returned: ReturnedFile, desk: RegisterDesk
) -> None:
    for _ in range(3):
        step(station, desk, returned)
    apply(station, desk, returned, {9, 10})
    assert KeptAnswer.objects.count() == LINES - 2


def test_a_register_out_of_reach_is_told_and_nothing_is_kept(
    station: User, returned: ReturnedFile
) -> None:
    told = check_next(Sitting(station, RegisterDesk(AWAY), NOW), returned.work_list_id, returned.pk)
    assert (told.reached, told.verified, told.checked) == (False, 0, Checked(0, LINES))
    assert not KeptAnswer.objects.exists()
    apply(station, RegisterDesk(AWAY), returned)
    states = [line(returned.work_list, number).profile.case.state for number in (1, LINES)]
    assert states == [CaseState.WAITING] * 2


def test_a_closed_list_is_not_verified(
    station: User, returned: ReturnedFile, desk: RegisterDesk
) -> None:
    moved(station, WorkList.objects.get(pk=returned.work_list_id), ListAct.RECALL, ListAct.CLOSE)
    with pytest.raises(Refused):
        step(station, desk, returned)
    assert not KeptAnswer.objects.exists()


# ── the page ─────────────────────────────────────────────────────────────────────────────────


def where(returned: ReturnedFile) -> str:
    return f"/lists/{returned.work_list_id}/returned/{returned.pk}/"


@pytest.fixture
def client(station: User, desk: RegisterDesk, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    return somebody(Role.STATION, station.place)


def test_the_page_asks_step_after_step_and_says_how_long_it_takes(
    client: Client, returned: ReturnedFile
) -> None:
    page = client.get(where(returned)).content.decode()
    assert "Đã đối chiếu trước 0 / 6" in page
    assert "còn khoảng" not in page
    assert "Cập nhật tất cả" not in page
    assert ", load" not in page
    fragment = client.post(
        where(returned) + "check/",
        {"lines_so_far": "", "spent": "x"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "<html" not in fragment
    assert "Đã đối chiếu trước 2 / 6" in fragment
    assert re.search(r"còn khoảng \d+ giây", fragment)
    assert "click, load" in fragment
    assert 'name="lines_so_far" value="2"' in fragment
    client.post(where(returned) + "check/", headers={"HX-Request": "true"})
    page = client.get(where(returned)).content.decode()
    assert "Cập nhật tất cả dòng sẵn sàng" in page


def test_without_a_script_the_button_does_the_same(client: Client, returned: ReturnedFile) -> None:
    answer = client.post(where(returned) + "check/")
    assert answer["Location"] == where(returned)
    assert KeptAnswer.objects.count() == 2


@pytest.mark.parametrize("role", list(Role))
def test_who_may_apply_may_verify_before(
    client: Client, returned: ReturnedFile, role: Role
) -> None:
    answer = somebody(role, returned.work_list.place).post(where(returned) + "check/")
    assert answer.status_code in ((302,) if role in MAKERS else (302, 404))
    assert KeptAnswer.objects.exists() is (role in MAKERS)


def test_a_register_out_of_reach_stops_the_steps_and_lets_the_lines_be_applied(
    client: Client, returned: ReturnedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: RegisterDesk(AWAY))
    fragment = client.post(
        where(returned) + "check/", headers={"HX-Request": "true"}
    ).content.decode()
    assert "chưa đối chiếu tiếp được" in fragment
    assert ", load" not in fragment
    assert "Cập nhật tất cả dòng sẵn sàng" in fragment


def test_the_time_left_is_that_of_the_pace_so_far() -> None:
    assert Pace().seconds_for(100) is None
    assert Pace(200, 3000).seconds_for(1000) == 15
    assert Pace(200, 3).seconds_for(1) == 1


def test_a_page_that_waits_for_the_applying_is_led_on(
    client: Client, returned: ReturnedFile
) -> None:
    form = {"version": str(WorkList.objects.get(pk=returned.work_list_id).version), "lines": "all"}
    address = where(returned) + "apply/"
    answer = client.post(address, form, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == where(returned)
    assert "Đã cập nhật và đối chiếu lại 6 dòng" in client.get(where(returned)).content.decode()
