"""Every figure of doses, and every explanation, counted again in plain Python: the same answer."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest

from soat.backends.duckdb_backend import run_stage
from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.definitions.people import PEOPLE_DEFINITIONS
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.sums import SUMS_TABLE
from tests.agree import coverage_oracle, measure_oracle
from tests.agree.allocation_oracle import GapCell, shared_out
from tests.agree.campaign import AS_OF, Campaign, campaign, measured
from tests.agree.measure_oracle import WIDE, CellRow, Figure

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def told(request: pytest.FixtureRequest) -> Iterator[tuple[duckdb.DuckDBPyConnection, Campaign]]:
    made = campaign(request.param)
    with closing(duckdb.connect()) as connection:
        measured(connection, made)
        yield connection, made


def rows_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[CellRow]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def counted_again(connection: duckdb.DuckDBPyConnection, made: Campaign) -> dict[str, Figure]:
    """Every figure of doses by its definition."""
    cells = rows_of(connection, "entry_cells")
    explained = rows_of(connection, "entry_explanations")

    def by_dose(cell: CellRow) -> str:
        dose = f"{cell['dose_kind'] or 'unknown'}.{cell['dose_number'] or 'unknown'}"
        return f"{cell['age_group']}.{dose}"

    flows, projections = measure_oracle.entry_debt(made, cells)
    recorded, reported = coverage_oracle.coverage(made, cells)
    in_week, by_people, targets = coverage_oracle.speed(made, cells)
    failures, suppressed = coverage_oracle.rules(made)
    return {
        "doses_by_entry": coverage_oracle.doses_by_entry(made, cells, explained),
        "doses_by_state": measure_oracle.doses_by_state(made),
        "recorded_by_age_and_dose": measure_oracle.recorded_by_age_and_dose(made),
        "reported_by_age_and_dose": measure_oracle.of_cells(cells, "reported", by_dose),
        "given_by_day": measure_oracle.of_cells(
            cells, "reported", lambda cell: str(cell["given_on"]), WIDE
        ),
        "recorded_by_day": measure_oracle.recorded_by_day(made),
        "doses_by_delay": measure_oracle.doses_by_delay(made, cells, recent=False),
        "doses_by_delay_recent": measure_oracle.doses_by_delay(made, cells, recent=True),
        "days_to_entry": measure_oracle.days_to_entry(made, cells),
        "days_by_clock": measure_oracle.days_by_clock(made),
        "entry_debt_by_day": flows,
        "entry_debt_to_zero": projections,
        "coverage_recorded": recorded,
        "coverage_reported": reported,
        "dropout": coverage_oracle.dropout(made),
        "localities_reporting": coverage_oracle.localities_reporting(cells),
        "doses_in_week": in_week,
        "doses_in_week_by_people": by_people,
        "days_to_target": targets,
        "failures_by_rule": failures,
        "suppressed_by_rule": suppressed,
    }


def figure(connection: duckdb.DuckDBPyConnection, name: str) -> Figure:
    rows = connection.execute(
        f"SELECT place_level, place_code, value, numerator, denominator FROM measure_{name}"
    ).fetchall()
    found = {tuple(row[:3]): (row[3], row[4]) for row in rows}
    assert len(found) == len(rows), f"{name}: one value twice at one place"
    return found


def test_every_figure_agrees_with_plain_counting(
    told: tuple[duckdb.DuckDBPyConnection, Campaign],
) -> None:
    connection, made = told
    again = counted_again(connection, made)
    of_doses = {one.id for one in DEFINITIONS} - {one.id for one in PEOPLE_DEFINITIONS}
    assert set(again) == of_doses
    for name, expected in again.items():
        found = figure(connection, name)
        said = {key: found.get(key) for key in expected}
        assert said == expected, name
        more = {key: pair for key, pair in found.items() if key not in expected}
        assert not any(numerator for numerator, _ in more.values()), name


def test_cells_hold_the_reports_and_the_records(
    told: tuple[duckdb.DuckDBPyConnection, Campaign],
) -> None:
    connection, made = told
    last: dict[object, tuple[object, int]] = {}
    for report in made.reports:
        said = (str(report.reported_at or ""), report.doses)
        last[report.cell] = max(last.get(report.cell, ("", -1)), said)
    recorded = Counter(d.cell for d in made.doses if measure_oracle.is_counted(d))
    days = {(cell[0], cell[1]) for cell in last}  # type: ignore[index]
    expected = {
        cell: (last.get(cell, ("", 0))[1] if (cell[0], cell[1]) in days else None, recorded[cell])  # type: ignore[index]
        for cell in {*last, *recorded}
    }
    found = {
        (c["site_code"], c["given_on"], c["product"], c["dose_kind"], c["dose_number"],
         c["age_group"]): (c["reported"], c["recorded"])
        for c in rows_of(connection, "entry_cells")
    }  # fmt: skip
    assert found == expected


def test_explanations_agree_with_sharing_out_dose_by_dose(
    told: tuple[duckdb.DuckDBPyConnection, Campaign],
) -> None:
    connection, _ = told
    counts, stage, _ = entry_gap_stages(AS_OF, True)
    run_stage(connection, counts)
    kept = {"gap_left_0", "gap_entered", "gap_lot_products", "gap_pairs"}
    steps = tuple(
        replace(step, kept=step.name in kept or getattr(step, "kept", False))
        for step in stage.steps
    )
    run_stage(connection, replace(stage, steps=steps))
    entered: dict[int, dict[int, int]] = {}
    for cell_id, after, count in connection.execute("FROM gap_entered").fetchall():
        entered.setdefault(cell_id, {})[after] = count
    lots = {row[0]: row[1:] for row in connection.execute("FROM gap_lot_products").fetchall()}
    cells = [
        GapCell(**{k: v for k, v in row.items() if k != "is_stray"},  # type: ignore[arg-type]
                entered_after=entered.get(int(str(row["cell_id"])), {}),
                lot_product=lots.get(row["cell_id"], (None, 0))[0],
                belied=lots.get(row["cell_id"], (None, 0))[1])
        for row in rows_of(connection, "gap_left_0")
    ]  # fmt: skip
    expected = shared_out(cells)
    found = Counter[tuple[int, int, str]]()
    for lacking, spare, explanation, doses in connection.execute("FROM gap_pairs").fetchall():
        found[lacking, spare, explanation] += doses
    assert dict(found) == expected
    assert expected, "the campaign has something to explain"


def test_no_sums_disagree(told: tuple[duckdb.DuckDBPyConnection, Campaign]) -> None:
    connection, _ = told
    assert connection.execute(f"FROM {SUMS_TABLE}").fetchall() == []
