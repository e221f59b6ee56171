"""The text of one cell, and the forms in which dates, times, counts and sexes are typed."""

import re
from collections.abc import Iterable

EXCEL_DAY_ZERO = "DATE '1899-12-30'"
_BLANKS = (9, 10, 13, 32, 160, 8203, 65279)
_NOTHING = ("", "-", "NULL", "null", "Null", "N/A", "n/a", "#N/A", "NaN", "nan", "None", "<NA>")

_LONGEST_NOTHING = max(map(len, _NOTHING))

_SEPARATOR = "[-/. ]"
_YEAR_FIRST = f"^([0-9]{{4}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}})(?:[T ].*)?$"
_DAY_FIRST = f"^([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})(?:[T ,].*)?$"
_SHORT_YEAR = f"^([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{2}})(?:[T ,].*)?$"
_WORDS = "ngày *([0-9]{1,2}) *tháng *([0-9]{1,2}) *năm *([0-9]{4})"
_TIME_FIRST = "^[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?[, ]+"
_OFFSET = ":[0-9]{2}(?:[.][0-9]+)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)$"


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def named(column: str) -> str:
    """The name as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def one_of(text: str, values: Iterable[str]) -> str:
    """Whether the text is one of the values.

    Not `IN`: DuckDB makes a join of a longer `IN` list, and then reads every column for one.
    """
    return f"regexp_full_match({text}, {quoted('|'.join(map(re.escape, values)))})"


def trimmed(column: str) -> str:
    """The cell without blanks around it, no-break and zero-width ones included.

    Trimming a list of signs is dear and rarely needed, so both ends are looked at first: at once
    where they are plain signs of ASCII (past the bytes of a text that has others stands nothing).
    """
    cell = named(column)
    signs = " || ".join(f"chr({blank})" for blank in _BLANKS)
    ends = "".join(f"\\x{{{blank:x}}}" for blank in _BLANKS)
    plain = f"{cell} >= '!' AND {cell} < '~' AND substr({cell}, strlen({cell})) >= '!'"
    some = f"regexp_matches({cell}, '^[{ends}]|[{ends}]$')"
    return f"CASE WHEN {plain} THEN {cell} WHEN {some} THEN trim({cell}, {signs}) ELSE {cell} END"


def unless_nothing(column: str) -> str:
    """The trimmed cell, or NULL when it is one of the ways of writing nothing."""
    cell = named(column)
    something = f"strlen({cell}) > {_LONGEST_NOTHING} OR NOT {one_of(cell, _NOTHING)}"
    return f"CASE WHEN {something} THEN {cell} END"


def folded(text: str) -> str:
    """Lower case and without accents (đ stays)."""
    return f"strip_accents(lower({text}))"


def date_sql(text: str, utc_offset_hours: int) -> str:
    """The DATE that the text says, or NULL when it says none for sure.

    Forms: year first, day first, ISO timestamps (a stated offset is turned into local time),
    20210805, 05082021, two-digit years (20yy), "ngày 5 tháng 8 năm 2021", Excel day numbers.
    Month first is read only where the second number cannot be a month.
    """
    bare = f"regexp_replace({text}, '{_TIME_FIRST}', '')"
    return f"""CASE
        WHEN regexp_matches({text}, '{_OFFSET}')
            THEN CAST({_local_time(text, utc_offset_hours)} AS DATE)
        WHEN regexp_matches({bare}, '{_YEAR_FIRST}')
            THEN {_assembled(bare, _YEAR_FIRST, (1, 2, 3))}
        WHEN regexp_matches({bare}, '{_DAY_FIRST}') THEN {_day_first(bare, _DAY_FIRST)}
        WHEN regexp_matches({bare}, '{_SHORT_YEAR}') THEN {_day_first(bare, _SHORT_YEAR, "20")}
        WHEN regexp_matches({text}, '{_WORDS}', 'i')
            THEN {_assembled(f"lower({text})", _WORDS, (3, 2, 1))}
        WHEN regexp_matches({text}, '^[0-9]{{8}}$') THEN coalesce(
            CASE WHEN {text} SIMILAR TO '(19|20).*' THEN
                {_assembled(text, "^(....)(..)(..)$", (1, 2, 3))} END,
            CASE WHEN {text} SIMILAR TO '....(19|20)..' THEN
                {_assembled(text, "^(..)(..)(....)$", (3, 2, 1))} END)
        WHEN regexp_matches({text}, '^[1-6][0-9]{{4}}(?:[.][0-9]+)?$')
            THEN {EXCEL_DAY_ZERO} + CAST(floor(CAST({text} AS DOUBLE)) AS INTEGER)
    END"""


def timestamp_sql(text: str, utc_offset_hours: int) -> str:
    """The local TIMESTAMP that the text says, or NULL; a bare date is its midnight."""
    clock = "regexp_extract({0}, '([0-9]{{1,2}})[:h]([0-9]{{2}})(:[0-9]{{2}})?', {1})"
    hours, minutes = clock.format(text, 1), clock.format(text, 2)
    seconds = clock.format(text, 3)
    spoken = f"coalesce(nullif({hours}, ''), '0') || ':' || coalesce(nullif({minutes}, ''), '00')"
    excel_seconds = f"CAST(round(86400 * (CAST({text} AS DOUBLE) % 1)) AS INTEGER)"
    # Nineteen signs are 2021-08-05T10:20:30: the usual form, without an offset, needs one cast.
    return f"""CASE
        WHEN strlen({text}) = 19 AND try_cast({text} AS TIMESTAMP) IS NOT NULL
            THEN try_cast({text} AS TIMESTAMP)
        WHEN regexp_matches({text}, '{_OFFSET}') THEN {_local_time(text, utc_offset_hours)}
        WHEN try_cast({text} AS TIMESTAMP) IS NOT NULL THEN try_cast({text} AS TIMESTAMP)
        WHEN regexp_matches({text}, '^[1-6][0-9]{{4}}[.][0-9]+$')
            THEN {date_sql(text, utc_offset_hours)} + to_seconds({excel_seconds})
        ELSE try_cast(CAST({date_sql(text, utc_offset_hours)} AS VARCHAR) || ' '
            || {spoken} || {seconds} AS TIMESTAMP)
    END"""


def register_birth_sql(text: str, first_year: int = 1850) -> str:
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`, whichever the text says for sure; else NULL."""
    month = "lpad(regexp_extract({0}, '{1}', {2}), 2, '0')"
    year_month, month_year = "^([0-9]{4})[-/.]([0-9]{1,2})$", "^([0-9]{1,2})[-/.]([0-9]{4})$"
    short = f"regexp_replace({text}, '^(00?[-/.])+|([-/.]00?)+$', '', 'g')"
    read = f"""CASE
        WHEN regexp_matches({short}, '^[0-9]{{4}}$') THEN {short}
        WHEN regexp_matches({short}, '{year_month}') THEN
            left({short}, 4) || '-' || {month.format(short, year_month, 2)}
        WHEN regexp_matches({short}, '{month_year}') THEN
            right({short}, 4) || '-' || {month.format(short, month_year, 1)}
        WHEN NOT regexp_matches({text}, '{_SHORT_YEAR}') THEN
            CAST({date_sql(text, 0)} AS VARCHAR)
    END"""
    return (
        f"CASE WHEN left({read}, 4) BETWEEN '{first_year}' AND '2099' "
        f"AND coalesce(substr({read}, 6, 2), '') NOT IN ('00') "
        f"AND substr({read}, 6, 2) <= '12' THEN {read} END"
    )


