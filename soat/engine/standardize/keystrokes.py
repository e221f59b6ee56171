"""Telex and VNI keystrokes that were left in the text because no input method was on.

`Nguyeenx` and `Nguye64n` are both Nguyễn. Source: the two input methods as every Vietnamese
keyboard driver implements them (marks may be typed anywhere after the letter they belong to).
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from soat.engine.standardize.letters import (
    ACUTE,
    BASE_VOWELS,
    DOT,
    GRAVE,
    HOOK,
    TILDE,
    base_of,
    tones_of,
)
from soat.engine.standardize.syllables import is_strict

_TELEX_TONES = dict(zip("fsrxj", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True))
_VNI_TONES = dict(zip("21345", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True))
_CIRCUMFLEXED = {"a": "â", "e": "ê", "o": "ô"}
_HORNED = {"u": "ư", "o": "ơ"}

Keys = Callable[[str, list[str]], bool]
"""Takes a key and the letters so far; True when the key was a mark and has been applied."""


def _reshape(letters: list[str], shapes: dict[str, str]) -> bool:
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in shapes:
            letters[place] = shapes[letters[place]]
            return True
    return False


def _horn(letters: list[str]) -> bool:
    done = _reshape(letters, _HORNED)
    if done and letters[-2:] in (["u", "ơ"], ["ư", "o"]):
        letters[-2:] = ["ư", "ơ"]
    return done


def _stroke(letters: list[str]) -> bool:
    if not letters or letters[0] != "d":
        return False
    letters[0] = "đ"
    return True


def _telex_shape(key: str, letters: list[str]) -> bool:
    if key == "w":
        after_a = bool(letters) and "a" in letters and "u" not in letters
        return _reshape(letters, {"a": "ă"}) if after_a else _horn(letters)
    if key in _CIRCUMFLEXED and key in letters:
        return _reshape(letters, {key: _CIRCUMFLEXED[key]})
    return key == "d" and _stroke(letters)


def _vni_shape(key: str, letters: list[str]) -> bool:
    if key == "6":
        return _reshape(letters, _CIRCUMFLEXED)
    if key == "7":
        return _horn(letters)
    if key == "8":
        return _reshape(letters, {"a": "ă"})
    return key == "9" and _stroke(letters)


def _typed_out(syllable: str, tones: dict[str, str], shape: Keys) -> str | None:
    """The syllable that the keys would have made, or None when they make none."""
    letters: list[str] = []
    tone = tones_of(syllable)
    for key in unicodedata.normalize("NFC", syllable):
        has_vowel = any(base_of(letter) in BASE_VOWELS for letter in letters)
        if key in tones and has_vowel:
            if tone:
                return None
            tone = tones[key]
        elif not shape(key, letters):
            letters.append(key)
    return _with_tone("".join(letters), tone)


def _with_tone(letters: str, tone: str) -> str | None:
    """The tone put on the last vowel: placement is style, so any vowel will do."""
    plain = letters.replace("ưo", "ươ").replace("uơn", "ươn") if "qu" not in letters else letters
    if not tone or tones_of(plain):
        return plain if is_strict(plain) else None
    for place in range(len(plain) - 1, -1, -1):
        if plain[place] in BASE_VOWELS:
            made = unicodedata.normalize("NFC", plain[: place + 1] + tone + plain[place + 1 :])
            return made if is_strict(made) else None
    return None


@lru_cache(maxsize=65536)
def typed_out(syllable: str) -> str | None:
    """The Vietnamese syllable that leftover Telex or VNI keys stand for, or None.

    `syllable` is lower case. The answer is always well formed (`is_strict`).
    """
    if any(key.isdigit() for key in syllable):
        return _typed_out(syllable, _VNI_TONES, _vni_shape)
    return _typed_out(syllable, _TELEX_TONES, _telex_shape)
