"""From doses to counts: few passes over the dose rows, then only small tables are read."""

from soat.engine.measure.place_levels import known_commune
from soat.model.stages import SqlStep

COUNTED_DOSE = "s.state = 'kept' AND NOT coalesce(s.doubtful, false)"

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
    f"""SELECT {known_commune("m.commune_code")} AS commune_code,
  CASE WHEN s.state = 'kept' AND coalesce(s.doubtful, false) THEN 'doubtful' ELSE s.state END
    AS state, count(*) AS doses
FROM doses_settled s LEFT JOIN measured_communes m ON s.commune_code = m.commune_code
GROUP BY ALL""",
)
_FIRST_ENTRIES = SqlStep(
    "first_entries",
    "one dose that several rows tell of: the first day on which one of the others was entered",
    """SELECT kept_dose_ref, min(recorded_on) AS entered_on FROM doses_settled
WHERE state = 'duplicate' AND kept_dose_ref IS NOT NULL GROUP BY kept_dose_ref""",
)
# An entry dated before the dose is a wrong date, not a quick clerk: when it was entered is unknown
# (NULL). least() passes over NULL.
_ENTERED = SqlStep(
    "entered_days",
    "the real doses of one commune, given on one day and entered on one day; or NULL: unknown",
    f"""WITH entries AS (
  SELECT s.commune_code, s.given_on, least(s.recorded_on, f.entered_on) AS entered_on
  FROM doses_settled s LEFT JOIN first_entries f ON s.dose_ref = f.kept_dose_ref
  WHERE {COUNTED_DOSE})
SELECT {known_commune("m.commune_code")} AS commune_code, e.given_on,
  CASE WHEN e.entered_on >= e.given_on THEN e.entered_on END AS entered_on, count(*) AS doses
FROM entries e LEFT JOIN measured_communes m ON e.commune_code = m.commune_code
GROUP BY ALL""",
)


def dose_cell_steps() -> tuple[SqlStep, ...]:
    """The counts that every figure of doses is read from."""
    return (_CELLS, _STATES, _FIRST_ENTRIES, _ENTERED)
