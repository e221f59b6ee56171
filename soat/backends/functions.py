"""The functions of the engine's SQL that Spark has not, or has otherwise: one list of them.

DuckDB brings each under this name. Spark gets it as a function in Python over whole columns, with
the same answers; tests/agree/test_engines_agree_on_functions.py compares the two on every kind of
text. What Spark can say itself in other words is not here but in soat.backends.spark.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein, Hamming, Jaro, Prefix


@dataclass(frozen=True)
class EngineFunction:
    """A function of texts: its name in the engine's SQL, its claim, and the answer for Spark.

    `arguments` is how many texts it takes, `gives` the SQL type of the answer. NULL for any NULL
    argument, as in DuckDB.
    """

    name: str
    claim: str
    arguments: int
    gives: str
    answer: Callable[..., Any]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _without_accents(text: str) -> str:
    """Marks that stand apart once the letter is taken apart; đ is a letter of its own."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")
    return unicodedata.normalize("NFC", kept)


def _upper_by_letter(text: str) -> str:
    return text.upper() if text.isascii() else "".join(map(_capital, text))


def _capital(letter: str) -> str:
    """ß has a capital of its own; a letter whose capital is two letters stays as it is."""
    one_each = (each for each in (letter.upper(), letter.title()) if len(each) == 1)
    return "ẞ" if letter == "ß" else next(one_each, letter)


def _edits_with_swaps(one: str, other: str) -> int:
    return int(DamerauLevenshtein.distance(one.encode(), other.encode()))


def _places_that_differ(one: str, other: str) -> int | None:
    """DuckDB refuses texts of two lengths; Spark asks for rows that the query then passes over."""
    left, right = one.encode(), other.encode()
    return int(Hamming.distance(left, right)) if len(left) == len(right) else None


def _alike(one: str, other: str) -> float:
    """Jaro's likeness, raised for a common beginning where it is above 0.7, as Winkler had it.

    Spark's own differs on one random pair in seven, and rapidfuzz knows no 0.7.
    """
    left, right = _bytes_as_letters(one), _bytes_as_letters(other)
    alike = Jaro.similarity(left, right) if left or right else 0.0
    common = Prefix.similarity(left[:4], right[:4])
    return float(alike + 0.1 * common * (1 - alike) if alike > 0.7 else alike)


def _bytes_as_letters(text: str) -> str:
    return text.encode().decode("latin-1")


def on_spark(name: str) -> str:
    """The function's name there: Spark's own, of which some bear the same names, go first."""
    return f"soat_{name}"


ENGINE_FUNCTIONS = (
    EngineFunction("nfc_normalize", "letters composed, Unicode form NFC", 1, "string", _composed),
    EngineFunction("strip_accents", "letters without their marks", 1, "string", _without_accents),
    EngineFunction("upper", "capital letters, each letter one", 1, "string", _upper_by_letter),
    EngineFunction(
        "damerau_levenshtein",
        "edits from one text to the other, a swap of neighbours one edit, counted in bytes",
        2,
        "bigint",
        _edits_with_swaps,
    ),
    EngineFunction(
        "jaro_winkler_similarity",
        "likeness from 0 to 1 that favours a common beginning, of bytes",
        2,
        "double",
        _alike,
    ),
    EngineFunction(
        "hamming",
        "places in which two texts of one length differ",
        2,
        "bigint",
        _places_that_differ,
    ),
)
