"""How many people have how many doses: by individual records and by reports, out of the living."""

from soat.engine.measure.definitions.coverage import (
    COVERAGE_RECORDED,
    COVERAGE_REPORTED,
    COVERED_AGE_GROUPS,
    DROPOUT,
    LOCALITIES_REPORTING,
    MOST_DOSES_COVERED,
    OVERDUE_DAYS,
)
from soat.engine.measure.dose_cells import COUNTED_DOSE
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

_OF_HISTORY = SqlStep(
    "doses_of_history",
    "one human being with a real dose: how many, and the days of the first two",
    f"""WITH days_of AS (
  SELECT s.history_id, list_sort(list(s.given_on)) AS days FROM doses_settled s
  WHERE {COUNTED_DOSE} GROUP BY s.history_id)
SELECT history_id, len(days) AS doses, days[1] AS first_on, days[2] AS second_on FROM days_of""",
)
_LINKED = SqlStep(
    "linked_histories",
    "one human being: the register's row (NULL: not found there), and one profile",
    """SELECT p.history_id, max(v.register_row) AS register_row, min(p.person_ref) AS person_ref
FROM persons p JOIN settled_verdicts v ON p.person_ref = v.person_ref
GROUP BY p.history_id""",
)


def coverage_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From histories, the register and measured_cells to coverage and drop-out."""
    return (
        _OF_HISTORY,
        _LINKED,
        _covered_people(settings),
        _living_people(settings),
        _coverage_parts(),
        _coverage_places(),
        _covered(settings, recorded=True),
        _covered(settings, recorded=False),
        _dropout(settings),
        _localities(settings),
    )


def _age_group(settings: MeasureSettings, person: str) -> str:
    """Age group on the as-of day; of a birth date without a day, by the year alone."""
    month, day = settings.as_of.month, settings.as_of.day
    born_later = f"""({person}.birth_date IS NOT NULL AND (month({person}.birth_date) > {month}
      OR (month({person}.birth_date) = {month} AND day({person}.birth_date) > {day})))"""
    age = (
        f"({settings.as_of.year} - {person}.birth_year - CASE WHEN {born_later} THEN 1 ELSE 0 END)"
    )
    return f"""CASE WHEN {person}.birth_year IS NULL OR {age} < 0 THEN 'unknown'
    WHEN {age} < 5 THEN 'under_5' WHEN {age} < 12 THEN '5-11' WHEN {age} < 18 THEN '12-17'
    ELSE '18+' END"""


def _alive(settings: MeasureSettings, person: str) -> str:
    return f"({person}.deceased_on IS NULL OR {person}.deceased_on > {settings.day})"


def _covered_people(settings: MeasureSettings) -> SqlStep:
    # Of somebody in the register the register's birth date and residence hold, and the dead are
    # left out; of others what was recorded.
    first, second = (f"{settings.day} - {days}" for days in OVERDUE_DAYS.values())
    return SqlStep(
        "covered_people",
        "people of one commune and age group with the same number of doses; those due the next",
        f"""WITH people_of AS (
  SELECT h.doses, h.first_on, h.second_on,
    CASE WHEN r.register_row IS NULL THEN p.residence_code ELSE r.residence_code END AS residence,
    CASE WHEN r.register_row IS NULL THEN {_age_group(settings, "p")}
      ELSE {_age_group(settings, "r")} END AS age_group
  FROM doses_of_history h
  JOIN linked_histories l ON h.history_id = l.history_id
  JOIN people_comparable p ON l.person_ref = p.person_ref
  LEFT JOIN register_comparable r ON l.register_row = r.register_row
  WHERE r.register_row IS NULL OR {_alive(settings, "r")})
SELECT {known_commune("m.commune_code")} AS commune_code, age_group,
  least(doses, {MOST_DOSES_COVERED}) AS doses, count(*) AS people,
  count(*) FILTER (first_on <= {first}) AS due_second,
  count(*) FILTER (second_on <= {second}) AS due_third
FROM people_of LEFT JOIN measured_communes m ON residence = m.commune_code GROUP BY ALL""",
    )


def _living_people(settings: MeasureSettings) -> SqlStep:
    return SqlStep(
        "living_people",
        "the living people of the register in one commune and age group",
        f"""WITH living AS (
  SELECT r.residence_code, {_age_group(settings, "r")} AS age_group, count(*) AS people
  FROM register_comparable r WHERE {_alive(settings, "r")} GROUP BY ALL)
SELECT {known_commune("m.commune_code")} AS commune_code, age_group, sum(people) AS people
FROM living LEFT JOIN measured_communes m ON residence_code = m.commune_code GROUP BY ALL""",
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
