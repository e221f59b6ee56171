"""Two values side by side, with the letters that differ marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize


@dataclass(frozen=True)
class Stretch:
    """Some letters of a value, and whether the other value has them there as well."""

    text: str
    differs: bool


def marked(value: str, other: str) -> tuple[Stretch, ...]:
    """The value in stretches; without another value to compare with, nothing is marked. Capitals
    and ways of storing the same letter are no difference: the engine knows none either."""
    value, other = normalize("NFC", value), normalize("NFC", other)
    if not other or value == other:
        return (Stretch(value, False),) if value else ()
    pair = (value.lower(), other.lower())
    # A letter whose small form has another length would shift the marks.
    pair = pair if (len(pair[0]), len(pair[1])) == (len(value), len(other)) else (value, other)
    blocks = SequenceMatcher(None, *pair, autojunk=False).get_opcodes()
    return tuple(
        Stretch(value[start:end], kind != "equal")
        for kind, start, end, _, _ in blocks
        if end > start
    )
