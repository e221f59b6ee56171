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
_CONTROLS = re.compile("[\x80-\x9f]")
_NOT_IN_NAMES = re.compile("[\xa1-\xbf₫]")
_NOBODYS_NAME = re.compile(r"\bmì\b")


def _bytes_of(text: str) -> bytes:
    """The bytes that a Western reader turned into this text."""
    if not _CONTROLS.search(text):
        return text.encode("cp1252")
    return b"".join(
        letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")
        for letter in text
    )


def as_western(text: str) -> str | None:
    """One character for each byte of the text, if a Western reader (Windows-1252) made it."""
    try:
        return _bytes_of(text).decode("latin-1")
    except UnicodeEncodeError:
        return None


def as_read_by_1258(text: str) -> str | None:
    """The same, if a Vietnamese Windows (1258) read bytes that were something else.

    Plain Vietnamese can be written in 1258 too: only signs that no name has speak for this.
    """
    if not _NOT_IN_NAMES.search(text):
        return None
    try:
        return text.encode("cp1258").decode("latin-1")
    except UnicodeEncodeError:
        return None


def western_readings(text: str) -> list[str]:
    """The text byte for byte, in the ways in which it may have been read."""
    readings = (as_western(text), as_read_by_1258(text))
    return list(dict.fromkeys(reading for reading in readings if reading is not None))


def from_tcvn3(reading: str) -> str | None:
    """A Western reading of TCVN3 bytes, as Vietnamese; None when some byte has no letter."""
    if any(byte > "\x7f" and ord(byte) not in _TCVN3 for byte in reading):
        return None
    return "".join(_TCVN3.get(ord(byte), byte) for byte in reading)


def without_doubles(text: str) -> str:
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
    """A Western reading of VNI-Windows text, as Vietnamese (in lower case).

    Some converters write ỹ as ì; only Mỹ is told apart, because nobody is called Mì.
    """
    read = _VNI_WRITTEN.sub(lambda found: _VNI[found.group()], reading.lower())
    return _NOBODYS_NAME.sub("mỹ", read)


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
