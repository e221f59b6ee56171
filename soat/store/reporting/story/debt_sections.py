"""When the debt of doses given and not entered will be gone, and whether that is in time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from soat.engine.measure.headline import Figure
from soat.model.messages import Message
from soat.store.reporting.numerals import days_text
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import NOT_KNOWN, Column, Line, Section, Shown

DEBT = "entry_debt_to_zero"
_NEVER = Message("không bao giờ với nhịp này", "never at this pace")
_ENDS = {
    "likely": Message("Nhiều khả năng hết nợ sau", "The debt is likely to be gone in"),
    "low": Message("sớm nhất (80 %)", "at the earliest (80 %)"),
    "high": Message("muộn nhất (80 %)", "at the latest (80 %)"),
}


def debt_section(place: FiguresOfPlace, deadline: date | None) -> Section:
    """The unentered doses, when they will be gone, and whether that is in time."""
    ends = {value: place.figure(DEBT, value) for value in _ENDS}
    likely = ends["likely"]
    debt = None if likely is None else replace(likely, numerator=likely.denominator, value="open")
    lines = [Line(Message("Mũi còn nợ", "Doses still owed"), (debt, None), strong=True)]
    unknown = _NEVER if debt_known(likely) else NOT_KNOWN
    for value, label in _ENDS.items():
        depth = 0 if value == "likely" else 1
        lines.append(Line(label, (None, ends[value]), depth, depth == 0, unknown=unknown))
    title = Message("Nợ nhập liệu và ngày hết nợ", "The debt of entry, and its end")
    columns = (
        Column(Message("Mũi tiêm", "Doses"), Shown.COUNT, 0),
        Column(Message("Số ngày", "Days"), Shown.DAYS, 1),
    )
    notes = (*_end_dates(ends), *deadline_verdict(likely, ends["high"], deadline))
    return Section("debt", title, columns, tuple(lines), notes)


def debt_known(likely: Figure | None) -> bool:
    """Whether it is known how many doses are owed: without daily reports it is not."""
    return likely is not None and likely.denominator is not None


def _end_dates(ends: Mapping[str, Figure | None]) -> Iterable[Message]:
    days = {value: end_date(figure) for value, figure in ends.items()}
    if days["likely"] is not None:
        told = {value: day.isoformat() if day else "…" for value, day in days.items()}
        yield _ENDS_ON.filled(**told)


def end_date(figure: Figure | None) -> date | None:
    """The day on which the debt is gone; None when never."""
    if figure is None or figure.numerator is None:
        return None
    return figure.as_of + timedelta(days=figure.numerator)


_ENDS_ON = Message(
    "Ngày hết nợ: {likely} (80 %: từ {low} đến {high}).",
    "The debt ends on {likely} (80 %: from {low} to {high}).",
)


def deadline_verdict(
    likely: Figure | None, high: Figure | None, deadline: date | None
) -> tuple[Message, ...]:
    """The projection held against the deadline, in one sentence; none without either."""
    if deadline is None or likely is None or not debt_known(likely):
        return ()
    left = (deadline - likely.as_of).days
    latest = None if high is None else high.numerator
    if likely.numerator is None:
        told = _AT_THIS_PACE
    elif likely.numerator > left:
        told = _with_days(_LATE, likely.numerator - left)
    elif latest is not None and latest <= left:
        told = _with_days(_IN_TIME, left - likely.numerator)
    else:
        told = _JUST
    on = deadline.isoformat()
    said = Message(
        f"Hạn {on} (còn {days_text(left, 'vi')})", f"Deadline {on} ({days_text(left, 'en')})"
    )
    return (Message(f"{said.vi}: {told.vi}", f"{said.en}: {told.en}"),)


def _with_days(sentence: Message, days: int) -> Message:
    vi, en = (days_text(days, language) for language in ("vi", "en"))
    return Message(sentence.vi.format(days=vi), sentence.en.format(days=en))


_AT_THIS_PACE = Message(
    "không kịp: với nhịp này nợ không hết.", "missed: at this pace it never ends."
)
_LATE = Message("trễ khoảng {days}.", "about {days} late.")
_IN_TIME = Message(
    "kịp, sớm {days}; chắc cả khi chậm nhất.",
    "in time, {days} early; so even at the slowest.",
)
_JUST = Message(
    "nhiều khả năng kịp, nhưng không chắc: khi chậm nhất sẽ trễ.",
    "likely in time, but not surely: at the slowest it is late.",
)
