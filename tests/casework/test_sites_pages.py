"""A site's pages: only for who enters doses, at their own site, and no hostile form is taken."""

import io
import re
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from soat.casework.models import (
    AuditEvent,
    DailyReport,
    Dose,
    DoseEntry,
    Profile,
    Site,
    Upload,
)
from soat.casework.register_desk import RegisterDesk
from soat.casework.sites.keys import new_key, page_of_dose
from soat.casework.workbook_guard import MOST_BYTES
from soat.model.closed_lists import Verdict
from soat.model.review_lists import Role
from soat.web.pages import site_door
from soat.web.pages import sitting as sitting_page
from tests.casework.at_site import (
    FIRST_DOSE,
    SOMEBODY_NEW,
    AtSite,
    at_site,
    dose_desk,
    open_site,
    typed_of,
    verified_profile,
)
from tests.casework.conftest import SmallCountry, user_of
from tests.casework.test_pages import somebody
from tests.casework.test_uploads import BUOI, CAM, csv_of

PAGES: dict[str, str] = {
    "site": "GET",
    "daily-report": "GET",
    "dose-list": "GET",
    "dose-search": "GET",
    "dose-enter": "POST",
    "dose-number": "POST",
    "dose": "GET",
    "dose-correct": "POST",
    "dose-withdraw": "POST",
    "upload": "GET",
    "upload-told": "GET",
    "upload-file": "GET",
}
FORM = {
    "save": "1",
    "given_on": "3/5/2022",
    "product": "Pfizer",
    "lot": "FF1234",
    "dose": "basic-1",
}


