"""Counts and shares as each language writes them."""


def count_text(count: int, language: str) -> str:
    """1234567 as 1.234.567 in Vietnamese and 1,234,567 in English."""
    return _in_language(f"{count:,}", language)


def share_text(fraction: float | None, language: str) -> str:
    """A share as per cent with one decimal; some is never shown as none, nor nearly all as all."""
    if fraction is None:
        return "–"
    if 0 < fraction < 0.0005:
        return "<" + _in_language("0.1", language) + " %"
    if 0.9995 <= fraction < 1:
        return ">" + _in_language("99.9", language) + " %"
    return _in_language(f"{fraction * 100:.1f}", language) + " %"


def per_person_text(doses: int, people: int, language: str) -> str:
    """Doses per person with two decimals."""
    return _in_language(f"{doses / people:.2f}", language) if people else "–"


def _in_language(digits: str, language: str) -> str:
    if language == "vi":
        return digits.translate(str.maketrans(",.", ".,"))
    return digits
