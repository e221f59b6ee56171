"""Doses of the last whole week, and when everybody will have theirs at that pace."""

from soat.engine.measure.coverage import GROUPS_IN_SQL, WHICH_DOSE
from soat.engine.measure.definitions import Definition
from soat.engine.measure.definitions.coverage import MOST_DOSES_COVERED
from soat.engine.measure.definitions.speed import (
    DAYS_TO_TARGET,
    DOSES_IN_WEEK,
    DOSES_IN_WEEK_BY_PEOPLE,
    SPEED_DAYS,
)
from soat.engine.measure.figure_rows import by_place, figure_step
from soat.engine.measure.place_levels import PLACE_COLUMNS, levels_in_sql
from soat.engine.measure.settings import MeasureSettings
from soat.model.stages import SqlStep


def speed_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From measured_cells, living_people and coverage_places to the figures of speed."""
    return (
        _week_parts(settings),
        _week_places(),
        figure_step(DOSES_IN_WEEK, settings.as_of, _in_week(settings)),
        figure_step(DOSES_IN_WEEK_BY_PEOPLE, settings.as_of, _by_people(settings)),
        figure_step(DAYS_TO_TARGET, settings.as_of, _to_target(settings)),
    )


def _week_parts(settings: MeasureSettings) -> SqlStep:
    in_week = f"given_on < {settings.day} AND given_on >= {settings.day} - {SPEED_DAYS}"
    return SqlStep(
        "week_parts",
        "doses reported by one commune in the last whole week: all, and each dose of each group",
        f"""SELECT commune_code, 'all' AS value, sum(reported) AS doses
FROM measured_cells WHERE {in_week} AND reported > 0 GROUP BY commune_code
UNION ALL SELECT commune_code, age_group || '.' || ({WHICH_DOSE}), sum(reported)
FROM measured_cells
WHERE {in_week} AND reported > 0 AND age_group IN {GROUPS_IN_SQL}
  AND {WHICH_DOSE} BETWEEN 1 AND {MOST_DOSES_COVERED} GROUP BY ALL""",
    )


def _week_places() -> SqlStep:
    # At every level of the widest figure; the others take the levels that they show.
    return SqlStep(
        "week_places",
        "doses of the last whole week at one place",
        by_place("week_parts", DOSES_IN_WEEK_BY_PEOPLE, "value"),
    )


def _of(definition: Definition) -> str:
    return f"place_level IN {levels_in_sql(definition.levels)}"


def _in_week(settings: MeasureSettings) -> str:
    # Where nothing was given in the week, zero is said, for the sum of all doses.
    return f"""WITH places_shown AS (
  SELECT DISTINCT {PLACE_COLUMNS}, value FROM (
    SELECT {PLACE_COLUMNS}, 'all' AS value FROM coverage_places
    UNION ALL SELECT {PLACE_COLUMNS}, 'all' FROM place_roll WHERE place_level = 'nation'
    UNION ALL SELECT {PLACE_COLUMNS}, value FROM week_places) WHERE {_of(DOSES_IN_WEEK)})
SELECT {PLACE_COLUMNS}, value, {settings.reported("w.doses")} AS numerator,
  {SPEED_DAYS} AS denominator
FROM places_shown p LEFT JOIN week_places w USING ({PLACE_COLUMNS}, value)"""


def _by_people(settings: MeasureSettings) -> str:
    return f"""WITH living AS (
  SELECT {PLACE_COLUMNS}, sum(people) AS people
  FROM living_people l JOIN place_roll r ON l.commune_code = r.commune_code GROUP BY ALL),
given AS (SELECT * FROM week_places WHERE value = 'all')
SELECT {PLACE_COLUMNS}, 'all' AS value, {settings.reported("g.doses")} AS numerator,
  coalesce(l.people, 0) AS denominator
FROM living l FULL JOIN given g USING ({PLACE_COLUMNS})"""


def _to_target(settings: MeasureSettings) -> str:
    lacking = settings.reported("greatest(c.living - c.reported, 0)")
    days = f"""CASE WHEN c.living <= c.reported THEN 0
    WHEN w.doses > 0 THEN ceil((c.living - c.reported) * {SPEED_DAYS} / w.doses) END"""
    return f"""SELECT {PLACE_COLUMNS}, age_group || '.' || k AS value,
  {days if settings.reports_given else "NULL"} AS numerator, {lacking} AS denominator
FROM (SELECT *, age_group || '.' || k AS value FROM coverage_places) c
LEFT JOIN week_places w USING ({PLACE_COLUMNS}, value)
WHERE {_of(DAYS_TO_TARGET)} AND c.living > 0"""
