"""Where text rows land: `raw_<table>_text` and `raw_<table>_broken`, in batches."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from soat.model.closed_lists import RejectReason
from soat.store.reading.headings import HeadingRow, WantedTable

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
            arrays: dict[str, pa.Array[Any]] = {
                column: pa.array(_joined([columns[place] for place in places[column]]), pa.string())
                for column in places
            }
            arrays["row_number"] = pa.array(batch.numbers, pa.int64())
            self._insert(self.text_table, pa.table(arrays), file)
        if batch.broken:
            raws = [_as_json(row.raw) for row in batch.broken]
            numbers = [row.row_number for row in batch.broken]
            reasons = [RejectReason.ROW_BROKEN.value] * len(raws)
            rows = pa.table({"row_number": numbers, "raw": raws, "reason": reasons})
            self._insert(self.broken_table, rows, file)

    def _insert(self, table: str, rows: pa.Table, file: str) -> None:
        self.connection.register("_landing_batch", rows)
        try:
            self.connection.execute(
                f"INSERT INTO {table} BY NAME SELECT *, {quoted(file)} AS file FROM _landing_batch"
            )
        finally:
            self.connection.unregister("_landing_batch")


@dataclass
class _Batch:
    whole: list[Sequence[str | None]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)


def _joined(columns: Sequence[Sequence[str | None]]) -> Sequence[str | None]:
    if len(columns) == 1:
        return columns[0]
    return [
        " ".join(part for part in parts if part) or None for parts in zip(*columns, strict=True)
    ]


def _as_json(raw: Sequence[str] | str) -> str:
    if isinstance(raw, str):
        return json.dumps({"line": raw}, ensure_ascii=False)
    return json.dumps({"cells": list(raw)}, ensure_ascii=False)
