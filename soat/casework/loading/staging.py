"""Where a run's rows wait to be merged: beside the database, so that nobody waits meanwhile.

SQLite gets a file of its own that the merge attaches, PostgreSQL tables of their own. Both are
filled in bulk (Arrow), and both can be lost without harm: a load that died leaves them, the next
makes them anew.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import adbc_driver_postgresql.dbapi as postgresql
import adbc_driver_sqlite.dbapi as sqlite
import duckdb
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from soat.casework.loading.shaping import SHAPED, Shaped

_ROWS_AT_A_TIME = 100_000
_BESIDE = "loading"


@contextmanager
def staged(source: duckdb.DuckDBPyConnection, tables: Iterable[Shaped]) -> Iterator[str]:
    """Fill a staging table for each; yields the prefix under which the merge finds them."""
    if connection.vendor == "sqlite":
        with _beside_sqlite(source, tables) as prefix:
            yield prefix
    else:
        with _in_postgresql(source, tables) as prefix:
            yield prefix


@contextmanager
def _beside_sqlite(source: duckdb.DuckDBPyConnection, tables: Iterable[Shaped]) -> Iterator[str]:
    file = _file_beside()
    try:
        with sqlite.connect(str(file)) as bulk:
            for table in tables:
                _ingest(source, bulk, table)
        with connection.cursor() as cursor:
            cursor.execute(f"ATTACH DATABASE %s AS {_BESIDE}", [str(file)])
        try:
            yield f"{_BESIDE}."
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"DETACH DATABASE {_BESIDE}")
    finally:
        _remove(file)


def _file_beside() -> Path:
    return Path(settings.HOME) / f"{_BESIDE}.sqlite3"


def clear_staging() -> None:
    """Take away what a load that died left behind."""
    if connection.vendor == "sqlite":
        _remove(_file_beside())
    else:
        with connection.cursor() as cursor:
            _drop(cursor, SHAPED)


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
        file.with_name(name).unlink(missing_ok=True)


@contextmanager
def _in_postgresql(source: duckdb.DuckDBPyConnection, tables: Iterable[Shaped]) -> Iterator[str]:
    listed = list(tables)
    try:
        with postgresql.connect(_address()) as bulk:
            for table in listed:
                _ingest(source, bulk, table)
        yield ""
    finally:
        with connection.cursor() as cursor:
            _drop(cursor, listed)


def _drop(cursor: Any, tables: Iterable[Shaped]) -> None:
    for table in tables:
        cursor.execute(f"DROP TABLE IF EXISTS {table.staged}")


def _address() -> str:
    """The database's address in the words of libpq; the password goes with it, and nowhere else."""
    told = connection.get_connection_params()
    parts = {
        "host": told.get("host"), "port": told.get("port"), "dbname": told.get("dbname"),
        "user": told.get("user"), "password": told.get("password"),
    }  # fmt: skip
    return make_conninfo(**{name: value for name, value in parts.items() if value})


def _ingest(source: duckdb.DuckDBPyConnection, bulk: Any, table: Shaped) -> None:
    rows = source.sql(table.sql).to_arrow_reader(_ROWS_AT_A_TIME)
    with bulk.cursor() as cursor:
        cursor.adbc_ingest(table.staged, rows, mode="create")
        cursor.execute(f"CREATE INDEX {table.staged}_rows ON {table.staged} ({table.found_by})")
    bulk.commit()
