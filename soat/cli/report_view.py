"""The report on the terminal: the headline with bars, what to correct, and the places."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from soat.cli.bars import share_bar, stacked_bar
from soat.engine.measure.headline import Figure, HeadlineRow
from soat.engine.measure.labels import value_label
from soat.model.messages import Message
from soat.store.reporting.numerals import count_text, per_person_text, share_text
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import Place, headlines

WIDTH = 100
MOST_PLACES = 70
_MOST_VALUES = 12
_LABEL = 62
# Below this there is room for the figures only; below the least, lines are broken by the terminal
# itself: a figure is never cut.
_BARS_FROM, _LEAST_WIDTH = 100, 72
_TITLE = Message("BẢNG TỔNG HỢP ĐỐI CHIẾU DỮ LIỆU TIÊM CHỦNG", "VACCINATION RECORDS COMPARED")
_AS_OF = Message("tính đến ngày {as_of} · lần chạy {run}", "as of {as_of} · run {run}")
_PEOPLE, _DOSES = Message("Người", "People"), Message("Mũi tiêm", "Doses")
_OF_ALL = Message("trên tổng", "of all")
_PER_PERSON = Message("mũi/người", "per person")
_SECTIONS = {
    "people_by_tier": Message("Ai được sửa (người)", "Who may correct it (people)"),
    "people_by_repair": Message(
        "Cần sửa gì (người, trên số người có trường cần sửa)",
        "What is to be corrected (people, of those with a field to correct)",
    ),
    "people_by_rule": Message("Căn cứ kết luận (người)", "What settled it (people)"),
    "rows_by_outcome": Message("Dòng đầu vào", "Input rows"),
}
_MORE = Message(
    "… còn {n} dòng nữa: soat report --format csv", "… {n} more: soat report --format csv"
)
_FOOT = Message(
    "“Sai” theo trường tính trên số sai; một hồ sơ có thể sai nhiều trường. Tử số, mẫu số và định "
    "nghĩa của mọi số liệu: --format csv, json hoặc xlsx.",
    "“Wrong” by field is of all wrong; one profile may be wrong in several. Numerator, denominator "
    "and definition of every figure: --format csv, json or xlsx.",
)
_NOT_IN_LIST = Message("(không có trong danh mục)", "(in no list of places)")
_UNKNOWN = Message("Không rõ nơi thường trú", "Residence unknown")
_PLACE_HEADINGS = (
    Message("Địa bàn", "Place"),
    Message("Hồ sơ", "Profiles"),
    Message("Đúng ▪ sai ▪ không rõ", "Verified ▪ wrong ▪ unknown"),
    Message("Đúng", "Verified"),
    Message("Sai", "Wrong"),
    Message("Không xác định", "Unidentified"),
    Message("Mũi tiêm", "Doses"),
)
_BAR_AT = 2


def print_report(report: RunReport, language: str) -> None:
    """Print the report of one level of places on the terminal, or as plain text elsewhere."""
    console = Console(highlight=False)
    if console.is_terminal:
        console.width = max(console.width, _LEAST_WIDTH)
        console.print(report_view(report, language, bars=console.width >= _BARS_FROM))
    else:
        print(plain_report(report, language), end="")


def plain_report(report: RunReport, language: str) -> str:
    """The report as text without colours."""
    text = StringIO()
    Console(file=text, width=WIDTH, highlight=False).print(report_view(report, language))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def report_view(report: RunReport, language: str, bars: bool = True) -> RenderableType:
    """The report as something rich can print; without bars it is narrower."""
    about = _AS_OF.said_in(language).format(as_of=report.as_of.isoformat(), run=report.run_id)
    title = Text.assemble((_TITLE.said_in(language), "bold"), "\n", (about, "dim"), "\n")
    if report.level != "nation":
        return Group(title, *_places(report, language, bars))
    nation = next(iter(headlines(report.figures).values()))
    sections = [_section(report.figures, name, language, bars) for name in _SECTIONS]
    foot = Text("\n" + _FOOT.said_in(language), style="dim")
    return Group(title, _headline_table(nation, language, bars), *sections, foot)


def _table(show_header: bool = True) -> Table:
    # Only a column that may wrap is made narrower when the room runs out: the labels, not figures.
    return Table(
        box=None, pad_edge=False, padding=(0, 1), header_style="bold", show_header=show_header
    )


def _headline_table(rows: Iterable[HeadlineRow], language: str, bars: bool) -> Table:
    table = _table()
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


def _section(
    figures: Iterable[Figure], definition_id: str, language: str, bars: bool
) -> RenderableType:
    rows = [figure for figure in figures if figure.definition_id == definition_id]
    rows.sort(key=lambda figure: (-figure.numerator, figure.value))
    table = _table(show_header=False)
    table.add_column(width=_LABEL if bars else _LABEL - 12)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for row in rows[:_MOST_VALUES]:
        share = row.numerator / row.denominator if row.denominator else None
        table.add_row(
            Padding(Text(value_label(row.dimension, row.value).said_in(language)), (0, 0, 0, 2)),
            count_text(row.numerator, language),
            share_text(share, language),
            *([share_bar(share, "blue")] if bars else []),
        )
    title = Text("\n" + _SECTIONS[definition_id].said_in(language), style="bold")
    more = len(rows) - _MOST_VALUES
    return Group(title, table, _more(more, language)) if more > 0 else Group(title, table)


def _places(report: RunReport, language: str, bars: bool) -> Iterable[RenderableType]:
    table = _table()
    for index, heading in enumerate(_PLACE_HEADINGS):
        left = index in (0, _BAR_AT)
        if index == _BAR_AT and not bars:
            continue
        table.add_column(
            heading.said_in(language), justify="left" if left else "right", no_wrap=index != 0
        )
    places = [place for place in headlines(report.figures).items() if place[0][0] == report.level]
    places.sort(key=_most_to_do)
    for place, rows in places[:MOST_PLACES]:
        table.add_row(*_place_cells(place, rows, language, bars))
    yield table
    if len(places) > MOST_PLACES:
        yield _more(len(places) - MOST_PLACES, language)


def _most_to_do(place: tuple[Place, tuple[HeadlineRow, ...]]) -> tuple[int, Place]:
    by_id = {row.id: row.people.numerator for row in place[1]}
    return -(by_id["verdict_mismatch"] + by_id["verdict_unidentified"]), place[0]


def _place_cells(
    place: Place, rows: tuple[HeadlineRow, ...], language: str, bars: bool
) -> tuple[RenderableType, ...]:
    by_id = {row.id: row for row in rows}
    verdicts = [by_id[f"verdict_{v}"].people for v in ("verified", "mismatch", "unidentified")]
    return (
        _place_text(place, language),
        count_text(by_id["sent"].people.numerator, language),
        *([stacked_bar([verdict.fraction or 0.0 for verdict in verdicts])] if bars else []),
        share_text(verdicts[0].fraction, language),
        count_text(verdicts[1].numerator, language),
        count_text(verdicts[2].numerator, language),
        count_text(by_id["sent"].doses.numerator, language),
    )


def _place_text(place: Place, language: str) -> str:
    level, epoch, code = place
    if not epoch:
        return _UNKNOWN.said_in(language)
    return f"{code} {place_name(level, epoch, code) or _NOT_IN_LIST.said_in(language)}"


def _more(count: int, language: str) -> Text:
    return Text("  " + _MORE.said_in(language).format(n=count), style="dim")
