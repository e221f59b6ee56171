"""Doing to the drafts what the plan says: numbers, birth dates and sexes."""

from collections.abc import Callable

import numpy as np

from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import CorruptionKind as Kind
from soat.simulate.drafting import NOTHING, Drafts
from soat.simulate.registering import DAY, YEAR, calendar
from soat.simulate.territory import provinces
from soat.simulate.texts import Integers, texts_of

Lot = np.random.Generator
_PLACEHOLDERS = ("000000000000", "123456789", "111111111111", "999999999", "999999999999")
_LETTERS = "AKMNPRTVX"  # none that looks like a digit
_MONTH_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def spoil_numbers(chunk: Chunk, drafts: Drafts, generator: Lot) -> None:
    """Replaces the number's text wherever a number kind is marked."""
    number, former = chunk.identities.number, chunk.identities.former
    own_former = drafts.marked(Kind.NUMBER_FORMER_USED)
    drafts.number[own_former] = texts_of(former[drafts.human[own_former]], 9)
    zero_lost = drafts.marked(Kind.NUMBER_FORMER_ZERO_LOST)
    drafts.number[zero_lost] = texts_of(former[drafts.human[zero_lost]], 8)
    for kind, relation in _BORROWED.items():
        rows = drafts.marked(kind)
        lender = getattr(chunk.kin, relation)[drafts.human[rows]]
        drafts.number[rows] = texts_of(number[lender], 12)
    unknown = drafts.marked(Kind.NUMBER_FORMER_UNKNOWN)
    drafts.number[unknown] = texts_of(_unknown_formers(chunk, drafts.human[unknown], generator), 9)
    for spoiled, change in _CHANGED.items():
        rows = drafts.marked(spoiled)
        changed = [change(text, generator) for text in drafts.number[rows]]
        drafts.number[rows] = np.array(changed, dtype=object)


_BORROWED = {
    Kind.NUMBER_GUARDIANS: "parent",
    Kind.NUMBER_SPOUSES: "spouse",
    Kind.NUMBER_SIBLINGS: "sibling",
    Kind.NUMBER_TWINS: "twin",
    Kind.NUMBER_UNRELATED: "stranger",
}


def _unknown_formers(chunk: Chunk, humans: Integers, generator: Lot) -> Integers:
    """Numbers of old cards of the right province that the register has not got."""
    prefixes = np.array([int(row["cmnd_prefix"]) for row in provinces()])
    prefix = prefixes[chunk.identities.province_born[humans]]
    return prefix * 10_000_000 + generator.integers(0, 10_000_000, len(humans))


def another_digit(text: str, generator: Lot) -> str:
    place = int(generator.integers(0, len(text)))
    digit = (int(text[place]) + int(generator.integers(1, 10))) % 10
    return text[:place] + str(digit) + text[place + 1 :]


def _digits_swapped(text: str, generator: Lot) -> str:
    places = [i for i in range(len(text) - 1) if text[i] != text[i + 1]]
    i = places[int(generator.integers(0, len(places)))]
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _digit_dropped(text: str, generator: Lot) -> str:
    place = int(generator.integers(1, len(text)))
    return text[:place] + text[place + 1 :]


def _digit_added(text: str, generator: Lot) -> str:
    place = int(generator.integers(0, len(text)))
    return text[:place] + text[place] + text[place:]


def _scientific(text: str, generator: Lot) -> str:
    return f"{float(text):.{int(generator.choice((1, 4, 5, 10)))}E}"


def _letter_in(text: str, generator: Lot) -> str:
    place = int(generator.integers(1, len(text)))
    return text[:place] + _LETTERS[int(generator.integers(0, len(_LETTERS)))] + text[place + 1 :]


_CHANGED: dict[Kind, Callable[[str, Lot], str | None]] = {
    Kind.NUMBER_MISSING: lambda text, generator: None,
    Kind.NUMBER_LEADING_ZERO_LOST: lambda text, generator: text[1:],
    Kind.NUMBER_DIGIT_DROPPED: _digit_dropped,
    Kind.NUMBER_DIGIT_ADDED: _digit_added,
    Kind.NUMBER_SCIENTIFIC: _scientific,
    Kind.NUMBER_LETTERS: _letter_in,
    Kind.NUMBER_PLACEHOLDER: lambda text, generator: str(generator.choice(_PLACEHOLDERS)),
    Kind.NUMBER_DIGIT_WRONG: another_digit,
    Kind.NUMBER_DIGITS_SWAPPED: _digits_swapped,
}


def spoil_births(chunk: Chunk, drafts: Drafts, generator: Lot) -> None:
    """Replaces year, month, day and precision wherever a birth kind is marked."""
    swapped = drafts.marked(Kind.BIRTH_DAY_MONTH_SWAPPED)
    drafts.day[swapped], drafts.month[swapped] = drafts.month[swapped], drafts.day[swapped]
    drafts.precision[drafts.marked(Kind.BIRTH_YEAR_ONLY)] = YEAR
    january = drafts.marked(Kind.BIRTH_FIRST_JANUARY)
    drafts.day[january] = drafts.month[january] = 1
    rows = drafts.marked(Kind.BIRTH_DAY_WRONG)
    most = _MONTH_DAYS[drafts.month[rows] - 1]
    step = np.where(generator.random(len(rows)) < 0.5, 1, generator.integers(1, most))
    drafts.day[rows] = (drafts.day[rows] - 1 + step) % most + 1
    rows = drafts.marked(Kind.BIRTH_MONTH_WRONG)
    drafts.month[rows] = (drafts.month[rows] - 1 + generator.integers(1, 12, len(rows))) % 12 + 1
    _spoil_years(chunk, drafts, generator)
    for kind in (Kind.BIRTH_MISSING, Kind.BIRTH_UNREADABLE):
        drafts.precision[drafts.marked(kind)] = NOTHING
    most = _MONTH_DAYS[drafts.month - 1] + ((drafts.month == 2) & (drafts.year % 4 == 0))
    drafts.day = np.where(drafts.precision == DAY, np.minimum(drafts.day, most), drafts.day)


def _spoil_years(chunk: Chunk, drafts: Drafts, generator: Lot) -> None:
    latest = int(calendar(np.array([chunk.as_of]))[0][0]) - 1
    for kind, steps in _YEAR_STEPS.items():
        rows = drafts.marked(kind)
        step = generator.choice(steps, len(rows))
        year = drafts.year[rows]
        step = np.where((year + step > latest) | (year + step < 1905), -step, step)
        drafts.year[rows] = year + step


_YEAR_STEPS = {
    Kind.BIRTH_YEAR_OFF_BY_ONE: (-1, 1),
    Kind.BIRTH_YEAR_OFF_BY_TEN: (-10, 10),
    Kind.BIRTH_YEAR_TYPO: (-40, -30, -20, -9, -7, -5, -4, -3, -2, 2, 3, 4, 5, 7, 9, 20, 30),
}


def spoil_sexes(drafts: Drafts) -> None:
    flipped = drafts.marked(Kind.SEX_FLIPPED)
    drafts.sex[flipped] = 1 - drafts.sex[flipped]
    drafts.sex[drafts.marked(Kind.SEX_MISSING)] = -1
