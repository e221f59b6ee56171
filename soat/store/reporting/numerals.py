"""Counts, shares and days as each language writes them."""

import re
from datetime import date

from soat.model.messages import Message

NONE_SHOWN = "–"
_DAYS = Message("{count} ngày", "{count} days")
_ONE_DAY = Message("1 ngày", "1 day")
# Of our time: a number of eight digits with hyphens may be anything else.
_MONTH = r"((?:18|19|20)[0-9]{2})-(0[1-9]|1[0-2])"
_ISO_MONTH = re.compile(_MONTH)
_ISO_DAY = re.compile(rf"(?<![0-9-]){_MONTH}-(0[1-9]|[12][0-9]|3[01])(?![0-9-])")


def count_text(count: float, language: str) -> str:
    """1234567 as 1.234.567 in Vietnamese and 1,234,567 in English."""
    return _in_language(f"{round(count):,}", language)


def share_text(fraction: float | None, language: str) -> str:
    """A share as per cent with one decimal; some is never shown as none, nor nearly all as all."""
    if fraction is None:
        return NONE_SHOWN
    if 0 < fraction < 0.0005:
        return "<" + _in_language("0.1", language) + " %"
    if 0.9995 <= fraction < 1:
        return ">" + _in_language("99.9", language) + " %"
    return _in_language(f"{fraction * 100:.1f}", language) + " %"


def per_person_text(doses: int, people: int, language: str) -> str:
    """Doses per person with two decimals."""
    return _in_language(f"{doses / people:.2f}", language) if people else NONE_SHOWN


def pace_text(pace: float | None, language: str) -> str:
    """Doses a day: whole numbers when there are many, one decimal when there are few."""
    if pace is None:
        return NONE_SHOWN
    return count_text(pace, language) if pace >= 100 else _in_language(f"{pace:.1f}", language)


def days_text(days: int, language: str) -> str:
    """3 days, 1 day."""
    if days == 1:
        return _ONE_DAY.said_in(language)
    return _DAYS.said_in(language).format(count=count_text(days, language))


def short_text(count: float, language: str) -> str:
    """A count for a headline: 212.6 million, 7,6 triệu; below a million in full."""
    if abs(count) < 1_000_000:
        return count_text(count, language)
    millions = _in_language(f"{count / 1_000_000:,.1f}", language)
    return f"{millions} triệu" if language == "vi" else f"{millions} million"


def day_text(day: date) -> str:
    """A day as dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"


def days_as_people_write_them(text: str) -> str:
    """A text with its days as dd/mm/yyyy; one that is a month and nothing else as mm/yyyy."""
    if month := _ISO_MONTH.fullmatch(text):
        return f"{month[2]}/{month[1]}"
    return _ISO_DAY.sub(r"\3/\2/\1", text)


def _in_language(digits: str, language: str) -> str:
    if language == "vi":
        return digits.translate(str.maketrans(",.", ".,"))
    return digits
