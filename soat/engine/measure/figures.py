"""One step for each defined figure: numerator and denominator at every place."""

from datetime import date

from soat.engine.measure.definitions import (
    DOSES_PER_PERSON,
    PART_DEFINITIONS,
    REASON_DEFINITIONS,
    REPAIR_DEFINITIONS,
    ROWS_BY_OUTCOME,
    WRONG_PART_DEFINITIONS,
    Definition,
    Dimension,
)
from soat.model.stages import SqlStep

FIGURE_COLUMNS = (
    "definition_id",
    "as_of",
    "place_level",
    "place_epoch",
    "place_code",
    "dimension",
    "value",
    "numerator",
    "denominator",
)
_VALUES = {
    Dimension.CLASS: "number_status || '.' || verdict",
    Dimension.REASON_SET: "array_to_string(reasons, '+')",
    Dimension.DOSE_COUNT: "CAST(dose_count AS VARCHAR)",
}
_WRONG = "verdict = 'mismatch'"
_PLACES = "place_level, place_epoch, place_code"


def figure_steps(as_of: date) -> tuple[SqlStep, ...]:
    """The steps that make every `measure_<id>` table, from place_cells and place_totals."""
    return (
        *(_step(d, _of_cells(d, as_of, d.unit.value)) for d in PART_DEFINITIONS),
        *(_step(d, _of_cells(d, as_of, f"wrong_{d.unit}", _WRONG)) for d in WRONG_PART_DEFINITIONS),
        *(_step(d, _of_list(d, as_of, "reasons", "wrong", _WRONG)) for d in REASON_DEFINITIONS),
        *(_step(d, _of_list(d, as_of, "repairs", "repaired")) for d in REPAIR_DEFINITIONS),
        _step(DOSES_PER_PERSON, _doses_per_person(as_of)),
        _step(ROWS_BY_OUTCOME, _rows_by_outcome(as_of)),
    )


def _step(definition: Definition, sql: str) -> SqlStep:
    row_is = f"one value of {definition.dimension.value} at one place"
    return SqlStep(definition.table, row_is, sql, kept=True)


def _head(definition: Definition, as_of: date) -> str:
    return (
        f"SELECT '{definition.id}' AS definition_id, DATE '{as_of.isoformat()}' AS as_of, "
        f"c.place_level, c.place_epoch, c.place_code, "
        f"'{definition.dimension.value}' AS dimension, c.value"
    )


def _against_totals(definition: Definition, as_of: date, counted: str, total: str) -> str:
    return f"""WITH counted AS ({counted})
{_head(definition, as_of)},
  CAST(c.numerator AS BIGINT) AS numerator, CAST(t.{total} AS BIGINT) AS denominator
FROM counted c JOIN place_totals t USING ({_PLACES})"""


def _of_cells(definition: Definition, as_of: date, total: str, where: str = "true") -> str:
    value = _VALUES.get(definition.dimension, definition.dimension.value)
    counted = f"""SELECT {_PLACES}, {value} AS value, sum({definition.unit.value}) AS numerator
  FROM place_cells WHERE {where} GROUP BY ALL"""
    return _against_totals(definition, as_of, counted, total)


def _of_list(
    definition: Definition, as_of: date, column: str, total: str, where: str = "true"
) -> str:
    unit = definition.unit.value
    counted = f"""SELECT {_PLACES}, value, sum({unit}) AS numerator
  FROM (SELECT {_PLACES}, unnest({column}) AS value, {unit} FROM place_cells WHERE {where})
  GROUP BY ALL"""
    return _against_totals(definition, as_of, counted, f"{total}_{unit}")


def _doses_per_person(as_of: date) -> str:
    return f"""WITH counted AS (SELECT {_PLACES}, verdict AS value,
    sum(doses) AS numerator, sum(people) AS denominator
  FROM place_cells GROUP BY ALL)
{_head(DOSES_PER_PERSON, as_of)},
  CAST(c.numerator AS BIGINT) AS numerator, CAST(c.denominator AS BIGINT) AS denominator
FROM counted c"""


def _rows_by_outcome(as_of: date) -> str:
    # Accepted rows are counted here for people and doses only; the denominator of the other
    # tables is NULL, which means "not counted here", not zero.
    return f"""WITH accepted AS (
  SELECT 'people' AS of_table, count(*) AS accepted FROM people_comparable
  UNION ALL SELECT 'doses', count(*) FROM doses_typed),
outcomes AS (
  SELECT of_table, 'accepted' AS outcome, accepted AS row_count FROM accepted
  UNION ALL SELECT "table", reason, count(*) FROM rejects GROUP BY ALL),
row_totals AS (
  SELECT of_table, sum(row_count) AS total FROM outcomes
  WHERE of_table IN (SELECT of_table FROM accepted) GROUP BY ALL),
counted AS (
  SELECT 'nation' AS place_level, '' AS place_epoch, '' AS place_code,
    of_table || '.' || outcome AS value, row_count AS numerator, total AS denominator
  FROM outcomes LEFT JOIN row_totals USING (of_table))
{_head(ROWS_BY_OUTCOME, as_of)},
  CAST(c.numerator AS BIGINT) AS numerator, CAST(c.denominator AS BIGINT) AS denominator
FROM counted c"""
