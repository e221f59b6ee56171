"""What an earlier run remembers for this one: the clocks of its doses."""

import json
from pathlib import Path

import duckdb

from soat.model.dose_tables import DOSE_CLOCKS
from soat.store.reporting.read_report import not_a_run

CLOCKS_BEFORE = "clocks_before"
RUN_FILE = "run.json"


def open_clocks(workshop: duckdb.DuckDBPyConnection, previous: Path | None) -> None:
    """Make `clocks_before`: the earlier run's dose clocks, or nobody's.

    Raises InputUnusable when the folder is not a finished run that checked doses.
    """
    workshop.execute(f"CREATE OR REPLACE TABLE {CLOCKS_BEFORE} ({DOSE_CLOCKS.as_sql})")
    if previous is None:
        return
    file = previous / f"{DOSE_CLOCKS.name}.parquet"
    columns = ", ".join(DOSE_CLOCKS.column_names)
    query = f"INSERT INTO {CLOCKS_BEFORE} SELECT {columns} FROM read_parquet(?)"
    try:
        workshop.execute(query, [str(file)]).fetchall()
    except duckdb.Error as fault:
        raise not_a_run(previous, file.name) from fault


def earlier_run_id(previous: Path) -> str:
    """The name of the earlier run. Raises InputUnusable when it is not a finished run."""
    try:
        return str(json.loads((previous / RUN_FILE).read_text(encoding="utf-8"))["run_id"])
    except (OSError, ValueError, KeyError) as fault:
        raise not_a_run(previous, RUN_FILE) from fault
