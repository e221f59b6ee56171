"""A table of figures as a page and a workbook show it; each number knows what it counts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.numerals import (
    NONE_SHOWN,
    count_text,
    days_as_people_write_them,
)
from soat.store.reporting.story.cells import cell_text, origin_text
from soat.store.reporting.story.lines import Column, Line, Section, Shown, fraction_of

RecordsOf = Callable[[Figure], str]
"""The filters under which the list of cases shows what a figure counts; none: ''."""

_MOST_PER_CENT = 100.0


class Kind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    BAR = "bar"


@dataclass(frozen=True)
class Cell:
    """One cell: its text, the number for a sheet, and the figure that it says.

    `width` is the length of a bar in hundredths.
    """

    text: str
    number: float | None = None
    figure: Figure | None = None
    origin: str = ""
    width: str = ""
    tone: str = ""

    @property
    def definition(self) -> str:
        return self.figure.definition_id if self.figure else ""


@dataclass(frozen=True)
class Heading:
    """The heading of a column; `link` sorts by it, `sorted` says that it is sorted by now."""

    text: str
    kind: Kind = Kind.COUNT
    link: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Row:
    """One line. `place` is the path of the place that it is of, where it leads there."""

    label: str
    cells: tuple[Cell, ...]
    depth: int = 0
    strong: bool = False
    place: str = ""
    records: str = ""


@dataclass(frozen=True)
class Table:
    """One table with its heading; without rows it says `empty` instead."""

    id: str
    title: str
    first: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    empty: str = ""
    more: dict[str, object] = field(default_factory=dict)

    @property
    def leads_to_records(self) -> bool:
        return any(row.records for row in self.rows)


_WIDE = 5
_UNNAMED = {
    Kind.COUNT: Message("Số lượng", "Count"),
    Kind.SHARE: Message("tỷ lệ", "share"),
    Kind.BAR: Message("", ""),
}
_KINDS = {Shown.SHARE: Kind.SHARE, Shown.BAR: Kind.BAR}


def table_of(section: Section, first: str, language: str, records_of: RecordsOf) -> Table:
    """A section of the report's story as a table."""
    headings = tuple(_heading(column, language) for column in section.columns)
    return Table(
        section.id,
        section.title.said_in(language),
        first,
        headings,
        tuple(_row(section, line, language, records_of) for line in section.lines),
        tuple(days_as_people_write_them(note.said_in(language)) for note in section.notes),
        more={"full": len(headings) >= _WIDE},
    )


def _heading(column: Column, language: str) -> Heading:
    """A column that the report leaves without a heading is told by what it shows."""
    kind = _KINDS.get(column.shown, Kind.COUNT)
    text = column.heading.said_in(language) or _UNNAMED[kind].said_in(language)
    return Heading(text, kind)


def _row(section: Section, line: Line, language: str, records_of: RecordsOf) -> Row:
    cells = tuple(
        figure_cell(line, line.figures[column.figure], column.shown, language)
        for column in section.columns
    )
    known = (figure for figure in line.figures if figure is not None)
    records = next((found for figure in known if (found := records_of(figure))), "")
    label = f"{line.label.said_in(language)} {line.mark}".strip()
    return Row(label, cells, line.depth, line.strong, records=records)


def no_records(figure: Figure) -> str:
    """For those who read figures and no records."""
    return ""


def figure_cell(line: Line, figure: Figure | None, shown: Shown, language: str) -> Cell:
    """What a column shows of a line's figure."""
    if figure is None:
        return Cell("")
    origin, part = origin_text(figure), fraction_of(figure)
    if shown is Shown.BAR:
        return Cell("", None, None, origin, bar_width(part), line.tone.value)
    text = cell_text(line, figure, shown, language)
    number: float | None = figure.numerator
    if shown in (Shown.SHARE, Shown.A_DAY, Shown.PER_100K):
        number = part
    elif shown is Shown.OUT_OF:
        number = figure.denominator
    return Cell(text, number, figure, origin)


def count_cell(count: int | None, language: str, figure: Figure | None = None) -> Cell:
    """A count; a dash where it is not known."""
    text = NONE_SHOWN if count is None else count_text(count, language)
    return Cell(text, count, figure, origin_text(figure) if figure else "")


def bar_width(part: float | None) -> str:
    """The length of a bar in hundredths, as SVG writes it; '' for none."""
    return "" if part is None else f"{min(max(part * 100, 0.0), _MOST_PER_CENT):.1f}"
