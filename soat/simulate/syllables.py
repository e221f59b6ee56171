"""What hands, keyboards, fonts and machines do to Vietnamese syllables.

Everything here is text in, text out, and is applied to the few hundred name parts, not to rows.
"""

import unicodedata

from soat.simulate.facts import legacy_fonts

TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_TELEX_TONE = dict(zip(TONES, "fsrxj", strict=True))
_VNI_TONE = dict(zip(TONES, "21345", strict=True))
_TELEX_SHAPE = {"\u0302": "{}", "\u0306": "w", "\u031b": "w"}  # {} repeats the letter
_VNI_SHAPE = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
_TONE_CONFUSED = {"\u0309": "\u0303", "\u0303": "\u0309", "\u0301": "\u0300", "\u0300": "\u0301"}


def without_marks(text: str) -> str:
    """`Nguyễn Đức` -> `Nguyen Duc`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


def one_syllable_without_marks(text: str) -> str:
    """The last syllable that has marks loses them."""
    syllables = text.split(" ")
    for i in reversed(range(len(syllables))):
        if (plain := without_marks(syllables[i])) != syllables[i]:
            return " ".join([*syllables[:i], plain, *syllables[i + 1 :]])
    return text


def telex(text: str) -> str:
    """The keys pressed, had the Telex keyboard been on; the tone key ends the syllable."""
    return _keystrokes(text, _TELEX_TONE, _TELEX_SHAPE, "{}")


def vni_keys(text: str) -> str:
    """The keys pressed, had the VNI keyboard been on."""
    return _keystrokes(text, _VNI_TONE, _VNI_SHAPE, "9")


def _keystrokes(text: str, tones: dict[str, str], shapes: dict[str, str], stroke: str) -> str:
    return " ".join(_keyed_syllable(s, tones, shapes, stroke) for s in text.split(" "))


def _keyed_syllable(
    syllable: str, tones: dict[str, str], shapes: dict[str, str], stroke: str
) -> str:
    keys, tone, letter = "", "", ""
    for char in unicodedata.normalize("NFD", syllable):
        if char in tones:
            tone = tones[char]
        elif char in shapes:
            keys += shapes[char].format(letter.lower())
        elif char in "đĐ":
            keys += ("d" if char == "đ" else "D") + stroke.format("d")
        else:
            letter, keys = char, keys + char
    return keys + tone


def tcvn3(text: str) -> str:
    """What a TCVN3 (ABC) font's text looks like when read as Latin-1."""
    return "".join(legacy_fonts()[0].get(char, char) for char in text)


def vni_font(text: str) -> str:
    """What a VNI font's text looks like when read as Latin-1."""
    return "".join(legacy_fonts()[1].get(char, char) for char in text)


def mojibake(text: str) -> str:
    """UTF-8 bytes read one by one as Windows-1252 (Latin-1 where that has a hole)."""
    return "".join(_western(byte) for byte in text.encode("utf-8"))


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def other_tone_place(text: str) -> str:
    """`Hòa` <-> `Hoà`, `Thúy` <-> `Thuý`: the other school's place for the tone mark."""
    return " ".join(_other_place(syllable) for syllable in text.split(" "))


def _other_place(syllable: str) -> str:
    chars = unicodedata.normalize("NFD", syllable)
    for pair in ("oa", "oe", "uy"):
        for tone in TONES:
            old, new = pair[0] + tone + pair[1], pair + tone
            stem = chars[: -len(old)]
            if chars.endswith(old) and stem[-1:].lower() != "q":
                return unicodedata.normalize("NFC", stem + new)
            if chars.endswith(new) and stem[-1:].lower() != "q":
                return unicodedata.normalize("NFC", stem + old)
    return syllable


def other_i_or_y(text: str) -> str:
    """`Mỹ` <-> `Mĩ`, `Lý` <-> `Lí`, `Quý` <-> `Quí` in the syllables where both are written."""
    return " ".join(_other_iy(syllable) for syllable in text.split(" "))


def _other_iy(syllable: str) -> str:
    plain = without_marks(syllable).lower()
    if plain not in ("my", "mi", "ly", "li", "quy", "qui", "sy", "si", "ky", "ki", "hy", "hi"):
        return syllable
    chars = unicodedata.normalize("NFD", syllable)
    if not any(tone in chars for tone in TONES):
        return syllable
    swapped = "".join({"y": "i", "i": "y"}.get(char, char) for char in chars)
    return unicodedata.normalize("NFC", swapped)


def wrong_tone(text: str) -> str:
    """The tone that is most easily confused with the right one; the same text when it has none."""
    chars = unicodedata.normalize("NFD", text)
    for tone in TONES:
        if tone in chars:
            other = _TONE_CONFUSED.get(tone, "")
            return unicodedata.normalize("NFC", chars.replace(tone, other, 1))
    return text


def comparable_name(text: str) -> str:
    """A name under the contract's Meaning: case, spaces, Unicode form, tone place, i/y levelled."""
    chars = unicodedata.normalize("NFC", text).lower()
    return " ".join(_comparable_syllable(syllable) for syllable in chars.split())


def _comparable_syllable(syllable: str) -> str:
    chars = unicodedata.normalize("NFD", syllable)
    letters = "".join(char for char in chars if char not in TONES)
    tones = "".join(char for char in chars if char in TONES)
    if letters.endswith("y") and (letters.startswith("qu") or not _has_vowel(letters[:-1])):
        letters = letters[:-1] + "i"
    return unicodedata.normalize("NFC", letters) + tones


def _has_vowel(letters: str) -> bool:
    return any(char in "aeiouy" for char in letters)
