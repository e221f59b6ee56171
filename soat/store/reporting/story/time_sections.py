"""How late doses are entered, and when the debt of unentered doses will be gone."""

from collections.abc import Iterable

from soat.model.dose_lists import DelayBucket
from soat.model.messages import Message
from soat.store.reporting.story.entry_sections import reports_given
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Column, Line, Section, Shown, Tone

DELAY = "doses_by_delay"
SAME_DAY = (DelayBucket.SAME_DAY.value,)
WITHIN_RULE = (*SAME_DAY, DelayBucket.DAY_1.value, DelayBucket.DAYS_2_3.value)
NOT_ENTERED_YET = Message("mũi ở mức này chưa nhập", "that dose is not entered yet")
_DOSES = Message("Mũi tiêm", "Doses")
_GIVEN = Message("trên số đã tiêm", "of given")
_BLANK = Message("", "")
_RULE = Message(
    "Quy định: nhập ngay trong ngày, chậm nhất 2–3 ngày. Tính theo ngày tiêm; mũi chỉ có trong "
    "báo cáo ngày tính là chưa nhập.",
    "The rule: entered the same day, at most 2–3 days late. By the day of the dose; doses known "
    "only from the daily reports count as not entered.",
)
_RECENT = Message(
    "Ba ngày gần nhất chưa đủ số liệu, để riêng.", "The last three days are not complete yet."
)
_ENTERED_ONLY = Message(
    "Không có báo cáo ngày: chỉ tính mũi đã nhập, nên nhanh hơn thực tế.",
    "Without daily reports only entered doses are counted: faster than it really is.",
)
_NOT_THERE_YET = Message("chưa có", "not yet")
_CLOCKS = {
    "received": Message("từ tiêm đến nhập", "given to entered"),
    "accepted": Message("từ nhập đến được nhận", "entered to accepted"),
    "verified": Message("từ được nhận đến đã xác minh", "accepted to verified"),
    "signed": Message("từ xác minh đến ký", "verified to signed"),
}


def tone_of_delay(bucket: str) -> Tone:
    """Within the rule, late, or not there at all."""
    if bucket in WITHIN_RULE:
        return Tone.GOOD
    if bucket == DelayBucket.UNKNOWN.value:
        return Tone.QUIET
    return Tone.BAD if bucket == DelayBucket.NOT_ENTERED.value else Tone.WATCH


def delay_section(place: FiguresOfPlace) -> Section:
    """The days from giving a dose to entering it, against the rule."""
    columns = (
        Column(_DOSES, Shown.COUNT),
        Column(_GIVEN, Shown.SHARE),
        Column(_BLANK, Shown.BAR),
    )
    lines = (*_delay_summary(place), *_delay_buckets(place))
    title = Message("Nhập chậm bao lâu", "How late doses are entered")
    notes = (_RULE, _RECENT) if reports_given(place) else (_RULE, _ENTERED_ONLY, _RECENT)
    return Section("delay", title, columns, lines, notes)


def _delay_summary(place: FiguresOfPlace) -> Iterable[Line]:
    for values, label, tone in (
        (SAME_DAY, Message("Nhập trong ngày", "Entered the same day"), Tone.GOOD),
        (WITHIN_RULE, Message("Nhập trong 3 ngày", "Entered within 3 days"), Tone.GOOD),
    ):
        yield Line(label, (place.together(DELAY, values),), strong=True, tone=tone)


def _delay_buckets(place: FiguresOfPlace) -> Iterable[Line]:
    for bucket in DelayBucket:
        figure = place.part(DELAY, bucket.value)
        if figure is not None and (figure.numerator or bucket is not DelayBucket.UNKNOWN):
            yield Line(bucket.sentence, (figure,), 1, tone=tone_of_delay(bucket.value))
    recent = place.together("doses_by_delay_recent", WITHIN_RULE)
    label = Message("3 ngày gần nhất: đã nhập", "Last 3 days: entered so far")
    yield Line(label, (recent,), tone=Tone.QUIET)


def days_section(place: FiguresOfPlace) -> Section:
    """Median and 90 %: days to entry, and the four clocks."""
    half, most = Message("Trung vị", "Median"), Message("90 % mũi", "90 % of doses")
    every = Message(
        "Từ tiêm đến nhập, kể cả mũi chưa nhập", "Given to entered, unentered doses too"
    )
    entered = Message("Từ tiêm đến nhập, chỉ mũi đã nhập", "Given to entered, entered doses only")
    first = Line(
        every if reports_given(place) else entered,
        tuple(place.figure("days_to_entry", value) for value in ("median", "p90")),
        strong=True,
        unknown=NOT_ENTERED_YET,
    )
    columns = (Column(half, Shown.DAYS, 0), Column(most, Shown.DAYS, 1))
    title = Message("Bốn đồng hồ", "The four clocks")
    return Section("clocks", title, columns, (first, *_clock_lines(place)))


def _clock_lines(place: FiguresOfPlace) -> Iterable[Line]:
    for clock, label in _CLOCKS.items():
        figures = tuple(
            place.figure("days_by_clock", f"{clock}.{rank}") for rank in ("median", "p90")
        )
        yield Line(label, figures, 1, unknown=_NOT_THERE_YET)