@pytest.fixture(autouse=True)
def desks(desk: RegisterDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desks of the tests, which stand already."""
    monkeypatch.setattr(sitting_page, "desk", lambda snapshot: desk)
    monkeypatch.setattr(site_door, "dose_desk", dose_desk)


@pytest.fixture
def at(book: SmallCountry, desk: RegisterDesk) -> AtSite:
    return at_site(open_site(), desk)


@pytest.fixture
def entered(at: AtSite) -> Dose:
    return at.enter(FIRST_DOSE, SOMEBODY_NEW)


@pytest.fixture
def sent(at: AtSite) -> Upload:
    client = somebody(Role.SITE, at.site.place)
    file = SimpleUploadedFile("../../danh sách.csv", csv_of(BUOI, ("", *CAM[1:])))
    assert client.post("/uploads/", {"file": file}).status_code == 302
    return Upload.objects.latest("pk")


def address(name: str, dose: Dose, upload: Upload) -> str:
    one = f"/doses/{dose.profile.page_id}/{page_of_dose(dose.pk)}/"
    return {
        "site": "/site/",
        "daily-report": "/site/daily-report/",
        "dose-list": "/doses/",
        "dose-search": "/doses/person/",
        "dose-enter": "/doses/enter/",
        "dose-number": "/doses/enter/number/",
        "dose": one,
        "dose-correct": one + "correct/",
        "dose-withdraw": one + "withdraw/",
        "upload": "/uploads/",
        "upload-told": f"/uploads/{upload.pk}/",
        "upload-file": f"/uploads/{upload.pk}/xlsx/",
    }[name]


def asked(client: Client, name: str, dose: Dose, upload: Upload) -> HttpResponse:
    where = address(name, dose, upload)
    return client.get(where) if PAGES[name] == "GET" else client.post(where, {"version": "0"})


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(entered: Dose, sent: Upload, name: str) -> None:
    answer = asked(Client(), name, entered, sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role(at: AtSite, entered: Dose, sent: Upload, name: str) -> None:
    for role in Role:
        answer = asked(somebody(role, at.site.place), name, entered, sent)
        if role is Role.SITE:
            assert answer.status_code in (200, 302), role
            assert answer["Cache-Control"] == "no-store"
        else:
            assert answer.status_code == 404, role


@pytest.mark.parametrize("name", PAGES)
def test_a_site_user_bound_to_no_site_has_no_page(
    at: AtSite, entered: Dose, sent: Upload, name: str
) -> None:
    for place in (entered.profile.place, at.site.place.replace("s0", "s9")):
        assert asked(somebody(Role.SITE, place), name, entered, sent).status_code == 404


@pytest.mark.parametrize(
    "name", ["dose", "dose-correct", "dose-withdraw", "upload-told", "upload-file"]
)
def test_another_sites_doses_and_files_do_not_exist(
    at: AtSite, entered: Dose, sent: Upload, name: str
) -> None:
    other = Site.objects.exclude(pk=at.site.pk)[0]
    assert asked(somebody(Role.SITE, other.place), name, entered, sent).status_code == 404
    assert Dose.objects.get(pk=entered.pk).version == 0
    own = somebody(Role.SITE, at.site.place)
    for guessed in ("/doses/x/y/", f"/doses/{entered.profile.page_id}/{'0' * 24}/", "/uploads/0/"):
        assert own.get(guessed).status_code == 404
    assert own.get(f"/uploads/{sent.pk}/exe/").status_code == 404


def test_the_first_page_of_a_site_is_its_own(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    assert client.get("/")["Location"] == "/site/"
    text = client.get("/site/").content.decode()
    assert at.site.name in text
    assert "Không bù trừ" in text or "không bù trừ" in text
    for name in ("cases", "audit", "people"):
        assert f'href="/{name}/"' not in text


def test_a_case_is_no_sites(entered: Dose, at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    assert client.get(f"/cases/{entered.profile.page_id}/").status_code == 404


# ── the journey: a lost zero ─────────────────────────────────────────────────────────────────


def found_token(text: str) -> str:
    told = re.search(r'name="found" value="([^"]+)"', text)
    assert told
    return told[1]


def test_a_number_with_a_lost_zero_is_seen_mended_and_saved_verified(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    there = verified_profile()
    typed = typed_of(there) | {"citizen_id": there.citizen_id.lstrip("0")}
    Profile.objects.filter(citizen_id__endswith=typed["citizen_id"]).delete()
    searched = client.post("/doses/person/", {"number": typed["citizen_id"]}).content.decode()
    assert "ập hồ sơ mới" in searched
    part = client.post("/doses/enter/number/", typed).content.decode()
    assert f"Số được sửa thành {there.citizen_id}" in part
    assert "<html" not in part
    form = {**FORM, **typed, "key": new_key()}
    again = client.post("/doses/enter/", form).content.decode()
    assert "Hãy xem số được sửa" in again
    assert not Dose.objects.filter(pk=form["key"]).exists()
    form |= {"number_seen": there.citizen_id, "take_mended": "1"}
    told = client.post("/doses/enter/", form, follow=True).content.decode()
    assert f"đã được sửa thành {there.citizen_id}" in told
    dose = Dose.objects.get(pk=form["key"])
    made = dose.profile
    assert (made.citizen_id, made.verdict) == (there.citizen_id, Verdict.VERIFIED)


def test_the_register_says_nothing_to_a_site_but_whether_it_agrees(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    there = verified_profile()
    wrong = typed_of(there) | {"full_name": "Trần Thị Bưởi", "birth_date": "1/1/1901"}
    part = client.post("/doses/enter/number/", wrong).content.decode()
    assert "khác với dân cư" in part
    for secret in (there.full_name, there.birth_date, there.citizen_id):
        assert secret not in part


def test_a_person_found_is_entered_for_and_only_by_who_found_them(at: AtSite) -> None:
    there = verified_profile()
    client = somebody(Role.SITE, at.site.place)
    page = client.post("/doses/person/", {"number": there.citizen_id}).content.decode()
    assert there.person_ref not in page
    token = found_token(page)
    form = {**FORM, "found": token, "key": new_key()}
    other = Site.objects.exclude(pk=at.site.pk)[0]
    stranger = somebody(Role.SITE, other.place)
    assert stranger.post("/doses/enter/", form).status_code == 404
    for forged in (there.page_id, token + "x", "x:y:z"):
        assert client.post("/doses/enter/", {**form, "found": forged}).status_code == 404
    shown = client.post("/doses/enter/", form).content.decode()
    if not Dose.objects.filter(pk=form["key"]).exists():
        seen = re.findall(r'name="seen" value="([^"]+)"', shown)
        assert seen
        client.post("/doses/enter/", {**form, "seen": seen})
        assert not Dose.objects.filter(pk=form["key"]).exists(), "nobody ticked that they looked"
        client.post("/doses/enter/", {**form, "seen": seen, "looked": "1"})
    assert Dose.objects.get(pk=form["key"]).profile == there


@pytest.mark.parametrize(
    "more",
    [
        {"given_on": "hôm qua"},
        {"key": "D1"},
        {"key": "here-../../x"},
        {"lot": "x" * 999},
        {"full_name": ""},
        {"full_name": "x" * 600},
    ],
)
def test_a_form_that_cannot_be_used_saves_nothing_and_keeps_what_was_typed(
    at: AtSite, more: dict[str, str]
) -> None:
    client = somebody(Role.SITE, at.site.place)
    form = {**FORM, **SOMEBODY_NEW, "number_seen": "001171000999", "key": new_key(), **more}
    before = (Dose.objects.count(), Profile.objects.count())
    answer = client.post("/doses/enter/", form)
    assert answer.status_code == 200
    assert 'class="told error"' in answer.content.decode()
    assert SOMEBODY_NEW["phone"] in answer.content.decode()
    assert (Dose.objects.count(), Profile.objects.count()) == before


def test_columns_that_no_form_has_are_not_taken(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    form = {**FORM, **SOMEBODY_NEW, "number_seen": "001171000999", "key": new_key()}
    hostile = {"site_code": "9999999", "verdict": "verified", "place": "/", "recorded_at": "2021"}
    client.post("/doses/enter/", {**form, **hostile})
    dose = Dose.objects.get(pk=form["key"])
    assert (dose.site_code, dose.profile.verdict) == (at.site.code, Verdict.UNIDENTIFIED)
    assert dose.profile.place.endswith("/c00460/")
    assert dose.profile.citizen_id == SOMEBODY_NEW["citizen_id"], "the mended number was not taken"


def test_a_form_without_its_token_is_refused(at: AtSite, entered: Dose) -> None:
    client = somebody(Role.SITE, at.site.place, enforce_csrf_checks=True)
    page = f"/doses/{entered.profile.page_id}/{page_of_dose(entered.pk)}/"
    for where in ("/doses/enter/", page + "withdraw/", "/uploads/", "/site/daily-report/"):
        assert client.post(where, {}).status_code == 403
    assert Dose.objects.get(pk=entered.pk).withdrawn_at is None


# ── one dose ─────────────────────────────────────────────────────────────────────────────────


def test_a_dose_is_read_corrected_and_withdrawn_on_its_page(at: AtSite, entered: Dose) -> None:
    client = somebody(Role.SITE, at.site.place)
    page = f"/doses/{entered.profile.page_id}/{page_of_dose(entered.pk)}/"
    assert "FF1234" in client.get(page).content.decode()
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.subject) == ("read", entered.profile_id)
    correction = {**FORM, "lot": "FF9999", "version": "0", "reason": "nhầm lô"}
    told = client.post(page + "correct/", correction, follow=True).content.decode()
    assert "FF9999" in told
    assert "nhầm lô" in told
    client.post(page + "withdraw/", {"version": "0", "reason": "x"})
    assert Dose.objects.get(pk=entered.pk).withdrawn_at is None, "another version was seen"
    client.post(page + "withdraw/", {"version": "1", "reason": " "})
    assert Dose.objects.get(pk=entered.pk).withdrawn_at is None, "no reason was given"
    client.post(page + "withdraw/", {"version": "1", "reason": "không tiêm"})
    assert Dose.objects.get(pk=entered.pk).withdrawn_at is not None
    assert client.get(page).status_code == 404
    assert DoseEntry.objects.filter(dose_ref=entered.pk).count() == 3


def test_names_are_never_markup_and_addresses_hold_nobody(at: AtSite, entered: Dose) -> None:
    script = "<script>alert(1)</script>"
    Profile.objects.filter(pk=entered.profile_id).update(full_name=script)
    client = somebody(Role.SITE, at.site.place)
    page = f"/doses/{entered.profile.page_id}/{page_of_dose(entered.pk)}/"
    for where in ("/doses/", page, "/site/", "/doses/person/", "/uploads/", "/site/daily-report/"):
        answer = client.get(where)
        text = answer.content.decode()
        assert script not in text
        assert "style=" not in text
        assert re.findall(r"<script(?! src=./static/)", text) == []
        addresses = " ".join(re.findall(r'(?:href|action|hx-post)="([^"]*)"', text))
        for secret in (entered.pk, entered.profile_id, entered.profile.citizen_id):
            assert secret not in addresses


# ── files and reports ────────────────────────────────────────────────────────────────────────


def test_a_file_is_acknowledged_row_by_row_and_downloaded(at: AtSite, sent: Upload) -> None:
    client = somebody(Role.SITE, at.site.place)
    assert (sent.accepted, sent.rejected, sent.file_name) == (1, 1, "danh sách.csv")
    text = client.get(f"/uploads/{sent.pk}/").content.decode()
    assert "không nhận" in text
    assert (
        "Trần Thị Bưởi" not in client.get(f"/uploads/{sent.pk}/?outcome=rejected").content.decode()
    )
    answer = client.get(f"/uploads/{sent.pk}/xlsx/")
    assert answer["Content-Disposition"] == f'attachment; filename="soat-{sent.pk}.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.active.max_row == 3
    assert client.get(f"/uploads/{sent.pk}/csv/").content.startswith(b"\xef\xbb\xbf")
    again = SimpleUploadedFile("khác.csv", csv_of(BUOI, ("", *CAM[1:])))
    told = client.post("/uploads/", {"file": again}, follow=True).content.decode()
    assert "đã được nhận từ trước" in told
    assert Upload.objects.count() == 1


def test_a_file_too_large_is_let_go_of_while_it_comes_in(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    for data in (b"a,b\n" * (200 << 18), b"x" * (MOST_BYTES + 1)):
        file = SimpleUploadedFile("lớn.csv", data)
        told = client.post("/uploads/", {"file": file}).content.decode()
        assert "20 MB" in told
        assert 'class="told error"' in told
    assert Upload.objects.count() == 0


def test_no_file_at_all_is_told(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    assert 'class="told error"' in client.post("/uploads/", {}).content.decode()


def test_a_day_is_reported_and_compared_at_once(at: AtSite, entered: Dose) -> None:
    client = somebody(Role.SITE, at.site.place)
    form = {
        "day": "2022-05-03",
        "product": ["pfizer", "moderna", ""],
        "dose": ["basic-1", "basic-2", ""],
        "age_group": ["18+", "18+", "18+"],
        "doses": ["3", "2", ""],
    }
    answer = client.post("/site/daily-report/", form)
    assert answer["Location"] == "/site/daily-report/?day=2022-05-03"
    text = client.get(answer["Location"]).content.decode()
    assert "<strong>4</strong>" in text
    assert DailyReport.objects.filter(given_on=date(2022, 5, 3)).count() == 2
    for wrong in ({"doses": ["-1"]}, {"day": "mai"}, {"product": ["<b>"]}, {"day": "2099-01-01"}):
        told = client.post("/site/daily-report/", {**form, **wrong}).content.decode()
        assert 'class="told error"' in told
    assert DailyReport.objects.count() == 2
    assert client.get("/site/daily-report/?day=x").status_code == 200


def test_a_day_in_the_future_is_not_reported(at: AtSite) -> None:
    client = somebody(Role.SITE, at.site.place)
    tomorrow = datetime.now(UTC).date().replace(year=datetime.now(UTC).year + 1)
    form = {"day": tomorrow.isoformat(), "product": "pfizer", "dose": "basic-1", "doses": "1"}
    client.post("/site/daily-report/", {**form, "age_group": "18+"})
    assert DailyReport.objects.count() == 0


def test_a_supervisor_of_the_commune_reads_no_sites_pages(at: AtSite) -> None:
    assert user_of(Role.SITE, at.site.place).as_role is Role.SITE
    station = somebody(Role.STATION, at.site.place.rpartition("/s")[0] + "/")
    assert station.get("/site/").status_code == 404
