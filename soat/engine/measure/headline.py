"""The ministry's headline table, read off the figures of one place. Plain Python, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from soat.engine.measure.definitions import Unit
from soat.model.closed_lists import ComparedField, NumberStatus, Verdict
from soat.model.messages import Message


@dataclass(frozen=True)
class Figure:
    """One row of a `measure_<id>` table.

    A numerator of None means "not known", a denominator of None "not counted here".
    """

    definition_id: str
    as_of: date
    place_level: str
    place_epoch: str
    place_code: str
    dimension: str
    value: str
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class Share:
    """A count out of a count, under a definition."""

    definition_id: str
    numerator: int
    denominator: int

    @property
    def fraction(self) -> float | None:
        """None when there is nothing to be a share of."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class HeadlineRow:
    """One line of the headline table. `depth` is how far it is part of the line above."""

    id: str
    depth: int
    label: Message
    people: Share
    doses: Share


SENT = Message("Hồ sơ đưa vào đối chiếu", "Profiles compared")
_BY_STATUS = {
    NumberStatus.PRESENT: Message("Có số định danh đúng dạng", "With a well-formed number"),
    NumberStatus.MISSING: Message("Không có số", "Without a number"),
    NumberStatus.MALFORMED: Message("Số sai định dạng", "With a malformed number"),
    NumberStatus.FOREIGN: Message("Giấy tờ nước ngoài", "With a foreign document"),
}
BY_VERDICT = {
    Verdict.VERIFIED: Message("Đúng", "Verified"),
    Verdict.MISMATCH: Message("Sai", "Wrong"),
    Verdict.UNIDENTIFIED: Message("Không xác định được", "Unidentified"),
    Verdict.EXEMPT: Message("Miễn đối chiếu", "Exempt"),
}
_NUMBER_PROPOSED = Message("Tìm được người, đề xuất số", "Found, a number is proposed")
_PROPOSED_CLASSES = {"missing.mismatch", "malformed.mismatch"}
_USUAL_CLASSES = {
    "present.verified",
    "present.mismatch",
    "present.unidentified",
    "missing.mismatch",
    "missing.unidentified",
    "malformed.mismatch",
    "malformed.unidentified",
    "foreign.exempt",
}
_BY_REASON = {
    ComparedField.NUMBER: Message("sai hoặc thiếu số định danh", "in the number, or lacking one"),
    ComparedField.NAME: Message("sai họ và tên", "in the name"),
    ComparedField.BIRTH_DATE: Message("sai ngày sinh", "in the birth date"),
    ComparedField.SEX: Message("sai giới tính", "in the sex"),
}


class _Counts:
    """The figures of one place, looked up by unit, dimension and value."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._found = {(f.definition_id, f.value): f for f in figures}

    def share(self, unit: Unit, dimension: str, value: str, total: int) -> Share:
        definition = f"{unit.value}_by_{dimension}"
        found = self._found.get((definition, value))
        counted = found.numerator if found else None
        return Share(definition, counted or 0, total)

    def total(self, unit: Unit) -> int:
        return sum(self.share(unit, "verdict", verdict, 0).numerator for verdict in Verdict)

    def row(
        self, row_id: str, depth: int, label: Message, of: tuple[str, str], wrong: bool = False
    ) -> HeadlineRow:
        shares = []
        for unit in (Unit.PEOPLE, Unit.DOSES):
            total = self.total(unit)
            if wrong:
                total = self.share(unit, "verdict", Verdict.MISMATCH, 0).numerator
            shares.append(self.share(unit, *of, total))
        return HeadlineRow(row_id, depth, label, shares[0], shares[1])


def headline(figures: Iterable[Figure]) -> tuple[HeadlineRow, ...]:
    """The headline rows of one place; lines that cannot usually occur are left out when zero."""
    counts = _Counts(figures)
    people, doses = counts.total(Unit.PEOPLE), counts.total(Unit.DOSES)
    sent = HeadlineRow(
        "sent",
        0,
        SENT,
        Share("people_by_verdict", people, people),
        Share("doses_by_verdict", doses, doses),
    )
    return (sent, *_by_number(counts), *_by_verdict(counts))


def _by_number(counts: _Counts) -> Iterable[HeadlineRow]:
    for status, label in _BY_STATUS.items():
        yield counts.row(f"number_{status.value}", 1, label, ("number_status", status))
        for verdict, verdict_label in BY_VERDICT.items():
            name = f"{status.value}.{verdict.value}"
            shown = _NUMBER_PROPOSED if name in _PROPOSED_CLASSES else verdict_label
            row = counts.row(name, 2, shown, ("class", name))
            if name in _USUAL_CLASSES or row.people.numerator:
                yield row


def _by_verdict(counts: _Counts) -> Iterable[HeadlineRow]:
    for verdict, label in BY_VERDICT.items():
        whole = Message(f"Tổng: {label.vi.lower()}", f"All {label.en.lower()}")
        yield counts.row(f"verdict_{verdict.value}", 0, whole, ("verdict", verdict))
        if verdict is Verdict.MISMATCH:
            for field, reason in _BY_REASON.items():
                yield counts.row(f"wrong_{field.value}", 1, reason, ("reason", field), wrong=True)
