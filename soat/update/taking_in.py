"""The changed rows, taken in by the stages of a run: what stands instead of what."""

import duckdb

from soat.backends.duckdb_backend import run_stage
from soat.countrywide.chunks import cleaned_key
from soat.engine.intake.decisions import decisions_intake
from soat.engine.intake.stages import (
    daily_reports_intake,
    doses_intake,
    people_intake,
    sites_intake,
)
from soat.engine.intake.withdrawals import withdrawals_intake
from soat.engine.standardize.stages import people_stage
from soat.model.stages import Stage
from soat.model.tables import REJECTS
from soat.store.pieces import put_with_pieces
from soat.store.trip import Trip
from soat.store.work_tables import load_places
from soat.update.work import Changes, Replaced

_TYPED = ("people", "doses", "sites", "daily_reports", "decisions")
_KEYS = ("person_ref", "dose_ref")
_LATER = ("daily_reports", "decisions")
"""Rows that come after those before them and replace none: the last word holds."""


_INPUTS_REPLACED = {
    "people_typed": Replaced("changed_refs", "people_changed"),
    "doses_typed": Replaced("doses_gone", "doses_changed", "dose_ref"),
}


def take_in(trip: Trip, changes: Changes) -> None:
    """From `raw_*` tables in the working database to tables of changes among the pieces."""
    workshop = trip.workshop
    load_places(workshop)
    profile = trip.profile
    _take_in_table(trip, changes, "people", people_intake(profile.extra_names, profile.name_needed))
    trip.stages.append(run_stage(workshop, people_stage(profile)))
    _table(workshop, "comparable_changed", "FROM people_comparable")
    _table(workshop, "people_changed", "FROM people_typed")
    _take_in_doses(trip, changes)
    _take_in_table(trip, changes, "sites", sites_intake())
    _take_in_table(trip, changes, "daily_reports", daily_reports_intake())
    _take_in_table(trip, changes, "decisions", decisions_intake())
    for table in ("sites", *_LATER):
        _table(workshop, f"{table}_changed", f"FROM {table}_typed")
    _take_in_withdrawals(trip, changes)
    _say_what_goes(workshop)
    _say_what_is_whole(trip, changes)
    _table(workshop, "rejects_now", _rejects(trip, changes))
    changes.whole.add("rejects_now")
    changes.replaced |= _INPUTS_REPLACED
    put_with_pieces(changes.country.pieces, "changes", workshop, _given(changes))


def _given(changes: Changes) -> list[str]:
    changed = [f"{table}_changed" for table in _TYPED]
    gone = ["comparable_changed", "changed_refs", "doses_gone"]
    return [*changed, *gone, *sorted(changes.whole)]


def _take_in_table(trip: Trip, changes: Changes, table: str, stage: Stage) -> None:
    """Make `<table>_typed` of the changed rows; none when no file was given."""
    workshop = trip.workshop
    if table not in trip.paths:
        _table(
            workshop,
            f"{table}_typed",
            f"SELECT * FROM ({changes.before(f'{table}_typed')}) LIMIT 0",
        )
        return
    trip.take_in(table, stage)


def _table(workshop: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    workshop.execute(f"CREATE OR REPLACE TABLE {name} AS {query}").fetchall()


def _take_in_doses(trip: Trip, changes: Changes) -> None:
    workshop = trip.workshop
    if "doses" in trip.paths:
        asked = f"(SELECT DISTINCT {cleaned_key('person_ref')} AS person_ref FROM raw_doses)"
        known = f"""SELECT person_ref FROM ({changes.before("people_typed")}) SEMI JOIN {asked} a
                USING (person_ref)
            UNION SELECT person_ref FROM people_changed"""
        _table(workshop, "people_typed", known)
    _take_in_table(trip, changes, "doses", doses_intake())
    _table(workshop, "doses_changed", "FROM doses_typed")


def _take_in_withdrawals(trip: Trip, changes: Changes) -> None:
    workshop = trip.workshop
    if "withdrawals" not in trip.paths:
        _table(
            workshop,
            "withdrawals_typed",
            "SELECT NULL::VARCHAR AS person_ref, NULL::VARCHAR AS dose_ref LIMIT 0",
        )
        return
    for key in _KEYS:
        named = f"SELECT DISTINCT {cleaned_key(key)} AS {key} FROM raw_withdrawals"
        _table(workshop, f"withdrawn_{key}s", named)
    people, doses = changes.before("people_typed"), changes.before("doses_typed")
    by_person, by_dose = (f"SEMI JOIN withdrawn_{key}s w USING ({key})" for key in _KEYS)
    _table(workshop, "standing_people", f"SELECT person_ref FROM ({people}) {by_person}")
    _table(workshop, "standing_doses", f"SELECT dose_ref FROM ({doses}) {by_dose}")
    _table(workshop, "sent_people", "SELECT person_ref FROM people_changed")
    _table(workshop, "sent_doses", "SELECT dose_ref FROM doses_changed")
    _table(
        workshop,
        "doses_left",
        f"""SELECT b.person_ref, b.dose_ref FROM ({doses}) b {by_person}
            ANTI JOIN sent_doses s ON s.dose_ref = b.dose_ref
            UNION ALL SELECT person_ref, dose_ref FROM doses_changed""",
    )
    _take_in_table(trip, changes, "withdrawals", withdrawals_intake())


def _say_what_goes(workshop: duckdb.DuckDBPyConnection) -> None:
    _table(
        workshop,
        "changed_refs",
        """SELECT person_ref FROM people_changed
            UNION SELECT person_ref FROM withdrawals_typed WHERE dose_ref IS NULL""",
    )
    _table(
        workshop,
        "doses_gone",
        """SELECT dose_ref FROM doses_changed
            UNION SELECT dose_ref FROM withdrawals_typed WHERE dose_ref IS NOT NULL""",
    )


def _say_what_is_whole(trip: Trip, changes: Changes) -> None:
    """Small tables are written whole again, where anything came."""
    workshop = trip.workshop
    for table in _LATER:
        name = f"{table}_typed"
        if table in trip.paths:
            _table(workshop, name, f"{changes.before(name)} UNION ALL BY NAME FROM {table}_changed")
            changes.whole.add(name)
    if "sites" in trip.paths:
        _table(
            workshop,
            "sites_typed",
            f"""SELECT b.* FROM ({changes.before("sites_typed")}) b
                ANTI JOIN sites_changed s ON s.site_code = b.site_code
                UNION ALL BY NAME FROM sites_changed""",
        )
        changes.whole.add("sites_typed")


def _rejects(trip: Trip, changes: Changes) -> str:
    """What was rejected earlier stays rejected: it is sent again when it is mended."""
    columns = ", ".join(f'"{name}"' for name in REJECTS.column_names)
    tables = [f"SELECT {columns} FROM {source.table}_rejected" for source in trip.sources]
    return " UNION ALL ".join([f"SELECT {columns} {changes.before('rejects')}", *tables])
