"""A site's file: every row told, nothing twice, nothing hostile opened."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
import xlsxwriter

from soat.casework.judging import Refused
from soat.casework.models import AuditEvent, Dose, DoseCell, Profile, Site, Upload, UploadRow
from soat.casework.register_desk import RegisterDesk
from soat.casework.scopes import visible
from soat.casework.sites.uploading.acknowledging import as_csv, as_workbook, told_rows
from soat.casework.sites.uploading.reading_rows import MOST_ROWS
from soat.casework.sites.uploading.taking_in import Sent, take_in
from soat.casework.uploads import guarded, shown_name
from soat.casework.workbook_guard import MOST_BYTES
from soat.model.closed_lists import Verdict
from soat.model.review_lists import RowOutcome
from tests.casework.at_site import AtSite, at_site, open_site, typed_of, verified_profile
from tests.casework.conftest import SmallCountry

HEADINGS = (
    *("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Mã xã"),
    *("Ngày tiêm", "Vắc xin", "Số lô", "Mũi số"),
)
BUOI = (
    *("Trần Thị Bưởi", "1/2/1971", "Nữ", "1171000999", "0912345678", "00460"),
    *("3/5/2022", "Pfizer", "FF1234", "1"),
)
CAM = (
    *("Lê Văn Cam", "7/8/1965", "Nam", "001065000888", "", "00460"),
    *("3/5/2022", "Moderna", "MD777", "1"),
)


@pytest.fixture
def at(book: SmallCountry, desk: RegisterDesk) -> AtSite:
    return at_site(open_site(), desk)


def csv_of(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    lines = [",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, *rows)]
    return "\r\n".join(lines).encode(encoding)


def workbook_of(*rows: Sequence[str]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_string(0, 0, "DANH SÁCH TIÊM CHỦNG NGÀY 3/5/2022")
        for at, row in enumerate((HEADINGS, *rows), start=2):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return content.getvalue()


def sent(at: AtSite, data: bytes, name: str = "danh sách.xlsx") -> Upload:
    return take_in(at.sitting, at.desk, at.site, Sent(name, data))[0]


def outcomes(upload: Upload) -> list[tuple[str, str]]:
    return [(row.outcome, row.reason) for row in upload.told_rows.order_by("number")]


ACCEPTED = (RowOutcome.ACCEPTED.value, "")


@pytest.mark.parametrize("made", [csv_of, workbook_of])
def test_every_row_is_taken_in_with_its_person(at: AtSite, made: object) -> None:
    assert callable(made)
    upload = sent(at, made(BUOI, CAM))
    assert outcomes(upload) == [ACCEPTED, ACCEPTED]
    assert (upload.rows, upload.accepted, upload.duplicates, upload.rejected) == (2, 2, 0, 0)
    keys = upload.told_rows.values_list("dose_ref", flat=True)
    doses = Dose.objects.filter(pk__in=keys)
    assert {dose.profile.full_name for dose in doses} == {"Trần Thị Bưởi", "Lê Văn Cam"}
    assert {dose.site_code for dose in doses} == {at.site.code}
    assert DoseCell.objects.filter(pk__in=keys).count() == 2
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.subject) == ("file_taken_in", upload.digest)


def test_two_doses_of_one_person_are_on_one_profile(at: AtSite) -> None:
    second = (*BUOI[:6], "1/2/2022", "Pfizer", "FF1000", "1")
    upload = sent(at, csv_of((*BUOI[:6], *BUOI[6:9], "2"), second))
    assert [outcome for outcome, _ in outcomes(upload)] == ["accepted", "accepted"]
    keys = upload.told_rows.values_list("dose_ref", flat=True)
    assert Dose.objects.filter(pk__in=keys).values("profile").distinct().count() == 1


def test_the_same_file_again_is_the_same_acknowledgement(at: AtSite) -> None:
    first = sent(at, csv_of(BUOI, CAM))
    before = (Dose.objects.count(), Profile.objects.count(), Upload.objects.count())
    again, known = take_in(at.sitting, at.desk, at.site, Sent("khác.csv", csv_of(BUOI, CAM)))
    assert (again, known) == (first, True)
    assert (Dose.objects.count(), Profile.objects.count(), Upload.objects.count()) == before


def test_the_same_row_in_another_file_is_told_and_not_taken_in_again(at: AtSite) -> None:
    sent(at, csv_of(BUOI))
    before = Profile.objects.count()
    upload = sent(at, csv_of(BUOI, CAM, CAM))
    known = (RowOutcome.DUPLICATE.value, "row_known")
    assert outcomes(upload) == [known, ACCEPTED, known]
    assert Profile.objects.count() == before + 1


def test_a_dose_that_is_there_already_is_told_and_what_stands_is_as_it_was(at: AtSite) -> None:
    there = sent(at, csv_of(BUOI)).told_rows.get().dose_ref
    again = (*BUOI[:6], "03/05/2022", "PFIZER", "FF1234", "1")
    upload = sent(at, csv_of(again, (*again[:7], "Comirnaty", *again[8:])))
    twice = (RowOutcome.DUPLICATE.value, "dose_entered_twice")
    assert outcomes(upload) == [twice, twice]
    assert Dose.objects.get(pk=there).state == "kept"
    assert DoseCell.objects.filter(pk=there).exists()


def test_of_two_rows_of_one_file_that_are_one_dose_one_is_taken_in(at: AtSite) -> None:
    again = (*BUOI[:6], "03/05/2022", "PFIZER", "FF1234", "1")
    told = outcomes(sent(at, csv_of(BUOI, again)))
    assert sorted(told) == [ACCEPTED, (RowOutcome.DUPLICATE.value, "dose_entered_twice")]


def test_a_profile_that_is_surely_meant_is_taken(at: AtSite) -> None:
    there = verified_profile()
    typed = typed_of(there)
    facts = [typed[name] for name in ("full_name", "birth_date", "sex", "citizen_id")]
    row = (*facts, "", typed["residence_code"], "3/5/2022", "Pfizer", "FF9", "")
    told = sent(at, csv_of(row)).told_rows.get()
    assert told.outcome == RowOutcome.ACCEPTED
    assert Dose.objects.get(pk=told.dose_ref).profile == there


def test_nobody_is_guessed_where_only_the_number_agrees(at: AtSite) -> None:
    there = verified_profile()
    row = ("Trần Thị Bưởi", "1/2/1911", "Nữ", there.citizen_id, "", "00460", *BUOI[6:])
    told = sent(at, csv_of(row)).told_rows.get()
    assert Dose.objects.get(pk=told.dose_ref).profile != there


def test_a_lost_zero_is_put_back_where_the_register_then_agrees(at: AtSite) -> None:
    there = verified_profile()
    typed = typed_of(there)
    Profile.objects.filter(pk=there.pk).delete()
    facts = (typed["full_name"], typed["birth_date"], typed["sex"], typed["citizen_id"].lstrip("0"))
    upload = sent(at, csv_of((*facts, "", typed["residence_code"], *BUOI[6:]), BUOI))
    first, second = upload.told_rows.order_by("number")
    made = Dose.objects.get(pk=first.dose_ref).profile
    assert (made.citizen_id, made.verdict) == (typed["citizen_id"], Verdict.VERIFIED)
    assert first.mended == typed["citizen_id"]
    # The register does not know her: her number stays as it was sent, for somebody to look at.
    assert Dose.objects.get(pk=second.dose_ref).profile.citizen_id == BUOI[3]
    assert second.mended == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", *BUOI[1:]), "name_missing"),
        (("-", *BUOI[1:]), "name_missing"),
        ((*BUOI[:6], "hôm qua", *BUOI[7:]), "date_unreadable"),
        ((*BUOI[:6], "", *BUOI[7:]), "date_unreadable"),
        (("x" * 600, *BUOI[1:]), "row_broken"),
        (HEADINGS, "heading_repeated"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_why_and_the_others_are_taken_in(
    at: AtSite, row: Sequence[str], reason: str
) -> None:
    upload = sent(at, csv_of(CAM, row))
    assert sorted(outcomes(upload)) == [ACCEPTED, (RowOutcome.REJECTED.value, reason)]
    (told,) = [one for one in told_rows(upload, "vi") if one.outcome is RowOutcome.REJECTED]
    assert told.why


def test_another_sites_row_is_not_taken_in(at: AtSite) -> None:
    other = Site.objects.exclude(pk=at.site.pk)[0].code
    data = csv_of(BUOI).replace(b'"M\xc5\xa9i s\xe1\xbb\x91"', '"Mã cơ sở tiêm"'.encode())
    upload = sent(at, data.replace(b'"1"', f'"{other}"'.encode()))
    assert outcomes(upload) == [(RowOutcome.REJECTED.value, "other_site")]


def test_another_site_sees_none_of_it(at: AtSite, desk: RegisterDesk) -> None:
    upload = sent(at, csv_of(BUOI))
    other = at_site(Site.objects.exclude(pk=at.site.pk)[0], desk)
    assert not visible(other.sitting.user, Upload).exists()
    assert not visible(other.sitting.user, UploadRow).exists()
    assert sent(other, csv_of(BUOI)) != upload


def in_windows_1258(text: str) -> bytes:
    """Tones are marks of their own in that code page, other letters are whole."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    told = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        bare = "".join(part for part in parts if part not in tones)
        told.append(unicodedata.normalize("NFC", bare) + "".join(p for p in parts if p in tones))
    return "".join(told).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_other_encodings_are_read_and_told(at: AtSite, encoding: str) -> None:
    plain = ("Tran Thi Buoi", *BUOI[1:2], "Nu", *BUOI[3:])
    text = csv_of(plain).decode()
    data = in_windows_1258(text) if encoding == "cp1258" else text.encode(encoding)
    upload = sent(at, data)
    assert outcomes(upload) == [ACCEPTED]
    assert bool(upload.encoding) is (encoding != "utf-8-sig")


