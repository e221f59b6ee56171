"""Mending damaged names: the order in which kinds of damage are undone.

A mending is accepted only when what comes out is Vietnamese, syllable by syllable. Names that
merely look unusual (foreign ones, those of other peoples of the country) pass through unharmed.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence

from soat.engine.standardize.keystrokes import typed_out
from soat.engine.standardize.legacy_fonts import (
    LOST_LETTERS,
    from_tcvn3,
    from_utf8,
    from_vni,
    western_readings,
    with_signs_for_lost_letters,
)
from soat.engine.standardize.letters import MARKED_LETTERS, syllables_of
from soat.engine.standardize.lost_letters import signed, with_lost_letters
from soat.engine.standardize.notes import names_somebody_else, without_notes
from soat.engine.standardize.syllables import is_loose, is_strict, is_surname
from soat.model.closed_lists import RepairKind

Mended = tuple[str | None, str | None]
"""The mended text and the RepairKind of its damage; the text is None when left as it was."""


SEEMS_MISREAD = re.compile(r"\?|[a-z]Ã|Ã\xa0|\b[Tt]hò ")
"""Damage that leaves well-formed syllables: "HÃ" was Hà, and "Thò" before a name was Thị."""


def mended(names: Sequence[str]) -> list[Mended]:
    """The mending of each name, in order."""
    return [mend(name) for name in names]


def mend(name: str) -> Mended:
    """One name mended. Damage without a mended text: the name is somebody else's."""
    text = html.unescape(name) if "&" in name else name
    if names_somebody_else(text):
        return None, RepairKind.TITLE_OR_NOTE.value
    bare = without_notes(unicodedata.normalize("NFC", text))
    read = _from_old_encoding(bare if bare in text else text)
    if read is not None:
        return without_notes(read), RepairKind.LEGACY_FONT.value
    typed = _from_keystrokes(bare)
    if typed is not None:
        return typed, RepairKind.TYPING_RESIDUE.value
    if text != name:
        return bare, RepairKind.LEGACY_FONT.value
    if len(bare) < len(text) and syllables_of(bare) != syllables_of(text):
        return bare, RepairKind.TITLE_OR_NOTE.value
    return None, None


def _from_old_encoding(text: str) -> str | None:
    if text.isascii() and "?" not in text:
        return None
    before = syllables_of(text)
    if all(map(is_loose, before)) and not SEEMS_MISREAD.search(text):
        return None
    for reading in _whole_readings(text):
        if reading != text and _is_convincing(before, syllables_of(without_notes(reading))):
            return reading
    return _with_letters_lost(text)


def _whole_readings(text: str) -> Iterator[str]:
    for reading in western_readings(text):
        said = from_utf8(reading)
        if said is not None:
            yield said
            yield from (again for again in map(from_utf8, western_readings(said)) if again)
        font = from_tcvn3(reading)
        if font is not None:
            yield font
        yield from_vni(reading)


def _with_letters_lost(text: str) -> str | None:
    """The best that can be read when bytes are lost: not necessarily well formed."""
    for reading in (*map(with_signs_for_lost_letters, western_readings(text)), text):
        shown = signed(reading)
        if reading != text or any(sign in shown for sign in LOST_LETTERS):
            words = unicodedata.normalize("NFC", shown).lower().split()
            middle = range(1, len(words) - 1)
            put_back = [with_lost_letters(word, i in middle) for i, word in enumerate(words)]
            if is_surname(put_back[0]) or any(map(is_strict, put_back)):
                return " ".join(put_back)
    return None


def _is_convincing(before: list[str], after: list[str]) -> bool:
    """Every syllable is well formed; one may not be if a surname leads at least three."""
    changed = [syllable for syllable in after if syllable not in before]
    doubtful = [s for s in after if not (is_strict(s) or (s in before and is_loose(s)))]
    if not after or not changed:
        return False
    return not doubtful or (len(doubtful) == 1 and len(after) >= 3 and is_surname(after[0]))


def _from_keystrokes(text: str) -> str | None:
    """The text with leftover keys applied, if enough of it speaks for leftover keys."""
    before = syllables_of(text)
    after, applied, strange = [], [], 0
    for syllable in before:
        made = None if is_loose(syllable) else typed_out(syllable)
        applied += [] if made is None else [syllable]
        strange += made is None and not is_loose(syllable)
        after.append(made or syllable)
    if not applied or strange > (1 if len(applied) > 1 else 0):
        return None
    has_marks = any(letter in MARKED_LETTERS for letter in text.lower())
    sure = len(before) > 2 and _is_surely_a_key(applied[0])
    if len(applied) == 1 and not has_marks and not sure:
        return None
    return " ".join(after)


def _is_surely_a_key(syllable: str) -> bool:
    """A doubled vowel alone is no proof: Lee and Goo are surnames elsewhere."""
    return any(key in syllable for key in ("f", "j", "w", "dd", *"123456789")) or (
        syllable[-1] in "sxrz"
    )
