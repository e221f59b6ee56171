"""The figures of people: numerator and denominator at every place, from cells of people."""

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
from soat.engine.measure.figure_rows import figure_step
from soat.model.stages import SqlStep

_VALUES = {
    Dimension.CLASS: "number_status || '.' || verdict",
    Dimension.REASON_SET: "array_to_string(reasons, '+')",
    Dimension.DOSE_COUNT: "CAST(dose_count AS VARCHAR)",
}
_WRONG = "verdict = 'mismatch'"
_PLACES = "place_level, place_epoch, place_code"


def people_figures(as_of: date) -> tuple[SqlStep, ...]:
    """The steps that make the figures of people, from place_cells and place_totals."""
    rows = {
        **{d: _of_cells(d, d.unit.value) for d in PART_DEFINITIONS},
        **{d: _of_cells(d, f"wrong_{d.unit}", _WRONG) for d in WRONG_PART_DEFINITIONS},
        **{d: _of_list(d, "reasons", "wrong", _WRONG) for d in REASON_DEFINITIONS},
        **{d: _of_list(d, "repairs", "repaired") for d in REPAIR_DEFINITIONS},
        DOSES_PER_PERSON: _DOSES_PER_PERSON,
        ROWS_BY_OUTCOME: _ROWS_BY_OUTCOME,
    }
    return tuple(figure_step(definition, as_of, sql) for definition, sql in rows.items())


def _against_totals(counted: str, total: str) -> str:
    return f"""WITH counted AS ({counted})
SELECT {_PLACES}, c.value, c.numerator, t.{total} AS denominator
FROM counted c JOIN place_totals t USING ({_PLACES})"""


def _of_cells(definition: Definition, total: str, where: str = "true") -> str:
    value = _VALUES.get(definition.dimension, definition.dimension.value)
    counted = f"""SELECT {_PLACES}, {value} AS value, sum({definition.unit.value}) AS numerator
  FROM place_cells WHERE {where} GROUP BY ALL"""
    return _against_totals(counted, total)


def _of_list(definition: Definition, column: str, total: str, where: str = "true") -> str:
    unit = definition.unit.value
    counted = f"""SELECT {_PLACES}, value, sum({unit}) AS numerator
  FROM (SELECT {_PLACES}, unnest({column}) AS value, {unit} FROM place_cells WHERE {where})
  GROUP BY ALL"""
    return _against_totals(counted, f"{total}_{unit}")


_DOSES_PER_PERSON = f"""SELECT {_PLACES}, verdict AS value,
  sum(doses) AS numerator, sum(people) AS denominator
FROM place_cells GROUP BY ALL"""

# Accepted rows are counted here for people and doses only; the denominator of the other tables is
# NULL, which means "not counted here", not zero.
_ROWS_BY_OUTCOME = """WITH accepted AS (
  SELECT 'people' AS of_table, count(*) AS accepted FROM people_comparable
  UNION ALL SELECT 'doses', count(*) FROM doses_typed),
outcomes AS (
  SELECT of_table, 'accepted' AS outcome, accepted AS row_count FROM accepted
  UNION ALL SELECT "table", reason, count(*) FROM rejects GROUP BY ALL),
row_totals AS (
  SELECT of_table, sum(row_count) AS total FROM outcomes
  WHERE of_table IN (SELECT of_table FROM accepted) GROUP BY ALL)
SELECT 'nation' AS place_level, '' AS place_epoch, '' AS place_code,
  of_table || '.' || outcome AS value, row_count AS numerator, total AS denominator
FROM outcomes LEFT JOIN row_totals USING (of_table)"""
