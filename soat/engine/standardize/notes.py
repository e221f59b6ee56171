"""Titles and notes that stand in a name field: "Bà Nguyễn Thị Hoa (mẹ) SN 1956 - F0".

Everything is found on a folded copy of the text that has the same length, and cut from the
text itself. A word that can be part of a name is never taken away on its own.
"""

import re

from soat.engine.standardize.letters import MARKED_LETTERS, MARKED_PLAIN
from soat.engine.standardize.syllables import is_surname

_BRACKETED = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?")
_WHO = "me|bo|cha|con|vo|chong|chau|me con|chu ho|hs|gv|cn|bn|hoc sinh|giao vien|cong nhan|tre em"
_WHO += "|tam tru|thuong tru|trung ten|bs|f0|cmnd|cccd|ho chieu"
_WHO = _WHO.replace(" ", r"\ ")
_AFTER_NAME = re.compile(
    rf"""(?:
        \W+(?:
            (?:sn|ns|nam\ sinh|sinh\ nam|sinh\ ngay|ngay\ sinh|sinh)\W*\d
          | (?:sdt|so\ dt|dt|dien\ thoai|tel|cmnd|cccd|cmt)\W*\d
          | (?:mui|lieu|lop|to|khu|ap|thon|doi|stt)\ (?:thu\ |so\ )?\d
          | f[0-4]\b
          | (?:da|chua|hoan|khong)\ tiem\b
          | sinh\ nam\b
        ).*
      | [\s.,;:/_+-]+\d[\d\s./+-]*
      | (?:\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[,;/|_]+\s*)(?:{_WHO})\b[^,;/|]*
    )$""",
    re.VERBOSE,
)
_NO_NOTES = re.compile("(?!.*(?:tiem|sinh))[a-z ]*")
"""Plain words: every other note has a digit or a sign in it."""
_SPACES = " \t\r\n"
"""A no-break space is kept: it may be the last byte of a misread letter."""
_OPENING = re.compile(r"[(\[{]")
_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_BEFORE_NAME = re.compile(r"^(?:stt\W*)?\d+\s*(?:[.):/-]+\s*|\s)(?=[^\W\d])")
_TITLE = re.compile(
    r"(mr|mrs|ms|dr|bs|ths|ts|ong|ba|anh|chi|chau|be|con|em|cu|co|chu|bac|bn|me|bo|thay)"
    r"([.:]\s*|\s+)(?=\w)"
)
_OTHER = re.compile(r"[Hh]['’ ]|[YyKk]\b")
"""How names of Êđê, Gia Rai and others begin (H'Hen Niê, Y Blơk Êban, K'Sor)."""
_NEVER_A_NAME = frozenset("mr mrs ms dr bs ths ông bà chị cháu cụ chú bác bn mẹ bố thầy".split())
_TO_PLAIN = str.maketrans(MARKED_LETTERS, MARKED_PLAIN)
_NEWBORN = re.compile(r"con (?:ba|ong|chi|anh|co|cua)\b")


def folded(text: str) -> str:
    """Lower case without any mark, letter for letter: as long as the composed text."""
    small = text.lower()
    return (small if len(small) == len(text) else text).translate(_TO_PLAIN)


def names_somebody_else(text: str) -> bool:
    """ "Con bà …" names the mother of a child that has no name yet."""
    return _NEWBORN.match(folded(text).strip()) is not None


def without_notes(text: str) -> str:
    """The text without titles and notes; the text itself when nothing else would be left."""
    bare = (
        _BRACKETED.sub(" ", text).strip(_SPACES) if _OPENING.search(text) else text.strip(_SPACES)
    )
    plain = folded(bare)
    for pattern in () if _NO_NOTES.fullmatch(plain) else (_AFTER_NAME, _AFTER_NAME, _BEFORE_NAME):
        found = pattern.search(plain)
        if found:
            bare = bare[: found.start()] + bare[found.end() :]
            plain = plain[: found.start()] + plain[found.end() :]
    bare = _without_title(bare.strip(_SPACES), plain.strip(_SPACES))
    return bare if _TWO_LETTERS.search(bare) else text


def _without_title(text: str, plain: str) -> str:
    """Taken away only before a surname and another syllable, and only when surely a title.

    Anh, Ba, Bé, Chi, Em and others are given names as well, and a name may be written given
    name first: they are titles only when written small before a capital, or with a stop.
    """
    found = _TITLE.match(plain)
    if not found:
        return text
    word, rest = text[: found.end(1)], text[found.end() :]
    syllables = rest.split()
    if len(syllables) < 2 or not (is_surname(syllables[0].lower()) or _OTHER.match(rest)):
        return text
    small_before_capital = word.islower() and rest[:1].isupper()
    stopped = found.group(2).strip() != ""
    sure = word.lower() in _NEVER_A_NAME and (word.lower() != "ông" or len(syllables) > 2)
    sure = sure or small_before_capital or stopped
    return rest if sure or _leads_a_whole_name(found.group(1), syllables) else text


def _leads_a_whole_name(title: str, syllables: list[str]) -> bool:
    """Anh before a man's name; Em, Bé, Cô before three syllables that end like a name."""
    second, last = folded(syllables[1]), syllables[-1].lower()
    if len(syllables) < 3 or last in ("văn", "thị"):
        return False
    return title in ("em", "be", "co") or (title == "anh" and second == "van")
