"""The report as a workbook: headline, provinces, communes, figures, definitions."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from soat.engine.measure.definitions import DEFINITIONS, Dimension
from soat.engine.measure.headline import Figure, HeadlineRow
from soat.model.messages import Message
from soat.store.reporting.csv_report import FIGURE_HEADINGS, figure_cells
from soat.store.reporting.csv_text import Cell
from soat.store.reporting.place_columns import figures_by_place
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import read_report
from soat.store.reporting.report_json import Place, headlines
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.xlsx_sheets import ProvinceSheet, province_sheets

_HEADLINE = (
    (Message("Chỉ tiêu", "Line"), 44, "text"),
    (Message("Người", "People"), 14, "count"),
    (Message("Trên tổng số", "Out of"), 14, "count"),
    (Message("Tỷ lệ", "Share"), 9, "share"),
    (Message("Mũi tiêm", "Doses"), 14, "count"),
    (Message("Trên tổng số", "Out of"), 14, "count"),
    (Message("Tỷ lệ", "Share"), 9, "share"),
    (Message("Định nghĩa (người)", "Definition (people)"), 26, "text"),
    (Message("Định nghĩa (mũi)", "Definition (doses)"), 26, "text"),
)
# The columns of the sheets of provinces and communes: headline row, unit.
_PLACE_COLUMNS = (
    ("sent", "people", Message("Hồ sơ", "Profiles")),
    ("verdict_verified", "people", Message("Đúng", "Verified")),
    ("verdict_mismatch", "people", Message("Sai", "Wrong")),
    ("verdict_unidentified", "people", Message("Không xác định", "Unidentified")),
    ("verdict_exempt", "people", Message("Miễn", "Exempt")),
    ("number_missing", "people", Message("Không số", "No number")),
    ("number_malformed", "people", Message("Số sai dạng", "Malformed number")),
    ("sent", "doses", Message("Mũi tiêm", "Doses")),
    ("verdict_verified", "doses", Message("Mũi: đúng", "Doses: verified")),
    ("verdict_mismatch", "doses", Message("Mũi: sai", "Doses: wrong")),
    ("verdict_unidentified", "doses", Message("Mũi: không xác định", "Doses: unidentified")),
)
# What those columns are counted from: the communes are many, so only these are read.
# Day by day is for the nation here: 63 provinces would be a hundred thousand lines.
_OF_PROVINCES = tuple(
    one.id for one in DEFINITIONS if one.dimension not in (Dimension.DAY, Dimension.FLOW)
)
_PLACE_DEFINITIONS = ("people_by_verdict", "people_by_number_status", "doses_by_verdict")
_VERIFIED_SHARE = Message("Tỷ lệ đúng", "Verified share")
_SHEETS = {
    "headline": Message("Tổng hợp", "Headline"),
    "province": Message("Tỉnh", "Provinces"),
    "commune": Message("Xã", "Communes"),
    "figures": Message("Số liệu", "Figures"),
    "definitions": Message("Định nghĩa", "Definitions"),
}
_NATION = Message("Cả nước", "The whole country")


@dataclass(frozen=True)
class _Book:
    workbook: Workbook
    formats: Mapping[str, Format]
    language: str

    def sheet(self, name: Message, columns: Iterable[tuple[str, int, str]]) -> Worksheet:
        """A new sheet with a frozen heading line and a filter."""
        sheet = self.workbook.add_worksheet(name.said_in(self.language))
        headings = list(columns)
        for index, (heading, width, kind) in enumerate(headings):
            sheet.set_column(index, index, width, self.formats[kind])
            sheet.write_string(0, index, heading, self.formats["heading"])
        sheet.freeze_panes(1, 1)
        return sheet


def xlsx_bytes(folder: Path, language: str) -> bytes:
    """The workbook of a run folder. Raises InputUnusable when it is not a finished run."""
    nation = read_report(folder, "nation")
    provinces = read_report(folder, "province", _OF_PROVINCES)
    communes = read_report(folder, "commune", _PLACE_DEFINITIONS)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        book = _Book(workbook, _formats(workbook), language)
        _headline_sheet(book, next(iter(headlines(nation.figures).values())))
        _places_sheet(book, "province", headlines(provinces.figures))
        _places_sheet(book, "commune", headlines(communes.figures))
        for sheet in province_sheets(FiguresOfPlace(nation.figures)):
            _province_sheet(book, sheet, (*nation.figures, *provinces.figures))
        _figures_sheet(book, (*nation.figures, *provinces.figures))
        _definitions_sheet(book, f"{nation.as_of.isoformat()} · run {nation.run_id}")
    return content.getvalue()


def _formats(workbook: Workbook) -> dict[str, Format]:
    return {
        "text": workbook.add_format(),
        "count": workbook.add_format({"num_format": "#,##0"}),
        "share": workbook.add_format({"num_format": "0.0%"}),
        "ratio": workbook.add_format({"num_format": "0.0000"}),
        "heading": workbook.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"}
        ),
    }


def _headline_sheet(book: _Book, rows: Iterable[HeadlineRow]) -> None:
    said = [(heading.said_in(book.language), width, kind) for heading, width, kind in _HEADLINE]
    sheet = book.sheet(_SHEETS["headline"], said)
    for line, row in enumerate(rows, start=1):
        indented = book.workbook.add_format({"indent": row.depth * 2})
        sheet.write_string(line, 0, row.label.said_in(book.language), indented)
        _write(sheet, line, 1, _shares(row))


def _shares(row: HeadlineRow) -> tuple[Cell, ...]:
    people, doses = row.people, row.doses
    return (
        people.numerator,
        people.denominator,
        people.fraction,
        doses.numerator,
        doses.denominator,
        doses.fraction,
        people.definition_id,
        doses.definition_id,
    )


def _places_sheet(book: _Book, level: str, places: Mapping[Place, tuple[HeadlineRow, ...]]) -> None:
    counts = [(heading.said_in(book.language), 13, "count") for _, _, heading in _PLACE_COLUMNS]
    code, name = ("Mã", "Địa bàn") if book.language == "vi" else ("Code", "Place")
    share = (_VERIFIED_SHARE.said_in(book.language), 10, "share")
    sheet = book.sheet(_SHEETS[level], [(code, 9, "text"), (name, 36, "text"), *counts, share])
    line = 0
    for (place_level, epoch, place_code), rows in places.items():
        if place_level != level:
            continue
        line += 1
        by_id = {row.id: row for row in rows}
        cells = [getattr(by_id[row_id], unit).numerator for row_id, unit, _ in _PLACE_COLUMNS]
        verified = by_id["verdict_verified"].people.fraction
        named = place_name(level, epoch, place_code)
        _write(sheet, line, 0, (place_code, named, *cells, verified))
    sheet.autofilter(0, 0, max(line, 1), len(_PLACE_COLUMNS) + 2)


def _province_sheet(book: _Book, sheet: ProvinceSheet, figures: Iterable[Figure]) -> None:
    """The nation, then a line for each province."""
    code, name = ("Mã", "Địa bàn") if book.language == "vi" else ("Code", "Place")
    columns = [(column.heading.said_in(book.language), 15, column.kind) for column in sheet.columns]
    page = book.sheet(sheet.name, [(code, 9, "text"), (name, 24, "text"), *columns])
    line = 0
    for line, (place, found) in enumerate(figures_by_place(figures).items(), start=1):
        cells = [column.value(found) for column in sheet.columns]
        told = _NATION.said_in(book.language) if place[0] == "nation" else place_name(*place)
        _write(page, line, 0, (place[2], told, *cells))
    page.autofilter(0, 0, max(line, 1), len(columns) + 1)


def _figures_sheet(book: _Book, figures: Iterable[Figure]) -> None:
    kinds = {"numerator": "count", "denominator": "count", "ratio": "ratio"}
    widths = {"definition_id": 26, "value_label": 44, "numerator_means": 60, "place_name": 20}
    columns = [
        (heading.said_in(book.language), widths.get(name, 13), kinds.get(name, "text"))
        for name, heading in FIGURE_HEADINGS.items()
    ]
    sheet = book.sheet(_SHEETS["figures"], columns)
    line = 0
    for line, figure in enumerate(figures, start=1):
        _write(sheet, line, 0, figure_cells(figure, book.language))
    sheet.autofilter(0, 0, max(line, 1), len(columns) - 1)


def _definitions_sheet(book: _Book, as_of: str) -> None:
    vi = book.language == "vi"
    headings = (
        ("Mã định nghĩa", "Đơn vị", "Phân theo", "Địa bàn", "Tử số là", "Mẫu số là", "Tính đến")
        if vi
        else ("Definition", "Unit", "Split by", "Place", "Numerator", "Denominator", "As of")
    )
    widths = (28, 10, 26, 26, 70, 70, 44)
    sheet = book.sheet(
        _SHEETS["definitions"], [(h, w, "text") for h, w in zip(headings, widths, strict=True)]
    )
    for line, definition in enumerate(DEFINITIONS, start=1):
        told = (
            definition.unit.sentence,
            definition.dimension.sentence,
            definition.place.sentence,
        )
        means = (definition.numerator, definition.denominator)
        texts = [message.said_in(book.language) for message in (*told, *means)]
        _write(sheet, line, 0, (definition.id, *texts, as_of))


def _write(sheet: Worksheet, line: int, first: int, cells: Iterable[Cell]) -> None:
    # Text is always written as text: nothing typed by a person can become a formula.
    for column, cell in enumerate(cells, start=first):
        if isinstance(cell, str):
            sheet.write_string(line, column, cell)
        elif cell is not None:
            sheet.write_number(line, column, cell)
