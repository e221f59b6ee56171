"""The pages of approving in bulk: who may open them, what they show, and hostile forms."""

import pytest
from django.http import HttpResponse
from django.test import Client

from soat.casework.bulk.drawing import Wanted, draw
from soat.casework.judging import Sitting
from soat.casework.models import AuditEvent, BulkApproval, Case, Profile
from soat.casework.register_desk import RegisterDesk
from soat.model.closed_lists import Tier
from soat.model.review_lists import BulkState, CaseState, JudgementKind, Role
from soat.web.pages import sitting as sitting_page
from tests.casework.bulk_by_hand import KINDS, province
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.test_pages import somebody

PAGES: dict[str, str] = {
    "bulk": "GET",
    "bulk-draw": "POST",
    "bulk-one": "GET",
    "bulk-check": "POST",
    "bulk-approve": "POST",
    "bulk-decline": "POST",
    "bulk-undo": "POST",
}
APPROVERS = {Role.DISTRICT, Role.PROVINCE}


@pytest.fixture
def drawn(book: SmallCountry, desk: RegisterDesk, monkeypatch: pytest.MonkeyPatch) -> BulkApproval:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    place = province()
    return draw(Sitting(user_of(Role.PROVINCE, place), desk, NOW), Wanted(place, KINDS, seed=7))


def asked(client: Client, name: str, drawn: BulkApproval, **form: object) -> HttpResponse:
    tails = {"bulk": "", "bulk-draw": "draw/", "bulk-one": f"{drawn.pk}/"}
    tail = tails.get(name, f"{drawn.pk}/{name.removeprefix('bulk-')}/")
    sent: dict[str, object] = {"place": drawn.place, "kind": sorted(KINDS), **form}
    if PAGES[name] == "GET":
        return client.get(f"/bulk/{tail}")
    return client.post(f"/bulk/{tail}", sent)


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(drawn: BulkApproval, name: str) -> None:
    answer = asked(Client(), name, drawn)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role(drawn: BulkApproval, name: str, role: Role) -> None:
    answer = asked(somebody(role, drawn.place), name, drawn)
    if role not in APPROVERS:
        assert answer.status_code == 404
    else:
        assert answer.status_code == (200 if PAGES[name] == "GET" else 302)
    assert not Profile.objects.exclude(version=0).exists()


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("bulk", "bulk-draw")])
def test_another_districts_guess_finds_what_is_not_there(drawn: BulkApproval, name: str) -> None:
    elsewhere = Case.objects.exclude(place__startswith=drawn.place).filter(place__contains="/c")[0]
    client = somebody(Role.DISTRICT, elsewhere.place)
    assert asked(client, name, drawn).status_code == 404
    drawn.pk = 99_999_999
    assert asked(client, name, drawn).status_code == 404


@pytest.mark.parametrize("place", ["/", "/2021/", "x", "/2021/p99/'; --", "\x00"])
def test_a_place_that_is_not_ones_own_does_not_exist(drawn: BulkApproval, place: str) -> None:
    client = somebody(Role.DISTRICT, drawn.place)
    assert client.get("/bulk/", {"place": place}).status_code == 404
    answer = client.post("/bulk/draw/", {"place": place, "kind": sorted(KINDS)})
    assert answer.status_code == 404
    assert BulkApproval.objects.count() == 1


@pytest.mark.parametrize("kinds", [[], ["nothing"], ["leading_zero_lost", "' OR 1=1 --"]])
def test_kinds_that_no_page_offers_choose_nothing(drawn: BulkApproval, kinds: list[str]) -> None:
    client = somebody(Role.PROVINCE, drawn.place)
    told = client.post("/bulk/draw/", {"place": drawn.place, "kind": kinds}, follow=True)
    assert "Chưa chọn loại lỗi nào" in told.content.decode()
    assert BulkApproval.objects.count() == 1


def test_the_sample_is_shown_with_count_and_precision_and_its_reading_is_told(
    drawn: BulkApproval,
) -> None:
    before = AuditEvent.objects.count()
    text = asked(somebody(Role.PROVINCE, drawn.place), "bulk-one", drawn).content.decode()
    for profile in Profile.objects.filter(pk__in=drawn.sample):
        assert f"/cases/{profile.page_id}/" in text
    assert f"<strong>{drawn.chosen}</strong>" in text
    assert "13.277 / 13.277 đúng (ít nhất 99,97 %)" in text
    read = AuditEvent.objects.filter(number__gt=before, act="read")
    assert sorted(read.values_list("subject", flat=True)) == sorted(drawn.sample)


