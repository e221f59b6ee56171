"""Two values side by side, with the letters that differ marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

_DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})([./-])([0-9]{4})")


@dataclass(frozen=True)
class Stretch:
    """Some letters of a value, and whether the other value has them there as well."""

    text: str
    differs: bool


def marked(value: str, other: str) -> tuple[Stretch, ...]:
    """The value in stretches; without another value to compare with, nothing is marked. Capitals
    and ways of storing the same letter are no difference: the engine knows none either. Of two days
    the numbers that differ are marked whole."""
    value, other = normalize("NFC", value), normalize("NFC", other)
    if not other or value == other:
        return (Stretch(value, False),) if value else ()
    if (day := _DAY.fullmatch(value)) and (other_day := _DAY.fullmatch(other)):
        return _marked_day(day.groups(), other_day.groups())
    pair = (value.lower(), other.lower())
    # A letter whose small form has another length would shift the marks.
    pair = pair if (len(pair[0]), len(pair[1])) == (len(value), len(other)) else (value, other)
    blocks = SequenceMatcher(None, *pair, autojunk=False).get_opcodes()
    return tuple(
        Stretch(value[start:end], kind != "equal")
        for kind, start, end, _, _ in blocks
        if end > start
    )


def _marked_day(day: Sequence[str], other: Sequence[str]) -> tuple[Stretch, ...]:
    """A leading nought and the sign between two numbers are no difference."""
    pairs = zip(day, other, strict=True)
    return tuple(Stretch(one, one.isdigit() and int(one) != int(two)) for one, two in pairs)
