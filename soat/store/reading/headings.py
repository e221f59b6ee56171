"""Which heading fills which column: the alias table and the search for the heading row."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from soat.model.tables import INPUT_TABLES
from soat.store.reading import faults
from soat.store.reading.heading_pairs import new_then_old_card, split_by_sex, with_line_below

HEADING_ROWS_SEARCHED = 30
REQUIRED = {
    "register": ("citizen_id", "full_name", "birth_date", "sex"),
    "people": ("person_ref", "full_name"),
    "doses": ("person_ref", "given_on"),
    "daily_reports": ("site_code", "given_on", "doses"),
    "sites": ("site_code",),
    "decisions": ("decision", "decided_by"),
    "withdrawals": ("withdrawn_by",),
}
_ALIASES = Path(__file__).with_name("headings.toml")
_ALIASES_SHOWN = 3


@dataclass(frozen=True)
class WantedTable:
    """What is looked for: the table, the profile's further columns, and what must be there."""

    table: str
    extra_columns: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        own = INPUT_TABLES[self.table].column_names
        return own + tuple(name for name in self.extra_columns if name not in own)


@dataclass(frozen=True)
class HeadingRow:
    """The heading row found: its place among the records, its cells, and column -> cell places.

    A column has several places when one heading was merged across several cells, when there are
    two columns of numbers (the new card's first), or one for men and one for women (picking.py).
    """

    index: int
    cells: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    @property
    def headings(self) -> dict[str, str]:
        return {column: self.cells[places[0]] for column, places in self.places.items()}

    @property
    def unused(self) -> tuple[str, ...]:
        used = {place for places in self.places.values() for place in places}
        return tuple(cell for at, cell in enumerate(self.cells) if cell and at not in used)


def folded(heading: str) -> str:
    """The heading without case, diacritics, punctuation, bracketed notes and a leading number."""
    plain = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", unicodedata.normalize("NFKC", heading).casefold())
    plain = unicodedata.normalize("NFD", plain).replace("đ", "d")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"^\d+ ", "", " ".join(re.findall(r"[^\W_]+", plain)))


@cache
def written_aliases() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_ALIASES.read_text(encoding="utf-8"))


@cache
def _aliases(wanted: WantedTable) -> dict[str, str]:
    """Folded alias -> column, the columns' own names left out."""
    written = written_aliases()[wanted.table]
    return {folded(alias): column for column, aliases in written.items() for alias in aliases}


def match_headings(
    cells: Sequence[str], wanted: WantedTable, name: str
) -> dict[str, tuple[int, ...]]:
    """Column -> places of the cells that head it. A column's own name beats its aliases.

    Raises InputUnusable when two different cells claim one column.
    """
    keys = [folded(cell) for cell in cells]
    own = {folded(column): column for column in wanted.columns}
    aliases = _aliases(wanted)
    named, aliased = _places(keys, own), _places(keys, aliases)
    places = {**aliased, **named}
    for column, at in places.items():
        cards = new_then_old_card(keys, at) if wanted.table == "people" else None
        if cards and column == "citizen_id":
            places[column] = cards
            continue
        neighbours = at[-1] - at[0] == len(at) - 1 and len({cells[place] for place in at}) == 1
        if len(at) > 1 and not (neighbours and column == "full_name"):
            raise faults.heading_twice(name, column, [cells[place] for place in at])
    if by_sex := split_by_sex(keys):
        places = {"birth_date": by_sex, "sex": by_sex} | places
    return {column: places[column] for column in wanted.columns if column in places}


def _places(keys: Sequence[str], columns: dict[str, str]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for at, key in enumerate(keys):
        if key in columns:
            places[columns[key]] = (*places.get(columns[key], ()), at)
    return places


def _known(cells: Sequence[str], wanted: WantedTable) -> int:
    own = {folded(column): column for column in wanted.columns}
    columns = {**_aliases(wanted), **own}
    return len({columns[key] for key in map(folded, cells) if key in columns})


def find_heading_row(
    rows: Sequence[Sequence[str]], wanted: WantedTable, name: str
) -> HeadingRow | None:
    """The row among the first ones with most known headings; None when no row has any.

    Of rows that are equally good the first is taken, but in a run of such rows the last:
    vertically merged headings repeat downwards.
    """
    scores = [_known(row, wanted) for row in rows[:HEADING_ROWS_SEARCHED]]
    best = max(scores, default=0)
    if best == 0:
        return None
    index = scores.index(best)
    while index + 1 < len(scores) and scores[index + 1] == best:
        index += 1
    cells = tuple(cell.strip() for cell in rows[index])
    below = rows[index + 1] if index + 1 < len(rows) else ()
    if (joined := with_line_below(cells, below)) is not None:
        index, cells = index + 1, joined
    return HeadingRow(index, cells, match_headings(cells, wanted, name))


def require_columns(heading: HeadingRow | None, wanted: WantedTable, name: str) -> HeadingRow:
    """The heading row, or InputUnusable saying what was found, expected, and would do."""
    if heading is None:
        expected = [_expectation(wanted, column) for column in wanted.required]
        raise faults.no_heading_row(name, wanted.table, expected, HEADING_ROWS_SEARCHED)
    missing = [column for column in wanted.required if column not in heading.places]
    if missing:
        found = [cell for cell in heading.cells if cell]
        expected = [_expectation(wanted, column) for column in missing]
        raise faults.columns_missing(name, wanted.table, found, expected)
    return heading


def _expectation(wanted: WantedTable, column: str) -> str:
    aliases = written_aliases()[wanted.table].get(column, [])[:_ALIASES_SHOWN]
    return f"{column} ({', '.join(aliases)})" if aliases else column
