"""Tables as CSV and XLSX: as they stand on the page, and every figure with what it counts.

A text is never a formula: XLSX writes it as text, CSV with an apostrophe in front of what a
spreadsheet would run.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.csv_text import Cell, csv_bytes
from soat.store.reporting.numerals import day_text
from soat.store.reporting.story.lines import fraction_of
from soat.web.figures.meaning import meaning_of
from soat.web.figures.tables import Kind, Row, Table

_SHEET_NAME_LENGTH = 31
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_HEADINGS = (
    (Message("Bảng", "Table"), 34),
    (Message("Địa bàn", "Place"), 24),
    (Message("Mã địa bàn", "Place path"), 24),
    (Message("Chỉ tiêu", "Line"), 40),
    (Message("Cột", "Column"), 20),
    (Message("Mã giá trị", "Value"), 24),
    (Message("Tử số", "Numerator"), 14),
    (Message("Mẫu số", "Denominator"), 14),
    (Message("Tử số / mẫu số", "Numerator / denominator"), 12),
    (Message("Tính đến ngày", "As of"), 12),
    (Message("Mã định nghĩa", "Definition"), 26),
    (Message("Tử số là", "What the numerator counts"), 70),
    (Message("Mẫu số là", "What the denominator counts"), 70),
    (Message("Đơn vị", "Unit"), 12),
    (Message("Địa bàn theo", "Whose place"), 24),
)
_EVERY_FIGURE = Message("Số liệu và định nghĩa", "Figures, definitions")


@dataclass(frozen=True)
class Titled:
    """Of which place tables are, by name and path, and in which language they speak."""

    name: str
    path: str
    language: str


def figure_lines(tables: Iterable[Table], titled: Titled) -> list[tuple[Cell, ...]]:
    """Every figure of the tables, one a line, with its definition, day, numerator, denominator."""
    return [
        line for table in tables for row in table.rows for line in _lines_of_row(table, row, titled)
    ]


def _lines_of_row(table: Table, row: Row, titled: Titled) -> Iterable[tuple[Cell, ...]]:
    written: set[Figure] = set()
    for heading, cell in zip(table.headings, row.cells, strict=True):
        if cell.figure is None or cell.figure in written:
            continue
        written.add(cell.figure)
        place = (row.label, row.place) if row.place else (titled.name, titled.path)
        yield (
            *(table.title, *place, row.label, heading.text),
            *_told(cell.figure, titled.language),
        )


def _told(figure: Figure, language: str) -> tuple[Cell, ...]:
    meaning, part = meaning_of(figure.definition_id), fraction_of(figure)
    days = meaning is not None and meaning.unit.en == "days"
    means = (meaning.numerator, meaning.denominator, meaning.unit, meaning.place) if meaning else ()
    return (
        *(figure.value, figure.numerator, figure.denominator),
        None if part is None or days else round(part, 6),
        day_text(figure.as_of),
        figure.definition_id,
        *(told.said_in(language) for told in means),
    )


def csv_of(tables: Sequence[Table], titled: Titled) -> bytes:
    """Every figure of the tables as UTF-8 CSV with a byte-order mark."""
    headings = [heading.said_in(titled.language) for heading, _ in _HEADINGS]
    return csv_bytes([headings, *figure_lines(tables, titled)])


def xlsx_of(tables: Sequence[Table], titled: Titled) -> bytes:
    """A sheet for each table as it stands on the page, and one of every figure."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        formats = _formats(workbook)
        used: set[str] = set()
        for table in tables:
            sheet = workbook.add_worksheet(_sheet_name(table.title, used))
            _as_on_the_page(sheet, table, titled, formats)
        sheet = workbook.add_worksheet(_sheet_name(_EVERY_FIGURE.said_in(titled.language), used))
        _every_figure(sheet, figure_lines(tables, titled), titled, formats)
    return content.getvalue()


def _formats(workbook: Workbook) -> dict[str, Format]:
    return {
        Kind.TEXT.value: workbook.add_format(),
        Kind.COUNT.value: workbook.add_format({"num_format": "#,##0"}),
        Kind.SHARE.value: workbook.add_format({"num_format": "0.0%"}),
        "title": workbook.add_format({"bold": True, "font_size": 13}),
        "heading": workbook.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"}
        ),
    }


def _sheet_name(title: str, used: set[str]) -> str:
    """A name that a workbook takes, and no other sheet has."""
    bare = _NOT_IN_A_SHEET_NAME.sub(" ", title).strip()
    name, number = bare[:_SHEET_NAME_LENGTH], 2
    while name.lower() in used:
        name, number = f"{bare[: _SHEET_NAME_LENGTH - 3]} {number}", number + 1
    used.add(name.lower())
    return name


def _as_on_the_page(
    sheet: Worksheet, table: Table, titled: Titled, formats: dict[str, Format]
) -> None:
    sheet.write_string(0, 0, f"{table.title} · {titled.name}", formats["title"])
    shown = [at for at, heading in enumerate(table.headings) if heading.kind is not Kind.BAR]
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, max(len(shown), 1), 14)
    for column, text in enumerate((table.first, *(table.headings[at].text for at in shown))):
        sheet.write_string(1, column, text, formats["heading"])
    line = 2
    for line, row in enumerate(table.rows, start=2):
        sheet.write_string(line, 0, "  " * row.depth + row.label)
        for column, at in enumerate(shown, start=1):
            cell, kind = row.cells[at], table.headings[at].kind
            if cell.number is None:
                sheet.write_string(line, column, cell.text)
            else:
                sheet.write_number(line, column, cell.number, formats[kind.value])
    for further, note in enumerate(table.notes or ((table.empty,) if not table.rows else ())):
        sheet.write_string(line + 2 + further, 0, note)
    sheet.freeze_panes(2, 1)


def _every_figure(
    sheet: Worksheet,
    lines: Sequence[tuple[Cell, ...]],
    titled: Titled,
    formats: dict[str, Format],
) -> None:
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading.said_in(titled.language), formats["heading"])
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(lines), 1), len(_HEADINGS) - 1)
