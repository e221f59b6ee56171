"""Keystrokes and legacy fonts: every one of the 134 letters comes back."""

import csv
import unicodedata
from pathlib import Path

import pytest

from soat.engine.standardize.keystrokes import typed_out
from soat.engine.standardize.legacy_fonts import (
    LOST,
    as_western,
    from_tcvn3,
    from_utf8,
    from_vni,
    with_signs_for_lost_letters,
    without_doubles,
)
from soat.engine.standardize.letters import MARKED_LETTERS, base_of, tones_of
from soat.engine.standardize.lost_letters import signed, with_lost_letters
from soat.engine.standardize.mending import mend
from soat.engine.standardize.syllables import LOOSE, STRICT, is_strict, is_well_placed

ALL_134 = MARKED_LETTERS + MARKED_LETTERS.upper()
TELEX = dict(zip("\u0300\u0301\u0309\u0303\u0323", "fsrxj", strict=True))
VNI = dict(zip("\u0300\u0301\u0309\u0303\u0323", "21345", strict=True))
TELEX_SHAPES = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
VNI_SHAPES = {"ă": "a8", "â": "a6", "đ": "d9", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7"}
AROUND = {"ă": ("l", "n"), "â": ("l", "n"), "đ": ("", "a")}


def syllable_with(letter: str) -> str:
    """A well-formed syllable around one letter: ẵ stands in lẵn, ờ in lờ."""
    base = "".join(c for c in unicodedata.normalize("NFD", letter) if c not in TELEX)
    before, after = AROUND.get(unicodedata.normalize("NFC", base), ("l", ""))
    return before + letter + after


def as_keys(syllable: str, tones: dict[str, str], shapes: dict[str, str]) -> str:
    apart = unicodedata.normalize("NFD", syllable)
    letters = unicodedata.normalize("NFC", "".join(c for c in apart if c not in tones))
    keys = "".join(tones[c] for c in apart if c in tones)
    return "".join(shapes.get(letter, letter) for letter in letters) + keys


@pytest.mark.parametrize(("tones", "shapes"), [(TELEX, TELEX_SHAPES), (VNI, VNI_SHAPES)])
def test_keystrokes_of_every_letter(tones: dict[str, str], shapes: dict[str, str]) -> None:
    for letter in MARKED_LETTERS:
        syllable = syllable_with(letter)
        made = typed_out(as_keys(syllable, tones, shapes))
        assert made is not None, letter
        assert (base_of(made), tones_of(made)) == (base_of(syllable), tones_of(syllable))


def test_marks_may_be_typed_anywhere_after_their_letter() -> None:
    written = ["nguyeenx", "nguyenex", "nguyeexn", "nguyenxe", "nguye64n", "nguyen64", "nguye6n4"]
    assert [typed_out(keys) for keys in written] == ["nguyễn"] * len(written)


def test_keys_that_make_no_syllable_make_nothing() -> None:
    assert [typed_out(word) for word in ["alex", "hansy", "smith", "x1y2", "nn"]] == [None] * 5


def test_misread_utf8_of_every_letter() -> None:
    for letter in ALL_134:
        misread = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in letter.encode())
        reading = as_western(misread)
        assert reading is not None
        assert from_utf8(reading) == letter


def test_every_letter_in_the_two_legacy_fonts(shared_data: Path) -> None:
    with (shared_data / "identity" / "letters_134.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["letter"] for row in rows} == set(ALL_134)
    for row in rows:
        held = bytes.fromhex(row["tcvn3_hex"]).decode("latin-1")
        letters = from_tcvn3(held)
        assert letters is not None
        assert without_doubles(letters).lower() == row["letter"].lower()
        if row["letter"].lower() not in "ỹ":  # that table writes ỹ like ì
            assert from_vni(row["vni_windows_text"]) == row["letter"].lower()
        for keys in ("telex", "vni_keys"):
            syllable = syllable_with(row["letter"].lower())
            typed = syllable.replace(row["letter"].lower(), row[keys].lower())
            made = typed_out(typed) or ""
            assert (base_of(made), tones_of(made)) == (base_of(syllable), tones_of(syllable))


def test_a_text_that_is_no_such_font_is_not_read() -> None:
    assert from_utf8("Nguyễn") is None
    assert as_western("Nguyễn") is None
    assert from_tcvn3("à") is None


def test_lost_letters() -> None:
    assert with_lost_letters(signed("nguy?n"), in_the_middle=False) == "nguyen"
    assert with_lost_letters(f"th{LOST}", in_the_middle=True) == "thi"
    assert with_lost_letters(f"th{LOST}", in_the_middle=False) == "th"
    assert signed("Hoàng Thị Bình?") == "Hoàng Thị Bình"
    assert with_signs_for_lost_letters("H\xc3 Lan") == "Hà Lan"


def test_mending_twice_is_mending_once() -> None:
    damaged = ["Nguyeenx Vawn Hoaf", "NguyÔn V¨n Hoµ", "Bà Nguyễn Thị Hoa (mẹ)", "Nguy?n Th? Lan"]
    for name in damaged:
        once, kind = mend(name)
        assert once is not None
        assert kind is not None
        assert mend(once) == (None, None)


def test_strict_syllables_are_loose_and_tones_fit_their_endings() -> None:
    assert STRICT < LOOSE
    assert all(map(is_strict, ["nguyễn", "thuý", "thúy", "học", "quyết", "yến", "gì", "giêng"]))
    assert not any(map(is_strict, ["hòc", "tĩch", "nguyen", "niê", "blơk", "quôn", "hoàá"]))
    assert [is_well_placed(s) for s in ["lẽo", "leõ", "mía", "hoà", "hòa"]] == [
        *(True, False, True, True, True)
    ]
