"""Whether a cell's two counts can be compared, and the cells in which they differ."""

from dataclasses import dataclass, fields
from datetime import date

from soat.engine.measure.gap.cell_counts import CELL_LIST
from soat.engine.measure.gap.lots import LOT_STEPS
from soat.engine.measure.gap.siteless import SITELESS_STEPS
from soat.model.rules import BY_CODE
from soat.model.stages import SqlStep


@dataclass(frozen=True)
class ReportDoubt:
    """When one reported count is not believed: a digit too many, never merely a busy day.

    The cell claims at least `times_recorded` of what was entered for it, and either the rest of
    the same day's report is borne out by the records (at least `rest_recorded` of no fewer than
    `rest_least` doses), or, where the day has no rest to judge by, its total is an outlier among
    the site's own days: median + `mads` times the median distance from it, once there are
    `minimum_days`. A lost list of a busy day is no doubt: then the rest of the day is missing
    too. Nor is a cell for which nothing was entered at all.
    """

    mads: float = 30.0
    minimum_days: float = 10.0
    times_recorded: float = 8.0
    rest_recorded: float = 0.8
    rest_least: int = 3


def report_doubt(as_of: date) -> ReportDoubt:
    """With the thresholds of rule A-04 in force on the day; those it does not set are above."""
    rule = BY_CODE.get("A-04")
    found = rule.thresholds_on(as_of) if rule else {}
    known = {field.name for field in fields(ReportDoubt)}
    return ReportDoubt(**{k: v for k, v in found.items() if k in known})  # type: ignore[arg-type]


@dataclass(frozen=True)
class StrayRecords:
    """When records of a day without any report are strays of a neighbouring day.

    A day on which a site recorded at most `share_of_usual` of its usual reported day (or one
    single dose) was no session whose report is lacking: its records belong to other days.
    """

    share_of_usual: float = 0.25


STRAYS = StrayRecords()


def status_steps(doubt: ReportDoubt, strays: StrayRecords = STRAYS) -> tuple[SqlStep, ...]:
    """From cells counted on both sides to statuses, and to the gaps that must be explained."""
    return (_recorded_days(strays), _status(doubt), *SITELESS_STEPS, _gaps(), _ENTERED, *LOT_STEPS)


def _recorded_days(strays: StrayRecords) -> SqlStep:
    # A site that never reported has no usual day: its records are no strays (NULL is not true).
    return SqlStep(
        "gap_days",
        "one site on one day; is_stray: no report, and too few records to be a session",
        f"""WITH recorded_days AS (
  SELECT site_code, given_on, sum(recorded) AS recorded
  FROM gap_recorded GROUP BY site_code, given_on)
SELECT coalesce(d.site_code, r.site_code) AS site_code,
  coalesce(d.given_on, r.given_on) AS given_on, d.day_total, r.recorded AS day_recorded,
  u.usual, u.spread, u.days,
  d.site_code IS NULL AND r.recorded <= greatest(1, {strays.share_of_usual} * u.usual) AS is_stray
FROM gap_reported_days d
FULL JOIN recorded_days r ON d.site_code = r.site_code AND d.given_on = r.given_on
LEFT JOIN gap_site_usual u ON coalesce(d.site_code, r.site_code) = u.site_code""",
    )


def _status(doubt: ReportDoubt) -> SqlStep:
    # The spread is at least a tenth of the usual day and one dose: a site whose days are all
    # alike has no outlier in every day that differs.
    return SqlStep(
        "gap_status",
        "one cell with its status; counts are zero where its site-day's other side is silent",
        f"""SELECT {", ".join(f"b.{name}" for name in CELL_LIST.split(", "))}, b.commune_code,
  CASE WHEN d.day_total IS NULL THEN 'not_reported'
    WHEN b.recorded > 0 AND b.reported >= {doubt.times_recorded} * b.recorded
      AND CASE WHEN d.day_total - b.reported >= {doubt.rest_least}
        THEN d.day_recorded - b.recorded
          >= {doubt.rest_recorded} * (d.day_total - b.reported)
        ELSE d.days >= {doubt.minimum_days}
          AND d.day_total > d.usual + {doubt.mads} * greatest(d.spread, d.usual / 10, 1) END
      THEN 'report_in_doubt'
    ELSE 'compared' END AS status,
  CASE WHEN d.day_total IS NOT NULL THEN coalesce(b.reported, 0) END AS reported,
  coalesce(b.recorded, 0) AS recorded, coalesce(d.is_stray, false) AS is_stray
FROM gap_both b
LEFT JOIN gap_days d ON b.site_code = d.site_code AND b.given_on = d.given_on""",
    )


def _gaps() -> SqlStep:
    return SqlStep(
        "gap_left_0",
        "doses that one cell lacks, or has to spare (of a cell without site, in one commune)",
        f"""WITH gaps AS (
  SELECT {CELL_LIST}, commune_code,
    CASE WHEN status = 'compared' AND reported > recorded THEN 'lacks' ELSE 'spare' END AS side,
    CASE WHEN status = 'compared' THEN abs(reported - recorded) ELSE recorded END AS left_over,
    is_stray, NULL AS second_commune
  FROM gap_status
  WHERE (status = 'compared' AND reported <> recorded) OR (is_stray AND recorded > 0)
  UNION ALL
  SELECT '', given_on, product, dose_kind, dose_number, age_group, commune_code, 'spare',
    count(*), false, second_commune
  FROM gap_siteless WHERE commune_code IS NOT NULL GROUP BY ALL)
SELECT row_number() OVER (ORDER BY {CELL_LIST}, commune_code, second_commune) AS cell_id, *
FROM gaps""",
    )


# An entry before the recorded day proves that day wrong, and so does a record of a day without a
# session; others entered some days later are merely late. An entry time not said (NULL) is no
# evidence.
_ENTERED = SqlStep(
    "gap_entered",
    "one cell with doses to spare: its records entered so many days after their recorded day",
    f"""SELECT g.cell_id, n.days_after, CAST(sum(n.doses) AS BIGINT) AS entered
FROM recorded_counts n JOIN gap_left_0 g USING ({CELL_LIST})
WHERE g.side = 'spare' AND n.days_after <> 0 AND (g.is_stray OR n.days_after < 0)
GROUP BY g.cell_id, n.days_after""",
)
