"""Places on the terminal: how their people compare, and how far their doses are entered."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from soat.cli.bars import share_bar, stacked_bar
from soat.cli.section_view import more_lines, plain_table
from soat.engine.measure.headline import HeadlineRow
from soat.model.messages import Message
from soat.store.reporting.numerals import count_text, share_text
from soat.store.reporting.place_columns import BY_ID, figures_by_place
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import Place, headlines
from soat.store.reporting.story.cells import cell_text
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Line, fraction_of

MOST_PLACES = 70
_NOT_IN_LIST = Message("(không có trong danh mục)", "(in no list of places)")
_UNKNOWN = Message("Không rõ nơi thường trú", "Residence unknown")
_UNKNOWN_SITE = Message("Không rõ nơi tiêm", "Place of dose unknown")
_PLACE = Message("Địa bàn", "Place")
_PEOPLE_HEADINGS = (
    _PLACE,
    Message("Hồ sơ", "Profiles"),
    Message("Đúng ▪ sai ▪ không rõ", "Verified ▪ wrong ▪ unknown"),
    Message("Đúng", "Verified"),
    Message("Sai", "Wrong"),
    Message("Không xác định", "Unidentified"),
    Message("Mũi tiêm", "Doses"),
)
_BAR_AT = 2
_ENTRY = ("reported", "counted", "never_entered", "never_entered_share", "within_rule")


def people_by_place(report: RunReport, language: str, bars: bool) -> Iterable[RenderableType]:
    """The comparison with the register, the place with the most to do first."""
    table = plain_table()
    for index, heading in enumerate(_PEOPLE_HEADINGS):
        left = index in (0, _BAR_AT)
        if index == _BAR_AT and not bars:
            continue
        table.add_column(
            heading.said_in(language), justify="left" if left else "right", no_wrap=index != 0
        )
    places = [
        place
        for place in headlines(report.figures).items()
        if place[0][0] == report.level and place[1][0].people.numerator
    ]
    places.sort(key=_most_to_do)
    for place, rows in places[:MOST_PLACES]:
        table.add_row(*_people_cells(place, rows, language, bars))
    yield table
    if len(places) > MOST_PLACES:
        yield more_lines(len(places) - MOST_PLACES, language)


def _most_to_do(place: tuple[Place, tuple[HeadlineRow, ...]]) -> tuple[int, Place]:
    by_id = {row.id: row.people.numerator for row in place[1]}
    return -(by_id["verdict_mismatch"] + by_id["verdict_unidentified"]), place[0]


def _people_cells(
    place: Place, rows: tuple[HeadlineRow, ...], language: str, bars: bool
) -> tuple[RenderableType, ...]:
    by_id = {row.id: row for row in rows}
    verdicts = [by_id[f"verdict_{v}"].people for v in ("verified", "mismatch", "unidentified")]
    return (
        place_text(place, _UNKNOWN, language),
        count_text(by_id["sent"].people.numerator, language),
        *([stacked_bar([verdict.fraction or 0.0 for verdict in verdicts])] if bars else []),
        share_text(verdicts[0].fraction, language),
        count_text(verdicts[1].numerator, language),
        count_text(verdicts[2].numerator, language),
        count_text(by_id["sent"].doses.numerator, language),
    )


def entry_by_place(report: RunReport, language: str, bars: bool) -> Iterable[RenderableType]:
    """Given, recorded and never entered by place of dose, the worst share first."""
    places = figures_by_place(report.figures)
    told = {place: found for place, found in places.items() if _reported(found)}
    if not told:
        return
    table = plain_table()
    table.add_column(_PLACE.said_in(language))
    for column_id in _ENTRY:
        heading = BY_ID[column_id].heading.said_in(language)
        table.add_column(heading, justify="right", no_wrap=True)
    if bars:
        table.add_column("")
    for place, found in sorted(told.items(), key=_most_missing)[:MOST_PLACES]:
        table.add_row(*_entry_cells(place, found, language, bars))
    yield Text("\n" + _ENTRY_TITLE.said_in(language), style="bold cyan")
    yield table
    if len(told) > MOST_PLACES:
        yield more_lines(len(told) - MOST_PLACES, language)


_ENTRY_TITLE = Message("Nhập liệu, theo nơi tiêm", "Entry, by place of dose")


def _reported(place: FiguresOfPlace) -> bool:
    figure = BY_ID["reported"].figure(place)
    return figure is not None and figure.numerator is not None


def _most_missing(place: tuple[Place, FiguresOfPlace]) -> tuple[float, Place]:
    return -(fraction_of(BY_ID["never_entered"].figure(place[1])) or 0.0), place[0]


def _entry_cells(
    place: Place, found: FiguresOfPlace, language: str, bars: bool
) -> tuple[RenderableType, ...]:
    texts = []
    for column_id in _ENTRY:
        column = BY_ID[column_id]
        figure = column.figure(found)
        texts.append(cell_text(Line(column.heading, (figure,)), figure, column.shown, language))
    within = fraction_of(BY_ID["within_rule"].figure(found))
    bar = [share_bar(within, "green")] if bars else []
    return (place_text(place, _UNKNOWN_SITE, language), *texts, *bar)


def place_text(place: Place, unknown: Message, language: str) -> str:
    """The code and name of a place."""
    level, epoch, code = place
    if not epoch:
        return unknown.said_in(language)
    return f"{code} {place_name(level, epoch, code) or _NOT_IN_LIST.said_in(language)}"
