"""Doses given, doses recorded, and what is missing between them."""

from collections.abc import Iterable
from dataclasses import replace

from soat.model.dose_lists import DoseState, Explanation
from soat.model.messages import Message
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Column, Line, Section, Shown, Tone

ENTRY = "doses_by_entry"
EXPLAINED = tuple(f"explained_{explanation.value}" for explanation in Explanation)

_DOSES = Message("Mũi tiêm", "Doses")
_OF_REPORTED = Message("trên số đã báo cáo", "of reported")
_SHARE_OF_ROWS = Message("trên số dòng", "of rows")
_BLANK = Message("", "")
_COLUMNS = (
    Column(_DOSES, Shown.COUNT),
    Column(_OF_REPORTED, Shown.SHARE),
    Column(_BLANK, Shown.BAR),
)
_NO_REPORTS = Message(
    "Không có báo cáo ngày nên chưa biết còn thiếu bao nhiêu mũi: thêm --daily-reports khi chạy.",
    "Without daily reports the gap is not known: give --daily-reports to the run.",
)
_NEVER_NETTED = Message(
    "Thiếu và thừa được cộng riêng, không bù trừ giữa các ô (cơ sở, ngày, vắc xin, mũi, nhóm "
    "tuổi).",
    "Missing and excess are added up apart, never netted across cells (site, day, product, dose, "
    "age group).",
)


def entry_section(place: FiguresOfPlace) -> Section:
    """Given, recorded, and the gap between them by its kind."""
    return Section(
        "entry",
        Message("Đã tiêm, đã ghi, còn thiếu", "Given, recorded, missing"),
        _COLUMNS,
        tuple(_entry_lines(place)),
        (_NEVER_NETTED if reports_given(place) else _NO_REPORTS,),
    )


def reports_given(place: FiguresOfPlace) -> bool:
    """Whether it is known how many doses were given."""
    reported = place.figure(ENTRY, "reported")
    return reported is not None and reported.numerator is not None


def _entry_lines(place: FiguresOfPlace) -> Iterable[Line]:
    def line(vi: str, en: str, value: str, tone: Tone = Tone.PLAIN, depth: int = 0) -> Line:
        figure = place.part(ENTRY, value)
        return Line(Message(vi, en), (figure,), depth, strong=depth == 0, tone=tone)

    yield line("Đã tiêm theo báo cáo ngày", "Given, as reported daily", "reported")
    yield line("Đã ghi, tính theo dòng", "Recorded, counted by rows", "recorded")
    yield line("trong đó mũi tiêm thật", "of these real doses", "counted", Tone.GOOD, 1)
    yield _difference(place)
    yield line("Thiếu so với báo cáo", "Missing against the reports", "missing", Tone.WATCH)
    yield line("chưa nhập", "never entered", "never_entered", Tone.BAD, 1)
    yield line("đã nhập ở ô khác", "entered in another cell", "explained", Tone.WATCH, 1)
    yield from _explained_lines(place)
    yield line("Thừa so với báo cáo", "In excess of the reports", "excess", Tone.WATCH)
    yield line("chưa giải thích được", "not explained", "excess_unexplained", Tone.WATCH, 1)
    yield line("Thiếu trừ thừa", "Missing less excess", "net")
    yield line("Ghi ở ngày không có báo cáo", "Recorded where nothing was reported", "not_compared")
    yield line("Ở báo cáo đáng ngờ", "In reports that are in doubt", "in_doubt")


def _difference(place: FiguresOfPlace) -> Line:
    """The two totals subtracted, as ministries state the gap: less than what was never entered."""
    label = Message("Báo cáo trừ số dòng đã ghi", "Reported less rows recorded")
    reported, recorded = place.part(ENTRY, "reported"), place.part(ENTRY, "recorded")
    if reported is None or reported.numerator is None:
        return Line(label, (reported,), 0, strong=True)
    rows = (recorded.numerator or 0) if recorded else 0
    figure = replace(reported, value="reported-recorded", numerator=reported.numerator - rows)
    return Line(label, (figure,), 0, strong=True, tone=Tone.WATCH)


def _explained_lines(place: FiguresOfPlace) -> Iterable[Line]:
    for explanation in Explanation:
        figure = place.part(ENTRY, f"explained_{explanation.value}")
        if figure is not None and figure.numerator:
            said = explanation.sentence
            label = Message(f"đã nhập nhưng {said.vi}", f"entered, but {_without_entered(said.en)}")
            yield Line(label, (figure,), 2, tone=Tone.WATCH)


def _without_entered(sentence: str) -> str:
    return sentence.removeprefix("entered ")


def state_section(place: FiguresOfPlace) -> Section:
    """What became of the dose rows that were accepted."""
    doubtful = Message(
        "có thể trùng với dòng khác, chờ người quyết định",
        "possibly the same dose as another row, a person decides",
    )
    labels = {DoseState.KEPT.value: DoseState.KEPT.sentence, "doubtful": doubtful}
    labels |= {state.value: state.sentence for state in DoseState if state is not DoseState.KEPT}
    tones = {DoseState.KEPT.value: Tone.GOOD}
    return Section(
        "states",
        Message("Các dòng mũi tiêm", "What became of the dose rows"),
        (
            Column(_DOSES, Shown.COUNT),
            Column(_SHARE_OF_ROWS, Shown.SHARE),
            Column(_BLANK, Shown.BAR),
        ),
        tuple(
            Line(label, (figure,), tone=tones.get(value, Tone.WATCH))
            for value, label in labels.items()
            if (figure := place.part("doses_by_state", value)) is not None
        ),
    )
