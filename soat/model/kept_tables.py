"""What a finished run keeps, so that `soat update` works through what changed and nothing else."""

from dataclasses import dataclass

from soat.model.count_tables import CHECK_GROUND_TABLES
from soat.model.measure_counts import LIVING_COUNTS, MEASURE_COUNT_TABLES

_CELL = "site_code, given_on, product, dose_kind, dose_number, age_group"


@dataclass(frozen=True)
class Kept:
    """One kept table, and the query over a run's working tables that gives it.

    `by_person`: each row belongs to the profile `person_ref`, and is replaced when that profile is
    settled again. The others are replaced whole.
    """

    name: str
    query: str
    by_person: bool = True


def _as_it_is(*names: str, by_person: bool = True) -> tuple[Kept, ...]:
    return tuple(Kept(name, f"FROM {name}", by_person) for name in names)


PLACED_ROWS = Kept(
    "placed_rows",
    """SELECT d.person_ref, d.dose_ref, d.history_id, d.given_on, d.product, d.lot, d.site_code,
        d.source, d.recorded_on, d.recorded_at, e.fact_bits, e.history_bits, e.own_bits
    FROM placed_doses d LEFT JOIN dose_entries e ON e.dose_ref = d.dose_ref""",
)
COUNTED_DOSES = Kept(
    "counted_doses",
    f"SELECT person_ref, state, doubtful, lot, {_CELL}, commune_code FROM doses_settled",
)
PLAUSIBLE_ROWS = Kept(
    "plausible_rows", "SELECT DISTINCT person_ref, register_row FROM plausible_pairs"
)

KEPT_INPUTS = (
    *_as_it_is("people_typed", "doses_typed"),
    *_as_it_is("daily_reports_typed", "sites_typed", "decisions_typed", by_person=False),
)
"""The accepted input rows that stand: enough to settle everything anew."""

KEPT_IDENTITY = (
    *_as_it_is("people_comparable", "verified_people", "settled_phones", "first_answers"),
    PLAUSIBLE_ROWS,
    *_as_it_is("settled_verdicts", "unregistered_start", "unregistered_humans"),
)
KEPT_DOSES = (PLACED_ROWS, COUNTED_DOSES)

ADDED_UP: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("recorded_counts", "lot_counts", "interval_counts"), ("doses",)),
    **dict.fromkeys(("given_counts", "state_counts", "entered_counts"), ("doses",)),
    **dict.fromkeys(("person_marks", "dose_marks"), ("records",)),
    "clock_counts": ("doses",),
    "entry_counts": ("entered", "entered_old"),
    "person_cells": ("people", "doses"),
    "covered_counts": ("people", "due_second", "due_third"),
    "row_counts": ("total",),
}
"""Counts that add up, and what they count: of the changed, what was comes off, what is comes on."""

RARE_ROWS = ("siteless_doses", "gap_places")
"""Rows that are few, told apart by all their columns."""

GROUNDS = tuple(table.name for table in CHECK_GROUND_TABLES)

KEPT_COUNTS = _as_it_is(
    *(*ADDED_UP, *RARE_ROWS, *GROUNDS, "likely_batch_days", LIVING_COUNTS.name), by_person=False
)

KEPT_TABLES = (*KEPT_INPUTS, *KEPT_IDENTITY, *KEPT_DOSES, *KEPT_COUNTS)
BY_NAME = {kept.name: kept for kept in KEPT_TABLES}

if missing := {table.name for table in MEASURE_COUNT_TABLES} - set(ADDED_UP):
    raise AssertionError(f"counts that no update adds up: {missing}")
