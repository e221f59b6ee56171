"""Workbooks as sites send them."""

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from soat.model.errors import InputUnusable
from tests.unit.intake.desk import Desk


def site_workbook(path: Path) -> Path:
    """Titles, merged cells, a numbering row, dates, numbers as floats, two sheets, empty rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Danh sách")
        sheet.merge_range("A1:F1", "TRUNG TÂM Y TẾ HUYỆN")
        for at, heading in enumerate(
            [
                "Mã đối tượng",
                "Họ và tên (*)",
                "Ngày sinh",
                "Số CCCD/CMND",
                "Ngày tiêm",
                "Cơ sở tiêm",
            ]
        ):
            sheet.merge_range(2, at, 3, at, heading)
            sheet.write(4, at, f"({at + 1})")
        sheet.write_row("A6", ["P1", "Lê Thị Hoa"])
        sheet.write_datetime("C6", datetime.datetime.fromisoformat("1990-02-01"), day)
        sheet.write_number("D6", 79099012345)
        sheet.write_number("E6", 44413)
        sheet.write_row("A7", ["P2", "Trần Văn Nam", "1985", "7.9E+10", "05/08/2021"])
        sheet.merge_range("F6:F7", "TYT xã A")
        sheet.write_blank("A60", None, day)
        book.add_worksheet("Ghi chú").write("A1", "không có gì")
    return path


def test_a_site_workbook_is_read(desk: Desk) -> None:
    path = site_workbook(desk.folder / "so.xlsx")
    files = desk.read(path, "people")
    assert desk.rows(
        "SELECT person_ref, full_name, birth_date, citizen_id, file, row_number "
        "FROM raw_people ORDER BY row_number"
    ) == [
        ("P1", "Lê Thị Hoa", "1990-02-01", "79099012345", "so.xlsx", 1),
        ("P2", "Trần Văn Nam", "1985", "7.9E+10", "so.xlsx", 2),
    ]
    assert files.files[0].sheets == ("Danh sách",)
    assert files.files[0].skipped_sheets == ("Ghi chú",)


def test_people_and_doses_from_one_workbook(desk: Desk) -> None:
    path = site_workbook(desk.folder / "so.xlsx")
    assert desk.take_in(path, "people").accepted == 2
    assert desk.take_in(path, "doses").accepted == 2
    day = datetime.date(2021, 8, 5)
    assert desk.rows(
        "SELECT dose_ref, person_ref, given_on, site_code FROM doses_typed ORDER BY dose_ref"
    ) == [("so.xlsx#1", "P1", day, "TYT xã A"), ("so.xlsx#2", "P2", day, "TYT xã A")]


def test_every_fitting_sheet_is_read_and_named(desk: Desk) -> None:
    path = desk.folder / "b.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Xã A", "Xã B"):
            sheet = book.add_worksheet(name)
            sheet.write_row("A1", ["person_ref", "full_name"])
            sheet.write_row("A2", [f"P{name[-1]}", "Lan"])
    assert desk.take_in(path, "people").accepted == 2
    assert desk.rows("SELECT file, row_number FROM raw_people ORDER BY file") == [
        ("b.xlsx#Xã A", 1),
        ("b.xlsx#Xã B", 1),
    ]


def test_a_name_heading_merged_over_two_cells_joins_them(desk: Desk) -> None:
    path = desk.folder / "n.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "Mã đối tượng")
        sheet.merge_range("B1:C1", "Họ và tên")
        sheet.write_row("A2", ["P1", "Nguyễn Văn", "Bình"])
    desk.read(path, "people")
    assert desk.rows("SELECT full_name FROM raw_people") == [("Nguyễn Văn Bình",)]


def test_a_row_without_anything_in_the_middle_is_rejected_as_empty(desk: Desk) -> None:
    path = desk.folder / "e.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["person_ref", "full_name"], ["P1", "A"], [], ["P2", "B"]]):
            sheet.write_row(at, 0, row)
    assert desk.take_in(path, "people").accepted == 2
    assert desk.reasons("people") == [(2, "row_empty")]


def test_what_only_looks_like_a_workbook_is_unusable(desk: Desk) -> None:
    with zipfile.ZipFile(desk.folder / "z.xlsx", "w") as packed:
        packed.writestr("a.txt", "x")
    desk.write("j.xlsx", b"\x00\x01junk" * 100)
    with xlsxwriter.Workbook(str(desk.folder / "n.xlsx")) as book:
        book.add_worksheet()
    for name in ("z.xlsx", "j.xlsx", "n.xlsx"):
        with pytest.raises(InputUnusable) as told:
            desk.read(desk.folder / name, "people")
        assert told.value.where == name


@pytest.mark.parametrize(("row", "column", "refused"), [(1048575, 16383, True), (3000, 30, False)])
def test_a_stray_cell_far_away_does_not_take_the_memory(
    desk: Desk, row: int, column: int, refused: bool
) -> None:
    path = desk.folder / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã đối tượng", "Họ và tên"])
        sheet.write_row(1, 0, ["P1", "Lê Thị Hoa"])
        sheet.write(row, column, "lạc")
        sheet.write_blank(1048574, 16383, None, book.add_format({"bold": True}))
    if not refused:
        assert desk.take_in(path, "people").accepted == 1
        return
    with pytest.raises(InputUnusable) as caught:
        desk.read(path, "people")
    assert "Bảng tính quá lớn" in caught.value.what.vi
    assert "Ctrl+End" in caught.value.remedy.en
