"""A file that somebody sent, looked at before anything opens it.

A small file may unpack to anything, a large one may fill the memory, and a name may point anywhere.
So a file is a workbook or a text by what stands in it, whatever its name says; it never lies under
the name that it was sent with; and what cannot be read is told with what to do.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from soat.casework.judging import Refused
from soat.model.messages import Message

MOST_BYTES = 20 * 1024 * 1024
"""The largest file that is taken in at all."""

_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_PARTS = 2000
_CHUNK = 1 << 20
_WORKBOOK_PART = "xl/workbook.xml"
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"PAR1", b"Rar!", b"7z\xbc\xaf")
# Signs that no text holds; a table of Windows-1258 or UTF-8 has none of them.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
_LONGEST_NAME = 120
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError, OSError, ValueError),
)

EMPTY = Message(
    "Tệp rỗng. Hãy mở tệp kiểm tra, lưu lại rồi gửi lại.",
    "The file is empty. Open it to check, save it again, and send it again.",
)
TOO_LARGE = Message(
    "Tệp lớn hơn {megabytes} MB nên không nhận. Hãy chia thành nhiều tệp nhỏ hơn.",
    "The file is larger than {megabytes} MB and was not taken in. Split it into smaller files.",
).filled(megabytes=MOST_BYTES // (1024 * 1024))
_UNPACKS_TOO_LARGE = Message(
    "Bảng tính này khi mở ra quá lớn nên không nhận. Hãy xóa ô lạc và ảnh, hoặc lưu thành CSV "
    "UTF-8.",
    "This workbook unpacks to too much and was not taken in. Delete stray cells and pictures, or "
    "save it as CSV UTF-8.",
)
_OLD_WORKBOOK = Message(
    "Đây là tệp Excel cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel và lưu thành .xlsx không mật "
    "khẩu rồi gửi lại.",
    "This is an old Excel file (.xls), or one behind a password. Open it in Excel, save it as "
    ".xlsx without a password, and send it again.",
)
_BROKEN_WORKBOOK = Message(
    "Không mở được bảng tính: tệp hỏng hoặc không phải .xlsx. Hãy lưu lại từ Excel rồi gửi lại.",
    "The workbook cannot be opened: it is damaged, or no .xlsx. Save it from Excel again and send "
    "it again.",
)
_OTHER_KIND = Message(
    "Tệp này không phải bảng tính .xlsx hay văn bản CSV. Hãy lưu danh sách thành .xlsx rồi gửi "
    "lại.",
    "This file is neither an .xlsx workbook nor CSV text. Save the list as .xlsx and send it "
    "again.",
)


@dataclass(frozen=True)
class Guarded:
    """A file that may be opened: its content, and the ending that says what it is."""

    data: bytes
    ending: str


def guarded(data: bytes) -> Guarded:
    """The file as a workbook (`.xlsx`) or a text (`.csv`). Raises Refused with a sentence."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused(EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if data.startswith(_OLE):
        raise Refused(_OLD_WORKBOOK)
    if data.startswith(_ZIP):
        _refuse_bomb(data)
        return Guarded(data, ".xlsx")
    if data.startswith(_OTHER_KINDS) or _is_binary(data):
        raise Refused(_OTHER_KIND)
    return Guarded(data, ".csv")


def shown_name(name: str) -> str:
    """The file's name for people: without folders and signs that are not shown, and not too long.

    Only ever shown: no file is opened or written under it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(sign for sign in last if sign.isprintable()).strip()
    return printable[-_LONGEST_NAME:] or "?"


def _refuse_bomb(data: bytes) -> None:
    """Unpack every part, and stop at the limit: what a zip says of its sizes may be a lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _MOST_UNPACKED:
                raise Refused(_UNPACKS_TOO_LARGE)
            if _WORKBOOK_PART not in packed.namelist():
                raise Refused(_BROKEN_WORKBOOK)
            _unpack_all(packed, parts)
    except _BROKEN as fault:
        raise Refused(_BROKEN_WORKBOOK) from fault


def _unpack_all(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    for part in parts:
        with packed.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > _MOST_UNPACKED:
                    raise Refused(_UNPACKS_TOO_LARGE)


def _is_binary(data: bytes) -> bool:
    if data.startswith(_UTF_16):
        return False
    head = data[:_CHUNK]
    return len(_CONTROLS.findall(head)) > len(head) * _MOST_CONTROLS
