"""A history as a few numbers, so that equal histories are thought about once.

What a dose shows of its place is one number: its product's series, the kind and number sent,
whether the person was a minor, and how long after the dose before it was given. A history is the
list of these numbers, packed into a few. The answer has nine letters for each dose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from soat.engine.doses.slot_costs import (
    USUAL_LENGTH,
    USUAL_SLACK,
    DoseSeen,
    Times,
    least_of,
)
from soat.engine.doses.slots import Place, places_of
from soat.model.dose_lists import DoseKind
from soat.model.schedule import DoseRule, Product, Schedule

PLACE_LETTERS = 9
ADULT_AGE = 18
KINDS = (None, DoseKind.BASIC, DoseKind.ADDITIONAL, DoseKind.BOOSTER)
KIND_LETTERS = {"b": DoseKind.BASIC, "a": DoseKind.ADDITIONAL, "o": DoseKind.BOOSTER}
_LETTERS = {kind.value: letter for letter, kind in KIND_LETTERS.items()}
_MOST, _MOST_GAP = 999, 99

# How many of each there are: series of 1 to 9 doses, without and with an additional dose after
# them, or not known; numbers 1 to 9 or not said; an adult or a minor.
_LONGEST_SERIES = 9
_BITS = 62
"""What a BIGINT holds without its sign."""
_SERIES, _NUMBERS, _AGES = 2 * _LONGEST_SERIES + 1, 10, 2


@dataclass(frozen=True)
class Alphabet:
    """How a schedule is told in patterns: a number for each series, and steps of days."""

    series: tuple[int, ...]
    times: Times
    steps: tuple[int, ...]

    @property
    def tokens(self) -> int:
        """One more than the largest number that a dose may have; 0 is no dose."""
        return _SERIES * len(KINDS) * _NUMBERS * _AGES * self._steps_told + 1

    @property
    def held(self) -> int:
        """How many doses one number of a pattern can hold."""
        return int(_BITS / log2(self.tokens))

    @property
    def _steps_told(self) -> int:
        return len(self.steps) + 2

    def seen_sql(self) -> str:
        """What a row shows beside its days: of product_no, dose_kind, dose_number, age_years."""
        series = "".join(
            f" WHEN {number} THEN {told}" for number, told in enumerate(self.series, start=1)
        )
        series = f"CASE product_no{series} ELSE 0 END" if series else "0"
        kinds = " ".join(
            f"WHEN '{kind}' THEN {told}" for told, kind in enumerate(KINDS) if kind is not None
        )
        return f"""((({series}) * {len(KINDS)} + CASE dose_kind {kinds} ELSE 0 END) * {_NUMBERS}
                + CASE WHEN dose_number BETWEEN 1 AND 9 THEN dose_number ELSE 0 END) * {_AGES}
                + CASE WHEN age_years < {ADULT_AGE} THEN 1 ELSE 0 END"""

    def token_sql(self) -> str:
        """The number of a dose, of `seen` and days_since_previous (NULL for a first dose)."""
        cases = " ".join(
            f"WHEN days_since_previous < {limit} THEN {told}"
            for told, limit in enumerate(self.steps, start=1)
        )
        last = len(self.steps) + 1
        step = f"CASE WHEN days_since_previous IS NULL THEN 0 {cases} ELSE {last} END"
        return f"CAST(seen * {self._steps_told} + {step} + 1 AS BIGINT)"

    def tokens_of(self, pattern: str) -> list[int]:
        """The doses of a pattern: numbers whose digits are doses, then one for each dose."""
        codes, more = pattern.split(" ")[:2], pattern.split(" ")[2:]
        digits = [
            int(code) // self.tokens**place % self.tokens
            for code in codes
            for place in range(self.held)
        ]
        return [digit for digit in digits if digit] + [int(token) for token in more if token]

    def seen(self, token: int) -> DoseSeen:
        """What the number says."""
        rest, step = divmod(token - 1, self._steps_told)
        rest, minor = divmod(rest, _AGES)
        rest, number = divmod(rest, _NUMBERS)
        series, kind = divmod(rest, len(KINDS))
        told = KINDS[kind]
        until = (*self.steps, None)[step - 1] if step else None
        return DoseSeen(
            series=(series - 1) % _LONGEST_SERIES + 1 if series else None,
            additional_follows=series > _LONGEST_SERIES,
            kind=None if told is None else told.value,
            number=number or None,
            days=None if until is None else until - 1,
            minor=bool(minor),
        )


def alphabet_of(schedule: Schedule) -> Alphabet:
    """The series and steps of this schedule."""
    times = times_of(schedule)
    days = {days for _, days in times.basic} | {times.additional, times.booster}
    days |= {times.booster_due, times.booster_minor, times.next_booster}
    # A basic dose lost in between: the two intervals together, and with the usual slack.
    basic = times.before_basic(USUAL_LENGTH)
    both = {basic + times.booster, basic + times.additional} if basic else set()
    days |= both | {least + USUAL_SLACK for least in both}
    return Alphabet(
        series=tuple(map(_series_told, schedule.products)),
        times=times,
        steps=tuple(sorted(days - {0})),
    )


def times_of(schedule: Schedule) -> Times:
    """The least intervals of the schedule, whatever the day: what is told apart is who is who."""
    lengths = sorted({product.basic_doses for product in schedule.products})
    basic = [(length, least_of(_basic_days(schedule, length))) for length in lengths]
    first = [rule for rule in schedule.rules if (rule.kind, rule.number) == ("booster", 1)]
    adult = [rule for rule in first if rule.age_to > ADULT_AGE]
    minor = [_days(rule) for rule in first if rule.age_from < ADULT_AGE]
    return Times(
        basic=tuple((length, days) for length, days in basic if days),
        additional=_least(schedule, lambda rule: rule.kind == "additional"),
        booster=least_of(map(_days, adult)),
        booster_due=least_of(rule.minimum_days for rule in adult),
        booster_minor=least_of(minor) or least_of(map(_days, adult)),
        next_booster=_least(schedule, lambda rule: rule.kind == "booster" and rule.number > 1),
    )


def _basic_days(schedule: Schedule, length: int) -> list[int | None]:
    return [
        _days(rule)
        for rule in schedule.rules
        if rule.kind == "basic" and rule.number > 1 and schedule.basic_doses(rule.product) == length
    ]


def _least(schedule: Schedule, wanted: Callable[[DoseRule], bool]) -> int:
    return least_of(_days(rule) for rule in schedule.rules if wanted(rule))


def _days(rule: DoseRule) -> int | None:
    """The least days with the grace taken off."""
    return None if rule.minimum_days is None else max(0, rule.minimum_days - rule.grace_days)


def _series_told(product: Product) -> int:
    length = min(product.basic_doses, _LONGEST_SERIES)
    return length + (_LONGEST_SERIES if product.additional_follows else 0)


def answers_for(alphabet: Alphabet) -> Callable[[Sequence[str]], list[tuple[str]]]:
    """The function of the look-up: patterns in, places out."""

    def answers(patterns: Sequence[str]) -> list[tuple[str]]:
        return [(_answer(pattern, alphabet),) for pattern in patterns]

    return answers


# Cuts of a country are settled one after the other and mostly hold the same patterns.
@lru_cache(maxsize=1 << 17)
def _answer(pattern: str, alphabet: Alphabet) -> str:
    doses = [alphabet.seen(token) for token in alphabet.tokens_of(pattern)]
    return "".join(_told(place) for place in places_of(doses, alphabet.times))


def _told(place: Place) -> str:
    number, in_sequence = min(place.slot.number, _MOST), min(place.in_sequence, _MOST)
    return f"{_LETTERS[place.slot.kind]}{number:03}{in_sequence:03}{min(place.gap, _MOST_GAP):02}"
