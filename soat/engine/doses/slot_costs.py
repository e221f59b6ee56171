"""What each way of filling the slots of a history costs.

Costs are natural logarithms of rates: what happens to one dose in twenty-five costs -ln 0.04.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from soat.model.dose_lists import DoseKind

# Assumed, for no source publishes them: 4 % of doses were never entered, 0.5 % bear a wrong number,
# and when one dose of a person is lost, the one beside it is often lost with it.
_LACKING, _LACKING_NEXT = 3.2, 0.5
_WRONG_ORDINAL, _WRONG_TWICE = 5.3, 1.0
_COUNTED_THROUGH = 0.7
"""Number 3 without a kind, meaning the third dose of all."""
_TOO_EARLY, _IN_GRACE, _HURRIED = 6.0, 1.5, 1.0
USUAL_SLACK = 30
"""Two intervals in one are hardly ever both the least: less than a month over them is hurried."""
_FOREIGN_SERIES = 3.0
"""A basic dose of a product whose series has another length than the first one's."""
USUAL_LENGTH = 2

# What follows the basic series: (additional, booster). About 15.3 million additional doses and
# 39.1 million boosters were reported in all (1 May 2022), the additional ones for series that are
# known to protect less. An additional dose is due within three months, a booster after them.
_AFTER_WEAK_SERIES = (0.4, 1.1)
_AFTER_STRONG_SERIES = (1.8, 0.2)
_AFTER_UNKNOWN_SERIES = (1.2, 0.35)
_ADDITIONAL_LATE, _ADDITIONAL_IN_TIME = 1.9, 0.2
_WEAK_BOOSTER = 1.0
"""A booster of a product whose own series is followed by an additional dose."""


@dataclass(frozen=True)
class Times:
    """The least days, grace taken off, that the schedule wants before a dose; 0: it says nothing.

    `basic` by length of the series, `booster_minor` under 18; `booster_due` with the grace.
    """

    basic: tuple[tuple[int, int], ...] = ()
    additional: int = 0
    booster: int = 0
    booster_due: int = 0
    booster_minor: int = 0
    next_booster: int = 0

    def before_basic(self, length: int) -> int:
        return dict(self.basic).get(length, min((days for _, days in self.basic), default=0))


@dataclass(frozen=True)
class DoseSeen:
    """What one dose shows of its place.

    `series` is the length of its product's basic series (None: unknown product), `days` the most
    that may have passed since the dose before, None for the first.
    """

    series: int | None
    additional_follows: bool
    kind: str | None
    number: int | None
    days: int | None
    minor: bool


@dataclass(frozen=True)
class Slot:
    """A dose of the schedule."""

    kind: str
    number: int


@dataclass(frozen=True)
class Series:
    length: int
    additional_usual: bool
    times: Times


def step_cost(i: int, j: int, dose: DoseSeen, series: Series) -> float:
    """What it costs that slot j comes right after slot i (-1: j is the first dose)."""
    return (
        _lacking_cost(lacking(i, j, series.length))
        + _additional_cost(i, j, dose, series)
        + _early_cost(i, j, dose, series)
        + _foreign_cost(j, dose, series.length)
    )


def lacking(i: int, j: int, length: int) -> int:
    """Slots left out between the two; the additional dose is nobody's duty."""
    return j - i - 1 - (1 if i < length < j else 0)


def _lacking_cost(lacking: int) -> float:
    return 0.0 if lacking == 0 else _LACKING + _LACKING_NEXT * (lacking - 1)


def _additional_cost(i: int, j: int, dose: DoseSeen, series: Series) -> float:
    """Which of additional dose and booster comes after the basic series, seen or not."""
    if j < series.length or i >= series.length:
        return 0.0
    known = _AFTER_WEAK_SERIES if series.additional_usual else _AFTER_STRONG_SERIES
    additional, booster = known if i >= 0 else _AFTER_UNKNOWN_SERIES
    if j > series.length:
        return booster + (_WEAK_BOOSTER if dose.additional_follows else 0.0)
    late = dose.days is None or dose.days >= series.times.booster_due
    direct = i == series.length - 1
    return additional + (_ADDITIONAL_LATE if late and direct else _ADDITIONAL_IN_TIME)


def _early_cost(i: int, j: int, dose: DoseSeen, series: Series) -> float:
    if i < 0 or dose.days is None:
        return 0.0
    least = _least_days(i, j, dose, series)
    if dose.days < least:
        return _TOO_EARLY
    if lacking(i, j, series.length) and dose.days < least + USUAL_SLACK:
        return _HURRIED
    first_booster = i <= series.length < j == series.length + 1
    return _IN_GRACE if first_booster and dose.days < series.times.booster_due else 0.0


def _least_days(i: int, j: int, dose: DoseSeen, series: Series) -> int:
    """The sum of the least intervals on the way from slot i to slot j."""
    length, times = series.length, series.times
    booster = times.booster_minor if dose.minor else times.booster
    days = times.before_basic(length) * max(0, min(j, length - 1) - i)
    if j == length:
        days += times.additional
    if i <= length < j:
        days += booster
    return days + times.next_booster * max(0, j - max(i, length + 1))


def _foreign_cost(j: int, dose: DoseSeen, length: int) -> float:
    return _FOREIGN_SERIES if j < length and dose.series not in (None, length) else 0.0


def said_cost(dose: DoseSeen, slots: tuple[Slot, ...], j: int, length: int) -> float:
    """What it costs that the dose was sent with this kind and number; unsaid costs nothing."""
    slot = slots[j]
    kind_wrong = dose.kind is not None and dose.kind != slot.kind
    number_wrong = dose.number is not None and dose.number != slot.number
    if number_wrong and not kind_wrong and dose.number in _counts_of_all(slot, length):
        return _COUNTED_THROUGH if dose.kind is None else 2 * _COUNTED_THROUGH
    if not (kind_wrong or number_wrong):
        return 0.0
    return _WRONG_ORDINAL + (_WRONG_TWICE if kind_wrong and number_wrong else 0.0)


def _counts_of_all(slot: Slot, length: int) -> tuple[int, ...]:
    """The numbers that "mũi n" may give this slot, without and with an additional dose."""
    if slot.kind == DoseKind.BASIC:
        return ()
    return (length + slot.number, length + slot.number + 1)


def least_of(days: Iterable[int | None]) -> int:
    """The smallest of the days that are known; 0 when none is."""
    return min((one for one in days if one is not None), default=0)
