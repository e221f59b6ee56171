"""Cells, and what explains a dose that seems missing, on a handful of doses."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from soat.engine.measure.entry_gap import entry_gap_stages
from soat.model.dose_tables import DOSE_GAPS
from tests.stages import run_stages
from tests.unit.measure.dose_rows import ReportRow, SettledDose, day, load_doses, make_table

AS_OF = date(2022, 4, 25)
Counts = tuple[int, int, int, int]


@pytest.fixture
def workshop() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        yield connection


def entered(
    workshop: duckdb.DuckDBPyConnection,
    doses: list[SettledDose],
    reports: list[ReportRow],
) -> Counts:
    """Missing, excess, explained and never entered over all cells."""
    load_doses(workshop, doses, reports)
    run_stages(workshop, entry_gap_stages(AS_OF, bool(reports)))
    (row,) = workshop.execute(
        "SELECT sum(missing), sum(excess), sum(explained), sum(never_entered) FROM entry_cells"
    ).fetchall()
    return row


def explanations(workshop: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Doses explained, by explanation."""
    rows = workshop.execute(
        "SELECT explanation, sum(doses) FROM entry_explanations GROUP BY ALL"
    ).fetchall()
    return dict(rows)


def some(count: int, given_on: date, **told: object) -> list[SettledDose]:
    """So many doses that are alike."""
    named = f"{given_on}{sorted(told.items())}"
    return [replace(SettledDose(f"{named}-{n}", given_on), **told) for n in range(count)]  # type: ignore[arg-type]


def test_equal_counts_leave_no_gap(workshop: duckdb.DuckDBPyConnection) -> None:
    assert entered(workshop, some(3, day(0)), [ReportRow(3, day(0))]) == (0, 0, 0, 0)


def test_reported_and_not_entered_is_never_entered(workshop: duckdb.DuckDBPyConnection) -> None:
    assert entered(workshop, some(3, day(0)), [ReportRow(5, day(0))]) == (2, 0, 0, 2)


