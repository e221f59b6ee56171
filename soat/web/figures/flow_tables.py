"""The flow of days, when no case will be left, and the lists by state and deadline."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from soat.casework.figures.work import ListsInState
from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.model.review_lists import ListState
from soat.review.debt_law import Flow, Projection
from soat.review.work_figures import CASE_DEBT_TO_ZERO, CASES_BY_DAY, LISTS_BY_STATE
from soat.store.reporting.numerals import count_text, day_text, pace_text
from soat.store.reporting.story.debt_sections import deadline_verdict
from soat.store.reporting.story.lines import Column, Line, Section, Shown
from soat.web.figures.line_chart import Chart, Series, chart
from soat.web.figures.tables import (
    Heading,
    Row,
    Table,
    count_cell,
    no_records,
    table_of,
)
from soat.web.figures.work_tables import At

DAYS_SHOWN = 28
_NEVER = Message("không bao giờ với nhịp này", "never at this pace")
_ENDS = {
    "likely": Message("Nhiều khả năng hết sau", "Likely to be done in"),
    "low": Message("sớm nhất (80 %)", "at the earliest (80 %)"),
    "high": Message("muộn nhất (80 %)", "at the latest (80 %)"),
}
_TOO_EARLY = Message(
    "Chưa qua ngày làm việc trọn nào từ khi nạp dữ liệu, nên chưa dự báo được. Hãy xem lại "
    "ngày mai.",
    "No whole day has passed since the data came in, so nothing can be foretold. Look again "
    "tomorrow.",
)
_PACE = Message(
    "Nhịp: {pace} hồ sơ xong mỗi ngày (đã trừ hồ sơ mới), tính từ {days} ngày trọn gần nhất.",
    "Pace: {pace} cases settled a day (new ones taken off), of the last {days} whole days.",
)
_NO_INTERVAL = Message(
    "Chưa đủ 4 tuần nên chưa nói được sớm nhất và muộn nhất.",
    "Before four weeks have passed nothing can be said of soonest and latest.",
)
_NO_DEADLINE = Message(
    "Chưa có danh sách nào đang làm có thời hạn, nên không có hạn để so.",
    "No list under way has a deadline to hold this against.",
)


def debt_table(told: Projection | None, deadline: date | None, at: At) -> Table:
    """The cases still open, when none will be left, and whether that is in time."""
    open_now = told.open_now if told else 0
    still = Line(
        Message("Hồ sơ chưa xong", "Cases still open"),
        (at.figure(CASE_DEBT_TO_ZERO.id, "open", open_now, None), None),
        strong=True,
    )
    ends = dict(_ends(told, at))
    lines = [still, *(_end(value, figure) for value, figure in ends.items())]
    notes = _notes(told, at) + deadline_verdict(ends.get("likely"), ends.get("high"), deadline)
    section = Section(
        "case_debt",
        Message("Còn bao nhiêu, khi nào hết", "What is left, and when it ends"),
        (
            Column(Message("Hồ sơ", "Cases"), Shown.COUNT, 0),
            Column(Message("Số ngày", "Days"), Shown.DAYS, 1),
        ),
        tuple(lines),
        notes if deadline else (*notes, _NO_DEADLINE),
    )
    return table_of(section, at.said("Chỉ tiêu", "Line"), at.language, no_records)


def _end(value: str, figure: Figure) -> Line:
    first = value == "likely"
    return Line(_ENDS[value], (None, figure), 0 if first else 1, first, unknown=_NEVER)


def _ends(told: Projection | None, at: At) -> Iterable[tuple[str, Figure]]:
    if told is None or not told.days_seen:
        return
    known = ("likely", "low", "high") if told.interval else ("likely",)
    for value in known:
        days = getattr(told, value)
        yield value, at.figure(CASE_DEBT_TO_ZERO.id, value, days, told.open_now)


def _notes(told: Projection | None, at: At) -> tuple[Message, ...]:
    if told is None or told.pace is None:
        return (_TOO_EARLY,)
    said = _PACE.filled(pace=pace_text(told.pace, at.language), days=told.days_seen)
    return (said, *_end_day(told, at.day), *(() if told.interval else (_NO_INTERVAL,)))


def _end_day(told: Projection, day: date) -> tuple[Message, ...]:
    if told.likely is None:
        return ()
    end = (day + timedelta(days=told.likely)).isoformat()
    return (Message(f"Ngày dự kiến hết: {end}.", f"Expected to end on {end}."),)


def days_table(flows: Mapping[date, Flow], at: At) -> Table:
    """What came up and what was settled on each of the last days, the latest first."""
    rows = tuple(_day(day, flows[day], at) for day in sorted(flows, reverse=True)[:DAYS_SHOWN])
    return Table(
        "days",
        at.said("Từng ngày", "Day by day"),
        at.said("Ngày", "Day"),
        (
            Heading(at.said("Xong", "Settled")),
            Heading(at.said("Mới phát sinh", "Came up")),
            Heading(at.said("Giảm được", "Net")),
        ),
        rows,
        empty=at.said(
            "Chưa có hồ sơ nào được xử lý hay phát sinh trong 28 ngày qua.",
            "No case was settled or came up in the last 28 days.",
        ),
    )


def _day(day: date, flow: Flow, at: At) -> Row:
    new, cleared = flow
    cells = (("cleared", cleared), ("new", new), ("net", cleared - new))
    return Row(
        day_text(day),
        tuple(
            count_cell(
                count,
                at.language,
                at.figure(CASES_BY_DAY.id, f"{day.isoformat()}.{name}", count, None),
            )
            for name, count in cells
        ),
    )


def lists_table(lists: Iterable[ListsInState], at: At) -> Table:
    """Work lists by state, and how their deadlines stand."""
    told = list(lists)
    total = sum(one.lists for one in told)
    headings = (
        at.said("Danh sách", "Lists"),
        at.said("quá hạn", "overdue"),
        at.said("còn ≤ 7 ngày", "≤ 7 days left"),
        at.said("còn > 7 ngày", "> 7 days left"),
        at.said("không đặt hạn", "no deadline"),
    )
    return Table(
        "lists",
        at.said("Danh sách rà soát theo trạng thái và thời hạn", "Work lists by state, deadline"),
        at.said("Trạng thái", "State"),
        tuple(Heading(text) for text in headings),
        tuple(_lists(one, total, at) for one in told),
        empty=at.said(
            "Chưa lập danh sách rà soát nào trong địa bàn này.",
            "No work list has been made within this place.",
        ),
    )


def _lists(one: ListsInState, total: int, at: At) -> Row:
    """Those that are done have no deadline to keep."""
    sentences = {state.value: state.sentence.said_in(at.language) for state in ListState}
    cells = []
    for name in ("lists", "overdue", "due_soon", "later", "without"):
        if one.done and name != "lists":
            cells.append(count_cell(None, at.language))
            continue
        count = getattr(one, name)
        figure = at.figure(LISTS_BY_STATE.id, f"{one.state}.{name}", count, total)
        cells.append(count_cell(count, at.language, figure))
    return Row(sentences.get(one.state, one.state), tuple(cells))


def work_charts(flows: Mapping[date, Flow], open_now: int, at: At) -> list[Chart]:
    """Cases settled and come up each day, and how many stood open at each day's end."""
    days = [at.day - timedelta(days=back) for back in range(DAYS_SHOWN)]
    if not any(day in flows for day in days):
        return []
    moved = {day: flows.get(day, (0, 0)) for day in days}
    left: dict[date, float] = {}
    standing = open_now
    for day in days:
        left[day] = standing
        standing += moved[day][1] - moved[day][0]
    drawn = (
        chart(
            at.said("Hồ sơ xong và mới phát sinh từng ngày", "Cases settled and come up, by day"),
            [
                Series(at.said("xong", "settled"), "good", {d: moved[d][1] for d in days}),
                Series(at.said("mới phát sinh", "came up"), "bad", {d: moved[d][0] for d in days}),
            ],
            lambda number: count_text(number, at.language),
        ),
        chart(
            at.said("Hồ sơ chưa xong cuối mỗi ngày", "Cases open at the end of each day"),
            [Series(at.said("chưa xong", "open"), "plain", left)],
            lambda number: count_text(number, at.language),
        ),
    )
    return [one for one in drawn if one is not None]
