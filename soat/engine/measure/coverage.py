"""How many people have how many doses: by individual records and by reports, out of the living."""

from soat.engine.measure.definitions.coverage import (
    COVERAGE_RECORDED,
    COVERAGE_REPORTED,
    COVERED_AGE_GROUPS,
    DROPOUT,
    LOCALITIES_REPORTING,
    MOST_DOSES_COVERED,
)
from soat.engine.measure.figure_rows import figure_step
from soat.engine.measure.place_levels import PLACE_COLUMNS, UNKNOWN_PLACE, known_commune
from soat.engine.measure.settings import MeasureSettings
from soat.model.stages import SqlStep

GROUPS_IN_SQL = "(" + ", ".join(f"'{group}'" for group in COVERED_AGE_GROUPS) + ")"
_EACH_DOSE = ", ".join(f"({k})" for k in range(1, MOST_DOSES_COVERED + 1))
# Which dose of the whole sequence a report's kind and number mean, as people count; a report does
# not know whether a booster followed an additional dose.
WHICH_DOSE = """CASE WHEN dose_kind = 'basic' THEN TRY_CAST(dose_number AS INTEGER)
  WHEN dose_kind = 'additional' THEN 3
  WHEN dose_kind = 'booster' THEN TRY_CAST(dose_number AS INTEGER) + 2 END"""

_COVERED_PEOPLE = SqlStep(
    "covered_people",
    "people of one commune and age group with the same number of doses; those due the next",
    f"""SELECT {known_commune("m.commune_code")} AS commune_code, c.age_group, c.doses,
  sum(c.people) AS people, sum(c.due_second) AS due_second, sum(c.due_third) AS due_third
FROM covered_counts c LEFT JOIN measured_communes m ON c.residence_code = m.commune_code
GROUP BY ALL""",
)
_LIVING_PEOPLE = SqlStep(
    "living_people",
    "the living people of the register in one commune and age group",
    f"""SELECT {known_commune("m.commune_code")} AS commune_code, c.age_group,
  sum(c.people) AS people
FROM living_counts c LEFT JOIN measured_communes m ON c.residence_code = m.commune_code
GROUP BY ALL""",
)


def coverage_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From people counted, the register and measured_cells to coverage and drop-out."""
    return (
        _COVERED_PEOPLE,
        _LIVING_PEOPLE,
        _coverage_parts(),
        _coverage_places(),
        _covered(settings, recorded=True),
        _covered(settings, recorded=False),
        _dropout(settings),
        _localities(settings),
    )


def _coverage_parts() -> SqlStep:
    return SqlStep(
        "coverage_parts",
        "one commune, age group and dose: people recorded, doses reported, people living there",
        f"""SELECT commune_code, age_group, k, 0 AS recorded, 0 AS reported, people AS living
FROM living_people CROSS JOIN (VALUES {_EACH_DOSE}) d(k)
UNION ALL SELECT commune_code, age_group, k, people, 0, 0
FROM covered_people JOIN (VALUES {_EACH_DOSE}) d(k) ON k <= doses
UNION ALL SELECT commune_code, age_group, {WHICH_DOSE}, 0, sum(reported), 0
FROM measured_cells WHERE reported > 0 GROUP BY ALL""",
    )


def _coverage_places() -> SqlStep:
    return SqlStep(
        "coverage_places",
        "one age group and dose at one place, with both numerators and their denominator",
        f"""SELECT {PLACE_COLUMNS}, age_group, k, sum(recorded) AS recorded,
  sum(reported) AS reported, sum(living) AS living
FROM coverage_parts c JOIN place_roll r ON c.commune_code = r.commune_code
WHERE age_group IN {GROUPS_IN_SQL} AND k BETWEEN 1 AND {MOST_DOSES_COVERED} GROUP BY ALL""",
    )


def _covered(settings: MeasureSettings, recorded: bool) -> SqlStep:
    definition = COVERAGE_RECORDED if recorded else COVERAGE_REPORTED
    counted = "recorded" if recorded else settings.reported("reported")
    rows = f"""SELECT {PLACE_COLUMNS}, age_group || '.' || k AS value, {counted} AS numerator,
  living AS denominator FROM coverage_places"""
    return figure_step(definition, settings.as_of, rows)


def _dropout(settings: MeasureSettings) -> SqlStep:
    columns = {"1-2": ("due_second", 1, "true"), "2-3": ("due_third", 2, "age_group = '18+'")}
    rows = "\nUNION ALL ".join(
        f"""SELECT {PLACE_COLUMNS}, age_group || '.{steps}' AS value,
  coalesce(sum({due}) FILTER (doses = {had}), 0) AS numerator, sum({due}) AS denominator
FROM covered_people c JOIN place_roll r ON c.commune_code = r.commune_code
WHERE age_group IN {GROUPS_IN_SQL} AND {whom} GROUP BY {PLACE_COLUMNS}, age_group
HAVING sum({due}) > 0"""
        for steps, (due, had, whom) in columns.items()
    )
    return figure_step(DROPOUT, settings.as_of, rows)


def _localities(settings: MeasureSettings) -> SqlStep:
    groups = ", ".join(f"('{group}')" for group in COVERED_AGE_GROUPS)
    rows = f"""WITH reporting AS (
  SELECT DISTINCT c.age_group, m.province_code
  FROM measured_cells c JOIN measured_communes m ON c.commune_code = m.commune_code
  WHERE c.reported > 0 AND m.province_code <> '{UNKNOWN_PLACE}'),
counted AS (SELECT age_group, count(*) AS provinces FROM reporting GROUP BY age_group),
every_province AS (
  SELECT count(DISTINCT province_code) AS provinces FROM measured_communes
  WHERE province_code <> '{UNKNOWN_PLACE}')
SELECT 'nation' AS place_level, '' AS place_epoch, '' AS place_code, g.age_group AS value,
  {settings.reported("c.provinces")} AS numerator, e.provinces AS denominator
FROM (VALUES {groups}) g(age_group) CROSS JOIN every_province e
LEFT JOIN counted c ON g.age_group = c.age_group"""
    return figure_step(LOCALITIES_REPORTING, settings.as_of, rows)