def sex_sql(text: str) -> str:
    """`male`, `female`, or NULL when the text says neither."""
    return f"""CASE WHEN {one_of(folded(text), ("male", "m", "nam"))} THEN 'male'
        WHEN {one_of(folded(text), ("female", "f", "nu"))} THEN 'female' END"""


def dose_kind_sql(text: str) -> str:
    """`basic`, `additional`, `booster`, or NULL when the text says none of them."""
    return f"""CASE
        WHEN regexp_matches({folded(text)}, 'nhac|booster') THEN 'booster'
        WHEN regexp_matches({folded(text)}, 'bo sung|additional') THEN 'additional'
        WHEN regexp_matches({folded(text)}, 'co ban|basic|primary') THEN 'basic' END"""


def count_sql(text: str) -> str:
    """A whole number, zero or more; 1.234 and 1,234 have separators of thousands."""
    return f"""CASE
        WHEN regexp_matches({text}, '^[0-9]+([.]0+)?$')
            THEN try_cast(regexp_replace({text}, '[.]0+$', '') AS BIGINT)
        WHEN regexp_matches({text}, '^[0-9]{{1,3}}([.,][0-9]{{3}})+$')
            THEN try_cast(regexp_replace({text}, '[.,]', '', 'g') AS BIGINT) END"""


def dose_number_sql(text: str) -> str:
    """The first number in the text when it can be a dose's number, or NULL."""
    number = f"try_cast(regexp_extract({text}, '[0-9]+') AS INTEGER)"
    return f"CASE WHEN {number} BETWEEN 1 AND 20 THEN {number} END"


def _local_time(text: str, utc_offset_hours: int) -> str:
    # A cast to plain TIMESTAMP would drop the stated offset without a word.
    moment = f"make_timestamp(epoch_us(try_cast({text} AS TIMESTAMPTZ)))"
    return f"({moment} + to_hours({utc_offset_hours}))"


def _assembled(text: str, pattern: str, order: tuple[int, int, int], century: str = "") -> str:
    parts = " || '-' || ".join(f"regexp_extract({text}, '{pattern}', {at})" for at in order)
    return f"try_cast({quoted(century) + ' || ' if century else ''}{parts} AS DATE)"


def _day_first(text: str, pattern: str, century: str = "") -> str:
    day_month = _assembled(text, pattern, (3, 2, 1), century)
    return f"coalesce({day_month}, {_assembled(text, pattern, (3, 1, 2), century)})"
