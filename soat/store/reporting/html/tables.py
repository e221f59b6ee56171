"""Sections and the headline as HTML tables: they say everything that the pictures say."""

from collections.abc import Iterable

from soat.engine.measure.headline import Figure, HeadlineRow, Share
from soat.model.messages import Message
from soat.store.reporting.html.markup import element, figure_link, told
from soat.store.reporting.numerals import per_person_text
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.story.lines import Column, Line, Section, Shown, fraction_of

_HEADLINE = (
    Message("Người", "People"),
    Message("trên tổng", "of all"),
    Message("", ""),
    Message("Mũi tiêm", "Doses"),
    Message("trên tổng", "of all"),
    Message("mũi/người", "per person"),
)


def section_table(section: Section) -> str:
    """The lines of a section; a long one shows its first lines, the rest behind a click."""
    first, rest = section.lines[: section.at_first], section.lines[section.at_first :]
    head = _head([column.heading for column in section.columns])
    body = "".join(_row(line, section.columns) for line in first)
    shown = element("table", head + element("tbody", body), class_=f"t-{section.id}")
    notes = "".join(element("p", told(note), class_="note") for note in section.notes)
    return element("div", shown, class_="scroll") + _rest(rest, section.columns) + notes


def _rest(lines: tuple[Line, ...], columns: tuple[Column, ...]) -> str:
    if not lines:
        return ""
    more = told(Message(f"{len(lines)} dòng nữa", f"{len(lines)} more"))
    body = element("tbody", "".join(_row(line, columns) for line in lines))
    table = element("div", element("table", body), class_="scroll")
    return element("details", element("summary", more) + table)


def _head(headings: Iterable[Message]) -> str:
    cells = "".join(element("th", told(heading), scope="col") for heading in headings)
    return element("thead", element("tr", "<td></td>" + cells))


def _row(line: Line, columns: tuple[Column, ...]) -> str:
    mark = f'<span class="mark">{line.mark}</span> ' if line.mark else ""
    label = element("th", mark + told(line.label), scope="row", class_=f"d{line.depth}")
    cells = "".join(_cell(line, column) for column in columns)
    return element("tr", label + cells, class_=f"{line.tone.value}{' strong' * line.strong}")


def _cell(line: Line, column: Column) -> str:
    figure = line.figures[column.figure] if column.figure < len(line.figures) else None
    if column.shown is Shown.BAR:
        return element("td", bar(fraction_of(figure), line.tone.value), class_="bar")
    return element("td", figure_link(line, figure, column.shown), class_="num")


def bar(fraction: float | None, tone: str) -> str:
    """A bar whose length is the share; what is above all fills it."""
    if not fraction:
        return ""
    width = f"width:{min(fraction, 1.0) * 100:.1f}%"
    return element("div", "", class_=f"b {tone}", style=width)


def headline_table(report: RunReport, rows: Iterable[HeadlineRow]) -> str:
    """The comparison with the register, in people and in doses."""
    body = "".join(_headline_row(report, row) for row in rows)
    table = element("table", _head(_HEADLINE) + element("tbody", body), class_="t-people")
    return element("div", table, class_="scroll")


def _headline_row(report: RunReport, row: HeadlineRow) -> str:
    people, doses = _figure(report, row, row.people), _figure(report, row, row.doses)
    line = Line(row.label, (people, doses))
    texts = [
        per_person_text(row.doses.numerator, row.people.numerator, language)
        for language in ("vi", "en")
    ]
    cells = (
        figure_link(line, people, Shown.COUNT),
        figure_link(line, people, Shown.SHARE),
        None,
        figure_link(line, doses, Shown.COUNT),
        figure_link(line, doses, Shown.SHARE),
        told(Message(*texts)),
    )
    tone = _tone(row.id)
    written = "".join(
        element("td", bar(row.people.fraction, tone), class_="bar")
        if cell is None
        else element("td", cell, class_="num")
        for cell in cells
    )
    label = element("th", told(row.label), scope="row", class_=f"d{row.depth}")
    strong = "strong" if row.depth == 0 else ""
    return element("tr", label + written, class_=f"{tone} {strong}")


def _tone(row_id: str) -> str:
    for part, tone in (("verified", "good"), ("unidentified", "bad"), ("exempt", "quiet")):
        if part in row_id:
            return tone
    return "watch" if "mismatch" in row_id or "wrong_" in row_id else "plain"


def _figure(report: RunReport, row: HeadlineRow, share: Share) -> Figure:
    return Figure(
        share.definition_id,
        report.as_of,
        report.level,
        "",
        "",
        share.definition_id.partition("_by_")[2],
        row.id,
        share.numerator,
        share.denominator,
    )
