"""How much room a workbook would take, told before it is opened.

A workbook is read as the whole rectangle that its values span. One stray cell in the last corner
of a sheet spans 17 thousand million cells, and a small file may unpack to anything.
"""

import re
import zipfile
from pathlib import Path

from soat.store.reading import faults

# A full sheet of 19 columns; some 2 GB while it is read.
MOST_CELLS = 20_000_000
_MOST_BYTES_OF_A_PART = 4 << 30
_CHUNK = 1 << 20
# A cell that holds something: <c r="AB12" s="1">, not the empty <c r="AB12" s="1"/>.
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_LONGEST_TAG = 512


def refuse_too_large(path: Path) -> None:
    """Raise InputUnusable when the values of an .xlsx file span more cells than can be held."""
    try:
        with zipfile.ZipFile(path) as packed:
            spanned = 0
            for part in packed.infolist():
                if part.file_size > _MOST_BYTES_OF_A_PART:
                    raise faults.workbook_too_large(path.name, MOST_CELLS)
                if _SHEET.fullmatch(part.filename):
                    spanned += _cells_spanned(packed, part)
                    if spanned > MOST_CELLS:
                        raise faults.workbook_too_large(path.name, MOST_CELLS)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return  # No .xlsx: an old .xls, which is small by nature, or what calamine will refuse.


def _cells_spanned(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """The area of the rectangle around all cells that hold something.

    Cells need not say where they stand; then they stand side by side, and their number is it.
    """
    columns: set[bytes] = set()
    top, bottom, there, left_over = None, 0, 0, b""
    with packed.open(part) as sheet:
        while chunk := sheet.read(_CHUNK):
            text = left_over + chunk
            cells = _CELL.findall(text)
            there += len(_ANY_CELL.findall(chunk))
            if cells:
                columns.update(column for column, _ in cells)
                rows = (int(cells[0][1]), int(cells[-1][1]))
                top = rows[0] if top is None else min(top, *rows)
                bottom = max(bottom, *rows)
            left_over = text[max(text.rfind(b"<"), len(text) - _LONGEST_TAG) :]
    if not columns:
        return there
    places = [_number_of(column) for column in columns]
    return (max(places) - min(places) + 1) * (bottom - (top or 1) + 1)


def _number_of(column: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
