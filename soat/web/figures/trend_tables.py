"""What each loaded run measured of a place, as a table and as lines."""

from collections.abc import Callable, Sequence
from datetime import date

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.numerals import count_text, day_text, share_text
from soat.store.reporting.story.entry_sections import ENTRY
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Line, Shown
from soat.store.reporting.story.time_sections import DELAY, WITHIN_RULE
from soat.web.figures.line_chart import Chart, Series, chart
from soat.web.figures.place_figures import number_of
from soat.web.figures.tables import (
    Heading,
    Kind,
    Row,
    Table,
    figure_cell,
)
from soat.web.figures.work_tables import At

Measured = list[tuple[date, FiguresOfPlace]]
_COLUMNS: tuple[tuple[Message, Shown, Callable[[FiguresOfPlace], Figure | None]], ...] = (
    (Message("Đúng", "Verified"), Shown.COUNT, lambda p: p.part("people_by_verdict", "verified")),
    (
        Message("Đúng %", "Verified %"),
        Shown.SHARE,
        lambda p: p.part("people_by_verdict", "verified"),
    ),
    (Message("Sai", "Wrong"), Shown.COUNT, lambda p: p.part("people_by_verdict", "mismatch")),
    (
        Message("Không xác định", "Unidentified"),
        Shown.COUNT,
        lambda p: p.part("people_by_verdict", "unidentified"),
    ),
    (Message("Đã tiêm", "Given"), Shown.COUNT, lambda p: p.part(ENTRY, "reported")),
    (Message("Đã ghi", "Recorded"), Shown.COUNT, lambda p: p.part(ENTRY, "counted")),
    (Message("Chưa nhập", "Never entered"), Shown.COUNT, lambda p: p.part(ENTRY, "never_entered")),
    (Message("≤ 3 ngày %", "≤ 3 days %"), Shown.SHARE, lambda p: p.together(DELAY, WITHIN_RULE)),
)
_SHARES = (
    (Message("Hồ sơ đúng", "Profiles verified"), "good", 1),
    (Message("Nhập trong 3 ngày", "Entered within 3 days"), "plain", 7),
)
_NEVER_ENTERED = 6


def trend_table(measured: Measured, at: At) -> Table:
    """A line for each run, the latest first."""
    rows = []
    for as_of, place in reversed(measured):
        cells = []
        for heading, shown, figure in _COLUMNS:
            told = figure(place)
            cells.append(figure_cell(Line(heading, (told,)), told, shown, at.language))
        rows.append(Row(day_text(as_of), tuple(cells)))
    return Table(
        "trend",
        at.said("Các lần chạy đã nạp", "The runs that were loaded"),
        at.said("Tính đến ngày", "As of"),
        tuple(
            Heading(
                heading.said_in(at.language), Kind.SHARE if shown is Shown.SHARE else Kind.COUNT
            )
            for heading, shown, _ in _COLUMNS
        ),
        tuple(rows),
        empty=at.said(
            "Chưa nạp lần chạy nào có số liệu của địa bàn này.",
            "No run with figures of this place has been loaded.",
        ),
        more={"full": True},
    )


def trend_charts(measured: Measured, at: At) -> list[Chart]:
    """Shares over runs, and doses never entered over runs."""
    shares = [
        Series(name.said_in(at.language), tone, _numbers(measured, column))
        for name, tone, column in _SHARES
    ]
    never = Series(
        _COLUMNS[_NEVER_ENTERED][0].said_in(at.language), "bad", _numbers(measured, _NEVER_ENTERED)
    )
    drawn = (
        chart(
            at.said("Hồ sơ đúng và nhập đúng hạn", "Verified, and entered in time"),
            shares,
            lambda number: share_text(number, at.language),
            most=1.0,
        ),
        chart(
            at.said("Mũi tiêm chưa nhập", "Doses never entered"),
            [never],
            lambda number: count_text(number, at.language),
        ),
    )
    return [one for one in drawn if one is not None]


def _numbers(measured: Measured, column: int) -> dict[date, float]:
    _, shown, figure = _COLUMNS[column]
    found: dict[date, float] = {}
    for as_of, place in measured:
        told = figure(place)
        number = number_of(told, shown)
        if number is not None:
            found[as_of] = number
    return found


def flow_charts(figures: Sequence[Figure], at: At) -> list[Chart]:
    """The entry debt of the run's last days, day by day."""
    by_kind: dict[str, dict[date, float]] = {}
    for figure in figures:
        day, _, kind = figure.value.partition(".")
        if figure.numerator is not None:
            by_kind.setdefault(kind, {})[date.fromisoformat(day)] = float(figure.numerator)
    words = {
        "new": (at.said("mới nợ", "new"), "bad"),
        "cleared": (at.said("đã trả", "cleared"), "good"),
        "open": (at.said("còn nợ", "open"), "plain"),
    }
    flows = [Series(*words[kind], by_kind.get(kind, {})) for kind in ("new", "cleared")]
    debt = [Series(*words["open"], by_kind.get("open", {}))]
    drawn = (
        chart(
            at.said("Nợ nhập liệu còn lại, mũi tiêm", "Entry debt left, doses"),
            debt,
            lambda number: count_text(number, at.language),
        ),
        chart(
            at.said("Nợ mới và nợ đã trả từng ngày", "New and cleared, day by day"),
            flows,
            lambda number: count_text(number, at.language),
        ),
    )
    return [one for one in drawn if one is not None]
