"""Two values side by side, with the letters that differ marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Stretch:
    """Some letters of a value, and whether the other value has them there as well."""

    text: str
    differs: bool


def marked(value: str, other: str) -> tuple[Stretch, ...]:
    """The value in stretches; without another value to compare with, nothing is marked."""
    if not other or value == other:
        return (Stretch(value, False),) if value else ()
    blocks = SequenceMatcher(None, value, other, autojunk=False).get_opcodes()
    return tuple(
        Stretch(value[start:end], kind != "equal")
        for kind, start, end, _, _ in blocks
        if end > start
    )
