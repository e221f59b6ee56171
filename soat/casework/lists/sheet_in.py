"""A filled sheet read back: its list, and of each line what is printed and what was filled in.

Nothing is believed here, only read: whose list it is, and what can be done with a line, is asked
when it is looked through (previewing.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from soat.casework.judging import Refused
from soat.casework.lists.cells import as_birth_date, as_number, as_phone, as_text
from soat.casework.lists.checksums import is_same, list_checksum
from soat.casework.lists.sheet_bounds import NO_WORKBOOK, SHEET_BOUNDS
from soat.casework.lists.sheet_columns import (
    CHECK,
    COLUMNS,
    CORRECTED,
    LINE,
    LIST_CHECK_MARK,
    LIST_MARK,
    NOTE,
    OUTCOME,
    both,
)
from soat.casework.workbook_guard import refuse_unsafe
from soat.model.messages import Message

_ROWS_SEARCHED = 30
_NO_TABLE = Message(
    "Không tìm thấy bảng của danh sách trong tệp: thiếu cột {missing}. Hãy gửi đúng tệp đã tải từ "
    "danh sách này, không đổi tên cột.",
    "The list's table was not found in the file: no column {missing}. Send the file that was taken "
    "out of this list, with its headings as they were.",
)
_OTHER_LIST = Message(
    "Tệp này thuộc danh sách khác ({found}). Hãy mở đúng danh sách đó rồi gửi tệp ở đấy.",
    "This file belongs to another list ({found}). Open that list and send the file there.",
)
_WRONG_CHECK = Message(
    "Mã kiểm tra của danh sách trong tệp bị sai, có thể tệp đã bị sửa. Hãy tải lại tệp Excel từ "
    "danh sách rồi chép các cột màu vàng sang.",
    "The list's checksum in the file is wrong: the file may have been altered. Take the Excel file "
    "out again and copy the yellow columns over.",
)
_READ = {"birth_date": as_birth_date, "citizen_id": as_number, "phone": as_phone}


@dataclass(frozen=True)
class FilledLine:
    """One row of a filled sheet: what is printed on it, and what was filled in, as text."""

    row: int
    line: str
    check: str
    printed: Mapping[str, str]
    outcome: str
    corrected: Mapping[str, str]
    note: str


def read_sheet(content: bytes, list_id: str) -> list[FilledLine]:
    """The lines of a filled sheet of that list. Raises Refused when it is none."""
    rows = _rows(content)
    top = next((at for at, row in enumerate(rows[:_ROWS_SEARCHED]) if COLUMNS[0].said in row), None)
    if top is None:
        raise Refused(_NO_TABLE.filled(missing=COLUMNS[0].said))
    _refuse_other_list(rows[:top], list_id)
    places = _places([as_text(cell) for cell in rows[top]])
    return [
        _line(number, row, places)
        for number, row in enumerate(rows[top + 1 :], start=top + 2)
        if any(as_text(cell) for cell in row)
    ]


def _rows(content: bytes) -> list[list[object]]:
    refuse_unsafe(content, SHEET_BOUNDS)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError, IndexError) as fault:
        raise Refused(NO_WORKBOOK) from fault


def _refuse_other_list(above: Sequence[Sequence[object]], list_id: str) -> None:
    found, check = _beside(above, both(LIST_MARK)), _beside(above, both(LIST_CHECK_MARK))
    if found.upper() != list_id:
        raise Refused(_OTHER_LIST.filled(found=found[:20] or "?"))
    if not is_same(check, list_checksum(list_id)):
        raise Refused(_WRONG_CHECK)


def _beside(rows: Sequence[Sequence[object]], mark: str) -> str:
    """What stands beside a mark above the table."""
    for row in rows:
        texts = [as_text(cell) for cell in row]
        if mark in texts:
            after = texts[texts.index(mark) + 1 :]
            return next((text for text in after if text), "")
    return ""


def _places(headings: list[str]) -> dict[str, int]:
    places = {one.code: headings.index(one.said) for one in COLUMNS if one.said in headings}
    missing = [one.said for one in COLUMNS if one.code not in places]
    if missing:
        raise Refused(_NO_TABLE.filled(missing=missing[0]))
    return places


def _line(number: int, row: Sequence[object], places: Mapping[str, int]) -> FilledLine:
    def cell(code: str) -> object:
        return row[places[code]] if places[code] < len(row) else ""

    return FilledLine(
        row=number,
        line=as_text(cell(LINE)).upper(),
        check=as_text(cell(CHECK)),
        printed={code: as_text(cell(code)) for code in CORRECTED},
        outcome=as_text(cell(OUTCOME)),
        corrected={
            code: _READ.get(code, as_text)(cell(f"new_{code}"))
            for code in CORRECTED
            if as_text(cell(f"new_{code}"))
        },
        note=as_text(cell(NOTE)),
    )