def test_the_offer_counts_kinds_and_says_how_right_they_were(drawn: BulkApproval) -> None:
    text = asked(somebody(Role.PROVINCE, drawn.place), "bulk", drawn).content.decode()
    assert 'value="leading_zero_lost"' in text
    assert "ít nhất" in text
    assert "trên dữ liệu mô phỏng" in text


def test_from_the_sample_to_the_undoing(drawn: BulkApproval) -> None:
    client = somebody(Role.DISTRICT, drawn.place)
    page = f"/bulk/{drawn.pk}/"
    assert "Duyệt và cập nhật" not in client.get(page).content.decode()
    fragment = client.post(page + "check/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Duyệt và cập nhật" in fragment
    told = client.post(page + "approve/", follow=True).content.decode()
    assert "Hãy xem mẫu" in told
    told = client.post(page + "approve/", {"looked": "yes"}, follow=True).content.decode()
    assert "tất cả đã khớp" in told
    refs = list(drawn.lines.filter(outcome="applied").values_list("profile_id", flat=True))
    verdicts = Profile.objects.filter(pk__in=refs).values_list("verdict", flat=True)
    assert set(verdicts) == {"verified"}
    told = client.post(page + "undo/", {"reason": "nhầm tỉnh"}, follow=True).content.decode()
    assert "về như cũ" in told
    assert "nhầm tỉnh" in told
    waiting = Case.objects.filter(pk__in=refs).values_list("state", flat=True)
    assert set(waiting) == {CaseState.WAITING}


def test_a_register_out_of_reach_is_told_and_not_asked_again_by_itself(
    drawn: BulkApproval, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: RegisterDesk(tmp_path / "gone"))  # type: ignore[operator]
    client = somebody(Role.PROVINCE, drawn.place)
    fragment = client.post(f"/bulk/{drawn.pk}/check/", headers={"HX-Request": "true"})
    assert "chưa đối chiếu tiếp được" in fragment.content.decode()
    assert ", load" not in fragment.content.decode()


def test_a_declined_act_says_why_and_is_not_approved_any_more(drawn: BulkApproval) -> None:
    client = somebody(Role.PROVINCE, drawn.place)
    page = f"/bulk/{drawn.pk}/"
    told = client.post(page + "decline/", {"reason": "dòng 3 sai"}, follow=True).content.decode()
    assert "dòng 3 sai" in told
    client.post(page + "check/")
    client.post(page + "approve/", {"looked": "yes"})
    assert BulkApproval.objects.get(pk=drawn.pk).state == BulkState.DECLINED
    assert not Profile.objects.exclude(version=0).exists()


def test_names_and_reasons_are_never_markup(drawn: BulkApproval) -> None:
    Profile.objects.filter(pk=drawn.sample[0]).update(full_name="<script>alert(1)</script>")
    client = somebody(Role.PROVINCE, drawn.place)
    page = f"/bulk/{drawn.pk}/"
    assert "<script>alert" not in client.get(page).content.decode()
    answer = client.post(page + "decline/", {"reason": "<script>alert(2)"}, follow=True)
    assert "<script>alert" not in answer.content.decode()


def test_forms_without_their_token_are_refused(drawn: BulkApproval) -> None:
    client = somebody(Role.PROVINCE, drawn.place, enforce_csrf_checks=True)
    for name in (name for name in PAGES if PAGES[name] == "POST"):
        assert asked(client, name, drawn, looked="yes").status_code == 403


def test_a_bulk_judgement_stands_on_the_cases_own_page(drawn: BulkApproval) -> None:
    client = somebody(Role.PROVINCE, drawn.place)
    client.post(f"/bulk/{drawn.pk}/check/")
    client.post(f"/bulk/{drawn.pk}/approve/", {"looked": "yes"})
    line = drawn.lines.filter(outcome="applied")[0]
    text = client.get(f"/cases/{line.profile.page_id}/").content.decode()
    assert JudgementKind.APPROVE_IN_BULK.sentence.vi in text
    assert Case.objects.get(pk=line.profile_id).tier == Tier.NONE
