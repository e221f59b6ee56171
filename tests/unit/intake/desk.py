"""A connection and a folder on which intake tests write files, read them and look at the tables."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from soat.backends.duckdb_backend import run_stage
from soat.engine.intake.decisions import decisions_intake
from soat.engine.intake.stages import (
    daily_reports_intake,
    doses_intake,
    people_intake,
    register_intake,
    sites_intake,
)
from soat.store.reading import SourceFiles, TableCounts, check, read_table

STAGES = {
    "people": people_intake(),
    "register": register_intake(),
    "doses": doses_intake(),
    "daily_reports": daily_reports_intake(),
    "sites": sites_intake(),
    "decisions": decisions_intake(),
}


@dataclass(frozen=True)
class Desk:
    """One working database and one folder of files."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def write(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def read(self, source: Path, table: str, extra: tuple[str, ...] = ()) -> SourceFiles:
        return read_table(self.connection, source, table, extra)

    def take_in(self, source: Path, table: str) -> TableCounts:
        """Read the source, run the table's stage, and check that no row was lost."""
        files = self.read(source, table)
        run_stage(self.connection, STAGES[table])
        return check(self.connection, files)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()

    def reasons(self, table: str) -> list[tuple[object, ...]]:
        """File row and reason of every rejected row, in order."""
        return self.rows(
            f"SELECT row_number, reason FROM {table}_rejected ORDER BY file, row_number"
        )
