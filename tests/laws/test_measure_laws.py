"""What holds of the figures of any campaign whatsoever."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from random import Random

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soat.engine.measure.definitions import DEFINITIONS, Unit
from soat.engine.measure.sums import SUMS_TABLE
from tests.agree.campaign import NORTH, SOUTH, Campaign, campaign, measured
from tests.engine_settings import countries_tried

Rows = list[tuple[object, ...]]
SEEDS = st.integers(0, 10_000)
GIVEN = ("entry_cells", "entry_explanations", "missing_candidates", "dose_clocks")


@pytest.fixture(scope="module")
def workshop() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        yield connection


def answers(workshop: duckdb.DuckDBPyConnection) -> dict[str, Rows]:
    """Every table that the room gives, in one order."""
    tables = (*GIVEN, *(definition.table for definition in DEFINITIONS))
    return {
        table: workshop.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
        for table in tables
    }


@countries_tried(2)
@given(seed=SEEDS)
def test_the_order_of_rows_does_not_matter(workshop: duckdb.DuckDBPyConnection, seed: int) -> None:
    made = campaign(seed)
    measured(workshop, made)
    first = answers(workshop)
    for rows in (made.doses, made.reports, made.people, made.clocks_before):
        Random(seed).shuffle(rows)  # type: ignore[arg-type]
    workshop.execute("SET threads = 1")
    measured(workshop, made)
    workshop.execute("RESET threads")
    assert answers(workshop) == first


@countries_tried(3)
@given(seed=SEEDS)
def test_no_dose_is_explained_twice_and_none_is_lost(
    workshop: duckdb.DuckDBPyConnection, seed: int
) -> None:
    measured(workshop, campaign(seed))
    assert workshop.execute(f"FROM {SUMS_TABLE}").fetchall() == []
    overdrawn = workshop.execute(
        "SELECT count(*) FROM entry_cells WHERE explained > missing OR explained < 0 "
        "OR excess_explained > recorded OR missing > 0 AND excess > 0"
    ).fetchall()
    assert overdrawn == [(0,)]
    (sums,) = workshop.execute(
        "SELECT (SELECT sum(explained) FROM entry_cells), "
        "(SELECT sum(excess_explained) FROM entry_cells), "
        "(SELECT sum(doses) FROM entry_explanations)"
    ).fetchall()
    assert sums[0] == sums[1] == sums[2] or sums[2] is None


@countries_tried(2)
@given(seed=SEEDS)
def test_two_halves_of_a_country_add_up(workshop: duckdb.DuckDBPyConnection, seed: int) -> None:
    north, south = campaign(seed, 60, NORTH), campaign(seed + 1, 60, SOUTH)
    apart: Counter[tuple[str, str]] = Counter()
    for half in (north, south):
        measured(workshop, half)
        apart.update(_national(workshop))
    measured(workshop, _together(north, south))
    whole = _national(workshop)
    assert {key: count for key, count in whole.items() if count} == {
        key: count for key, count in apart.items() if count
    }


def _national(workshop: duckdb.DuckDBPyConnection) -> Counter[tuple[str, str]]:
    """Every count of the nation; days do not add up, and places are the same in both halves."""
    counted = [one for one in DEFINITIONS if one.unit not in (Unit.DAYS, Unit.PLACES)]
    found: Counter[tuple[str, str]] = Counter()
    for definition in counted:
        rows = workshop.execute(
            f"SELECT value, numerator FROM {definition.table} WHERE place_level = 'nation'"
        ).fetchall()
        found.update({(definition.id, value): count or 0 for value, count in rows})
    return found


def _together(north: Campaign, south: Campaign) -> Campaign:
    moved = len(north.register)
    people = [
        replace(p, register_row=None if p.register_row is None else p.register_row + moved)
        for p in south.people
    ]
    register = [replace(r, register_row=r.register_row + moved) for r in south.register]
    return Campaign(
        north.people + people,
        north.register + register,
        north.doses + south.doses,
        north.reports + south.reports,
        north.rules + south.rules,
        north.clocks_before + south.clocks_before,
    )


@countries_tried(2)
@given(seed=SEEDS)
def test_every_value_of_the_entry_gap_adds_up_through_the_levels(
    workshop: duckdb.DuckDBPyConnection, seed: int
) -> None:
    measured(workshop, campaign(seed))
    rows = workshop.execute(
        "SELECT value, place_level, sum(numerator), sum(denominator) FROM measure_doses_by_entry "
        "GROUP BY ALL"
    ).fetchall()
    sums: dict[str, set[tuple[int, int]]] = {}
    for value, _, numerator, denominator in rows:
        sums.setdefault(value, set()).add((numerator, denominator))
    assert {value: len(found) for value, found in sums.items()} == dict.fromkeys(sums, 1)


@countries_tried(2)
@given(seed=SEEDS)
def test_without_reports_nothing_of_reports_is_known(
    workshop: duckdb.DuckDBPyConnection, seed: int
) -> None:
    measured(workshop, campaign(seed), reports_given=False)
    assert workshop.execute(f"FROM {SUMS_TABLE}").fetchall() == []
    of_reports = (
        "given_by_day", "reported_by_age_and_dose", "coverage_reported", "doses_in_week",
        "doses_in_week_by_people", "days_to_target", "entry_debt_to_zero", "localities_reporting",
    )  # fmt: skip
    for name in of_reports:
        rows = workshop.execute(f"SELECT DISTINCT numerator FROM measure_{name}").fetchall()
        assert rows == [(None,)], name
    known = workshop.execute(
        "SELECT value, numerator IS NOT NULL FROM measure_doses_by_entry "
        "WHERE place_level = 'nation'"
    ).fetchall()
    assert {value for value, is_known in known if is_known} == {
        "recorded", "counted", "not_compared",
    }  # fmt: skip
