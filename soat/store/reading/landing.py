"""Where text rows land: `raw_<table>_text` and `raw_<table>_broken`, in batches."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from soat.model.closed_lists import RejectReason
from soat.store.reading.headings import HeadingRow, WantedTable
from soat.store.reading.picking import picked

_BATCH = 50_000


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def named(column: str) -> str:
    """The name as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


@dataclass(frozen=True)
class BrokenRow:
    """A row that has no columns to speak of: its cells or its line as they stood."""

    row_number: int
    raw: Sequence[str] | str


@dataclass(frozen=True)
class WholeRow:
    """A row with one cell for each heading."""

    row_number: int
    cells: Sequence[str | None]


@dataclass(frozen=True)
class Landing:
    """The tables of one source on one connection."""

    connection: duckdb.DuckDBPyConnection
    wanted: WantedTable

    @property
    def text_table(self) -> str:
        return f"raw_{self.wanted.table}_text"

    @property
    def broken_table(self) -> str:
        return f"raw_{self.wanted.table}_broken"

    def prepare(self) -> None:
        """Make both tables anew, empty."""
        columns = ", ".join(f"{named(column)} VARCHAR" for column in self.wanted.columns)
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {self.text_table} "
            f"({columns}, file VARCHAR, row_number BIGINT)"
        )
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {self.broken_table} "
            "(file VARCHAR, row_number BIGINT, raw VARCHAR, reason VARCHAR)"
        )

    def forget(self, file: str) -> None:
        """Take back what landed from this file."""
        for table in (self.text_table, self.broken_table):
            self.connection.execute(f"DELETE FROM {table} WHERE file = ?", [file])

    def set_repeated_headings_aside(self, heading: HeadingRow, file: str) -> None:
        """Rows that repeat the headings, as lists of several pages have them, are nobody's."""
        same = " AND ".join(
            f"lower(trim({named(column)})) = {quoted(heading.cells[places[0]].lower())}"
            for column, places in heading.places.items()
            if len(places) == 1
        )
        if not same:
            return
        cells = ", ".join(f"{quoted(name)}: {named(name)}" for name in heading.places)
        here = f"FROM {self.text_table} WHERE file = {quoted(file)} AND {same}"
        self.connection.execute(
            f"INSERT INTO {self.broken_table} BY NAME SELECT file, row_number, "
            f"CAST(to_json({{{cells}}}) AS VARCHAR) AS raw, "
            f"{quoted(RejectReason.HEADING_REPEATED.value)} AS reason {here}"
        )
        self.connection.execute(f"DELETE {here}")

    def derive_dose_refs(self, heading: HeadingRow, file: str) -> None:
        """A doses file without keys of its own: its file and row number are the key."""
        if self.wanted.table == "doses" and "dose_ref" not in heading.places:
            self.connection.execute(
                f"UPDATE {self.text_table} SET dose_ref = file || '#' || row_number WHERE file = ?",
                [file],
            )

    def land(
        self,
        rows: Iterator[WholeRow | BrokenRow],
        places: dict[str, tuple[int, ...]],
        file: str,
    ) -> int:
        """Land the rows, picking each column's cells by place; how many rows there were."""
        batch = _Batch()
        count = 0
        for row in rows:
            count += 1
            if isinstance(row, BrokenRow):
                batch.broken.append(row)
            else:
                batch.whole.append(row.cells)
                batch.numbers.append(row.row_number)
            if len(batch.whole) + len(batch.broken) == _BATCH:
                self._flush(batch, places, file)
                batch = _Batch()
        self._flush(batch, places, file)
        return count

    def _flush(self, batch: "_Batch", places: dict[str, tuple[int, ...]], file: str) -> None:
        if batch.whole:
            columns = list(zip(*batch.whole, strict=True))
            used = sorted({place for several in places.values() for place in several})
            arrays: dict[str, pa.Array[Any]] = {
                f"c{place}": pa.array(columns[place], pa.string()) for place in used
            }
            arrays["row_number"] = pa.array(batch.numbers, pa.int64())
            values = ", ".join(
                f"{picked(column, [f'c{at}' for at in several])} AS {named(column)}"
                for column, several in places.items()
            )
            self._insert(self.text_table, pa.table(arrays), file, f"{values}, row_number")
        if batch.broken:
            raws = [_as_json(row.raw) for row in batch.broken]
            numbers = [row.row_number for row in batch.broken]
            reasons = [RejectReason.ROW_BROKEN.value] * len(raws)
            rows = pa.table({"row_number": numbers, "raw": raws, "reason": reasons})
            self._insert(self.broken_table, rows, file, "*")

    def _insert(self, table: str, rows: pa.Table, file: str, values: str) -> None:
        self.connection.register("_landing_batch", rows)
        try:
            self.connection.execute(
                f"INSERT INTO {table} BY NAME "
                f"SELECT {values}, {quoted(file)} AS file FROM _landing_batch"
            )
        finally:
            self.connection.unregister("_landing_batch")


@dataclass
class _Batch:
    whole: list[Sequence[str | None]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)


def _as_json(raw: Sequence[str] | str) -> str:
    if isinstance(raw, str):
        return json.dumps({"line": raw}, ensure_ascii=False)
    return json.dumps({"cells": list(raw)}, ensure_ascii=False)
