"""One pass over the people and doses of a cut for each thing that is counted of them."""

from soat.engine.measure.ages import age_group, alive
from soat.engine.measure.cells import DOSES_OF_PERSON, PERSON_CELLS_STEP, REPAIRS_OF_PERSON
from soat.engine.measure.definitions.coverage import MOST_DOSES_COVERED, OVERDUE_DAYS
from soat.engine.measure.settings import MeasureSettings
from soat.model.dose_tables import DOSE_CLOCKS
from soat.model.measure_counts import (
    CLOCK_COUNTS,
    COVERED_COUNTS,
    ENTERED_COUNTS,
    LIVING_COUNTS,
    ROW_COUNTS,
    STATE_COUNTS,
)
from soat.model.stages import SqlStep

COUNTED_DOSE = "s.state = 'kept' AND NOT coalesce(s.doubtful, false)"

_STATES = SqlStep(
    "state_counts",
    STATE_COUNTS.row_is,
    """SELECT commune_code, CASE WHEN state = 'kept' AND coalesce(doubtful, false)
    THEN 'doubtful' ELSE state END AS state, count(*) AS doses
FROM doses_settled GROUP BY ALL""",
    kept=True,
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
    "entered_counts",
    ENTERED_COUNTS.row_is,
    f"""WITH entries AS (
  SELECT s.commune_code, s.given_on, least(s.recorded_on, f.entered_on) AS entered_on
  FROM doses_settled s LEFT JOIN first_entries f ON s.dose_ref = f.kept_dose_ref
  WHERE {COUNTED_DOSE})
SELECT commune_code, given_on, CASE WHEN entered_on >= given_on THEN entered_on END AS entered_on,
  count(*) AS doses
FROM entries GROUP BY ALL""",
    kept=True,
)
_DOSE_CLOCKS = SqlStep(
    "dose_clocks",
    DOSE_CLOCKS.row_is,
    "SELECT dose_ref, received_on, accepted_on, verified_on, signed_on FROM clocked_doses",
    kept=True,
    view=True,
)
_CLOCK_DAYS = {
    "received": "datediff('day', given_on, received_on)",
    "accepted": "datediff('day', received_on, accepted_on)",
    "verified": "datediff('day', accepted_on, verified_on)",
    "signed": "datediff('day', verified_on, signed_on)",
}
_CLOCKS = SqlStep(
    "clock_counts",
    CLOCK_COUNTS.row_is,
    f"""SELECT commune_code, {", ".join(f"{sql} AS {clock}" for clock, sql in _CLOCK_DAYS.items())},
  verified_on IS NOT NULL AS is_verified, count(*) AS doses
FROM clocked_doses WHERE is_counted GROUP BY ALL""",
    kept=True,
)
# The day in the middle of three is what the first and the last leave of their sum.
_FEW_DOSES = 3
_DAY = "date_diff('day', DATE '1900-01-01', s.given_on)"
_OF_HISTORY = SqlStep(
    "doses_of_history",
    "one human being with a real dose: how many, and the days of the first and last",
    f"""SELECT s.history_id, count(*) AS doses, min(s.given_on) AS first_on,
  max(s.given_on) AS last_on, CAST(sum({_DAY}) - min({_DAY}) - max({_DAY}) AS INTEGER) AS between
FROM doses_settled s WHERE {COUNTED_DOSE} GROUP BY s.history_id""",
)
_SECOND_DAYS = SqlStep(
    "second_days",
    "one human being with more real doses than three: the day of the second",
    f"""SELECT s.history_id, list_sort(list(s.given_on))[2] AS second_on
FROM doses_settled s SEMI JOIN doses_of_history m
  ON s.history_id = m.history_id AND m.doses > {_FEW_DOSES}
WHERE {COUNTED_DOSE} GROUP BY s.history_id""",
)
# Of a human being with several profiles one speaks: one that is in the register, if any is.
_LESSER = SqlStep(
    "lesser_lives",
    "one profile of a human being for whom another profile speaks",
    """WITH several AS (SELECT history_id FROM lives GROUP BY history_id HAVING count(*) > 1),
ranked AS (
  SELECT l.person_ref, row_number() OVER (PARTITION BY l.history_id
    ORDER BY l.register_row DESC NULLS LAST, l.person_ref) AS rank
  FROM lives l SEMI JOIN several s ON l.history_id = s.history_id)
SELECT person_ref FROM ranked WHERE rank > 1""",
)
_ROWS = SqlStep(
    "row_counts",
    ROW_COUNTS.row_is,
    f"""SELECT 'settled' AS named, count(DISTINCT dose_ref) AS total FROM doses_settled
UNION ALL SELECT 'clocked', count(*) FROM clocked_doses
UNION ALL SELECT 'counted', count(*) FROM doses_settled s WHERE {COUNTED_DOSE}""",
    kept=True,
)


