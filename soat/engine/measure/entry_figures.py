"""Figures of doses reported, entered and missing, at every place."""

from soat.engine.measure.definitions.entry import (
    DOSES_BY_ENTRY,
    DOSES_BY_STATE,
    GIVEN_BY_DAY,
    RECORDED_BY_AGE_AND_DOSE,
    RECORDED_BY_DAY,
    REPORTED_BY_AGE_AND_DOSE,
)
from soat.engine.measure.figure_rows import by_place, figure_step, parts_of_place
from soat.engine.measure.place_levels import PLACE_COLUMNS, known_commune
from soat.engine.measure.settings import MeasureSettings
from soat.model.dose_lists import Explanation
from soat.model.stages import SqlStep

EXPLAINED = "explained_"
# Values of doses_by_entry that are read from reports; the others are known without.
FROM_REPORTS = (
    "reported",
    "missing",
    *(f"{EXPLAINED}{code}" for code in Explanation),
    "explained",
    "never_entered",
    "excess",
    "excess_unexplained",
    "net",
    "in_doubt",
)
FROM_RECORDS = ("recorded", "counted", "not_compared")
_OF_CELLS = {
    "reported": "reported",
    "counted": "recorded",
    "missing": "missing",
    "explained": "explained",
    "never_entered": "never_entered",
    "excess": "excess",
    "excess_unexplained": "excess_unexplained",
    "net": "missing - excess",
    "not_compared": "not_compared",
    "in_doubt": "in_doubt",
}
_AGE_AND_DOSE = "age_group || '.' || dose_kind || '.' || dose_number"


def entry_figures(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From measured_cells, measured_states and entry_explanations to the figures of entry."""
    known = settings.reports_given
    rows = {
        DOSES_BY_ENTRY: _by_entry(settings),
        DOSES_BY_STATE: parts_of_place(
            by_place("measured_states", DOSES_BY_STATE, "state"), "state"
        ),
        RECORDED_BY_AGE_AND_DOSE: _by_dose("recorded"),
        REPORTED_BY_AGE_AND_DOSE: _by_dose("reported" if known else "recorded", known),
        GIVEN_BY_DAY: _by_day("reported" if known else "recorded", known),
        RECORDED_BY_DAY: _by_day("recorded"),
    }
    figures = (figure_step(one, settings.as_of, sql) for one, sql in rows.items())
    return (_entry_parts(), *figures)


def _entry_parts() -> SqlStep:
    of_cells = "\nUNION ALL ".join(
        f"SELECT commune_code, '{value}' AS value, sum({column}) AS doses FROM measured_cells "
        "GROUP BY commune_code"
        for value, column in _OF_CELLS.items()
    )
    return SqlStep(
        "entry_parts",
        "one count of one commune's reported or recorded doses",
        f"""{of_cells}
UNION ALL SELECT commune_code, 'recorded', sum(doses) FROM measured_states GROUP BY commune_code
UNION ALL SELECT {known_commune("m.commune_code")}, '{EXPLAINED}' || e.explanation, sum(e.doses)
FROM entry_explanations e LEFT JOIN measured_communes m ON e.commune_code = m.commune_code
GROUP BY ALL""",
    )


def _by_entry(settings: MeasureSettings) -> str:
    # Every place has every value: no such dose is a zero there, and not known is NULL.
    values = ", ".join(f"('{value}')" for value in (*FROM_RECORDS, *FROM_REPORTS))
    records = ", ".join(f"'{value}'" for value in FROM_RECORDS)
    unknown = "0" if settings.reports_given else "NULL"
    return f"""WITH summed AS ({by_place("entry_parts", DOSES_BY_ENTRY, "value")}),
of_place AS (
  SELECT {PLACE_COLUMNS}, sum(doses) FILTER (value = 'reported') AS reported
  FROM summed GROUP BY {PLACE_COLUMNS}),
every_value AS (SELECT * FROM of_place CROSS JOIN (VALUES {values}) v(value))
SELECT {PLACE_COLUMNS}, value,
  CASE WHEN value IN ({records}) THEN coalesce(s.doses, 0)
    ELSE coalesce(s.doses, {unknown}) END AS numerator,
  coalesce(e.reported, {unknown}) AS denominator
FROM every_value e LEFT JOIN summed s USING ({PLACE_COLUMNS}, value)"""


def _by_dose(counted: str, known: bool = True) -> str:
    source = f"""(SELECT commune_code, {_AGE_AND_DOSE} AS value, sum({counted}) AS doses
  FROM measured_cells WHERE {counted} > 0 GROUP BY ALL)"""
    return parts_of_place(by_place(source, RECORDED_BY_AGE_AND_DOSE, "value"), "value", known)


def _by_day(counted: str, known: bool = True) -> str:
    source = f"""(SELECT commune_code, CAST(given_on AS VARCHAR) AS value, sum({counted}) AS doses
  FROM measured_cells WHERE {counted} > 0 GROUP BY ALL)"""
    return parts_of_place(by_place(source, RECORDED_BY_DAY, "value"), "value", known)
