"""The order of Vietnamese: a ă â b c d đ e ê …, by letters first, by tones where letters agree."""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE_OF = {letter: place for place, letter in enumerate(_ALPHABET)}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of dictionaries.
_TONES = "\N{COMBINING GRAVE ACCENT}\N{COMBINING HOOK ABOVE}\N{COMBINING TILDE}"
_TONES += "\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}"
_BEYOND = len(_ALPHABET)

OrderKey = tuple[tuple[tuple[int, str, tuple[int, ...]], ...], tuple[int, ...]]


def vietnamese_order(text: str) -> OrderKey:
    """What names are sorted by: word by word, numbers by their size, tones last."""
    words = re.findall(r"\d+|[^\W\d_]+", text.lower())
    return tuple(_word(word) for word in words), tuple(_tones(text.lower()))


def _word(word: str) -> tuple[int, str, tuple[int, ...]]:
    if word.isdecimal():
        return len(word.lstrip("0")), word.lstrip("0"), ()
    return _BEYOND, "", tuple(_PLACE_OF.get(letter, _BEYOND) for letter in _letters(word))


def _letters(text: str) -> str:
    """Without tones, but with the marks that make another letter."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES))


def _tones(text: str) -> list[int]:
    """One a letter: 0 for the level tone."""
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", text):
        if sign in _TONES and tones:
            tones[-1] = _TONES.index(sign) + 1
        elif not unicodedata.combining(sign):
            tones.append(0)
    return tones