def cut_count_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From the people and doses of one cut to the counts that are added up, and the clocks."""
    return (
        DOSES_OF_PERSON,
        REPAIRS_OF_PERSON,
        PERSON_CELLS_STEP,
        _STATES,
        _FIRST_ENTRIES,
        _ENTERED,
        _clocked_doses(settings),
        _DOSE_CLOCKS,
        _CLOCKS,
        _OF_HISTORY,
        _SECOND_DAYS,
        _LESSER,
        _covered_step(settings),
        _ROWS,
    )


def _clocked_doses(settings: MeasureSettings) -> SqlStep:
    # A clock once set stays: an earlier run's day is earlier than this run's. least() passes over
    # NULL, so a dose new in this run, and one verified for the first time, get this run's day.
    return SqlStep(
        "clocked_doses",
        "one accepted dose row with its clocks; is_counted: it stands for a real dose",
        f"""SELECT s.dose_ref, s.commune_code, s.given_on, {COUNTED_DOSE} AS is_counted,
  s.recorded_on AS received_on, least(b.accepted_on, {settings.day}) AS accepted_on,
  least(b.verified_on, CASE WHEN v.verdict = 'verified' THEN {settings.day} END) AS verified_on,
  b.signed_on
FROM doses_settled s
LEFT JOIN verdicts v ON s.person_ref = v.person_ref
LEFT JOIN clocks_before b ON s.dose_ref = b.dose_ref""",
    )


def _covered_step(settings: MeasureSettings) -> SqlStep:
    # Of somebody in the register the register's birth date and residence hold, and the dead are
    # left out; of others what was recorded.
    first, second = (f"{settings.day} - {days}" for days in OVERDUE_DAYS.values())
    return SqlStep(
        "covered_counts",
        COVERED_COUNTS.row_is,
        f"""WITH people_of AS (
  SELECT l.residence_code, {age_group(settings, "l")} AS age_group, h.doses, h.first_on,
    CASE h.doses WHEN 1 THEN NULL WHEN 2 THEN h.last_on
      WHEN {_FEW_DOSES} THEN DATE '1900-01-01' + h.between ELSE d.second_on END AS second_on
  FROM doses_of_history h
  JOIN lives l ON h.history_id = l.history_id
  LEFT JOIN second_days d ON h.history_id = d.history_id
  ANTI JOIN lesser_lives n ON l.person_ref = n.person_ref
  WHERE {alive(settings, "l")})
SELECT residence_code, age_group, least(doses, {MOST_DOSES_COVERED}) AS doses,
  count(*) AS people, count(*) FILTER (first_on <= {first}) AS due_second,
  count(*) FILTER (second_on <= {second}) AS due_third
FROM people_of GROUP BY ALL""",
        kept=True,
    )


def living_step(settings: MeasureSettings) -> SqlStep:
    """The living people of the register, or of any part of it."""
    return SqlStep(
        "living_counts",
        LIVING_COUNTS.row_is,
        f"""SELECT r.residence_code, {age_group(settings, "r")} AS age_group, count(*) AS people
FROM register_comparable r WHERE {alive(settings, "r")} GROUP BY ALL""",
        kept=True,
    )
