"""How much a workbook would take, told before it is opened: it came from outside.

A small file can unpack to anything, its directory can lie about sizes, and one stray cell in the
last corner of a sheet spans seventeen thousand million cells. So every part is unpacked once, its
bytes counted and thrown away, and the places that a sheet's rows and cells claim are looked at.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from soat.casework.judging import Refused
from soat.model.messages import Message

MOST_BYTES = 20 << 20
"""The largest file that is taken at all."""
MOST_UNPACKED = 64 << 20
"""All parts together; a full list of two thousand lines has less than three."""
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_MOST_PARTS = 200
_CHUNK = 1 << 18
_HEADER = struct.Struct("<4s22xHH")
_LOCAL = b"PK\x03\x04"
# r="B12" of a cell, r="12" of a row, wherever they stand in the tag and however they are quoted.
_PLACE = re.compile(rb"(?<![\w:.-])r\s*=\s*[\"']\s*([A-Za-z]*)([0-9]+)")
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)[\s/>]")
_LONGEST_TAG = 4096
# Without it a part has no rows, wherever it lies and whatever it is called.
_SHEET = b"sheetData"

TOO_LARGE = Message(
    "Tệp lớn hơn 20 MB nên không nhận. Hãy gửi đúng tệp Excel đã tải từ danh sách này.",
    "The file is larger than 20 MB. Send the Excel file that was taken out of this list.",
)
NO_WORKBOOK = Message(
    "Tệp này không phải tệp Excel (.xlsx) đọc được. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi.",
    "This is no Excel file (.xlsx) that can be read. Open it in Excel, save it as .xlsx, send it.",
)
_UNPACKS_TOO_LARGE = Message(
    "Tệp bung ra quá lớn so với một danh sách nên không mở. Hãy gửi đúng tệp đã tải từ danh sách.",
    "The file unpacks to more than any list holds, so it was not opened. Send the file that was "
    "taken out of this list.",
)


def refuse_unsafe(content: bytes) -> None:
    """Raise Refused for what is no workbook, or would take more room than a list can."""
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as fault:
        raise Refused(NO_WORKBOOK) from fault
    if len(parts) > _MOST_PARTS:
        raise Refused(_UNPACKS_TOO_LARGE)
    left = MOST_UNPACKED
    for part in parts:
        left -= _unpacked(content, part, left)


def _unpacked(content: bytes, part: zipfile.ZipInfo, left: int) -> int:
    """The part's true size. Raises Refused as soon as it is more than is left."""
    # Every part is looked at: a workbook says itself which of them are its sheets.
    size, look = 0, _Places()
    for chunk in _chunks(content, part):
        size += len(chunk)
        if size > left:
            raise Refused(_UNPACKS_TOO_LARGE)
        look.at(chunk)
    look.at(b"<")
    return size


def _chunks(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part unpacked, a little at a time: all that is there, not what the directory says."""
    packed = memoryview(content)[_begin(content, part) :]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, part.compress_size, _CHUNK))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED or part.flag_bits & 1:
        raise Refused(NO_WORKBOOK)
    unpacking, fed = zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        while not unpacking.eof:
            given = unpacking.unconsumed_tail or packed[fed : fed + _CHUNK]
            fed += 0 if unpacking.unconsumed_tail else len(given)
            chunk = unpacking.decompress(given, _CHUNK)
            if not chunk and not given:
                return
            yield chunk
    except zlib.error as fault:
        raise Refused(NO_WORKBOOK) from fault


def _begin(content: bytes, part: zipfile.ZipInfo) -> int:
    """Where the part's packed bytes begin."""
    try:
        mark, name, extra = _HEADER.unpack_from(content, part.header_offset)
    except struct.error as fault:
        raise Refused(NO_WORKBOOK) from fault
    if mark != _LOCAL:
        raise Refused(NO_WORKBOOK)
    return part.header_offset + _HEADER.size + int(name) + int(extra)


class _Places:
    """Looks at the places that a sheet's rows and cells claim, and counts those that claim none."""

    def __init__(self) -> None:
        self._left, self._rows, self._cells = b"", 0, 0
        self._is_sheet = self._is_too_large = False

    def at(self, chunk: bytes) -> None:
        """Look at the next bytes of a part. Raises Refused."""
        text = self._left + chunk
        seen = text.rfind(b"<")
        whole, self._left = text[:seen], text[max(seen, 0) :][-_LONGEST_TAG:]
        for tag in _ROW_OR_CELL.findall(whole):
            self._rows += tag == b"row"
            self._cells += tag == b"c"
        self._is_sheet |= _SHEET in whole
        self._is_too_large |= self._rows > MOST_ROWS or self._cells > MOST_ROWS * MOST_COLUMNS
        self._is_too_large |= any(_is_far(*place) for place in _PLACE.findall(whole))
        if self._is_sheet and self._is_too_large:
            raise Refused(_UNPACKS_TOO_LARGE)


def _is_far(letters: bytes, digits: bytes) -> bool:
    """Whether a row or cell stands where no list has any."""
    return len(digits) > 7 or int(digits) > MOST_ROWS or _column(letters) > MOST_COLUMNS


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number
