"""CSV files as they are sent: encodings, separators, quotes, and rows that are broken."""

import gzip
import json
import unicodedata

import pytest

from soat.model.errors import InputUnusable
from tests.unit.intake.desk import Desk

NAMES = (
    "Mã đối tượng{0}Họ và tên{0}Ngày sinh\n"
    "P1{0}Nguyễn Thị Hoà{0}01/02/1990\nP2{0}Đỗ Mỹ Ảnh{0}1985\n"
)
EXPECTED = [("P1", "Nguyễn Thị Hoà", "01/02/1990", 1), ("P2", "Đỗ Mỹ Ảnh", "1985", 2)]
LOOK = "SELECT person_ref, full_name, birth_date, row_number FROM raw_people ORDER BY row_number"


def as_windows_1258(text: str) -> bytes:
    """Base letters with the tone as a mark behind them, as Windows-1258 has it."""
    spelled = ""
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        tone = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        spelled += unicodedata.normalize("NFC", "".join(p for p in parts if p not in tone)) + tone
    return spelled.encode("cp1258")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found(desk: Desk, separator: str) -> None:
    files = desk.read(desk.write("a.csv", NAMES.format(separator)), "people")
    assert desk.rows(LOOK) == EXPECTED
    assert (files.files[0].separator, files.rows_read) == (separator, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_found(desk: Desk, encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    desk.read(desk.write("a.csv", mark + NAMES.format(",").encode(encoding)), "people")
    assert desk.rows(LOOK) == EXPECTED


def test_windows_1258_is_found_and_its_letters_are_composed(desk: Desk) -> None:
    files = desk.read(desk.write("a.csv", as_windows_1258(NAMES.format(";"))), "people")
    assert desk.rows(LOOK) == EXPECTED
    assert files.files[0].encoding == "cp1258"


def test_old_font_files_are_read_as_windows_1252(desk: Desk) -> None:
    """TCVN3 text is left as its signs stand, for standardize to mend."""
    text = "person_ref,full_name\nP1,NguyÔn ThÞ H­êng\nP2,§ç V¨n ý\nP3,Vò ThÞ H»ng\n"
    files = desk.read(desk.write("a.csv", text, "cp1252"), "people")
    assert files.files[0].encoding == "cp1252"
    assert desk.rows("SELECT full_name FROM raw_people WHERE row_number = 1") == [
        ("NguyÔn ThÞ H­êng",)
    ]


def test_packed_files_are_read(desk: Desk) -> None:
    desk.read(desk.write("a.csv.gz", gzip.compress(NAMES.format(",").encode())), "people")
    assert desk.rows(LOOK) == EXPECTED


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_every_kind(desk: Desk, end: str) -> None:
    desk.read(desk.write("a.csv", NAMES.format(",").replace("\n", end)), "people")
    assert desk.rows(LOOK) == EXPECTED


def test_mixed_line_ends_and_blank_lines(desk: Desk) -> None:
    text = "person_ref,full_name,birth_date\r\nP1,A,1990\n\n\r\nP2,B,1991\r\n\n"
    assert desk.take_in(desk.write("a.csv", text), "people").accepted == 2


def test_titles_above_the_headings_are_passed_over(desk: Desk) -> None:
    text = "SỞ Y TẾ TỈNH,,\n\nDANH SÁCH TIÊM CHỦNG,,\n" + NAMES.format(",")
    desk.read(desk.write("a.csv", text), "people")
    assert desk.rows(LOOK) == EXPECTED


def test_quotes_and_line_ends_in_cells(desk: Desk) -> None:
    text = 'person_ref,full_name,residence_text\nP1,A,"số 5, ngõ ""Cũ""\nthôn 2"\nP2,B,x\n'
    desk.read(desk.write("a.csv", text), "people")
    rows = desk.rows("SELECT person_ref, residence_text FROM raw_people ORDER BY row_number")
    assert rows == [("P1", 'số 5, ngõ "Cũ"\nthôn 2'), ("P2", "x")]


def test_a_quote_that_never_closes_costs_one_row(desk: Desk) -> None:
    lines = [f"P{at},{chr(34) if at == 3 else ''}Name {at},1990" for at in range(1, 300)]
    text = "person_ref,full_name,birth_date\n" + "\n".join(lines) + "\n"
    counts = desk.take_in(desk.write("a.csv", text), "people")
    assert (counts.read, counts.accepted, counts.rejected) == (299, 298, 1)
    assert desk.reasons("people") == [(3, "row_broken")]


def test_ragged_rows_are_rejected_with_what_they_said(desk: Desk) -> None:
    text = "person_ref,full_name,birth_date\nP1,A,1990\nP2,B\nP3,C,1991,x,y\nP4,D,1992,,\n"
    counts = desk.take_in(desk.write("a.csv", text), "people")
    assert (counts.read, counts.accepted) == (4, 2)
    raw = desk.rows("SELECT row_number, reason, raw FROM people_rejected ORDER BY row_number")
    assert [(row, reason, json.loads(str(said))) for row, reason, said in raw] == [
        (2, "row_broken", {"cells": ["P2", "B"]}),
        (3, "row_broken", {"cells": ["P3", "C", "1991", "x", "y"]}),
    ]


def test_a_wrong_byte_costs_its_row_only(desk: Desk) -> None:
    good = NAMES.format(",").encode()
    counts = desk.take_in(desk.write("a.csv", good + b"P3,Tr\xff,1990\nP4,Lan,1991\n"), "people")
    assert (counts.read, counts.accepted) == (4, 3)
    assert desk.reasons("people") == [(3, "row_broken")]


def test_row_numbers_follow_the_file_also_in_large_files(desk: Desk) -> None:
    lines = "".join(f"P{at},Tên {at},{'x' * 100}\n" for at in range(1, 60_001))
    desk.read(desk.write("a.csv", "person_ref,full_name,phone\n" + lines), "people")
    assert desk.rows(
        "SELECT count(*), count(*) FILTER (WHERE person_ref = 'P' || row_number) FROM raw_people"
    ) == [(60_000, 60_000)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n \n\r\n"),
        ("junk.csv", bytes(range(256)) * 40),
        ("noise.csv", bytes(at * 37 % 200 + 40 for at in range(5000))),
        ("cut.csv.gz", gzip.compress(NAMES.format(",").encode() * 50)[:-20]),
        ("unpacked.csv.gz", NAMES.format(",").encode()),
        ("no_heading.csv", b"P1,A,1990\nP2,B,1991\n"),
        ("lacking.csv", "Họ tên,Ngày sinh\nA,1990\n".encode()),
        ("twice.csv", b"person_ref,phone,full_name,phone\nP1,1,A,2\n"),
    ],
)
def test_unusable_files_are_named_with_a_remedy(desk: Desk, name: str, content: bytes) -> None:
    with pytest.raises(InputUnusable) as told:
        desk.read(desk.write(name, content), "people")
    assert told.value.where == name
    assert told.value.what.vi != told.value.what.en
    assert told.value.remedy.vi != told.value.remedy.en
    assert "P1" not in str(told.value)


def test_missing_columns_are_told_with_what_was_found_and_what_would_do(desk: Desk) -> None:
    with pytest.raises(InputUnusable) as told:
        desk.read(desk.write("a.csv", "Họ tên,Ngày sinh\nA,1990\n"), "people")
    assert "Họ tên, Ngày sinh" in told.value.what.en
    assert "person_ref (Mã đối tượng" in told.value.remedy.en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_row_of_empty_cells_is_a_row_and_a_blank_line_is_none(desk: Desk, encoding: str) -> None:
    text = "person_ref\tfull_name\nP1\tA\n\t\n\nP2\tB\n"
    counts = desk.take_in(desk.write("a.tsv", text, encoding), "people")
    assert (counts.read, counts.accepted) == (3, 2)
    assert desk.reasons("people") == [(2, "row_empty")]


def test_a_zero_byte_costs_its_row_not_the_file(desk: Desk) -> None:
    people = "".join(f"P{at},Lê Thị Hoa\n" for at in range(200))
    path = desk.write("a.csv", f"person_ref,full_name\n{people}Q,L\0n\n{people.replace('P', 'R')}")
    counts = desk.take_in(path, "people")
    assert (counts.read, counts.accepted) == (401, 400)
    assert desk.reasons("people") == [(201, "row_broken")]


def test_a_cell_of_ten_million_letters_is_a_cell(desk: Desk) -> None:
    note = "x" * 10_000_000
    path = desk.write("a.csv", f"person_ref,full_name,residence_text\nP1,A,{note}\nP2,B,y\n")
    assert desk.take_in(path, "people").accepted == 2
    assert desk.rows("SELECT max(length(residence_text)) FROM raw_people") == [(10_000_000,)]


def test_hostile_headings_and_names_are_text(desk: Desk) -> None:
    path = desk.write('a\'b "c".csv', 'person_ref,full_name,"""; drop table x; --"\nP1,=cmd|1,z\n')
    assert desk.take_in(path, "people").accepted == 1
    assert desk.rows("SELECT full_name FROM people_typed") == [("=cmd|1",)]
