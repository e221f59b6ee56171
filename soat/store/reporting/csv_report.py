"""The figures as CSV that Excel opens rightly: one line per figure, with its definition."""

from soat.engine.measure.definitions import BY_ID, Unit
from soat.engine.measure.headline import Figure
from soat.engine.measure.labels import value_label
from soat.model.messages import Message
from soat.store.reporting.csv_text import Cell, csv_bytes
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.story.lines import fraction_of

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


def report_csv(report: RunReport, language: str) -> bytes:
    """The whole report as UTF-8 CSV with a byte-order mark."""
    headings = [heading.said_in(language) for heading in FIGURE_HEADINGS.values()]
    return csv_bytes([headings, *(figure_cells(figure, language) for figure in report.figures)])
