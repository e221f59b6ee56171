"""The measured tables into a run folder: measures/*.parquet and report.json."""

import json
from datetime import date
from pathlib import Path

import duckdb

from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.figures import FIGURE_COLUMNS
from soat.engine.measure.headline import Figure
from soat.engine.measure.sums import SUMS_TABLE
from soat.store.reporting.report_json import report_document
from soat.store.run_folder import write_query

MEASURES_FOLDER = "measures"
REPORT_FILE = "report.json"
_COLUMNS = ", ".join(FIGURE_COLUMNS)


class SumsDisagree(Exception):
    """Our own fault: figures that do not add up to the rows read. Nothing may be published."""


def write_report(
    connection: duckdb.DuckDBPyConnection, folder: Path, run_id: str, as_of: date
) -> None:
    """Write every measure and the national table into `folder`, after the stage `measure`.

    Raises SumsDisagree when a figure does not add up.
    """
    _refuse_wrong_sums(connection)
    measures = folder / MEASURES_FOLDER
    measures.mkdir(parents=True, exist_ok=True)
    national: list[Figure] = []
    for definition in DEFINITIONS:
        _write_measure(connection, definition.table, measures / f"{definition.id}.parquet")
        national += _national_figures(connection, definition.table)
    document = report_document(run_id, as_of, national)
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (folder / REPORT_FILE).write_text(text, encoding="utf-8")


def _refuse_wrong_sums(connection: duckdb.DuckDBPyConnection) -> None:
    wrong = connection.execute(f"SELECT * FROM {SUMS_TABLE} ORDER BY ALL LIMIT 20").fetchall()
    if wrong:
        told = "; ".join(f"{name} at {at}: {found}, not {due}" for name, at, found, due in wrong)
        raise SumsDisagree(told)


def _write_measure(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    write_query(connection, f"SELECT {_COLUMNS} FROM {table} ORDER BY ALL", file)


def _national_figures(connection: duckdb.DuckDBPyConnection, table: str) -> list[Figure]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {table} WHERE place_level = 'nation' ORDER BY ALL"
    ).fetchall()
    return [Figure(*row) for row in rows]
