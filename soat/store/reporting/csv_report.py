"""The figures as CSV that Excel opens rightly: one line per figure, with its definition."""

import csv
import io
from collections.abc import Iterable

from soat.engine.measure.definitions import BY_ID, Unit
from soat.engine.measure.headline import Figure
from soat.engine.measure.labels import value_label
from soat.model.messages import Message
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.story.lines import fraction_of

# The mark by which Excel knows UTF-8.
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

FIGURE_HEADINGS: dict[str, Message] = {
    "definition_id": Message("Mã định nghĩa", "Definition"),
    "as_of": Message("Tính đến ngày", "As of"),
    "place_level": Message("Cấp", "Level"),
    "place_epoch": Message("Danh mục địa bàn", "List of places"),
    "place_code": Message("Mã địa bàn", "Place code"),
    "place_name": Message("Địa bàn", "Place"),
    "dimension": Message("Phân theo", "Split by"),
    "value": Message("Mã giá trị", "Value"),
    "value_label": Message("Giá trị", "Meaning"),
    "numerator": Message("Tử số", "Numerator"),
    "denominator": Message("Mẫu số", "Denominator"),
    "ratio": Message("Tử số / mẫu số", "Numerator / denominator"),
    "numerator_means": Message("Tử số là", "What the numerator counts"),
    "denominator_means": Message("Mẫu số là", "What the denominator counts"),
    "unit": Message("Đơn vị", "Unit"),
    "place_basis": Message("Địa bàn theo", "Whose place"),
}
Cell = str | int | float | None


def figure_cells(figure: Figure, language: str) -> tuple[Cell, ...]:
    """One figure as the cells under FIGURE_HEADINGS; what is not known is an empty cell."""
    definition = BY_ID[figure.definition_id]
    ratio = None if definition.unit is Unit.DAYS else fraction_of(figure)
    return (
        figure.definition_id,
        figure.as_of.isoformat(),
        figure.place_level,
        figure.place_epoch,
        figure.place_code,
        place_name(figure.place_level, figure.place_epoch, figure.place_code),
        figure.dimension,
        figure.value,
        value_label(figure.dimension, figure.value).said_in(language),
        figure.numerator,
        figure.denominator,
        None if ratio is None else round(ratio, 6),
        definition.numerator.said_in(language),
        definition.denominator.said_in(language),
        definition.unit.sentence.said_in(language),
        definition.place.sentence.said_in(language),
    )


def csv_bytes(report: RunReport, language: str) -> bytes:
    """The whole report as UTF-8 CSV with a byte-order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading.said_in(language) for heading in FIGURE_HEADINGS.values())
    for figure in report.figures:
        writer.writerow(harmless(figure_cells(figure, language)))
    return (_MARK + text.getvalue()).encode("utf-8")


def harmless(cells: Iterable[Cell]) -> list[Cell]:
    """The cells of one line, none of which a spreadsheet runs as a formula."""
    # An apostrophe in front makes a spreadsheet take the cell as text.
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
        for cell in cells
    ]
