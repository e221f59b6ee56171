"""How much a workbook would take, told before it is opened: it came from outside.

A small file can unpack to anything, its directory can lie about sizes, and one stray cell in the
last corner of a sheet spans seventeen thousand million cells. So every part is unpacked once, its
bytes counted and thrown away, and the places that a sheet's rows and cells claim are looked at.
How much is too much, and what is then said, is told by who asks.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from soat.casework.judging import Refused
from soat.model.messages import Message

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES << 20
"""The largest file that is taken in at all, of whatever kind (soat/web/upload_limit.py)."""

_CHUNK = 1 << 18
_HEADER = struct.Struct("<4s22xHH")
_LOCAL = b"PK\x03\x04"
_WORKBOOK_PART = "xl/workbook.xml"
# r="B12" of a cell, r="12" of a row, wherever they stand in the tag and however they are quoted.
_PLACE = re.compile(rb"(?<![\w:.-])r\s*=\s*[\"']\s*([A-Za-z]*)([0-9]+)")
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)[\s/>]")
_LONGEST_TAG = 4096
_LONGEST_ROW_NUMBER = 7
# Without it a part has no rows, wherever it lies and whatever it is called.
_SHEET = b"sheetData"


@dataclass(frozen=True)
class Bounds:
    """The most that a workbook may hold, and the sentences for what holds more or is none.

    `unpacked`: bytes of all parts together. `cells`: of one sheet, from its first corner to the
    farthest row and column that it speaks of.
    """

    unpacked: int
    parts: int
    rows: int
    columns: int
    cells: int
    too_large: Message
    unpacks_too_large: Message
    no_workbook: Message


def refuse_unsafe(content: bytes, bounds: Bounds) -> None:
    """Raise Refused for what is no workbook, or would take more room than the bounds give it."""
    if len(content) > MOST_BYTES:
        raise Refused(bounds.too_large)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as fault:
        raise Refused(bounds.no_workbook) from fault
    if len(parts) > bounds.parts:
        raise Refused(bounds.unpacks_too_large)
    left = bounds.unpacked
    for part in parts:
        left -= _unpacked(content, part, left, bounds)
    if not any(part.filename == _WORKBOOK_PART for part in parts):
        raise Refused(bounds.no_workbook)


def _unpacked(content: bytes, part: zipfile.ZipInfo, left: int, bounds: Bounds) -> int:
    """The part's true size. Raises Refused as soon as it is more than is left."""
    # Every part is looked at: a workbook says itself which of them are its sheets.
    size, look = 0, _Places(bounds)
    try:
        for chunk in _chunks(content, part):
            size += len(chunk)
            if size > left:
                raise Refused(bounds.unpacks_too_large)
            look.at(chunk)
    except (zipfile.BadZipFile, zlib.error, struct.error) as fault:
        raise Refused(bounds.no_workbook) from fault
    look.at(b"<")
    return size


def _chunks(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part unpacked, a little at a time: all that is there, not what the directory says."""
    packed = memoryview(content)[_begin(content, part) :]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, part.compress_size, _CHUNK))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED or part.flag_bits & 1:
        raise zipfile.BadZipFile("packed in a way that no spreadsheet packs, or under a password")
    unpacking, fed = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while not unpacking.eof:
        given = unpacking.unconsumed_tail or packed[fed : fed + _CHUNK]
        fed += 0 if unpacking.unconsumed_tail else len(given)
        chunk = unpacking.decompress(given, _CHUNK)
        if not chunk and not given:
            return
        yield chunk


def _begin(content: bytes, part: zipfile.ZipInfo) -> int:
    """Where the part's packed bytes begin."""
    mark, name, extra = _HEADER.unpack_from(content, part.header_offset)
    if mark != _LOCAL:
        raise zipfile.BadZipFile("the directory leads to no part")
    return part.header_offset + _HEADER.size + int(name) + int(extra)


class _Places:
    """Looks at the places that a sheet's rows and cells claim, and counts those that claim none."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._left, self._rows, self._cells = b"", 0, 0
        self._last_row = self._last_column = 1
        self._is_sheet = False

    def at(self, chunk: bytes) -> None:
        """Look at the next bytes of a part. Raises Refused."""
        text = self._left + chunk
        seen = text.rfind(b"<")
        whole, self._left = text[:seen], text[max(seen, 0) :][-_LONGEST_TAG:]
        for tag in _ROW_OR_CELL.findall(whole):
            self._rows += tag == b"row"
            self._cells += tag == b"c"
        for letters, digits in set(_PLACE.findall(whole)):
            self._last_row = max(self._last_row, _row(digits))
            self._last_column = max(self._last_column, _column(letters))
        self._is_sheet |= _SHEET in whole
        if self._is_sheet and self._is_too_large():
            raise Refused(self._bounds.unpacks_too_large)

    def _is_too_large(self) -> bool:
        rows, columns = max(self._rows, self._last_row), self._last_column
        most = self._bounds
        too_far = rows > most.rows or columns > most.columns
        return too_far or max(rows * columns, self._cells) > most.cells


def _row(digits: bytes) -> int:
    """The number; of one that no sheet has, so many digits that it is too large as well."""
    return int(digits[: _LONGEST_ROW_NUMBER + 1])


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number
