"""The acknowledgement of a file: what became of each row, why, and what to do.

As a table for the page, and as a workbook or CSV that a spreadsheet opens without running anything
in it.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from soat.casework.models import Upload, UploadRow
from soat.casework.sites.uploading.judging_rows import OTHER_SITE, ROW_KNOWN, TWICE
from soat.model.closed_lists import RejectReason
from soat.model.messages import Message
from soat.model.review_lists import RowOutcome
from soat.model.rules import BY_NAME
from soat.store.reporting.csv_text import csv_bytes

_SENT = ("full_name", "birth_date", "citizen_id", "given_on", "product")
_REASONS = {
    OTHER_SITE: Message(
        "Dòng ghi mã của cơ sở khác. Cơ sở đó phải tự gửi; nếu là mũi của bạn, sửa mã cơ sở.",
        "The row names another site, which has to send it; if the dose is yours, mend the code.",
    ),
    TWICE: Message(
        "Mũi này đã có, trong tệp này hoặc từ trước; không nhập thêm. Nếu là hai mũi thật, hãy "
        "nhập mũi đó trên màn hình.",
        "This dose is there already, in this file or before; it was not entered again. If they are "
        "two doses, enter the other on screen.",
    ),
    ROW_KNOWN: Message(
        "Dòng này đã được nhận từ trước. Không cần làm gì.",
        "This row was taken in before. Nothing is to be done.",
    ),
}
_MENDED = Message(
    "Số định danh bị mất số 0 đầu; đã thêm lại và khớp với dân cư.",
    "The number had lost its leading zero; it was put back, and agrees with the register.",
)
_HEADINGS = (
    Message("Dòng", "Row"),
    Message("Kết quả", "Outcome"),
    Message("Lý do, việc cần làm", "Why, and what to do"),
    Message("Cần xem lại", "To be looked at"),
    Message("Họ và tên", "Name"),
    Message("Ngày sinh", "Birth date"),
    Message("Số định danh", "Number"),
    Message("Ngày tiêm", "Given on"),
    Message("Vắc xin", "Product"),
)
_SHEET = Message("Kết quả nhận", "Acknowledgement")


@dataclass(frozen=True)
class ToldRow:
    """One row as people read it."""

    number: int
    outcome: RowOutcome
    said: str
    why: str
    findings: tuple[str, ...]
    sent: tuple[str, ...]

    def cells(self) -> tuple[str | int, ...]:
        return (self.number, self.said, self.why, "; ".join(self.findings), *self.sent)


def told_rows(upload: Upload, language: str) -> list[ToldRow]:
    """Every row of the file in order."""
    return [_told(row, language) for row in upload.told_rows.order_by("number")]


def headings(language: str) -> list[str]:
    return [one.said_in(language) for one in _HEADINGS]


def _told(row: UploadRow, language: str) -> ToldRow:
    outcome = RowOutcome(row.outcome)
    findings = [BY_NAME[name] for name in row.findings if name in BY_NAME]
    # What is found of a row that was not taken in is no longer anybody's task.
    shown = findings if outcome is RowOutcome.ACCEPTED else []
    day = row.upload.at.date()
    return ToldRow(
        row.number,
        outcome,
        outcome.sentence.said_in(language),
        _why(row, day, language),
        tuple(rule.said_on(day).said_in(language) for rule in shown),
        tuple(str(row.sent.get(name, "")) for name in _SENT),
    )


def _why(row: UploadRow, day: date, language: str) -> str:
    if row.mended and row.outcome == RowOutcome.ACCEPTED:
        return _MENDED.said_in(language)
    if row.reason in _REASONS:
        return _REASONS[row.reason].said_in(language)
    if row.reason in BY_NAME:
        return BY_NAME[row.reason].said_on(day).said_in(language)
    known = next((one for one in RejectReason if one.value == row.reason), None)
    return known.sentence.said_in(language) if known else ""


def as_csv(upload: Upload, language: str) -> bytes:
    """The acknowledgement as CSV in UTF-8, marked so that Excel knows it."""
    return csv_bytes(_table(upload, language))


def as_workbook(upload: Upload, language: str) -> bytes:
    """The acknowledgement as a workbook; every cell is a number or a text."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(_SHEET.said_in(language))
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for at, cells in enumerate(_table(upload, language)):
            for column, cell in enumerate(cells):
                _write(sheet, (at, column), cell, bold if at == 0 else wrapped)
        sheet.set_column(0, 0, 7)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 3, 46)
        sheet.set_column(4, len(_HEADINGS) - 1, 22)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    at: tuple[int, int],
    cell: str | int,
    form: xlsxwriter.format.Format,
) -> None:
    if isinstance(cell, int):
        sheet.write_number(*at, cell, form)
    else:
        sheet.write_string(*at, cell, form)


def _table(upload: Upload, language: str) -> Iterable[Sequence[str | int]]:
    yield headings(language)
    for row in told_rows(upload, language):
        yield row.cells()
