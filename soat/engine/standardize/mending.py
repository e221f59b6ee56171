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
    as_western,
    from_tcvn3,
    from_utf8,
    from_vni,
    western_readings,
    with_signs_for_lost_letters,
    without_doubles,
)
from soat.engine.standardize.letters import ALL_LETTERS, MARKED_LETTERS, syllables_of
from soat.engine.standardize.lost_letters import is_usual, signed, with_lost_letters
from soat.engine.standardize.notes import names_somebody_else, without_notes
from soat.engine.standardize.syllables import is_loose, is_strict, is_surname, is_well_placed
from soat.model.closed_lists import RepairKind

Mended = tuple[str | None, str | None]
"""The mended text and the RepairKind of its damage; the text is None when left as it was."""


SEEMS_MISREAD = re.compile(r"[^\w\s'’`.,()*/-]|\xad|[a-z]Ã|Ã\xa0|\b[TtVv]h?ò\b")
"""Damage that leaves well-formed syllables: "HÃ" was Hà, "Thò" before a name Thị, "Vò" Vũ."""
_ONLY_NAMES = re.compile(rf"[{ALL_LETTERS}\s'’.-]+")
_ONLY_IN_VNI = re.compile(r"\b[Tt][Hh][òÒ]\b")
"""Thị in VNI; as TCVN3 it would say Thũ, which is nobody's name."""


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
    said = _misread_utf8(text)
    if said is not None:
        return said
    readings = [read for read in _whole_readings(text) if read != text]
    for doubtful in (0, 1):
        for reading in readings:
            if _is_convincing(before, syllables_of(without_notes(reading)), doubtful):
                return reading
    return _with_letters_lost(text)


def _misread_utf8(text: str) -> str | None:
    """What the text says as UTF-8, once or twice misread. By chance that never comes out well."""
    for reading in western_readings(text):
        said = from_utf8(reading)
        if said is not None and said != text:
            return _misread_utf8(said) or (said if _ONLY_NAMES.fullmatch(said) else None)
    return None


def _whole_readings(text: str) -> Iterator[str]:
    """The text in each legacy font, the likeliest first."""
    for reading in western_readings(text):
        font = None if _ONLY_IN_VNI.search(reading) else from_tcvn3(reading)
        yield from (font,) if font is not None else ()
        yield from_vni(reading)
        yield from (without_doubles(font),) if font is not None else ()


def _with_letters_lost(text: str) -> str | None:
    """The best that can be read when bytes are lost: not necessarily well formed."""
    for reading in (as_western(text), text):
        read = with_signs_for_lost_letters(reading) if reading else ""
        shown = signed(read)
        if read != reading or any(sign in shown for sign in LOST_LETTERS):
            words = unicodedata.normalize("NFC", shown).lower().split()
            middle = range(1, len(words) - 1)
            put_back = [with_lost_letters(word, i in middle) for i, word in enumerate(words)]
            if put_back and (is_surname(put_back[0]) or any(map(is_strict, put_back))):
                return " ".join(put_back)
    return None


def _is_convincing(before: list[str], after: list[str], doubtful: int) -> bool:
    """Every syllable is well formed; one may not be if a surname leads at least three.

    What was strange before must have become less: the rest of a name proves nothing.
    """
    strange_before = sum(not is_loose(s) for s in before)
    strange = [s for s in after if not (is_well_placed(s) or (s in before and is_loose(s)))]
    if after == before or len(strange) > doubtful:
        return False
    if not strange:
        return True
    return len(strange) < strange_before and len(after) >= 3 and is_surname(after[0])


def _from_keystrokes(text: str) -> str | None:
    """The text with leftover keys applied, if enough of it speaks for leftover keys."""
    before = syllables_of(text)
    made = {s: None if is_loose(s) else typed_out(s) for s in before}
    applied = [s for s in before if made[s] is not None]
    strange = [s for s in before if made[s] is None and not is_loose(s)]
    if not applied or len(strange) > (1 if len(applied) > 1 else 0):
        return None
    others = [s for s in before if s not in applied]
    proven = (
        len(applied) > 1
        or any(letter in MARKED_LETTERS for letter in text.lower())
        or _STRONG_KEY.search(applied[0])
        or (len(before) > 2 and _WEAK_KEY.search(applied[0]))
        or (len(before) > 2 and all(map(is_usual, others)))
    )
    made |= {s: typed_out(s) for s in others if "oo" in s}
    return " ".join(made[s] or s for s in before) if proven else None


_STRONG_KEY = re.compile("[fjw]|dd|[1-9]|(?:aa|ee|oo).*[sxr]")
_WEAK_KEY = re.compile("[sxr]$")
"""Foreign names end like this too (Max), so a weak key needs a name of three syllables. A doubled
vowel (Lee) is no key by itself: the other syllables must be usual in Vietnamese names."""
