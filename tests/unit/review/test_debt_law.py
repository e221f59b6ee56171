"""The projection of open cases is the engine's law of entry debt, and says when it cannot know."""

from datetime import date, timedelta

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from soat.engine.measure import debt
from soat.engine.measure.definitions.debt import PACE_WEEKS as ENGINE_WEEKS
from soat.engine.measure.settings import MeasureSettings
from soat.review.debt_law import PACE_WEEKS, T_QUANTILE, Flow, projection

TODAY = date(2022, 5, 30)
LONG_AGO = TODAY - timedelta(days=400)
WINDOW = 7 * PACE_WEEKS


def days_back(flows: list[Flow]) -> dict[date, Flow]:
    """The flows of the days before today, yesterday's first."""
    return {TODAY - timedelta(days=back): flow for back, flow in enumerate(flows, start=1)}


def engines(open_now: int, flows: list[Flow]) -> dict[str, int | None]:
    """What the engine's own SQL says of the same days."""
    steps = {one.name: one.sql for one in debt.debt_steps(MeasureSettings(TODAY, "2021"))}
    rows = ", ".join(
        f"(DATE '{day.isoformat()}', {new}, {cleared}, 0)"
        for day, (new, cleared) in days_back(flows).items()
    )
    with duckdb.connect() as con:
        con.execute(
            f"""CREATE TABLE debt_window AS
            SELECT 'nation' AS place_level, '' AS place_epoch, '' AS place_code, *
            FROM (VALUES {rows}, (DATE '{TODAY.isoformat()}', 0, 0, {open_now}))
                d(day, added, cleared, still_open)"""
        ).fetchall()
        for name in ("debt_pace", "measure_entry_debt_to_zero"):
            con.execute(f"CREATE TABLE {name} AS {steps[name]}").fetchall()
        told = con.execute("SELECT value, numerator FROM measure_entry_debt_to_zero").fetchall()
    return dict(told)


FLOWS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 60)), min_size=WINDOW, max_size=WINDOW
)


@given(open_now=st.integers(0, 5000), flows=FLOWS)
def test_it_is_the_law_by_which_the_engine_projects_the_entry_debt(
    open_now: int, flows: list[Flow]
) -> None:
    told = projection(open_now, days_back(flows), LONG_AGO, TODAY)
    assert {"likely": told.likely, "low": told.low, "high": told.high} == engines(open_now, flows)
    assert told.interval


def test_both_go_by_the_same_constants() -> None:
    assert (PACE_WEEKS, T_QUANTILE) == (ENGINE_WEEKS, debt.T_QUANTILE)


def test_a_steady_pace_ends_on_its_day() -> None:
    told = projection(100, days_back([(1, 11)] * WINDOW), LONG_AGO, TODAY)
    assert (told.pace, told.likely, told.low, told.high) == (10.0, 10, 10, 10)


def test_a_debt_that_grows_never_ends() -> None:
    told = projection(100, days_back([(5, 2)] * WINDOW), LONG_AGO, TODAY)
    assert told.pace == -3.0
    assert (told.likely, told.low, told.high) == (None, None, None)


def test_none_open_is_the_end_whatever_the_pace() -> None:
    assert projection(0, {}, LONG_AGO, TODAY).likely == 0


def test_before_four_weeks_there_is_a_pace_and_no_interval() -> None:
    told = projection(100, days_back([(0, 10)] * 5), TODAY - timedelta(days=5), TODAY)
    assert (told.days_seen, told.likely, told.interval) == (5, 10, False)
    assert (told.low, told.high) == (None, None)


def test_on_the_first_day_nothing_is_foretold() -> None:
    for since in (TODAY, TODAY + timedelta(days=1)):
        told = projection(100, {TODAY: (0, 50)}, since, TODAY)
        assert (told.days_seen, told.pace, told.likely) == (0, None, None)


def test_today_is_not_over_and_left_out() -> None:
    flows = days_back([(0, 10)] * WINDOW)
    assert projection(100, {**flows, TODAY: (0, 90)}, LONG_AGO, TODAY) == projection(
        100, flows, LONG_AGO, TODAY
    )
