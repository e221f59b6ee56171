"""A file that somebody sent, looked at before anything opens it.

A small file may unpack to anything, a large one may fill the memory, and a name may point anywhere.
So a file is a workbook or a text by what stands in it, whatever its name says; it never lies under
the name that it was sent with; and what cannot be read is told with what to do.
"""

import re
import unicodedata
from dataclasses import dataclass

from soat.casework.judging import Refused
from soat.casework.workbook_guard import MOST_BYTES, MOST_MEGABYTES, Bounds, refuse_unsafe
from soat.model.messages import Message

_LOOKED_AT = 1 << 20
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"PAR1", b"Rar!", b"7z\xbc\xaf")
# Signs that no text holds; a table of Windows-1258 or UTF-8 has none of them.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
_LONGEST_NAME = 120

EMPTY = Message(
    "Tệp rỗng. Hãy mở tệp kiểm tra, lưu lại rồi gửi lại.",
    "The file is empty. Open it to check, save it again, and send it again.",
)
TOO_LARGE = Message(
    "Tệp lớn hơn {megabytes} MB nên không nhận. Hãy chia thành nhiều tệp nhỏ hơn.",
    "The file is larger than {megabytes} MB and was not taken in. Split it into smaller files.",
).filled(megabytes=MOST_MEGABYTES)
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
_BOUNDS = Bounds(
    # A site's own workbook has pictures, and styled rows as far as old Excel went.
    unpacked=200 << 20,
    parts=2000,
    rows=65_536,
    columns=256,
    cells=2_000_000,
    too_large=TOO_LARGE,
    unpacks_too_large=_UNPACKS_TOO_LARGE,
    no_workbook=_BROKEN_WORKBOOK,
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
        refuse_unsafe(data, _BOUNDS)
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


def _is_binary(data: bytes) -> bool:
    if data.startswith(_UTF_16):
        return False
    head = data[:_LOOKED_AT]
    return len(_CONTROLS.findall(head)) > len(head) * _MOST_CONTROLS
