"""The Vietnamese letters, split into a base letter and a tone.

A letter of Vietnamese is one of twelve base vowels (or a consonant) that may carry one of five
tones. A syllable carries at most one tone, so where in the syllable it is written is style.
"""

import re
import unicodedata
from functools import lru_cache

GRAVE, ACUTE, HOOK, TILDE, DOT = TONE_MARKS = "\u0300\u0301\u0309\u0303\u0323"
TONE_DIGITS = "12345"
"""One digit for each of TONE_MARKS, in the same order; 0 tones is no digit."""

BREVE, CIRCUMFLEX, HORN = SHAPE_MARKS = "\u0306\u0302\u031b"
BASE_VOWELS = "aăâeêioôơuưy"
SHAPED = "ăâđêôơư"
SHAPED_PLAIN = "aadeoou"


def _composed(base: str, mark: str) -> str:
    return unicodedata.normalize("NFC", base + mark)


TONED = "".join(_composed(base, mark) for base in BASE_VOWELS for mark in TONE_MARKS)
TONED_BASES = "".join(base * len(TONE_MARKS) for base in BASE_VOWELS)
TONED_DIGITS = TONE_DIGITS * len(BASE_VOWELS)

MARKED_LETTERS = SHAPED + TONED
"""The 67 lower-case letters that ASCII lacks; with their capitals, the 134."""

LOWER_LETTERS = "abcdefghijklmnopqrstuvwxyz" + MARKED_LETTERS
ALL_LETTERS = LOWER_LETTERS + LOWER_LETTERS.upper()

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
"""Zero-width characters and soft hyphens, as the inside of a character class."""

INVISIBLE_SQL = r"[\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]"
"""The same class in the words of DuckDB's regular expressions."""

_WIDE_CAPITALS = "".join(chr(0xFF21 + i) for i in range(26))
_WIDE_SMALL = "".join(chr(0xFF41 + i) for i in range(26))
LOOK_ALIKES = "ÐðƉɖАВСЕНІКМОРТХУасеорхуіΑΒΕΖΗΙΚΜΝΟΡΤΥΧονı" + _WIDE_CAPITALS + _WIDE_SMALL
LOOKED_LIKE = (
    "ĐđĐđABCEHIKMOPTXYaceopxyiABEZHIKMNOPTYXovi"
    + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    + "abcdefghijklmnopqrstuvwxyz"
)
"""Icelandic eth for đ, Cyrillic and Greek letters that look Latin, full-width letters."""

STYLE_Y = r"(^| )(qu|[bcdđfghjklmnpqrstvwxz]*)y"
STYLE_I = r"\1\2i"
"""y as the first vowel of a syllable, or after qu, is a style of writing i (Mỹ, Lý, Quý, Yến)."""

_TO_ASCII = str.maketrans(SHAPED, SHAPED_PLAIN)
MARKED_PLAIN = (SHAPED + TONED_BASES).translate(_TO_ASCII)
"""The ASCII letter of each of MARKED_LETTERS, in the same order."""

_TO_BASE = str.maketrans(TONED + SHAPED, TONED_BASES + SHAPED)
_LOOKS = str.maketrans(LOOK_ALIKES, LOOKED_LIKE)
_STYLE = re.compile(STYLE_Y)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


@lru_cache(maxsize=65536)
def base_of(syllable: str) -> str:
    """The syllable without its tone and with y written i where that is style."""
    return _STYLE.sub(STYLE_I, syllable.translate(_TO_BASE))


def syllables_of(text: str) -> list[str]:
    """The syllables of a typed text: lower case, composed, without punctuation."""
    visible = _INVISIBLE.sub("", text).translate(_LOOKS).lower()
    return _NOT_A_LETTER.sub(" ", unicodedata.normalize("NFC", visible)).split()


def tones_of(syllable: str) -> str:
    """The tone marks that stand on the syllable's letters, in order."""
    return "".join(m for m in unicodedata.normalize("NFD", syllable) if m in TONE_MARKS)


def ascii_of(syllable: str) -> str:
    """The base folded to a-z, as far as it is Vietnamese."""
    return base_of(syllable).translate(_TO_ASCII)
