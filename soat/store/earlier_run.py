"""What an earlier run remembers for this one: the clocks of its doses."""

import json
from pathlib import Path

import duckdb

from soat.model.dose_tables import DOSE_CLOCKS
from soat.store.reporting.read_report import not_a_run
from soat.store.run_folder import quoted

CLOCKS_BEFORE = "clocks_before"
RUN_FILE = "run.json"


def open_clocks(workshop: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Make `clocks_before`: the earlier run's dose clocks, or nobody's.

    Raises InputUnusable when the folder is not a finished run that checked doses.
    """
    if previous is None:
        workshop.execute(f"CREATE OR REPLACE TABLE {CLOCKS_BEFORE} ({DOSE_CLOCKS.as_sql})")
        return
    file = clocks_file(previous)
    columns = ", ".join(
        f"{column.name}::{column.type} AS {column.name}" for column in DOSE_CLOCKS.columns
    )
    query = f"SELECT {columns} FROM read_parquet('{quoted(file)}')"
    try:
        workshop.execute(f"CREATE OR REPLACE VIEW {CLOCKS_BEFORE} AS {query}").fetchall()
    except duckdb.Error as fault:
        raise not_a_run(previous, file.name) from fault


def clocks_file(previous: Path) -> Path:
    """Where a run keeps the clocks of its doses."""
    return previous / f"{DOSE_CLOCKS.name}.parquet"


def earlier_run_id(previous: Path) -> str:
    """The name of the earlier run. Raises InputUnusable when it is not a finished run."""
    try:
        return str(json.loads((previous / RUN_FILE).read_text(encoding="utf-8"))["run_id"])
    except (OSError, ValueError, KeyError) as fault:
        raise not_a_run(previous, RUN_FILE) from fault
