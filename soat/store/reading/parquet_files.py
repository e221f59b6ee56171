"""Parquet: described as a query, never copied; the rows stay in their files until a stage asks."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from soat.store.reading import faults
from soat.store.reading.headings import HeadingRow, WantedTable, match_headings, require_columns
from soat.store.reading.landing import named, quoted
from soat.store.reading.picking import picked
from soat.store.reading.source_files import (
    PARQUET,
    ParquetFile,
    SourceFile,
    digest_of,
    files_of,
    format_of,
)


def read_parquet_file(
    connection: duckdb.DuckDBPyConnection, path: Path, wanted: WantedTable
) -> ParquetFile:
    """Look into one file: its rows, its headings, its types. Nothing is loaded."""
    try:
        with pq.ParquetFile(path) as opened:
            schema, rows = opened.schema_arrow, opened.metadata.num_rows
        connection.execute(f"SELECT * FROM read_parquet({quoted(str(path))}) LIMIT 0").fetchall()
    except (pa.ArrowException, duckdb.Error, OSError):
        raise faults.content_unreadable(path.name, "Parquet") from None
    cells = tuple(schema.names)
    heading = HeadingRow(0, cells, match_headings(cells, wanted, path.name))
    heading = require_columns(heading, wanted, path.name)
    found = SourceFile(
        path.name,
        PARQUET,
        path.stat().st_size,
        digest_of(path),
        rows,
        heading.headings,
        heading.unused,
    )
    return ParquetFile(path, _select_list(heading, schema, wanted), found)


def refuse_damaged(source: Path) -> None:
    """Read every page of the source's Parquet files; raise InputUnusable at the first damaged one.

    For when a stage has failed: only the footer is looked at beforehand, because reading every
    page twice would cost every good file.
    """
    for path in files_of(source):
        if format_of(path) != PARQUET:
            continue
        try:
            with pq.ParquetFile(path) as opened:
                for _ in opened.iter_batches():
                    pass
        except (pa.ArrowException, OSError, ValueError):
            raise faults.content_unreadable(path.name, "Parquet") from None


def parquet_queries(files: list[ParquetFile]) -> list[str]:
    """One query for each group of files of one shape."""
    groups: dict[str, list[str]] = {}
    for file in files:
        groups.setdefault(file.select, []).append(quoted(str(file.path)))
    return [
        f"SELECT {select}, parse_filename(filename) AS file, "
        "CAST(file_row_number + 1 AS BIGINT) AS row_number "
        f"FROM read_parquet([{', '.join(paths)}], filename = true, file_row_number = true)"
        for select, paths in groups.items()
    ]


def _select_list(heading: HeadingRow, schema: pa.Schema, wanted: WantedTable) -> str:
    parts = []
    for column in wanted.columns:
        if column in heading.places:
            cells = [
                _as_text(heading.cells[at], schema.field(at).type) for at in heading.places[column]
            ]
            parts.append(f"{picked(column, cells)} AS {named(column)}")
        elif column == "dose_ref":
            parts.append("parse_filename(filename) || '#' || (file_row_number + 1) AS dose_ref")
        else:
            parts.append(f"CAST(NULL AS VARCHAR) AS {named(column)}")
    return ", ".join(parts)


def _as_text(heading: str, kind: pa.DataType) -> str:
    """The SQL that writes a typed column as people would have typed it."""
    column = named(heading)
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return f"CAST({column} AS VARCHAR)"
    if pa.types.is_floating(kind):
        return (
            f"CASE WHEN {column} = trunc({column}) AND abs({column}) < 1e18 "
            f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    if pa.types.is_decimal(kind):
        return f"regexp_replace(CAST({column} AS VARCHAR), '[.]0+$', '')"
    if pa.types.is_timestamp(kind) and kind.tz:
        moment = f"make_timestamp(epoch_us({column}))"
        return f"strftime({moment}, '%Y-%m-%dT%H:%M:%SZ')"
    if pa.types.is_timestamp(kind):
        return f"replace(CAST(CAST({column} AS TIMESTAMP) AS VARCHAR), ' 00:00:00', '')"
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return f"try(decode({column}))"
    return f"CAST({column} AS VARCHAR)"
