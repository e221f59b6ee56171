"""Two cells that make one column: old and new card, a year under the sex, headings that repeat."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from soat.model.errors import InputUnusable
from tests.unit.intake.desk import Desk

NEW, OLD, LOST_ZERO = "079090004521", "023456789", "79090004521"
CARDS = [
    (NEW, OLD, NEW),
    ("", OLD, OLD),
    (NEW, "", NEW),
    (LOST_ZERO, OLD, LOST_ZERO),
    ("không có", OLD, OLD),
    ("", NEW, NEW),
    ("079 090 004 521", OLD, "079 090 004 521"),
    ("12345", "", "12345"),
    ("12345", "99", "12345"),
]


@pytest.mark.parametrize("ending", ["csv", "csv-careful", "xlsx", "parquet"])
@pytest.mark.parametrize("old_first", [False, True])
def test_the_new_cards_number_wins_else_the_old_ones(
    desk: Desk, ending: str, old_first: bool
) -> None:
    headings = ["Mã đối tượng", "Họ và tên", "Số CCCD", "Số CMND"]
    rows = [[f"P{at}", "Lê Hoa", new, old] for at, (new, old, _) in enumerate(CARDS)]
    if old_first:
        headings[2:], rows = headings[:1:-1], [[*row[:2], row[3], row[2]] for row in rows]
    desk.take_in(_file(desk, ending, [headings, *rows]), "people")
    said = desk.rows("SELECT citizen_id FROM people_typed ORDER BY person_ref")
    assert [number for (number,) in said] == [number for _, _, number in CARDS]


def test_two_columns_for_the_same_card_are_not_guessed_between(desk: Desk) -> None:
    path = desk.write("a.csv", "Mã đối tượng,Họ tên,Số CCCD,Số định danh\nP1,A,1,2\n")
    with pytest.raises(InputUnusable) as caught:
        desk.read(path, "people")
    assert "Số CCCD, Số định danh" in caught.value.what.vi


BY_SEX = [("1990", "", "male", "1990"), ("", "16/05/1985", "female", "16/05/1985")]
BY_SEX += [("x", "", "male", None), ("", "", None, None), ("1990", "1985", None, "1990 | 1985")]


@pytest.mark.parametrize("ending", ["csv", "csv-careful", "xlsx", "parquet"])
def test_a_birth_year_stands_in_the_column_of_the_sex(desk: Desk, ending: str) -> None:
    headings = [["Mã đối tượng", "Họ và tên", "Năm sinh Nam", "Năm sinh Nữ"]]
    if ending == "xlsx":
        headings = [["Mã đối tượng", "Họ và tên", "Năm sinh", ""], ["", "", "Nam", "Nữ"]]
    if ending == "csv":
        headings = [["Mã đối tượng", "Họ và tên", "Năm sinh", ""], ["", "", "Nam", "Nữ"]]
    rows = [[f"P{at}", "Lê Hoa", his, hers] for at, (his, hers, _, _) in enumerate(BY_SEX)]
    counts = desk.take_in(_file(desk, ending, [*headings, *rows]), "people")
    assert counts.accepted == len(BY_SEX)
    said = desk.rows("SELECT sex, birth_date FROM people_typed ORDER BY person_ref")
    sexes = {"male": "Nam", "female": "Nữ", None: None}
    assert said == [(sexes[sex], birth) for _, _, sex, birth in BY_SEX]


def test_merged_headings_over_men_and_women_in_a_workbook(desk: Desk) -> None:
    path = desk.folder / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:E1", "DANH SÁCH TIÊM CHỦNG")
        for at, heading in enumerate(["Mã đối tượng", "Họ và tên"]):
            sheet.merge_range(1, at, 2, at, heading)
        sheet.merge_range("C2:D2", "Năm sinh")
        sheet.merge_range("E2:E3", "Địa chỉ")
        sheet.write_row("C3", ["Nam", "Nữ"])
        sheet.write_row("A4", ["P1", "Lê Thị Hoa", "", 1990, "Thôn Đông"])
    desk.take_in(path, "people")
    assert desk.rows("SELECT person_ref, birth_date, sex, residence_text FROM raw_people") == [
        ("P1", "1990", "Nữ", "Thôn Đông")
    ]


def test_a_sex_column_of_its_own_beats_the_columns_of_men_and_women(desk: Desk) -> None:
    path = desk.write("a.csv", "Mã đối tượng,Họ tên,Giới tính,Nam,Nữ\nP1,A,Nữ,1990,\n")
    desk.take_in(path, "people")
    assert desk.rows("SELECT sex, birth_date FROM people_typed") == [("Nữ", "1990")]


@pytest.mark.parametrize("ending", ["csv", "csv-careful", "xlsx"])
def test_headings_that_repeat_on_every_page_are_nobody(desk: Desk, ending: str) -> None:
    headings = ["Mã đối tượng", "Họ và tên", "Ngày sinh"]
    rows = [["P1", "Lê Hoa", "1990"], headings, ["P2", "Lê An", "1991"]]
    rows.append([cell.upper() for cell in headings])
    counts = desk.take_in(_file(desk, ending, [headings, *rows]), "people")
    assert (counts.read, counts.accepted, counts.rejected) == (4, 2, 2)
    assert desk.reasons("people") == [(2, "heading_repeated"), (4, "heading_repeated")]
    ((remedy, raw),) = desk.rows("SELECT remedy, raw FROM people_rejected WHERE row_number = 2")
    assert "Xóa dòng này" in str(remedy)
    assert "Họ và tên" in str(raw)


def _file(desk: Desk, ending: str, rows: list[list[str]]) -> Path:
    if ending == "xlsx":
        path = desk.folder / "list.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        return path
    if ending == "parquet":
        path = desk.folder / "list.parquet"
        columns = zip(*rows[1:], strict=True)
        table = {heading: pa.array(cells) for heading, cells in zip(rows[0], columns, strict=True)}
        pq.write_table(pa.table(table), path)
        return path
    # A damaged row at the end makes DuckDB's fast way give the file up.
    damaged = "\n" + "\ufffd" if ending == "csv-careful" else ""
    text = "\n".join(",".join(row) for row in rows)
    encoding = "utf-16" if damaged else "utf-8"
    return desk.write("list.csv", text + "\n", encoding)
