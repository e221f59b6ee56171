"""Birth dates: every way of writing one, read once per distinct text.

Order is day, month, year, or year, month, day when the year comes first. The second number is
read as the day only when it cannot be a month (12/25/1980); otherwise nothing is swapped here.
"""

from soat.model.closed_lists import DatePrecision
from soat.model.stages import SqlStep

FIRST_YEAR, LAST_YEAR = 1900, 2030
"""Years outside are unreadable as birth years of the living, to whom campaigns give doses."""

ANY_YEAR = (1000, 2099)
"""Where a profile is not of such a campaign, people of any time may be in the files."""

CENTURY_TURNS_AFTER = 22
"""Two-digit years up to this are 20xx, others 19xx: fixed at 2022, the year of the campaign."""

_CLEAN = r"""
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        strip_accents(lower(nfc_normalize(text))),
        '[t ]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[ap]m)?( ?z|[+-]\d{2}:?\d{2})?\s*$', ''),
        '^\s*(\d{4,8})[.,]\d*\s*$', '\1'),
        '\?+|\b[x_]+\b', '0', 'g'),
        '(\d)\s+(\d)', '\1/\2', 'g')"""

_MONTH_WORDS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _months_as_numbers(text: str) -> str:
    for number, word in enumerate(_MONTH_WORDS, start=1):
        text = f"regexp_replace({text}, '\\b{word}[a-z]*', '/{number}/')"
    return text


def birth_date_steps(
    prefix: str, texts_sql: str, years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)
) -> tuple[SqlStep, ...]:
    """Steps giving `{prefix}_births`: text and the five birth columns.

    `texts_sql` gives one column `text`, distinct and not NULL; unreadable texts are absent, and
    years outside `years` (first, last) are unreadable.
    """
    return (
        SqlStep(
            f"{prefix}_birth_numbers",
            "one distinct text with the groups of digits in it",
            f"""
            with clean as (
                select text, {_CLEAN} as clean from ({texts_sql}) where not regexp_matches(
                    lower(text), 'tu[oổ]i')),
            spelled as (
                select text, clean,
                       case when regexp_matches(clean, '[a-z]{{3}}')
                            then {_months_as_numbers("clean")} else clean end as spelled
                from clean)
            select text, regexp_matches(clean, '(?:sinh|nam|sn|ns)\\W') as says_year,
                   regexp_extract_all(spelled, '\\d+') as groups
            from spelled""",
        ),
        SqlStep(
            f"{prefix}_birth_parts",
            "one distinct text with what stands for year, month and day, unchecked",
            f"""
            with numbers as (
                select text, says_year, groups, len(groups) as n,
                       length(groups[1]) as first_width,
                       length(groups[-1]) as last_width
                from {prefix}_birth_numbers where len(groups) between 1 and 3),
            parted as (select text, {_parts(years)} as part from numbers)
            select text, part.y, part.m, part.d from parted""",
        ),
        SqlStep(
            f"{prefix}_birth_readings",
            "one distinct text with a readable year; a second number over 12 is the day",
            f"""
            with dated as (
                select text, {_FULL_YEAR} as year, try_cast(m as integer) as m,
                       try_cast(d as integer) as d
                from {prefix}_birth_parts)
            select text, year,
                   case when m > 12 and d between 1 and 12 then d
                        when m between 1 and 12 then m end as month,
                   case when m > 12 and d between 1 and 12 then m else d end as day
            from dated where year between {years[0]} and {years[1]}""",
        ),
        SqlStep(f"{prefix}_births", "one distinct readable text, as a date", _births(prefix)),
    )


_FULL_YEAR = f"""
    case when length(y) > 2 then try_cast(y as integer)
         when try_cast(y as integer) <= {CENTURY_TURNS_AFTER} then 2000 + try_cast(y as integer)
         else 1900 + try_cast(y as integer) end"""

_NOTHING = "{'y': null, 'm': null, 'd': null}"


def _part(y: str, m: str = "null", d: str = "null") -> str:
    return f"{{'y': {y}, 'm': {m}, 'd': {d}}}"


def _is_year(text: str, years: tuple[int, int]) -> str:
    return f"(try_cast({text} as integer) between {years[0]} and {years[1]})"


def _is_month(text: str) -> str:
    return f"(try_cast({text} as integer) between 1 and 12)"


_ONE = "groups[1]"


def _digits(start: int, count: int | None = None) -> str:
    """Digits of the only group; a negative start counts from its end."""
    return f"substr({_ONE}, {start}{'' if count is None else f', {count}'})"


# Excel counts days from 1899-12-30, after an invented 29 February 1900.
_SERIAL = "date '1899-12-30' + cast(groups[1] as integer)"


def _one_group(years: tuple[int, int]) -> str:
    return f"""
    case when first_width = 4 and {_is_year(_ONE, years)} then {_part(_ONE)}
         when first_width in (4, 5)
         then {_part(*(f"strftime({_SERIAL}, '%{part}')" for part in "Ymd"))}
         when first_width = 8 and {_is_year(_digits(1, 4), years)} and {_is_month(_digits(5, 2))}
         then {_part(_digits(1, 4), _digits(5, 2), _digits(7))}
         when first_width in (7, 8)
         then {_part(f"right({_ONE}, 4)", _digits(-6, 2), f"left({_ONE}, first_width - 6)")}
         when first_width = 6 and {_is_month(_digits(3, 2))}
         then {_part(_digits(5), _digits(3, 2), _digits(1, 2))}
         when first_width = 6 and {_is_year(_digits(3), years)}
         then {_part(_digits(3), _digits(1, 2))}
         when first_width = 2 and says_year then {_part(_ONE)}
         else {_NOTHING} end"""


_TWO_GROUPS = f"""
    case when last_width = 4 then {_part("groups[2]", "groups[1]")}
         when first_width = 4 then {_part("groups[1]", "groups[2]")}
         else {_NOTHING} end"""
_THREE_GROUPS = f"""
    case when first_width = 4 then {_part("groups[1]", "groups[2]", "groups[3]")}
         when last_width in (2, 4) then {_part("groups[3]", "groups[2]", "groups[1]")}
         else {_NOTHING} end"""


def _parts(years: tuple[int, int]) -> str:
    one = _one_group(years)
    return f"case n when 1 then {one} when 2 then {_TWO_GROUPS} else {_THREE_GROUPS} end"


def _births(prefix: str) -> str:
    """A day that its month does not have is no day: the month still stands."""
    return f"""
        with checked as (
            select text, year, month,
                   try_cast(year || '-' || month || '-' || day as date) as birth_date
            from {prefix}_birth_readings)
        select text, birth_date, cast(year as smallint) as birth_year,
               cast(month as smallint) as birth_month,
               cast(day(birth_date) as smallint) as birth_day,
               case when birth_date is not null then '{DatePrecision.DAY}'
                    when month is not null then '{DatePrecision.MONTH}'
                    else '{DatePrecision.YEAR}' end as birth_precision
        from checked"""
