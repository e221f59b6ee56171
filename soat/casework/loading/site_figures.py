"""What a run measures of communes, measured of sites: the engine's own steps over the site's rows.

The engine sums cells and entries by commune. Where its steps read a commune's code they are given
the site's, so that a figure of a site means what the same figure of a commune means, and the sites
of a commune add up to it but for doses recorded without a site.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb

from soat.engine.measure.cut_counts import cut_count_steps
from soat.engine.measure.dose_cells import dose_cell_steps
from soat.engine.measure.entry_figures import entry_figures
from soat.engine.measure.settings import MeasureSettings
from soat.engine.measure.timeliness import timeliness_steps
from soat.model.places import EPOCH_63
from soat.model.stages import SqlStep
from soat.store.run_folder import quoted

_SITE_MEASURES = ("doses_by_entry", "doses_by_delay", "doses_by_delay_recent", "days_to_entry")
_STEPS = (
    *("state_counts", "first_entries", "entered_counts"),
    *("measured_cells", "measured_states", "entered_days", "entry_parts"),
    *("delay_days", "delay_places"),
    *(f"measure_{name}" for name in _SITE_MEASURES),
)
_FILES = ("entry_cells", "entry_explanations", "dose_pairs")
_SCHEMA = "by_site"
# The engine's steps know these tables by these names; `main` has the run's own.
_INPUTS = {
    "measured_communes": "SELECT DISTINCT site_code AS commune_code FROM sites_typed",
    "place_roll": f"""SELECT DISTINCT site_code AS commune_code, 'commune' AS place_level,
        '{EPOCH_63}' AS place_epoch, site_code AS place_code FROM sites_typed""",
    "entry_cells": "SELECT * REPLACE (site_code AS commune_code) FROM run_entry_cells",
    "entry_explanations": """SELECT * REPLACE (site_code AS commune_code)
        FROM run_entry_explanations""",
    "doses_settled": """SELECT p.dose_ref, p.site_code AS commune_code, p.given_on, p.recorded_on,
            r.state, r.kept_dose_ref, d.dose_ref IS NOT NULL AS doubtful
        FROM placed_rows p JOIN dose_rows r ON r.dose_ref = p.dose_ref
        LEFT JOIN (SELECT DISTINCT other_dose_ref AS dose_ref FROM run_dose_pairs) d
          ON d.dose_ref = p.dose_ref""",
}


def measure_sites(connection: duckdb.DuckDBPyConnection, run: Path) -> None:
    """Make the view `site_measured`, in the columns of every figure of the run."""
    for name in _FILES:
        file = quoted(run / f"{name}.parquet")
        _make(connection, f"CREATE VIEW run_{name} AS FROM read_parquet('{file}')")
    _make(connection, f"CREATE SCHEMA {_SCHEMA}")
    _make(connection, f"SET search_path = '{_SCHEMA},main'")
    for name, sql in _INPUTS.items():
        _make(connection, f"CREATE VIEW {_SCHEMA}.{name} AS {sql}")
    for step in _steps(_settings(connection, run)):
        _make(connection, f"CREATE TABLE {_SCHEMA}.{step.name} AS {step.sql}")
    union = " UNION ALL ".join(f"FROM {_SCHEMA}.measure_{name}" for name in _SITE_MEASURES)
    _make(connection, f"CREATE VIEW main.site_measured AS {union}")
    _make(connection, "SET search_path = 'main'")


def _settings(connection: duckdb.DuckDBPyConnection, run: Path) -> MeasureSettings:
    """As the run's own figures were stated."""
    about = json.loads((run / "run.json").read_text(encoding="utf-8"))
    counted = connection.execute(
        "SELECT count(numerator) FROM measured WHERE definition_id = 'doses_by_entry' "
        "AND value = 'reported' AND place_level = 'nation'"
    ).fetchall()
    as_of = date.fromisoformat(about["settings"]["as_of"])
    return MeasureSettings(as_of, EPOCH_63, reports_given=counted[0][0] > 0)


def _steps(settings: MeasureSettings) -> Iterable[SqlStep]:
    every = (
        *cut_count_steps(settings),
        *dose_cell_steps(),
        *entry_figures(settings),
        *timeliness_steps(settings),
    )
    return (step for step in every if step.name in _STEPS)


def _make(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    connection.execute(sql).fetchall()
