"""Filled sheets from anywhere: bombs, lies, stray cells, and what is no workbook at all."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from soat.casework.judging import Refused
from soat.casework.lists.cells import (
    as_birth_date,
    as_number,
    as_phone,
    as_text,
    is_alike,
    is_birth_date,
    is_citizen_id,
)
from soat.casework.lists.sheet_bounds import SHEET_BOUNDS
from soat.casework.workbook_guard import refuse_unsafe
from tests.casework.conftest import NOW

pytestmark = pytest.mark.any_database

SMALL = replace(SHEET_BOUNDS, unpacked=1 << 20)


def workbook(cells: dict[str, object]) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    for place, value in cells.items():
        book.active[place] = value
    book.save(content)
    return content.getvalue()


def with_sheet(xml: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose sheet is these bytes, wherever it lies."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, xml)
    return content.getvalue()


def lying(content: bytes, true_size: int, told: int) -> bytes:
    """The same zip with another size in its directory, and the check that goes with that."""
    prefix = zlib.crc32(bytes(told))
    whole = zlib.crc32(bytes(true_size))
    return content.replace(struct.pack("<I", true_size), struct.pack("<I", told)).replace(
        struct.pack("<I", whole), struct.pack("<I", prefix)
    )


def test_an_ordinary_workbook_is_let_in() -> None:
    refuse_unsafe(workbook({"A1": "x", "P2008": "y"}), SHEET_BOUNDS)


@pytest.mark.parametrize("place", ["XFD1", "A1048576", "XFD1048576", "A20001"])
def test_a_stray_cell_far_away_is_refused_before_it_is_opened(place: str) -> None:
    with pytest.raises(Refused, match="unpacks"):
        refuse_unsafe(workbook({"A1": "x", place: "y"}), SHEET_BOUNDS)


@pytest.mark.parametrize(
    "xml",
    [
        b'<worksheet><sheetData><row r="1"><c t="s" r = \'XFD1\'/></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="1048576"><c><v>1</v></c></row></sheetData></worksheet>',
        b'<w:worksheet><w:sheetData><w:row r="9"><w:c t="<"r="ZZZ9"/></w:row></w:sheetData></x>',
        b"<worksheet><sheetData>" + b"<row></row>" * 20_001 + b"</sheetData></worksheet>",
        b"<worksheet><sheetData><row>" + b"<c/>" * 2_000_001 + b"</row></sheetData></worksheet>",
        b'<worksheet><sheetData><row r="1"><c ' + b" " * 300_000 + b'r="XFD1"/></row></sheetData>',
    ],
)
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/theme/theme1.xml", "x"])
def test_however_it_is_written_and_wherever_it_lies(xml: bytes, name: str) -> None:
    with pytest.raises(Refused, match="unpacks"):
        refuse_unsafe(with_sheet(xml, name), SHEET_BOUNDS)


def test_a_bomb_is_refused_and_little_of_it_is_unpacked() -> None:
    bomb = with_sheet(bytes(300 << 20))
    assert len(bomb) < 1 << 20
    with pytest.raises(Refused, match="unpacks"):
        refuse_unsafe(bomb, SMALL)


def test_a_directory_that_lies_about_sizes_is_not_believed() -> None:
    true_size, told = 3 << 20, 1 << 10
    bomb = lying(with_sheet(bytes(true_size)), true_size, told)
    with zipfile.ZipFile(io.BytesIO(bomb)) as packed:
        assert packed.infolist()[0].file_size == told
        assert len(packed.read(packed.infolist()[0])) == told, "Python itself is taken in"
    with pytest.raises(Refused, match="unpacks"):
        refuse_unsafe(bomb, SMALL)


def test_many_parts_together_are_counted() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(20):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", bytes(100_000))
    with pytest.raises(Refused, match="unpacks"):
        refuse_unsafe(content.getvalue(), SMALL)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0" + bytes(600), b"a,b\n1,2\n"]
)
def test_what_is_no_workbook_is_told(content: bytes) -> None:
    with pytest.raises(Refused, match="no Excel file"):
        refuse_unsafe(content, SHEET_BOUNDS)


def test_a_file_of_200_megabytes_is_refused_unread() -> None:
    with pytest.raises(Refused, match="20 MB"):
        refuse_unsafe(bytes(200 << 20), SHEET_BOUNDS)


def test_a_damaged_workbook_is_told() -> None:
    whole = workbook({"A1": "x"})
    for at in range(30, len(whole), 97):
        broken = whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]
        try:
            refuse_unsafe(broken, SHEET_BOUNDS)
        except Refused:
            continue


# ── cells ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("read", "cell", "text"),
    [
        (as_number, 1099012345.0, "001099012345"),
        (as_number, 79099012345, "079099012345"),
        (as_number, 12345678.0, "012345678"),
        (as_number, "79099012345", "79099012345"),
        (as_number, "'079 099 012345", "079099012345"),
        (as_phone, 912345678.0, "0912345678"),
        (as_phone, "912345678", "912345678"),
        (as_birth_date, "1990-05-03 00:00:00", "03/05/1990"),
        (as_birth_date, "3.5.1990", "03/05/1990"),
        (as_birth_date, 1990.0, "1990"),
        (as_birth_date, "31/02/1990", "31/02/1990"),
        (as_birth_date, NOW, "04/05/2022"),
        (as_text, True, ""),
        (as_text, "  a\n b\0 ", "a b"),
        (as_text, 0.5, "0.5"),
    ],
)
def test_a_cell_is_read_as_it_was_meant(
    read: Callable[[object], str], cell: object, text: str
) -> None:
    assert read(cell) == text


@pytest.mark.parametrize(
    ("text", "can_be"),
    [
        *(("03/05/1990", True), ("1990", True), ("04/05/2022", True), ("05/05/2022", False)),
        *(("2023", False), ("31/02/1990", False), ("03/05/1880", False), ("", False)),
        *(("5/1990", False), ("hôm qua", False)),
    ],
)
def test_a_birth_date_is_a_day_or_a_year_of_our_time(text: str, can_be: bool) -> None:
    assert is_birth_date(text, NOW.date()) is can_be


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("001099012345", True), ("012345678", True), ("01234567", False), ("٠٠١٠٩٩٠١٢", False)],
)
def test_a_number_has_nine_digits_or_twelve(text: str, is_one: bool) -> None:
    assert is_citizen_id(text) is is_one


@pytest.mark.parametrize(
    ("cell", "typed", "alike"),
    [
        *(("79099012345", "079099012345", True), ("1990-05-03 00:00:00", "03/05/1990", True)),
        *(("3/5/1990", "03/05/1990", True), ("'+84", "+84", True)),
        *(("03/05/1991", "03/05/1990", False), ("", "x", False), ("An", "Ân", False)),
    ],
)
def test_a_locked_cell_may_have_lost_its_zeros_and_nothing_else(
    cell: str, typed: str, alike: bool
) -> None:
    assert is_alike(cell, typed) is alike
