"""The pictures of doses given, recorded and owed, and of how late they are entered."""

from collections.abc import Iterable
from datetime import date

from soat.model.dose_lists import DelayBucket
from soat.model.messages import Message
from soat.store.reporting.html.picture_parts import Picture, said, series_of
from soat.store.reporting.story.debt_sections import DEBT
from soat.store.reporting.story.entry_sections import ENTRY, EXPLAINED
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Tone, fraction_of
from soat.store.reporting.story.time_sections import DELAY, WITHIN_RULE, tone_of_delay


def gap_picture(place: FiguresOfPlace) -> Picture | None:
    """From the doses reported to the doses recorded, step by step; none without reports."""
    reported = place.figure(ENTRY, "reported")
    if reported is None or not reported.numerator:
        return None
    steps = _gap_steps(place)
    bars, at = [_bar(_GIVEN, 0, reported.numerator, Tone.PLAIN)], reported.numerator
    for label, change, tone in steps:
        if change:
            bars.append(_bar(label, at, at + change, tone))
            at += change
    bars.append(_bar(_RECORDED, 0, _count(place, "counted"), Tone.GOOD))
    return {"kind": "waterfall", "bars": bars, "label": said(_GAP_LABEL)}


_GIVEN = Message("Đã tiêm (báo cáo)", "Given (reported)")
_RECORDED = Message("Đã ghi từng mũi", "Recorded")
_GAP_LABEL = Message(
    "Từ số mũi đã báo cáo đến số mũi đã ghi", "From the doses reported to the doses recorded"
)


def _gap_steps(place: FiguresOfPlace) -> Iterable[tuple[Message, int, Tone]]:
    explained = place.together(ENTRY, EXPLAINED)
    elsewhere = (explained.numerator or 0) if explained else 0
    yield Message("chưa nhập", "never entered"), -_count(place, "never_entered"), Tone.BAD
    yield Message("ghi ở ô khác", "entered in another cell"), -elsewhere, Tone.WATCH
    yield Message("thừa", "in excess"), _count(place, "excess"), Tone.WATCH
    for value, label in (
        ("not_compared", Message("ngày không báo cáo", "days not reported")),
        ("in_doubt", Message("báo cáo đáng ngờ", "reports in doubt")),
    ):
        yield label, _count(place, value), Tone.QUIET


def _count(place: FiguresOfPlace, value: str) -> int:
    figure = place.figure(ENTRY, value)
    return (figure.numerator or 0) if figure else 0


def _bar(label: Message, start: int, end: int, tone: Tone) -> Picture:
    return {"label": said(label), "from": start, "to": end, "tone": tone.value}


def delay_picture(place: FiguresOfPlace) -> Picture | None:
    """Days from giving to entering, as shares."""
    buckets = [(bucket, place.part(DELAY, bucket.value)) for bucket in DelayBucket]
    shown = [(b, f) for b, f in buckets if f and (f.numerator or b is not DelayBucket.UNKNOWN)]
    if not shown:
        return None
    return {
        "kind": "columns",
        "items": [said(bucket.sentence) for bucket, _ in shown],
        "values": [fraction_of(figure) for _, figure in shown],
        "tones": [tone_of_delay(bucket.value).value for bucket, _ in shown],
        "until": len(WITHIN_RULE),
        "until_label": said(Message("hạn 3 ngày", "3-day limit")),
        "label": said(Message("Số ngày từ tiêm đến nhập", "Days from giving to entering")),
    }


def by_day_picture(place: FiguresOfPlace) -> Picture | None:
    """Given and recorded, day by day."""
    given = {figure.value: figure.numerator for figure in place.all_of("given_by_day")}
    recorded = {figure.value: figure.numerator for figure in place.all_of("recorded_by_day")}
    days = sorted({*given, *recorded})
    if not days:
        return None
    lines = (
        (Message("Đã tiêm (báo cáo)", "Given (reported)"), given, Tone.PLAIN),
        (Message("Đã ghi", "Recorded"), recorded, Tone.GOOD),
    )
    return {
        "kind": "lines",
        "days": days,
        "series": [
            series_of(label, [by.get(day) for day in days], tone) for label, by, tone in lines
        ],
        "label": said(Message("Mũi tiêm theo ngày tiêm", "Doses by the day they were given")),
    }


def debt_picture(place: FiguresOfPlace, deadline: date | None) -> Picture | None:
    """The debt of the last days, and the fan of its projection."""
    flows: dict[str, dict[str, int | None]] = {"new": {}, "cleared": {}, "open": {}}
    for figure in place.all_of("entry_debt_by_day"):
        day, _, flow = figure.value.rpartition(".")
        flows.setdefault(flow, {})[day] = figure.numerator
    days = sorted(day for day, owed in flows["open"].items() if owed is not None)
    if not days:
        return None
    ends = {value: place.figure(DEBT, value) for value in ("likely", "low", "high")}
    return {
        "kind": "debt",
        "days": days,
        **{flow: [by_day.get(day) for day in days] for flow, by_day in flows.items()},
        "ends": {value: figure and figure.numerator for value, figure in ends.items()},
        "deadline": deadline and deadline.isoformat(),
        "label": said(Message("Mũi còn nợ và ngày hết nợ", "Doses still owed, and the end")),
    }
