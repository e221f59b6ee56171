"""How cases stand: by state, by what they need, by what is wrong with them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from soat.casework.figures.work import MISMATCH, UNIDENTIFIED, Counted
from soat.engine.measure.headline import Figure
from soat.model.closed_lists import ComparedField, Tier
from soat.model.messages import Message
from soat.model.review_lists import CaseState
from soat.review.work_figures import CASES_BY_STATE, OPEN_BY_REASON, OPEN_BY_TIER
from soat.store.reporting.story.lines import Column, Line, Section, Shown, Tone
from soat.web.figures.tables import RecordsOf, Table, table_of

_COUNTED = (
    Column(Message("Hồ sơ", "Cases"), Shown.COUNT),
    Column(Message("tỷ lệ", "share"), Shown.SHARE),
    Column(Message("", ""), Shown.BAR),
)
_STATE_TONES = {CaseState.SETTLED.value: Tone.GOOD, CaseState.UNRESOLVED.value: Tone.BAD}
_REASONS: dict[str, Message] = {
    ComparedField.NUMBER.value: Message("số định danh", "number"),
    ComparedField.NAME.value: Message("họ và tên", "name"),
    ComparedField.BIRTH_DATE.value: Message("ngày sinh", "birth date"),
    ComparedField.SEX.value: Message("giới tính", "sex"),
    UNIDENTIFIED: Message("không xác định được là ai", "nobody knows who it is"),
}
MISMATCH_WORDS = Message("sai ít nhất một trường", "wrong in at least one field")
REASON_WORDS = {**_REASONS, MISMATCH: MISMATCH_WORDS}
"""What each filter by reason is called."""


@dataclass(frozen=True)
class At:
    """Of which place and day figures of the work are told, and in which language."""

    place: str
    day: date
    language: str

    def figure(self, name: str, value: str, count: int | None, total: int | None) -> Figure:
        """A figure of the work as of now."""
        return Figure(name, self.day, "", "", self.place, "", value, count, total)

    def said(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en


def case_tables(counted: Counted, at: At, links: RecordsOf) -> list[Table]:
    """Cases by state, and the open ones by what they need and by what is wrong."""
    states = {one.value: one.sentence for one in CaseState}
    tiers = {one.value: one.sentence for one in Tier}
    sections = (
        _split(
            *("cases_by_state", Message("Hồ sơ theo trạng thái", "Cases by state")),
            _lines(at, CASES_BY_STATE.id, states, (counted.by_state(), counted.all)),
        ),
        _split(
            *("open_by_tier", Message("Chưa xong, theo cách làm", "Open, by what they need")),
            _lines(at, OPEN_BY_TIER.id, tiers, (counted.open_by_tier(), counted.open)),
        ),
        _split(
            *("open_by_reason", Message("Chưa xong, theo trường sai", "Open, by what is wrong")),
            _lines(at, OPEN_BY_REASON.id, _REASONS, (counted.open_by_reason(), counted.open)),
        ),
    )
    firsts = (
        at.said("Trạng thái", "State"),
        at.said("Cách làm", "What they need"),
        at.said("Sai ở", "Wrong in"),
    )
    return [
        table_of(section, first, at.language, links)
        for section, first in zip(sections, firsts, strict=True)
        if section.lines
    ]


def _split(name: str, title: Message, lines: list[Line]) -> Section:
    return Section(name, title, _COUNTED, tuple(lines))


def _lines(
    at: At, name: str, words: Mapping[str, Message], told: tuple[Counter[str], int]
) -> list[Line]:
    """A line for each value that any case has, out of the total."""
    counts, total = told
    return [
        Line(
            label,
            (at.figure(name, value, counts[value], total),),
            tone=_STATE_TONES.get(value, Tone.WATCH),
        )
        for value, label in words.items()
        if counts[value]
    ]
