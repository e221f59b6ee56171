"""Nothing vanishes: accepted + merged + rejected = read, checked in every run."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from soat.store.reading.source_files import SourceFiles


class RowsLost(Exception):
    """Our own fault: rows of an input table ended in no place, or in two."""


@dataclass(frozen=True)
class TableCounts:
    """Where the rows of one input table went.

    `merged` rows say nothing that another row has not said: a person's repeated columns in the
    flat form, or a flat row that carries no dose.
    """

    table: str
    read: int
    accepted: int
    merged: int
    rejected: int

    @property
    def rejected_share(self) -> float:
        return self.rejected / self.read if self.read else 0.0


def check(connection: duckdb.DuckDBPyConnection, source: SourceFiles) -> TableCounts:
    """Count the three places of the source's table; raise RowsLost unless they add up to read."""
    return added_up(source, [places_of(connection, source.table)])


def places_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[int]:
    """How many rows were accepted, merged and rejected."""
    return [_count(connection, f"{table}_{place}") for place in ("typed", "merged", "rejected")]


def added_up(source: SourceFiles, pieces: Sequence[Sequence[int]]) -> TableCounts:
    """The counts of all pieces together; raise RowsLost unless they add up to the rows read."""
    accepted, merged, rejected = (sum(piece[place] for piece in pieces) for place in range(3))
    counts = TableCounts(source.table, source.rows_read, accepted, merged, rejected)
    if accepted + merged + rejected != counts.read:
        raise RowsLost(
            f"{source.table}: read {counts.read}, but accepted {accepted} + merged {merged} "
            f"+ rejected {rejected}"
        )
    return counts


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
