"""A run on Spark beside DuckDB: files are read by DuckDB, stages run on Spark, and what they give
stands in DuckDB again as views over the same Parquet, for whoever writes answers and reports."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
from pyspark.sql import SparkSession

from soat.backends.duckdb_backend import StageMeasure
from soat.backends.scaffolding import words_of
from soat.backends.spark.backend import run_stage
from soat.backends.spark.tables import SparkTables
from soat.model.stages import Stage

# Parquet has no integer of 128 bits; DuckDB would write one as a double.
_WIDE = {"HUGEINT": "BIGINT", "UBIGINT": "BIGINT", "UHUGEINT": "BIGINT"}


class SparkWorkshop:
    """Runs stages on Spark whose tables stand in, and come back to, a DuckDB connection."""

    def __init__(
        self,
        session: SparkSession,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        small: bool = False,
    ) -> None:
        self.connection = connection
        self.tables = SparkTables(session, folder / "tables", small)
        self._handed = folder / "handed"
        self._handed.mkdir(parents=True)

    def run_stage(
        self, stage: Stage, on_step: Callable[[int, int], None] | None = None
    ) -> StageMeasure:
        """Hand over what the stage reads, run it, and show what it keeps to DuckDB."""
        self._hand_over(stage)
        measure = run_stage(self.tables, stage, on_step)
        for step in stage.steps:
            if (step.kept or step.name in stage.gives) and step.name in self.tables.folders:
                self._show(step.name)
        return measure

    def drop(self, table: str) -> None:
        """Remove a table that a stage gave and nobody reads any more."""
        self._clear_name(table)
        self.tables.drop(table)
        self._handed_file(table).unlink(missing_ok=True)

    def close(self) -> None:
        """Forget every table; the session is its opener's."""
        for table in list(self.tables.views):
            self.tables.drop(table)

    def _hand_over(self, stage: Stage) -> None:
        """Every table of DuckDB's that the stage reads and Spark does not know yet."""
        read = words_of(*stage.steps) | stage.needs.keys()
        made = {step.name for step in stage.steps}
        for table in sorted(self._tables_of_duckdb() & read - made):
            if table not in self.tables.views:
                self._export(table)

    def _tables_of_duckdb(self) -> set[str]:
        rows = self.connection.execute(
            """SELECT table_name FROM duckdb_tables()
            UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"""
        ).fetchall()
        return {name for (name,) in rows}

    def _export(self, table: str) -> None:
        columns = ", ".join(
            f'"{name}"::{_WIDE[kind]} AS "{name}"' if kind in _WIDE else f'"{name}"'
            for name, kind, *_ in self.connection.execute(f"DESCRIBE {table}").fetchall()
        )
        file = self._handed_file(table)
        self.connection.execute(
            f"COPY (SELECT {columns} FROM {table}) TO '{_quoted(file)}' (FORMAT parquet)"
        ).fetchall()
        self.tables.open_folder(table, file)

    def _handed_file(self, table: str) -> Path:
        return self._handed / f"{table}.parquet"

    def _show(self, table: str) -> None:
        """The finished table as a view of DuckDB's, in place of what had the name before."""
        self._clear_name(table)
        files = _quoted(self.tables.folders[table] / "*.parquet")
        self.connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{files}')").fetchall()

    def _clear_name(self, table: str) -> None:
        for kind in ("VIEW", "TABLE"):
            if self._is(kind, table):
                self.connection.execute(f"DROP {kind} {table}").fetchall()

    def _is(self, kind: str, table: str) -> bool:
        known = self.connection.execute(
            f"SELECT count(*) FROM duckdb_{kind.lower()}s() WHERE {kind.lower()}_name = ?", [table]
        ).fetchall()
        return bool(known[0][0])


def _quoted(path: Path) -> str:
    return re.sub("'", "''", str(path))