# ── hostile files ────────────────────────────────────────────────────────────────────────────


def bomb(unpacked: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * unpacked)
    return content.getvalue()


def lying_bomb() -> bytes:
    """A zip whose directory says that its large part is small."""
    data = bytearray(bomb(300 << 20))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def far_cell(place: str) -> bytes:
    """A small workbook with one cell more, far away."""
    book, content = openpyxl.Workbook(), io.BytesIO()
    for column, heading in enumerate(HEADINGS, start=1):
        book.active.cell(1, column, heading)
    book.active[place] = "x"
    book.save(content)
    return content.getvalue()


def zip_of(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr(name, b"x")
    return content.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n \r\n", id="blank"),
        pytest.param(b"a" * (MOST_BYTES + 1), id="too large"),
        pytest.param(bomb(300 << 20), id="zip bomb"),
        pytest.param(lying_bomb(), id="zip bomb that lies"),
        pytest.param(far_cell("XFD1048576"), id="stray cell in the last corner"),
        pytest.param(far_cell("IV65536"), id="stray cell far down and to the right"),
        pytest.param(b"PK\x03\x04" + b"\0" * 500, id="broken zip"),
        pytest.param(zip_of("../../etc/passwd"), id="zip that is no workbook"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, id="old workbook"),
        pytest.param(b"%PDF-1.7 " + b"x" * 99, id="pdf"),
        pytest.param(bytes(range(256)) * 40, id="binary"),
        pytest.param(b"PAR1" + b"x" * 99, id="parquet"),
        pytest.param("tên,tuổi\nAn,3\n".encode(), id="no headings"),
        pytest.param(csv_of(), id="no rows"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_written(
    at: AtSite, data: bytes
) -> None:
    before = (Dose.objects.count(), Upload.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused) as refused:
        sent(at, data)
    assert refused.value.sentence.vi
    assert (Dose.objects.count(), Upload.objects.count(), AuditEvent.objects.count()) == before


def test_too_many_rows_are_refused(at: AtSite) -> None:
    with pytest.raises(Refused, match=str(MOST_ROWS)):
        sent(at, csv_of(*[BUOI] * (MOST_ROWS + 1)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\danh sách.xlsx", "danh sách.xlsx"),
        ("a\x00\x1b[31m\n.csv", "a[31m.csv"),
        ("", "?"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_files_name_is_only_ever_shown(at: AtSite, name: str, shown: str) -> None:
    assert shown_name(name) == shown
    assert sent(at, csv_of(BUOI), name).file_name == shown


def test_what_a_file_is_does_not_hang_on_its_name() -> None:
    assert guarded(workbook_of(BUOI)).ending == ".xlsx"
    assert guarded(csv_of(BUOI)).ending == ".csv"


def test_no_cell_of_an_acknowledgement_is_run(at: AtSite) -> None:
    hostile = ("=HYPERLINK('http://x','y')", *BUOI[1:6], *BUOI[6:7], "+cmd|x", "@x", "1")
    upload = sent(at, csv_of(hostile, ("\t=1+1", *CAM[1:])))
    text = as_csv(upload, "vi").decode("utf-8-sig")
    assert ",=HYPERLINK" not in text
    assert "'=HYPERLINK" in text
    assert "'+cmd" in text
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(upload, "vi")))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(cell.value and str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_the_acknowledgement_has_every_row_in_order(at: AtSite) -> None:
    upload = sent(at, csv_of(BUOI, ("", *CAM[1:]), BUOI))
    lines = as_csv(upload, "en").decode("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["1", "accepted"],
        ["2", "rejected"],
        ["3", '"there already'],
    ]
