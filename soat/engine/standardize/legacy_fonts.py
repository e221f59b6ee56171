"""Text in fonts and encodings of before Unicode: TCVN3 (ABC), VNI-Windows, misread UTF-8.

Source of the tables: TCVN 5712:1993 (lower-case TCVN3 equals it byte for byte; capitals were
typed with another font over the same bytes) and the VNI-Windows character set.
"""

import re
import unicodedata
from collections.abc import Iterator

from soat.engine.standardize.letters import ALL_LETTERS, MARKED_LETTERS, TONE_MARKS

_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {
    start + place: letter for start, run in _TCVN3_RUNS.items() for place, letter in enumerate(run)
}


def _vni_pairs() -> Iterator[tuple[str, str]]:
    tones = dict(zip(TONE_MARKS, "øùûõï", strict=True))
    circumflexed = dict(zip(("", *TONE_MARKS), "âàáåãä", strict=True))
    breved = dict(zip(("", *TONE_MARKS), "êèéúüë", strict=True))
    for base, written in zip("aeouyơư", "aeouyôö", strict=True):
        yield from ((written + sign, base + mark) for mark, sign in tones.items())
    for base in "aeo":
        yield from ((base + sign, base + "\u0302" + mark) for mark, sign in circumflexed.items())
    yield from (("a" + sign, "a\u0306" + mark) for mark, sign in breved.items())
    yield from zip("ôöñæóòîë", "ơưđỉĩịỵỷ", strict=True)


_VNI = {written: unicodedata.normalize("NFC", letter) for written, letter in _vni_pairs()}
_VNI_WRITTEN = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def _bytes_of(text: str) -> bytes:
    """The bytes that a Western reader turned into this text."""
    return b"".join(
        letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")
        for letter in text
    )


def western_readings(text: str) -> list[str]:
    """The text as Windows-1252 would show its bytes, however they were read (1252 or 1258)."""
    readings = []
    for encoding in ("cp1252", "cp1258"):
        try:
            held = _bytes_of(text) if encoding == "cp1252" else text.encode(encoding)
        except UnicodeEncodeError:
            continue
        readings.append(held.decode("latin-1"))
    return list(dict.fromkeys(readings))


def from_tcvn3(reading: str) -> str | None:
    """A Western reading of TCVN3 bytes, as Vietnamese; None when some byte has no letter."""
    if any(byte > "\x7f" and ord(byte) not in _TCVN3 for byte in reading):
        return None
    letters = "".join(_TCVN3.get(ord(byte), byte) for byte in reading)
    return _without_doubles(letters)


def _without_doubles(text: str) -> str:
    """Some converters wrote a capital as the plain one and the small toned letter: "Aµ" is À."""
    kept = []
    for letter, after in zip(text, text[1:] + " ", strict=True):
        composed = unicodedata.normalize("NFD", after.lower())
        bare = "".join(mark for mark in composed if mark not in TONE_MARKS)
        toned = bare != composed
        if not (toned and unicodedata.normalize("NFC", bare) == letter.lower()):
            kept.append(letter)
    return "".join(kept)


def from_vni(reading: str) -> str:
    """A Western reading of VNI-Windows text, as Vietnamese (in lower case)."""
    return _VNI_WRITTEN.sub(lambda found: _VNI[found.group()], reading.lower())


def from_utf8(reading: str) -> str | None:
    """A Western reading of UTF-8 bytes, as what they say; None when they are not UTF-8."""
    try:
        return reading.encode("latin-1").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None


LOST = "\ue00f"
"""Stands for one letter that is lost altogether."""

_LEADS = {"\xe1\xba": "\ue000", "\xe1\xbb": "\ue001", "\xc3": "\ue002", "\xc4": "\ue003"}
_LEADS |= {"\xc6": "\ue004"}
_BROKEN = re.compile("(\xe1[\xba\xbb]|[\xc3\xc4\xc6])([\x80-\xbf]?)([?\ufffd]?)", re.DOTALL)
_BEFORE_SPACE = {"\xc3": "à", "\xc6": "Ơ"}
"""Letters whose last byte reads as a no-break space, which later looks like any other space."""


def _letters_after(lead: str) -> str:
    made = (from_utf8(lead + chr(last)) for last in range(0x80, 0xC0))
    return "".join(sorted({letter.lower() for letter in made if letter and letter in ALL_LETTERS}))


LOST_LETTERS = {LOST: MARKED_LETTERS} | {
    sign: _letters_after(lead) for lead, sign in _LEADS.items()
}
"""What each sign for a lost letter may stand for."""


def with_signs_for_lost_letters(reading: str) -> str:
    """Misread UTF-8 of which some bytes are lost: what can be read, and signs for the rest."""

    def read(found: re.Match[str]) -> str:
        lead, last, mark = found.groups()
        whole = from_utf8(lead + last) if last else None
        if whole:
            return whole + mark
        before_space = found.end() == len(reading) or reading[found.end()].isspace()
        if before_space and not mark and lead in _BEFORE_SPACE:
            return _BEFORE_SPACE[lead]
        return _LEADS[lead]

    return _BROKEN.sub(read, reading)
