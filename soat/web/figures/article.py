"""The table of the article: given, recorded, sent, verified, wrong and why; people and doses."""

from collections.abc import Iterable
from dataclasses import replace

from soat.engine.measure.headline import BY_VERDICT, SENT, Figure
from soat.model.closed_lists import ComparedField, NumberStatus, Verdict
from soat.model.messages import Message
from soat.store.reporting.story.entry_sections import ENTRY
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Column, Line, Section, Shown, Tone

_COLUMNS = (
    Column(Message("Người", "People"), Shown.COUNT, 0),
    Column(Message("tỷ lệ", "share"), Shown.SHARE, 0),
    Column(Message("Mũi tiêm", "Doses"), Shown.COUNT, 1),
    Column(Message("tỷ lệ", "share"), Shown.SHARE, 1),
    Column(Message("", ""), Shown.BAR, 0),
)
_ENTRY = (
    ("reported", Message("Đã tiêm theo báo cáo ngày", "Given, as reported daily"), Tone.PLAIN),
    ("counted", Message("Đã ghi từng mũi", "Recorded dose by dose"), Tone.GOOD),
    ("never_entered", Message("Chưa nhập", "Never entered"), Tone.BAD),
)
_NUMBERS = {
    NumberStatus.PRESENT: Message("có số định danh đúng dạng", "with a well-formed number"),
    NumberStatus.MISSING: Message("không có số", "without a number"),
    NumberStatus.MALFORMED: Message("số sai định dạng", "with a malformed number"),
    NumberStatus.FOREIGN: Message("giấy tờ nước ngoài", "with a foreign document"),
}
_TONES = {
    Verdict.VERIFIED: Tone.GOOD,
    Verdict.MISMATCH: Tone.WATCH,
    Verdict.UNIDENTIFIED: Tone.BAD,
    Verdict.EXEMPT: Tone.QUIET,
}
_REASONS = {
    ComparedField.NUMBER: Message("sai hoặc thiếu số định danh", "in the number, or lacking one"),
    ComparedField.NAME: Message("sai họ và tên", "in the name"),
    ComparedField.BIRTH_DATE: Message("sai ngày sinh", "in the birth date"),
    ComparedField.SEX: Message("sai giới tính", "in the sex"),
}
_ADDS_UP = Message(
    "Mỗi hồ sơ ở đúng một kết quả: đúng, sai, không xác định, miễn. Một hồ sơ sai có thể sai ở "
    "nhiều trường. Tỷ lệ của trường sai tính trên số hồ sơ sai.",
    "Every profile has exactly one verdict: verified, wrong, unidentified, exempt. A wrong profile "
    "may differ in several fields; their shares are of the wrong ones.",
)


def article_section(place: FiguresOfPlace) -> Section:
    """The table in the order in which it is asked for; a line that was not measured is empty."""
    return Section(
        "article",
        Message("Từ mũi tiêm đến hồ sơ đúng", "From doses given to verified profiles"),
        _COLUMNS,
        tuple(_lines(place)),
        (_ADDS_UP,),
    )


def _lines(place: FiguresOfPlace) -> Iterable[Line]:
    for value, label, tone in _ENTRY:
        doses = place.part(ENTRY, value)
        if doses is not None:
            depth = 0 if value == "reported" else 1
            yield Line(label, (None, doses), depth, depth == 0, tone)
    if not place.all_of("people_by_verdict"):
        return
    yield Line(SENT, _whole(place), strong=True)
    for status, label in _NUMBERS.items():
        yield Line(label, _both(place, "number_status", status.value), 1)
    for verdict, label in BY_VERDICT.items():
        figures = _both(place, "verdict", verdict.value)
        yield Line(label, figures, strong=True, tone=_TONES[verdict])
        if verdict is Verdict.MISMATCH:
            for field, reason in _REASONS.items():
                yield Line(reason, _both(place, "reason", field.value), 1, tone=Tone.WATCH)


def _both(place: FiguresOfPlace, dimension: str, value: str) -> tuple[Figure | None, ...]:
    return tuple(place.part(f"{unit}_by_{dimension}", value) for unit in ("people", "doses"))


def _whole(place: FiguresOfPlace) -> tuple[Figure | None, ...]:
    verified = _both(place, "verdict", Verdict.VERIFIED.value)
    return tuple(
        figure and replace(figure, value="", numerator=figure.denominator) for figure in verified
    )
