"""How large a filled sheet of a list may be, and what is said of one that is larger or is none."""

from soat.casework.workbook_guard import MOST_MEGABYTES, Bounds
from soat.model.messages import Message

_MOST_ROWS, _MOST_COLUMNS = 20_000, 100

TOO_LARGE = Message(
    "Tệp lớn hơn {megabytes} MB nên không nhận. Hãy gửi đúng tệp Excel đã tải từ danh sách này.",
    "The file is larger than {megabytes} MB. Send the Excel file that was taken out of this list.",
).filled(megabytes=MOST_MEGABYTES)
NO_WORKBOOK = Message(
    "Tệp này không phải tệp Excel (.xlsx) đọc được. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi.",
    "This is no Excel file (.xlsx) that can be read. Open it in Excel, save it as .xlsx, send it.",
)
_UNPACKS_TOO_LARGE = Message(
    "Tệp bung ra quá lớn so với một danh sách nên không mở. Hãy gửi đúng tệp đã tải từ danh sách.",
    "The file unpacks to more than any list holds, so it was not opened. Send the file that was "
    "taken out of this list.",
)
SHEET_BOUNDS = Bounds(
    # A full list of two thousand lines has less than three megabytes.
    unpacked=64 << 20,
    parts=200,
    rows=_MOST_ROWS,
    columns=_MOST_COLUMNS,
    cells=_MOST_ROWS * _MOST_COLUMNS,
    too_large=TOO_LARGE,
    unpacks_too_large=_UNPACKS_TOO_LARGE,
    no_workbook=NO_WORKBOOK,
)