def test_missing_and_excess_of_far_cells_are_never_netted(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    reports = [ReportRow(5, day(0)), ReportRow(1, day(10))]
    assert entered(workshop, some(3, day(0)) + some(3, day(10)), reports) == (2, 2, 0, 2)


@pytest.mark.parametrize("days", [1, 2, 3, -1, -2, -3])
def test_a_date_wrong_by_up_to_three_days_explains(
    workshop: duckdb.DuckDBPyConnection, days: int
) -> None:
    reports = [ReportRow(2, day(4)), ReportRow(1, day(4 + days))]
    doses = some(1, day(4)) + some(2, day(4 + days))
    assert entered(workshop, doses, reports) == (1, 1, 1, 0)
    assert explanations(workshop) == {"mis_dated": 1}


@pytest.mark.parametrize("days", [4, -4])
def test_a_date_wrong_by_four_days_does_not(workshop: duckdb.DuckDBPyConnection, days: int) -> None:
    reports = [ReportRow(2, day(4)), ReportRow(1, day(4 + days))]
    doses = some(1, day(4)) + some(2, day(4 + days))
    assert entered(workshop, doses, reports) == (1, 1, 0, 1)


@pytest.mark.parametrize(
    ("told", "explanation"),
    [
        ({"product": "moderna"}, "product_mislabelled"),
        ({"dose_number": 2}, "dose_mislabelled"),
        ({"dose_kind": "booster"}, "dose_mislabelled"),
        ({"age_group": "12-17"}, "age_mislabelled"),
        ({"site_code": "S2"}, "sister_site"),
    ],
)
def test_one_thing_wrong_explains(
    workshop: duckdb.DuckDBPyConnection, told: dict[str, object], explanation: str
) -> None:
    reports = [ReportRow(2, day(4)), replace(ReportRow(1, day(4)), **told)]  # type: ignore[arg-type]
    doses = some(1, day(4)) + some(2, day(4), **told)
    assert entered(workshop, doses, reports) == (1, 1, 1, 0)
    assert explanations(workshop) == {explanation: 1}


def test_two_things_wrong_explain_nothing(workshop: duckdb.DuckDBPyConnection) -> None:
    reports = [ReportRow(2, day(4)), ReportRow(1, day(5), product="moderna")]
    doses = some(1, day(4)) + some(2, day(5), product="moderna")
    assert entered(workshop, doses, reports) == (1, 1, 0, 1)


def test_a_lot_of_another_product_tells_which_cell_the_dose_belongs_to(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    """Both the day before and the other product lack a dose: the lot decides."""
    reports = [ReportRow(6, day(4)), ReportRow(2, day(3), product="moderna")]
    reports += [ReportRow(1, day(4), product="moderna")]
    doses = some(5, day(4), lot="PF1") + some(1, day(3), product="moderna", lot="MO1")
    doses += some(1, day(4), product="moderna", lot="MO1")
    doses += some(1, day(4), product="moderna", lot="PF1", dose_number=1, doubtful=None)
    assert entered(workshop, doses, reports) == (2, 1, 1, 1)
    assert explanations(workshop) == {"product_mislabelled": 1}


def test_a_dose_without_site_explains_in_the_commune_of_its_persons_doses(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    later = some(1, day(40), history_id="a", site_code="S2", dose_number=2)
    lost = some(1, day(4), history_id="a", site_code=None, commune_code=None)
    reports = [ReportRow(2, day(4)), ReportRow(1, day(40), "S2", dose_number=2)]
    assert entered(workshop, some(1, day(4)) + lost + later, reports) == (1, 0, 1, 0)
    assert explanations(workshop) == {"site_missing": 1}


def test_a_site_of_another_commune_is_no_sister(workshop: duckdb.DuckDBPyConnection) -> None:
    reports = [ReportRow(2, day(4)), ReportRow(1, day(4), "S9", "00004")]
    doses = some(1, day(4)) + some(2, day(4), site_code="S9", commune_code="00004")
    assert entered(workshop, doses, reports) == (1, 1, 0, 1)


def test_day_and_month_exchanged_explain(workshop: duckdb.DuckDBPyConnection) -> None:
    reports = [ReportRow(2, date(2022, 2, 9)), ReportRow(1, date(2022, 9, 2))]
    doses = some(1, date(2022, 2, 9)) + some(2, date(2022, 9, 2))
    assert entered(workshop, doses, reports) == (1, 1, 1, 0)
    assert explanations(workshop) == {"date_swapped": 1}


def test_one_excess_dose_explains_one_missing_dose_only(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    reports = [ReportRow(3, day(3)), ReportRow(3, day(5)), ReportRow(1, day(4))]
    doses = some(1, day(3)) + some(1, day(5)) + some(3, day(4))
    assert entered(workshop, doses, reports) == (4, 2, 2, 2)


def test_the_last_report_of_a_cell_holds(workshop: duckdb.DuckDBPyConnection) -> None:
    first = datetime.fromisoformat("2022-01-03T18:00:00")
    last = datetime.fromisoformat("2022-01-04T08:00:00")
    reports = [
        ReportRow(30, day(0), reported_at=None),
        ReportRow(3, day(0), reported_at=last),
        ReportRow(9, day(0), reported_at=first),
        ReportRow(3, day(0), reported_at=last),
    ]
    assert entered(workshop, some(3, day(0)), reports) == (0, 0, 0, 0)


def test_of_two_reports_at_one_moment_the_larger_holds(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    reports = [ReportRow(5, day(0)), ReportRow(4, day(0))]
    assert entered(workshop, some(3, day(0)), reports) == (2, 0, 0, 2)


def test_without_any_report_nothing_is_known(workshop: duckdb.DuckDBPyConnection) -> None:
    assert entered(workshop, some(3, day(0)), []) == (None, None, None, None)
    rows = workshop.execute("SELECT status, reported, recorded FROM entry_cells").fetchall()
    assert rows == [("not_reported", None, 3)]


def test_a_session_without_report_is_not_compared(workshop: duckdb.DuckDBPyConnection) -> None:
    reports = [ReportRow(8, day(0)), ReportRow(8, day(7))]
    doses = some(7, day(0)) + some(8, day(7)) + some(8, day(1))
    assert entered(workshop, doses, reports) == (1, 0, 0, 1)


def test_a_stray_record_on_a_day_without_session_explains(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    reports = [ReportRow(8, day(0)), ReportRow(8, day(7))]
    doses = some(7, day(0)) + some(8, day(7)) + some(1, day(1))
    assert entered(workshop, doses, reports) == (1, 0, 1, 0)
    assert explanations(workshop) == {"mis_dated": 1}


def test_duplicates_doubtful_and_set_aside_rows_are_not_recorded(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    doses = [
        *some(2, day(0)),
        SettledDose("copy", day(0), state="duplicate"),
        SettledDose("moved", day(0), state="set_aside"),
        SettledDose("doubt", day(0), doubtful=True),
    ]
    assert entered(workshop, doses, [ReportRow(2, day(0))]) == (0, 0, 0, 0)


def test_a_digit_too_many_is_doubted_and_a_busy_day_is_not(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    usual = [n for n in range(20) if n not in (7, 9)]
    reports = [ReportRow(10, day(n)) for n in usual]
    doses = [dose for n in usual for dose in some(10, day(n))]
    reports += [ReportRow(100, day(7)), ReportRow(90, day(9))]
    doses += some(10, day(7)) + some(80, day(9))
    assert entered(workshop, doses, reports) == (10, 0, 0, 10)
    doubted = workshop.execute(
        "SELECT given_on FROM entry_cells WHERE status = 'report_in_doubt'"
    ).fetchall()
    assert doubted == [(day(7),)]


def test_people_whose_history_lacks_the_dose_are_named(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    first = SettledDose("a1", day(0), history_id="a")
    third = SettledDose("a3", day(60), history_id="a", dose_kind="basic", dose_number=3)
    reports = [
        ReportRow(1, day(0)),
        ReportRow(2, day(30), dose_number=2),
        ReportRow(1, day(60), dose_number=3),
    ]
    load_doses(workshop, [first, third], reports)
    after = (third.given_on, third.product, third.site_code, third.commune_code)
    before = (first.given_on, first.product, first.site_code, first.commune_code)
    gap = ("a3", "a", "Pa3", third.age_group, "basic", 3, *after, *before)
    make_table(workshop, DOSE_GAPS, [gap])
    run_stages(workshop, entry_gap_stages(AS_OF, True))
    rows = workshop.execute(
        "SELECT given_on, dose_number, rank, history_id, dose_ref, days_off FROM missing_candidates"
    ).fetchall()
    assert rows == [(day(30), 2, 1, "a", "a3", 9)]
