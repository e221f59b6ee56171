"""How many records break each rule, at every place."""

from soat.engine.measure.definitions.rules import FAILURES_BY_RULE, SUPPRESSED_BY_RULE
from soat.engine.measure.figure_rows import figure_step
from soat.engine.measure.place_levels import PLACE_COLUMNS, known_commune
from soat.engine.measure.settings import MeasureSettings
from soat.model.stages import SqlStep

_OF_PLACE = SqlStep(
    "rule_places",
    "one rule at one place: records it applies to, that break it, that are suppressed",
    f"""WITH of_commune AS (
  SELECT {known_commune("m.commune_code")} AS commune_code, a.rule_code,
    sum(a.applied) AS applied, sum(a.failed) AS failed, sum(a.suppressed) AS suppressed
  FROM rules_applied a LEFT JOIN measured_communes m ON a.commune_code = m.commune_code
  GROUP BY ALL)
SELECT {PLACE_COLUMNS}, rule_code, sum(applied) AS applied, sum(failed) AS failed,
  sum(suppressed) AS suppressed
FROM of_commune c JOIN place_roll r ON c.commune_code = r.commune_code GROUP BY ALL""",
)


def rule_figures(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From rules_applied to the figures of rules."""
    failures = f"""SELECT {PLACE_COLUMNS}, rule_code AS value, failed AS numerator,
  applied AS denominator FROM rule_places"""
    suppressed = f"""SELECT {PLACE_COLUMNS}, rule_code AS value, suppressed AS numerator,
  failed + suppressed AS denominator FROM rule_places WHERE suppressed > 0"""
    return (
        _OF_PLACE,
        figure_step(FAILURES_BY_RULE, settings.as_of, failures),
        figure_step(SUPPRESSED_BY_RULE, settings.as_of, suppressed),
    )
