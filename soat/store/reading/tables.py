"""The door of this room: one source into one raw table."""

from pathlib import Path

import duckdb

from soat.store.reading import faults
from soat.store.reading.csv_files import read_csv_file
from soat.store.reading.headings import REQUIRED, WantedTable
from soat.store.reading.landing import Landing
from soat.store.reading.parquet_files import parquet_queries, read_parquet_file
from soat.store.reading.source_files import (
    CSV,
    PARQUET,
    ParquetFile,
    SourceFile,
    SourceFiles,
    files_of,
    format_of,
)
from soat.store.reading.workbook_files import read_workbook_file


def read_table(
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    table: str,
    extra_columns: tuple[str, ...] = (),
    required: tuple[str, ...] | None = None,
) -> SourceFiles:
    """Make `raw_<table>` and `raw_<table>_broken` from a file or a folder of files.

    `raw_<table>` has the table's columns and `extra_columns`, all VARCHAR, then `file` (its name
    without folders) and `row_number` (1 = first data row). It is a view: Parquet stays where it
    is. Extra columns must be present; `required` replaces the table's own list of columns that
    must be. Raises InputUnusable.
    """
    must = (REQUIRED[table] if required is None else required) + extra_columns
    landing = Landing(connection, WantedTable(table, extra_columns, must))
    landing.prepare()
    found: list[SourceFile] = []
    parquet: list[ParquetFile] = []
    for path in files_of(source):
        kind = format_of(path)
        if kind == PARQUET:
            parquet.append(read_parquet_file(connection, path, landing.wanted))
            found.append(parquet[-1].found)
        elif kind == CSV:
            found.append(read_csv_file(landing, path))
        else:
            found.append(read_workbook_file(landing, path))
    files = SourceFiles(table, tuple(found), tuple(parquet))
    if table == "register" and files.rows_read == 0:
        raise faults.no_rows(source.name, table)
    _make_view(landing, parquet)
    return files


def _make_view(landing: Landing, parquet: list[ParquetFile]) -> None:
    queries = [f"SELECT * FROM {landing.text_table}", *parquet_queries(parquet)]
    landing.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW raw_{landing.wanted.table} AS "
        + " UNION ALL BY NAME ".join(queries)
    )
