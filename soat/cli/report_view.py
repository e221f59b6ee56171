"""The report on the terminal: the headline with bars, what to correct, and the places."""

from collections.abc import Iterable
from datetime import date
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from soat.cli.bars import share_bar
from soat.cli.places_view import entry_by_place, people_by_place
from soat.cli.section_view import plain_table, section_view
from soat.engine.measure.headline import HeadlineRow
from soat.model.messages import Message
from soat.store.reporting.numerals import count_text, per_person_text, share_text
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import headlines
from soat.store.reporting.story.story import BEFORE_PEOPLE, story

WIDTH = 100
# Below this there is room for the figures only; below the least, lines are broken by the terminal
# itself: a figure is never cut.
_BARS_FROM, _LEAST_WIDTH = 100, 72
_TITLE = Message("BẢNG TỔNG HỢP ĐỐI CHIẾU DỮ LIỆU TIÊM CHỦNG", "VACCINATION RECORDS COMPARED")
_AS_OF = Message("tính đến ngày {as_of} · lần chạy {run}", "as of {as_of} · run {run}")
_PEOPLE_TITLE = Message("Đối chiếu với sổ dân cư", "Compared with the population register")
_PEOPLE, _DOSES = Message("Người", "People"), Message("Mũi tiêm", "Doses")
_OF_ALL = Message("trên tổng", "of all")
_PER_PERSON = Message("mũi/người", "per person")
_FOOT = Message(
    "“Sai” theo trường tính trên số sai; một hồ sơ có thể sai nhiều trường. Tử số, mẫu số và định "
    "nghĩa của mọi số liệu: --format csv, json hoặc xlsx.",
    "“Wrong” by field is of all wrong; one profile may be wrong in several. Numerator, denominator "
    "and definition of every figure: --format csv, json or xlsx.",
)


def print_report(report: RunReport, language: str, deadline: date | None = None) -> None:
    """Print the report of one level of places on the terminal, or as plain text elsewhere."""
    console = Console(highlight=False)
    if console.is_terminal:
        console.width = max(console.width, _LEAST_WIDTH)
        bars = console.width >= _BARS_FROM
        console.print(report_view(report, language, bars, deadline))
    else:
        print(plain_report(report, language, deadline), end="")


def plain_report(report: RunReport, language: str, deadline: date | None = None) -> str:
    """The report as text without colours."""
    text = StringIO()
    view = report_view(report, language, deadline=deadline)
    Console(file=text, width=WIDTH, highlight=False).print(view)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def report_view(
    report: RunReport, language: str, bars: bool = True, deadline: date | None = None
) -> RenderableType:
    """The report as something rich can print; without bars it is narrower."""
    about = _AS_OF.said_in(language).format(as_of=report.as_of.isoformat(), run=report.run_id)
    title = Text.assemble((_TITLE.said_in(language), "bold"), "\n", (about, "dim"), "\n")
    if report.level != "nation":
        people = people_by_place(report, language, bars)
        return Group(title, *people, *entry_by_place(report, language, bars))
    foot = Text("\n" + _FOOT.said_in(language), style="dim")
    return Group(title, *_sections(report, language, bars, deadline), foot)


def _sections(
    report: RunReport, language: str, bars: bool, deadline: date | None
) -> Iterable[RenderableType]:
    people = next(iter(headlines(report.figures).values()))
    sections = story(report.figures, deadline)
    first = [section for section in sections if section.id == BEFORE_PEOPLE]
    for section in first:
        yield section_view(section, language, bars)
    if first:
        yield Text("\n" + _PEOPLE_TITLE.said_in(language), style="bold cyan")
    yield _headline_table(people, language, bars)
    for section in sections:
        if section.id != BEFORE_PEOPLE:
            yield section_view(section, language, bars)


def _headline_table(rows: Iterable[HeadlineRow], language: str, bars: bool) -> Table:
    table = plain_table()
    table.add_column("")
    for heading in (_PEOPLE, _OF_ALL):
        table.add_column(heading.said_in(language), justify="right", no_wrap=True)
    if bars:
        table.add_column("", no_wrap=True)
    for heading in (_DOSES, _OF_ALL, _PER_PERSON):
        table.add_column(heading.said_in(language), justify="right", no_wrap=True)
    for row in rows:
        if row.id in ("number_present", "verdict_verified"):
            table.add_row()
        cells = _headline_cells(row, language, bars)
        table.add_row(*cells, style="bold" if row.depth == 0 else "")
    return table


def _headline_cells(row: HeadlineRow, language: str, bars: bool) -> tuple[RenderableType, ...]:
    people, doses = row.people, row.doses
    return (
        Padding(Text(row.label.said_in(language)), (0, 0, 0, 2 * row.depth)),
        count_text(people.numerator, language),
        share_text(people.fraction, language),
        *([share_bar(people.fraction, _colour(row.id))] if bars else []),
        count_text(doses.numerator, language),
        share_text(doses.fraction, language),
        per_person_text(doses.numerator, people.numerator, language),
    )


def _colour(row_id: str) -> str:
    for part, colour in (
        ("verified", "green"),
        ("unidentified", "red"),
        ("mismatch", "yellow"),
        ("wrong_", "yellow"),
    ):
        if part in row_id:
            return colour
    return "blue"
