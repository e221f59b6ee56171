"""What a load does to the figures: a run's own exchanged for the last one's, cases counted anew.

Of earlier runs the measures of a trend stay. Cases are counted by one GROUP BY, for their own
place and every place above it; the difference from what was counted before is the day's flow.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models

from soat.casework.figures.counting import VIET_NAM
from soat.casework.loading.figure_shapes import TREND_MEASURES
from soat.casework.models import Case, CaseCount, DayCount, Figure
from soat.model.review_lists import CaseState

Statement = tuple[str, list[str | datetime]]

# Where the paths of the country, a list of places, a province, a district, and a commune below
# a province or a district end (soat/review/places.py).
_PATH_ENDS = (1, 6, 10, 15, 17, 22)
_ABOVE = " UNION ALL ".join(f"SELECT {end} AS path_end" for end in _PATH_ENDS)
_SETTLED = CaseState.SETTLED.value


def figure_statements(staged: str, run_id: str) -> Iterable[Statement]:
    """The run's figures; those of the same run, loaded before, are exchanged."""
    table = _table(Figure)
    kept = ", ".join(["%s"] * len(TREND_MEASURES))
    yield (
        f"DELETE FROM {table} WHERE run_id = %s OR measure NOT IN ({kept})",
        [run_id, *TREND_MEASURES],
    )
    cells, as_of = ("s.cells", "s.as_of")
    if connection.vendor == "postgresql":
        cells, as_of = "s.cells::jsonb", "s.as_of::date"
    yield (
        f"""INSERT INTO {table} (run_id, as_of, place, measure, cells)
            SELECT %s, {as_of}, s.place, s.measure, {cells} FROM {staged} s""",
        [run_id],
    )


def count_statements(at: datetime, first: bool) -> Iterable[Statement]:
    """Count all cases anew. What the first load brings came up on no day."""
    yield "DROP TABLE IF EXISTS cases_now", []
    yield (
        f"""CREATE TEMP TABLE cases_now AS
            SELECT substr(c.place, 1, e.path_end) AS place, c.state, c.tier, c.reasons,
                sum(c.cases) AS cases
            FROM (SELECT place, state, tier, reasons, count(*) AS cases FROM {_table(Case)}
                GROUP BY place, state, tier, reasons) c
            JOIN ({_ABOVE}) e ON substr(c.place, e.path_end, 1) = '/'
            GROUP BY 1, 2, 3, 4""",
        [],
    )
    if not first:
        yield _the_days_flow(at)
    yield f"DELETE FROM {_table(CaseCount)}", []
    yield (
        f"""INSERT INTO {_table(CaseCount)} (place, state, tier, reasons, cases)
            SELECT place, state, tier, reasons, cases FROM cases_now""",
        [],
    )
    yield "DROP TABLE cases_now", []


def _the_days_flow(at: datetime) -> Statement:
    """Settled: what this load settled. New: what else the count of open cases went up by."""
    table = _table(DayCount)
    return (
        f"""INSERT INTO {table} (place, day, new, cleared)
            SELECT place, {_day()},
                CASE WHEN came > 0 THEN came ELSE 0 END,
                settled + CASE WHEN came < 0 THEN -came ELSE 0 END
            FROM (
                SELECT place, sum(settled) AS settled, sum(now_open - was_open + settled) AS came
                FROM (
                    SELECT place, cases AS now_open, 0 AS was_open, 0 AS settled FROM cases_now
                    WHERE state <> %s
                    UNION ALL SELECT place, 0, cases, 0 FROM {_table(CaseCount)} WHERE state <> %s
                    UNION ALL SELECT substr(c.place, 1, e.path_end), 0, 0, 1
                    FROM {_table(Case)} c
                    JOIN ({_ABOVE}) e ON substr(c.place, e.path_end, 1) = '/'
                    WHERE c.state = %s AND c.changed_at = {_moment()}) of_places
                GROUP BY place) flows
            WHERE came <> 0 OR settled <> 0
            ON CONFLICT (place, day) DO UPDATE SET new = {table}.new + excluded.new,
                cleared = {table}.cleared + excluded.cleared""",
        [at.astimezone(VIET_NAM).date().isoformat(), _SETTLED, _SETTLED, _SETTLED, at],
    )


def _day() -> str:
    return "%s" if connection.vendor == "sqlite" else "%s::date"


def _moment() -> str:
    return "%s" if connection.vendor == "sqlite" else "%s::timestamptz"


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table
