"""A history as a short text, so that equal histories are thought about once.

Each dose is five letters: its product's series, the kind and number sent, how long after the dose
before, and whether the person was a minor. The answer has nine letters for each dose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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

SEEN_LETTERS, PLACE_LETTERS = 5, 9
ADULT_AGE = 18
_UNKNOWN, _UNSAID = "?", "-"
KIND_LETTERS = {"b": DoseKind.BASIC, "a": DoseKind.ADDITIONAL, "o": DoseKind.BOOSTER}
_LETTERS = {kind.value: letter for letter, kind in KIND_LETTERS.items()}
_MOST, _MOST_GAP = 999, 99


@dataclass(frozen=True)
class Alphabet:
    """How a schedule is spelled in patterns: a letter for each series, and steps of days."""

    series: tuple[tuple[str, str], ...]
    times: Times
    steps: tuple[int, ...]

    def series_sql(self, product: str) -> str:
        """The series letter of the product, `?` when it is not known."""
        cases = " ".join(f"WHEN '{code}' THEN '{letter}'" for code, letter in self.series)
        return f"CASE {product} {cases} ELSE '{_UNKNOWN}' END" if cases else f"'{_UNKNOWN}'"

    def steps_sql(self, days: str) -> str:
        """The letter of the last step that the days reach, `-` for a first dose (NULL)."""
        cases = " ".join(
            f"WHEN {days} < {limit} THEN '{step_letter(index)}'"
            for index, limit in enumerate(self.steps)
        )
        last = step_letter(len(self.steps))
        return f"CASE WHEN {days} IS NULL THEN '{_UNSAID}' {cases} ELSE '{last}' END"


def alphabet_of(schedule: Schedule) -> Alphabet:
    """The letters and steps of this schedule."""
    times = times_of(schedule)
    days = {days for _, days in times.basic} | {times.additional, times.booster}
    days |= {times.booster_due, times.booster_minor, times.next_booster}
    # A basic dose lost in between: the two intervals together, and with the usual slack.
    basic = times.before_basic(USUAL_LENGTH)
    both = {basic + times.booster, basic + times.additional} if basic else set()
    days |= both | {least + USUAL_SLACK for least in both}
    return Alphabet(
        series=tuple((product.code, _series_letter(product)) for product in schedule.products),
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


def _series_letter(product: Product) -> str:
    """1 to 9 doses; the letters from A on for series that an additional dose follows."""
    length = min(product.basic_doses, 9)
    return chr(ord("A") + length - 1) if product.additional_follows else str(length)


def answers_for(alphabet: Alphabet) -> Callable[[Sequence[str]], list[tuple[str]]]:
    """The function of the look-up: patterns in, places out."""

    def answers(patterns: Sequence[str]) -> list[tuple[str]]:
        return [(_answer(pattern, alphabet),) for pattern in patterns]

    return answers


def _answer(pattern: str, alphabet: Alphabet) -> str:
    pieces = [pattern[i : i + SEEN_LETTERS] for i in range(0, len(pattern), SEEN_LETTERS)]
    doses = [_seen(piece, alphabet) for piece in pieces]
    return "".join(_told(place) for place in places_of(doses, alphabet.times))


def _seen(piece: str, alphabet: Alphabet) -> DoseSeen:
    series, kind, number, step, age = tuple(piece)
    longest = (*alphabet.steps, None)
    until = None if step == _UNSAID else longest[ord(step) - ord("a")]
    return DoseSeen(
        series=_series_length(series),
        additional_follows=series.isalpha(),
        kind=KIND_LETTERS[kind].value if kind in KIND_LETTERS else None,
        number=int(number) if number.isdigit() else None,
        days=None if until is None else until - 1,
        minor=age == "m",
    )


def _series_length(letter: str) -> int | None:
    if letter == _UNKNOWN:
        return None
    return ord(letter) - ord("A") + 1 if letter.isalpha() else int(letter)


def _told(place: Place) -> str:
    number, in_sequence = min(place.slot.number, _MOST), min(place.in_sequence, _MOST)
    return f"{_LETTERS[place.slot.kind]}{number:03}{in_sequence:03}{min(place.gap, _MOST_GAP):02}"


def step_letter(index: int) -> str:
    """`a` for the first stretch of days, and so on."""
    return chr(ord("a") + index)
