"""What `name_key` means, said again in plain Python and another way: through NFD."""

import unicodedata

TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
VOWELS = "aeiouyăâêôơư"


def oracle_key(name: str) -> str | None:
    """The key of a name written in Latin letters, marks and punctuation."""
    words = "".join(_letter_or_space(c) for c in unicodedata.normalize("NFD", name.lower())).split()
    if not any(c.isalpha() for word in words for c in word):
        return None
    bases = [_base(word) for word in words]
    tones = ["".join(TONES[c] for c in word if c in TONES) for word in words]
    return " ".join(bases) + "|" + " ".join(tones).rstrip()


def _letter_or_space(c: str) -> str:
    return c if c.isalnum() or unicodedata.combining(c) else " "


def _base(word: str) -> str:
    letters = list(unicodedata.normalize("NFC", "".join(c for c in word if c not in TONES)))
    for place, letter in enumerate(letters):
        if letter in VOWELS:
            after_q = letters[: place + 2] in (["q", "u", "y"], ["q", "u"]) and place == 1
            here = place + 1 if after_q else place
            if here < len(letters) and letters[here] == "y":
                letters[here] = "i"
            break
    return "".join(letters)
