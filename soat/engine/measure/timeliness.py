"""How late doses are entered, by the day on which they were given; and the four clocks."""

from soat.engine.measure.definitions.timeliness import (
    DAYS_BY_CLOCK,
    DAYS_TO_ENTRY,
    DOSES_BY_DELAY,
    DOSES_BY_DELAY_RECENT,
    INCOMPLETE_DAYS,
)
from soat.engine.measure.figure_rows import by_place, figure_step
from soat.engine.measure.place_levels import PLACE_COLUMNS, known_commune
from soat.engine.measure.settings import MeasureSettings
from soat.model.dose_lists import BUCKET_ENDS, DelayBucket
from soat.model.stages import SqlStep

# quantile -> the share of doses at or before its rank, as a fraction of whole numbers.
_QUANTILES = {"median": (1, 2), "p90": (9, 10)}
_CLOCKS = ("received", "accepted", "verified", "signed")

_CLOCK_DAYS = SqlStep(
    "clock_days",
    "the real doses of one commune with the same days between their clocks",
    f"""SELECT {known_commune("m.commune_code")} AS commune_code, {", ".join(_CLOCKS)}, is_verified,
  sum(c.doses) AS doses
FROM clock_counts c LEFT JOIN measured_communes m ON c.commune_code = m.commune_code
GROUP BY ALL""",
)


def timeliness_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From entered_days, measured_cells and clock_counts to delays and quantiles."""
    return (
        _delay_days(settings),
        _delay_places(),
        _bucket_figure(settings, recent=False),
        _bucket_figure(settings, recent=True),
        _days_to_entry(settings),
        _CLOCK_DAYS,
        _days_by_clock(settings),
    )


def _delay_days(settings: MeasureSettings) -> SqlStep:
    recent = f"given_on > {settings.day} - {INCOMPLETE_DAYS}"
    return SqlStep(
        "delay_days",
        "doses of one commune entered so many days late (days NULL: unknown, or not entered)",
        f"""SELECT commune_code, {recent} AS is_recent,
  CASE WHEN entered_on IS NULL THEN 'unknown' ELSE 'entered' END AS outcome,
  datediff('day', given_on, entered_on) AS days, CAST(sum(doses) AS BIGINT) AS doses
FROM entered_days GROUP BY ALL
UNION ALL
SELECT commune_code, {recent}, 'not_entered', NULL, CAST(sum(never_entered) AS BIGINT)
FROM measured_cells WHERE never_entered > 0 GROUP BY ALL""",
    )


def _delay_places() -> SqlStep:
    return SqlStep(
        "delay_places",
        "doses of one place entered so many days late",
        by_place("delay_days", DOSES_BY_DELAY, "is_recent", "outcome", "days"),
    )


def _bucket_figure(settings: MeasureSettings, recent: bool) -> SqlStep:
    definition = DOSES_BY_DELAY_RECENT if recent else DOSES_BY_DELAY
    ends = " ".join(f"WHEN days <= {end} THEN '{bucket}'" for end, bucket in BUCKET_ENDS)
    rows = f"""WITH buckets AS (
  SELECT {PLACE_COLUMNS}, CASE WHEN outcome <> 'entered' THEN outcome {ends}
    ELSE '{DelayBucket.OVER_30}' END AS value, sum(doses) AS numerator
  FROM delay_places WHERE is_recent = {recent} GROUP BY ALL)
SELECT {PLACE_COLUMNS}, value, numerator,
  sum(numerator) OVER (PARTITION BY {PLACE_COLUMNS}) AS denominator FROM buckets"""
    if not settings.reports_given:
        rows += f"""
UNION ALL SELECT {PLACE_COLUMNS}, '{DelayBucket.NOT_ENTERED}', NULL, sum(numerator)
FROM buckets GROUP BY {PLACE_COLUMNS}"""
    return figure_step(definition, settings.as_of, rows)


def _quantiles(counted: str, groups: str, named: str) -> str:
    """Days of the dose at each rank, of counts by `days` where NULL is later than every day."""
    ranked = f"""WITH counted AS ({counted}), ranked AS (
  SELECT *, sum(doses) OVER (PARTITION BY {groups} ORDER BY days NULLS LAST) AS upto,
    sum(doses) OVER (PARTITION BY {groups}) AS total
  FROM counted)
"""
    one = """SELECT {places}, {value} AS value,
  min(days) FILTER (upto * {of} >= total * {share}) AS numerator, any_value(total) AS denominator
FROM ranked GROUP BY {groups}"""
    every = (
        one.format(
            places=PLACE_COLUMNS,
            value=f"{named}'{name}'",
            of=of,
            share=share,
            groups=groups,
        )
        for name, (share, of) in _QUANTILES.items()
    )
    return ranked + "\nUNION ALL ".join(every)


def _days_to_entry(settings: MeasureSettings) -> SqlStep:
    counted = f"""SELECT {PLACE_COLUMNS}, days, doses FROM delay_places
  WHERE NOT is_recent AND outcome <> 'unknown'"""
    return figure_step(DAYS_TO_ENTRY, settings.as_of, _quantiles(counted, PLACE_COLUMNS, ""))


def _days_by_clock(settings: MeasureSettings) -> SqlStep:
    # Each clock counts the doses that have the clock before it. Received and accepted have no
    # "not yet" among accepted rows: a missing or impossible day is not known and left out.
    reached = {
        "received": "received >= 0",
        "accepted": "accepted >= 0",
        "verified": "verified IS NULL OR verified >= 0",
        "signed": "is_verified AND (signed IS NULL OR signed >= 0)",
    }
    one_clock = "\nUNION ALL ".join(
        f"SELECT commune_code, '{clock}' AS clock, {clock} AS days, doses FROM clock_days "
        f"WHERE {reached[clock]}"
        for clock in _CLOCKS
    )
    counted = by_place(f"({one_clock})", DAYS_BY_CLOCK, "clock", "days")
    groups = f"{PLACE_COLUMNS}, clock"
    rows = _quantiles(counted, groups, "clock || '.' || ")
    return figure_step(DAYS_BY_CLOCK, settings.as_of, rows)
