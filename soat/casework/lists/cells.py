"""What a cell says, whatever Excel made of it: lost zeros, dates, numbers with a dot.

What was typed as text is taken as typed. Zeros are put back only where Excel is known to take them
away: in front of a value that it keeps as a number.
"""

import re
from datetime import date, datetime, time

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:.]+)?")
_YEAR = re.compile(r"[0-9]{4}")
_EXACT_UP_TO = 1e15
_SHORTEST_CITIZEN_ID, _CITIZEN_ID = 10, 12
_OLD_ID, _MOBILE = 9, 10
_FIRST_YEAR = 1890


def as_text(cell: object) -> str:
    """The cell as one would type it."""
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, int | float):
        whole = float(cell).is_integer() and abs(cell) < _EXACT_UP_TO
        return str(int(cell)) if whole else repr(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, time):
        return cell.isoformat()
    return " ".join(str(cell).replace("\0", "").split())


def as_number(cell: object) -> str:
    """A citizen's number: twelve digits or nine, with the zeros that Excel took away."""
    text = as_text(cell)
    if not isinstance(cell, int | float) or not text.isdigit():
        return text.replace(" ", "").lstrip("'")
    wanted = _CITIZEN_ID if len(text) >= _SHORTEST_CITIZEN_ID else _OLD_ID
    return text.zfill(wanted)


def as_phone(cell: object) -> str:
    """A telephone number, with the zero that Excel took away."""
    text = as_text(cell)
    if isinstance(cell, int | float) and text.isdigit() and len(text) == _MOBILE - 1:
        return "0" + text
    return text.lstrip("'")


def as_birth_date(cell: object) -> str:
    """A birth date as day/month/year; a date that was typed otherwise is written so."""
    text = as_text(cell).lstrip("'")
    found = day_of(text)
    return found.strftime("%d/%m/%Y") if found else text


def day_of(text: str) -> date | None:
    """The day that the text names, or None."""
    day_first, year_first = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    if day_first:
        day, month, year = (int(one) for one in day_first.groups())
    elif year_first:
        year, month, day = (int(one) for one in year_first.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_birth_date(text: str, today: date) -> bool:
    """Whether it can be a birth date: a day or a year, of our time and not to come."""
    if _YEAR.fullmatch(text):
        return _FIRST_YEAR <= int(text) <= today.year
    day = day_of(text)
    return day is not None and date(_FIRST_YEAR, 1, 1) <= day <= today


def is_citizen_id(text: str) -> bool:
    """Whether it has the form of a citizen's number, old or new."""
    return text.isascii() and text.isdigit() and len(text) in (_OLD_ID, _CITIZEN_ID)


def is_alike(cell: str, typed: str) -> bool:
    """Whether a locked cell still says what was printed, Excel's habits allowed for."""
    one, other = cell.lstrip("'"), typed.lstrip("'")
    if one == other:
        return True
    if one.isdigit() and other.isdigit():
        return one.lstrip("0") == other.lstrip("0")
    day = day_of(one)
    return day is not None and day == day_of(other)
