"""The one shape of every figure, and how counts of communes become rows of every place."""

from datetime import date

from soat.engine.measure.definitions import Definition
from soat.engine.measure.place_levels import PLACE_COLUMNS, levels_in_sql
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


def figure_step(definition: Definition, as_of: date, rows: str) -> SqlStep:
    """The figure's table, from a query that gives place, value, numerator and denominator."""
    return SqlStep(
        definition.table,
        f"one value of {definition.dimension.value} at one place",
        f"""SELECT '{definition.id}' AS definition_id, DATE '{as_of.isoformat()}' AS as_of,
  f.place_level, f.place_epoch, f.place_code, '{definition.dimension.value}' AS dimension,
  f.value, CAST(f.numerator AS BIGINT) AS numerator, CAST(f.denominator AS BIGINT) AS denominator
FROM ({rows}) f""",
        kept=True,
    )


def by_place(source: str, definition: Definition, *columns: str) -> str:
    """Counts by commune (`commune_code`, columns, `doses`) summed up at the figure's levels."""
    named = "".join(f", c.{column}" for column in columns)
    return f"""SELECT {PLACE_COLUMNS}{named}, CAST(sum(c.doses) AS BIGINT) AS doses
FROM {source} c JOIN place_roll r ON c.commune_code = r.commune_code
WHERE r.place_level IN {levels_in_sql(definition.levels)} GROUP BY ALL"""


def parts_of_place(summed: str, value: str, known: bool = True) -> str:
    """Rows of a figure whose values add up: each against the total of its place.

    When not `known`, numerator and denominator are NULL: the source was not given.
    """
    total = f"sum(doses) OVER (PARTITION BY {PLACE_COLUMNS})"
    return f"""WITH summed AS ({summed})
SELECT {PLACE_COLUMNS}, {value} AS value, {"doses" if known else "NULL"} AS numerator,
  {total if known else "NULL"} AS denominator
FROM summed"""
