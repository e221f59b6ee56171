"""The entry debt as a flow, and when it will be gone at the pace of the last weeks.

The projection: let n be the mean over the last four whole weeks of what a day clears beyond what
it adds. Then the debt is gone in open / n days. Days of one week hang together, so the spread is
taken between the four weekly means (three degrees of freedom), and the 80 % interval of n is
n ± 1.638 standard errors. It says how well the pace is known, and not that the pace will last.
"""

from datetime import timedelta

from soat.engine.measure.definitions.debt import (
    ENTRY_DEBT_BY_DAY,
    ENTRY_DEBT_TO_ZERO,
    PACE_WEEKS,
    SHOWN_DAYS,
)
from soat.engine.measure.figure_rows import figure_step
from soat.engine.measure.place_levels import PLACE_COLUMNS, levels_in_sql
from soat.engine.measure.settings import MeasureSettings
from soat.model.stages import SqlStep

# Student's t of three degrees of freedom, 90 % one-sided: 80 % between both ends.
T_QUANTILE = 1.638

_DAYS = SqlStep(
    "debt_days",
    "one day of one commune: doses given and not entered on it, and older ones entered on it",
    """WITH flows AS (
  SELECT commune_code, given_on AS day, doses AS added, 0 AS cleared FROM entered_days
  WHERE entered_on > given_on
  UNION ALL SELECT commune_code, entered_on, 0, doses FROM entered_days
  WHERE entered_on > given_on
  UNION ALL SELECT commune_code, given_on, never_entered, 0 FROM measured_cells
  WHERE never_entered > 0)
SELECT commune_code, day, sum(added) AS added, sum(cleared) AS cleared
FROM flows GROUP BY commune_code, day""",
)
_PLACE_DAYS = SqlStep(
    "debt_place_days",
    "one day of one place: doses added to the debt and cleared from it",
    f"""SELECT {PLACE_COLUMNS}, day, sum(added) AS added, sum(cleared) AS cleared
FROM debt_days d JOIN place_roll r ON d.commune_code = r.commune_code
WHERE r.place_level IN {levels_in_sql(ENTRY_DEBT_BY_DAY.levels)} GROUP BY ALL""",
)
_TOTALS = SqlStep(
    "debt_places",
    "one place and all its doses, entered or never entered",
    f"""WITH of_commune AS (
  SELECT commune_code, doses FROM entered_days
  UNION ALL SELECT commune_code, never_entered FROM measured_cells WHERE never_entered > 0)
SELECT {PLACE_COLUMNS}, sum(doses) AS doses
FROM of_commune c JOIN place_roll r ON c.commune_code = r.commune_code
WHERE r.place_level IN {levels_in_sql(ENTRY_DEBT_BY_DAY.levels)} GROUP BY ALL""",
)


def debt_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From entered_days and measured_cells to the debt of every day, and its end."""
    return (
        _DAYS,
        _PLACE_DAYS,
        _TOTALS,
        _window(settings),
        _by_day(settings),
        _pace(settings),
        _to_zero(settings),
    )


def _window(settings: MeasureSettings) -> SqlStep:
    days = [settings.as_of - timedelta(days=back) for back in reversed(range(SHOWN_DAYS))]
    shown = ", ".join(f"(DATE '{day.isoformat()}')" for day in days)
    return SqlStep(
        "debt_window",
        "one of the shown days of one place, with the debt open at its end",
        f"""WITH before_window AS (
  SELECT {PLACE_COLUMNS}, sum(added - cleared) AS open_before FROM debt_place_days
  WHERE day < DATE '{days[0].isoformat()}' GROUP BY {PLACE_COLUMNS}),
every_day AS (
  SELECT {PLACE_COLUMNS}, doses, d.day FROM debt_places CROSS JOIN (VALUES {shown}) d(day))
SELECT {PLACE_COLUMNS}, e.day, e.doses,
  coalesce(f.added, 0) AS added, coalesce(f.cleared, 0) AS cleared,
  coalesce(b.open_before, 0) + sum(coalesce(f.added, 0) - coalesce(f.cleared, 0))
    OVER (PARTITION BY {PLACE_COLUMNS} ORDER BY e.day) AS still_open
FROM every_day e
LEFT JOIN debt_place_days f USING ({PLACE_COLUMNS}, day)
LEFT JOIN before_window b USING ({PLACE_COLUMNS})""",
    )


def _by_day(settings: MeasureSettings) -> SqlStep:
    flows = {"new": "added", "cleared": "cleared", "open": "still_open"}
    rows = "\nUNION ALL ".join(
        f"SELECT {PLACE_COLUMNS}, CAST(day AS VARCHAR) || '.{flow}' AS value, "
        f"{column if settings.reports_given or flow == 'cleared' else 'NULL'} AS numerator, "
        "doses AS denominator FROM debt_window"
        for flow, column in flows.items()
    )
    return figure_step(ENTRY_DEBT_BY_DAY, settings.as_of, rows)


# Of whole numbers, so that no order of adding them can move the day that is foretold: a mean of n
# weeks is sum / n, and its standard error sqrt((n * sum of squares - sum²) / (n - 1)) / n.
_MEAN = "sum(net) / (7 * count(*))"
_SQUARES = "count(*) * sum(net * net) - sum(net) * sum(net)"
_ERROR = f"sqrt(({_SQUARES}) / (count(*) - 1)) / (7 * count(*))"


def _pace(settings: MeasureSettings) -> SqlStep:
    return SqlStep(
        "debt_pace",
        "one place: its open debt, the mean daily net clearing and that mean's standard error",
        f"""WITH weeks AS (
  SELECT {PLACE_COLUMNS}, floor((datediff('day', day, {settings.day}) - 1) / 7) AS week,
    sum(cleared - added) AS net
  FROM debt_window
  WHERE day < {settings.day} AND day >= {settings.day} - {7 * PACE_WEEKS} GROUP BY ALL),
paces AS (
  SELECT {PLACE_COLUMNS}, {_MEAN} AS pace, {_ERROR} AS error
  FROM weeks GROUP BY {PLACE_COLUMNS})
SELECT {PLACE_COLUMNS}, pace, error, w.still_open
FROM paces JOIN debt_window w USING ({PLACE_COLUMNS}) WHERE w.day = {settings.day}""",
    )


def _to_zero(settings: MeasureSettings) -> SqlStep:
    known = settings.reports_given
    paces = {
        "likely": "pace",
        "low": f"pace + {T_QUANTILE} * error",
        "high": f"pace - {T_QUANTILE} * error",
    }
    rows = "\nUNION ALL ".join(
        f"SELECT {PLACE_COLUMNS}, '{name}' AS value, {_days(pace) if known else 'NULL'} "
        f"AS numerator, {'still_open' if known else 'NULL'} AS denominator FROM debt_pace"
        for name, pace in paces.items()
    )
    return figure_step(ENTRY_DEBT_TO_ZERO, settings.as_of, rows)


def _days(pace: str) -> str:
    # A century is never; and a pace of almost nothing would not fit a number.
    return f"""CASE WHEN still_open <= 0 THEN 0
  WHEN {pace} > 0 AND still_open / ({pace}) <= 36525 THEN ceil(still_open / ({pace})) END"""
