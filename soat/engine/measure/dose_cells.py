"""From the counts of all cuts to the counts of communes that the figures of doses are read from."""

from soat.engine.measure.place_levels import known_commune
from soat.model.stages import SqlStep

_CELLS = SqlStep(
    "measured_cells",
    "the cells of one commune, day, age group and dose: reported, recorded and what differs",
    f"""SELECT {known_commune("m.commune_code")} AS commune_code, c.given_on, c.age_group,
  coalesce(c.dose_kind, 'unknown') AS dose_kind,
  coalesce(CAST(c.dose_number AS VARCHAR), 'unknown') AS dose_number,
  sum(c.reported) AS reported, sum(c.recorded) AS recorded, sum(c.missing) AS missing,
  sum(c.explained) AS explained, sum(c.never_entered) AS never_entered, sum(c.excess) AS excess,
  sum(c.excess - c.excess_explained) AS excess_unexplained,
  sum(c.recorded) FILTER (c.status = 'not_reported') AS not_compared,
  sum(c.reported) FILTER (c.status = 'report_in_doubt') AS in_doubt
FROM entry_cells c LEFT JOIN measured_communes m ON c.commune_code = m.commune_code
GROUP BY ALL""",
)
_STATES = SqlStep(
    "measured_states",
    "the dose rows of one commune that became the same; a doubtful row was kept",
    f"""SELECT {known_commune("m.commune_code")} AS commune_code, s.state, sum(s.doses) AS doses
FROM state_counts s LEFT JOIN measured_communes m ON s.commune_code = m.commune_code
GROUP BY ALL""",
)
_ENTERED = SqlStep(
    "entered_days",
    "the real doses of one commune, given on one day and entered on one day; or NULL: unknown",
    f"""SELECT {known_commune("m.commune_code")} AS commune_code, e.given_on, e.entered_on,
  sum(e.doses) AS doses
FROM entered_counts e LEFT JOIN measured_communes m ON e.commune_code = m.commune_code
GROUP BY ALL""",
)


def dose_cell_steps() -> tuple[SqlStep, ...]:
    """The counts that every figure of doses is read from."""
    return (_CELLS, _STATES, _ENTERED)
