"""Figures of doses on a few rows whose every count can be made by eye."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from soat.engine.doses.stages import lives_stage
from soat.engine.measure.definitions import DEFINITIONS, Dimension
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.labels import value_label
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.model.dose_tables import DOSE_CLOCKS
from soat.model.tables import DOSES_TYPED, Table
from tests.stages import run_stages
from tests.unit.measure.dose_rows import ReportRow, SettledDose, load_doses, make_table
from tests.unit.measure.small_run import AS_OF, fill, load

Figure = dict[str, tuple[int | None, int | None]]


@pytest.fixture
def workshop() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        fill(connection)
        yield connection


def measure(
    workshop: duckdb.DuckDBPyConnection,
    doses: list[SettledDose],
    reports: list[ReportRow],
    epoch: str = "2021",
) -> None:
    """The figures of these doses; the people are the twelve of small_run."""
    load(workshop, DOSES_TYPED, [(dose.dose_ref, "P01", *[None] * 8) for dose in doses])
    load_doses(workshop, [on_first_profile(dose) for dose in doses], reports)
    settings = MeasureSettings(AS_OF, epoch, bool(reports))
    gap = entry_gap_stages(AS_OF, bool(reports))
    run_stages(workshop, lives_stage(), gap, national_stages(settings))


def on_first_profile(dose: SettledDose) -> SettledDose:
    """The same dose of the same human being, entered on the profile P01."""
    return replace(dose, person_ref="P01", history_id=dose.history_id or f"HP{dose.dose_ref}")


def nation(workshop: duckdb.DuckDBPyConnection, name: str) -> Figure:
    rows = workshop.execute(
        f"SELECT value, numerator, denominator FROM measure_{name} WHERE place_level = 'nation'"
    ).fetchall()
    return {value: (numerator, denominator) for value, numerator, denominator in rows}


def ago(days: int) -> date:
    """So many days before the as-of day."""
    return AS_OF - timedelta(days=days)


def entered(count: int, days_ago: int, late: int | None, letter: str = "d") -> list[SettledDose]:
    """So many doses given that many days ago and entered that many days late."""
    given = ago(days_ago)
    day = None if late is None else given + timedelta(days=late)
    return [
        SettledDose(
            f"{letter}{days_ago}-{late}-{n}", given, person_ref="P01", history_id="HP01",
            recorded_on=day, entered_same_day=False,
        )
        for n in range(count)
    ]  # fmt: skip


def test_delays_count_the_never_entered_and_the_last_days_apart(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    doses = entered(4, 30, 0) + entered(2, 30, 3) + entered(1, 30, None) + entered(1, 1, 0)
    measure(workshop, doses, [ReportRow(10, ago(30)), ReportRow(2, ago(1))])
    assert nation(workshop, "doses_by_delay") == {
        "same_day": (4, 10),
        "2-3": (2, 10),
        "unknown": (1, 10),
        "not_entered": (3, 10),
    }
    assert nation(workshop, "doses_by_delay_recent") == {"same_day": (1, 2), "not_entered": (1, 2)}


def test_the_median_is_not_known_when_most_are_not_entered(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    measure(workshop, entered(4, 30, 2), [ReportRow(8, ago(30))])
    assert nation(workshop, "days_to_entry") == {"median": (2, 8), "p90": (None, 8)}
    measure(workshop, entered(3, 30, 2), [ReportRow(8, ago(30))])
    assert nation(workshop, "days_to_entry") == {"median": (None, 8), "p90": (None, 8)}


def test_a_dose_with_two_rows_was_entered_with_the_first(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    (kept,) = entered(1, 30, 9)
    copied = replace(kept, dose_ref="copy", state="duplicate", kept_dose_ref=kept.dose_ref,
                     recorded_on=ago(29))  # fmt: skip
    measure(workshop, [kept, copied], [ReportRow(1, ago(30))])
    assert nation(workshop, "doses_by_delay") == {"1": (1, 1)}
    assert nation(workshop, "doses_by_state") == {"kept": (1, 2), "duplicate": (1, 2)}


def test_an_entry_before_the_dose_is_no_quick_entry(workshop: duckdb.DuckDBPyConnection) -> None:
    measure(workshop, entered(1, 30, -2), [ReportRow(1, ago(30))])
    assert nation(workshop, "doses_by_delay") == {"unknown": (1, 1)}


def test_debt_flows_and_stays_open(workshop: duckdb.DuckDBPyConnection) -> None:
    doses = entered(3, 10, 0) + entered(2, 10, 4)
    measure(workshop, doses, [ReportRow(6, ago(10))])
    flows = nation(workshop, "entry_debt_by_day")
    told = {
        (back, flow): flows[f"{ago(back)}.{flow}"][0]
        for back in (11, 10, 6, 0)
        for flow in ("new", "cleared", "open")
    }
    assert told == {
        (11, "new"): 0, (11, "cleared"): 0, (11, "open"): 0,
        (10, "new"): 3, (10, "cleared"): 0, (10, "open"): 3,
        (6, "new"): 0, (6, "cleared"): 2, (6, "open"): 1,
        (0, "new"): 0, (0, "cleared"): 0, (0, "open"): 1,
    }  # fmt: skip


def test_a_steady_pace_tells_when_the_debt_is_gone(workshop: duckdb.DuckDBPyConnection) -> None:
    doses = [dose for back in range(1, 29) for dose in entered(2, 40, 40 - back)]
    measure(workshop, doses, [ReportRow(76, ago(40))])
    expected = (10, 20)
    assert nation(workshop, "entry_debt_to_zero") == {
        "likely": expected, "low": expected, "high": expected,
    }  # fmt: skip


def test_a_debt_that_grows_never_ends(workshop: duckdb.DuckDBPyConnection) -> None:
    reports = [ReportRow(1, ago(back)) for back in range(1, 29)]
    measure(workshop, entered(1, 60, 0), [*reports, ReportRow(1, ago(60))])
    assert nation(workshop, "entry_debt_to_zero") == {
        "likely": (None, 28), "low": (None, 28), "high": (None, 28),
    }  # fmt: skip


def test_without_debt_no_day_is_needed(workshop: duckdb.DuckDBPyConnection) -> None:
    measure(workshop, entered(1, 60, 0), [ReportRow(1, ago(60))])
    assert nation(workshop, "entry_debt_to_zero")["likely"] == (0, 0)


def test_clocks_keep_the_day_of_an_earlier_run(workshop: duckdb.DuckDBPyConnection) -> None:
    doses = entered(1, 30, 2) + entered(1, 20, 0)
    load_doses(workshop, [on_first_profile(dose) for dose in doses], [])
    load(workshop, DOSES_TYPED, [(dose.dose_ref, "P01", *[None] * 8) for dose in doses])
    earlier = [(doses[0].dose_ref, ago(28), ago(14), ago(7), None)]
    make_table(workshop, Table("clocks_before", "", DOSE_CLOCKS.columns), earlier)
    figures = national_stages(MeasureSettings(AS_OF, "2021", False))
    run_stages(workshop, lives_stage(), entry_gap_stages(AS_OF, False), figures)
    rows = workshop.execute("SELECT * FROM dose_clocks ORDER BY received_on").fetchall()
    assert rows == [
        (doses[0].dose_ref, ago(28), ago(14), ago(7), None),
        (doses[1].dose_ref, ago(20), AS_OF, AS_OF, None),
    ]
    clocks = nation(workshop, "days_by_clock")
    assert clocks["received.median"] == (0, 2)
    assert clocks["accepted.p90"] == (20, 2)
    assert clocks["signed.median"] == (None, 2)


def test_places_of_today_have_no_districts(workshop: duckdb.DuckDBPyConnection) -> None:
    measure(workshop, entered(2, 30, 0), [ReportRow(2, ago(30))], epoch="2025")
    levels = workshop.execute(
        "SELECT DISTINCT place_level, place_code FROM measure_doses_by_entry ORDER BY ALL"
    ).fetchall()
    assert levels == [("commune", "unknown"), ("nation", ""), ("province", "unknown")]


def test_provinces_merged_since_are_summed(workshop: duckdb.DuckDBPyConnection) -> None:
    in_city = [replace(dose, site_code="S7", commune_code="26734") for dose in entered(2, 30, 0)]
    measure(workshop, in_city, [ReportRow(2, ago(30), "S7", "26734")])
    rows = workshop.execute(
        "SELECT place_level, place_epoch, place_code, numerator FROM measure_doses_by_entry "
        "WHERE value = 'reported' ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("commune", "2021", "26734", 2),
        ("district", "2021", "760", 2),
        ("nation", "", "", 2),
        ("province", "2021", "79", 2),
        ("province_2025", "2025", "79", 2),
    ]


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_value_has_words(dimension: Dimension) -> None:
    told = {
        Dimension.ENTRY: "never_entered",
        Dimension.STATE: "doubtful",
        Dimension.DELAY: "2-3",
        Dimension.QUANTILE: "p90",
        Dimension.CLOCK: "received.median",
        Dimension.FLOW: "2022-04-25.open",
        Dimension.PROJECTION: "low",
        Dimension.COVERAGE: "18+.2",
        Dimension.DROPOUT: "18+.1-2",
        Dimension.WEEK: "12-17.1",
        Dimension.TARGET: "5-11.1",
        Dimension.AGE_AND_DOSE: "18+.booster.1",
        Dimension.AGE_GROUP: "5-11",
        Dimension.RULE_CODE: "D-S01",
    }
    if dimension in told:
        label = value_label(dimension.value, told[dimension])
        assert told[dimension] not in (label.vi, label.en)


def test_every_definition_speaks_both_languages_and_says_its_place() -> None:
    for definition in DEFINITIONS:
        for message in (definition.numerator, definition.denominator, definition.place.sentence):
            assert message.vi
            assert message.en
            assert "{" not in message.vi + message.en
