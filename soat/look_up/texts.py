"""What standardize says of a text is kept, so that the next record with that text need not ask.

Names, dates, sexes, nationalities and communes repeat from record to record, and standardize reads
each distinct text once and apart from its row. So what it said of a text holds for every record.
Names as the register writes them were read when the snapshot was built.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from soat.backends.one_query import OneQuery
from soat.register.neighbours import Neighbours

_MOST_KEPT = 200_000


@dataclass(frozen=True)
class TextTable:
    """A table of standardize with one row a distinct text, and the typed columns it reads."""

    name: str
    read_from: tuple[str, ...]


TEXT_TABLES = (
    TextTable("people_names", ("full_name", "guardian_name")),
    TextTable("people_births", ("birth_date",)),
    TextTable("people_sexes", ("sex",)),
    TextTable("people_nationalities", ("nationality",)),
    TextTable("people_residences", ("residence_code",)),
)


class KeptTexts:
    """The rows of one text table that were asked for lately; oldest forgotten first."""

    def __init__(self, table: TextTable, query: OneQuery) -> None:
        self._table, self._query = table, query
        self.nothing = query.table().slice(0, 0)
        self._kept: dict[str, pa.Table | None] = {}

    def rows_for(self, typed: pa.Table) -> pa.Table:
        """The table's rows for the texts in `typed`, which the query's stream holds too."""
        missing = self.missing(typed)
        if missing:
            self.keep(missing, self._query.small_table(self.nothing.schema))
        found = [self._kept[text] for text in _texts(typed, self._table.read_from)]
        rows = [row for row in found if row is not None]
        return pa.concat_tables(rows) if rows else self.nothing

    def missing(self, typed: pa.Table) -> list[str]:
        """Texts that were not asked for lately."""
        texts = _texts(typed, self._table.read_from)
        return [text for text in texts if text not in self._kept]

    def keep(self, texts: Sequence[str], told: pa.Table) -> None:
        """Keep what was said of these texts; one of which nothing was said is unreadable."""
        at = {text: row for row, text in enumerate(told.column("text").to_pylist())}
        while len(self._kept) + len(texts) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        for text in texts:
            self._kept[text] = told.slice(at[text], 1) if text in at else None


class KeptNames:
    """Names, of which the register's are known and most others are undamaged."""

    def __init__(self, kept: KeptTexts, undamaged: OneQuery, register: Neighbours) -> None:
        self._kept, self._undamaged, self._register = kept, undamaged, register
        self.nothing = kept.nothing
        self._told = undamaged.table().schema

    def rows_for(self, typed: pa.Table) -> pa.Table:
        """The rows of people_names for the names in `typed`."""
        for text in self._kept.missing(typed):
            name = self._register.name_written(text)
            if name is not None:
                self._kept.keep([text], self._as_told(name))
        missing = self._kept.missing(typed)
        if missing:
            told = self._undamaged.small_table(self._told)
            damaged = told.column("damaged").to_pylist()
            if not any(damaged):
                self._kept.keep(missing, told.select(self.nothing.column_names))
        return self._kept.rows_for(typed)

    def _as_told(self, name: pa.Table) -> pa.Table:
        columns = ["text" if column == "full_name" else column for column in name.column_names]
        row = name.rename_columns(columns).select(self.nothing.column_names)
        return row.cast(self.nothing.schema)


def _texts(typed: pa.Table, columns: Iterable[str]) -> list[str]:
    found: dict[Any, None] = {}
    for column in columns:
        found |= dict.fromkeys(typed.column(column).to_pylist())
    return [text for text in found if text is not None]
