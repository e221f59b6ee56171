"""Workbooks that go out: every cell is text, so that nothing typed by a person becomes a formula.

A workbook that asks for corrections is locked but for the cells that are filled in.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from soat.casework.lists.sheet_columns import SheetColumn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What can still be done with a locked sheet: nothing that moves a row away from its line.
_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True}
_NEVER_MORE_THAN = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


@dataclass(frozen=True)
class Sheet:
    """What a workbook is made of: lines above the table, the table, the choices of some columns."""

    name: str
    above: Sequence[Sequence[str]]
    columns: Sequence[SheetColumn]
    rows: Iterable[Mapping[str, str]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    locked: bool = False


def workbook_bytes(sheet: Sheet) -> bytes:
    """The workbook as a file's content."""
    content = io.BytesIO()
    with Workbook(content, dict(_NEVER_MORE_THAN)) as workbook:
        page = workbook.add_worksheet(sheet.name)
        formats = _formats(workbook)
        last = _write(page, sheet, formats)
        _offer_choices(workbook, page, sheet, last)
        _prepare_paper(page, sheet, last)
        if sheet.locked:
            page.protect("", dict(_ALLOWED))
    return content.getvalue()


def _formats(workbook: Workbook) -> dict[str, Format]:
    plain = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1}
    heading = plain | {"bold": True, "bg_color": "#D5E8EB"}
    return {
        "above": workbook.add_format({"num_format": "@", "bold": True}),
        "heading": workbook.add_format(heading),
        "heading_filled": workbook.add_format(heading | {"bg_color": "#FFE08A"}),
        "printed": workbook.add_format(plain | {"locked": True}),
        "filled": workbook.add_format(plain | {"locked": False, "bg_color": "#FFF8E1"}),
    }


def _write(page: Worksheet, sheet: Sheet, formats: Mapping[str, Format]) -> int:
    """Write all cells; the last row that was written."""
    for at, cells in enumerate(sheet.above):
        for place, text in enumerate(cells):
            page.write_string(at, place, text, formats["above"])
    top = len(sheet.above)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        kind = "heading_filled" if column.filled_in else "heading"
        page.write_string(top, place, column.said, formats[kind])
    at = top
    for at, row in enumerate(sheet.rows, start=top + 1):
        for place, column in enumerate(sheet.columns):
            kind = "filled" if column.filled_in else "printed"
            _write_cell(page, (at, place), row.get(column.code, ""), formats[kind])
    return at


def _write_cell(page: Worksheet, at: tuple[int, int], text: str, form: Format) -> None:
    if text:
        page.write_string(*at, text, form)
    else:
        page.write_blank(*at, None, form)


def _offer_choices(workbook: Workbook, page: Worksheet, sheet: Sheet, last: int) -> None:
    if not sheet.choices:
        return
    offered = workbook.add_worksheet("choices")
    offered.hide()
    offered.protect()
    codes = [column.code for column in sheet.columns]
    for at, (code, texts) in enumerate(sheet.choices.items()):
        offered.write_column(0, at, texts)
        letter = chr(ord("A") + at)
        source = f"=choices!${letter}$1:${letter}${len(texts)}"
        place = codes.index(code)
        rule = {"validate": "list", "source": source, "error_type": "stop"}
        page.data_validation(len(sheet.above) + 1, place, last, place, rule)


def _prepare_paper(page: Worksheet, sheet: Sheet, last: int) -> None:
    top = len(sheet.above)
    page.freeze_panes(top + 1, 1)
    page.autofilter(top, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
