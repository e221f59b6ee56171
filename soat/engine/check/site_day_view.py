"""`site_day_checked`: one site on one day, and once more each site as a whole (the day is NULL)."""

from soat.model.count_tables import ENTRY_COUNTS, GIVEN_COUNTS
from soat.model.stages import SqlStep

# What is counted here is small (sites times days); the dose rows are passed over once for each
# of the two days that a dose has: the day it was given and the day it was entered.

_REPORTS = SqlStep(
    "site_day_reports",
    "one site-day with a report: its rows and what is odd about them",
    """SELECT site_code, given_on AS day, count(*) AS report_rows, sum(doses) AS reported_sent,
  count(*) FILTER (product IS NULL) AS without_product,
  count(*) FILTER (age_group IS NULL OR age_group = 'unknown') AS without_age,
  CAST(max(reported_at) AS DATE) AS last_reported_on
FROM daily_reports_comparable GROUP BY site_code, given_on""",
)

# Cells are compared as typed: NULL in the same column of two rows is the same unknown. A report
# without a moment contradicts another without one.
_CONTRADICTIONS = SqlStep(
    "site_day_contradictions",
    "one site-day with a cell reported twice at one moment with different counts",
    """WITH cells AS (
SELECT site_code, given_on AS day FROM daily_reports_comparable
GROUP BY site_code, given_on, coalesce(product, product_text), dose_kind, dose_number, age_group,
  reported_at
HAVING min(doses) <> max(doses))
SELECT site_code, day, count(*) AS contradictions FROM cells GROUP BY site_code, day""",
)

_CELLS = SqlStep(
    "site_day_cells",
    "one site-day with a cell: its counts, summed over cells and never netted between them",
    """SELECT site_code, given_on AS day, sum(recorded) AS recorded,
  count(*) FILTER (status = 'compared') AS compared,
  count(*) FILTER (status = 'report_in_doubt') AS in_doubt,
  sum(missing) AS missing, sum(explained) AS explained, sum(never_entered) AS never_entered,
  sum(excess) AS excess, sum(excess) - sum(excess_explained) AS excess_unexplained,
  sum(reported) AS reported
FROM entry_cells GROUP BY site_code, given_on""",
)

_USUAL = SqlStep(
    "site_usual_days",
    "one site that reported doses: the median of its reported days",
    """SELECT site_code, median(reported) AS usual
FROM site_day_cells WHERE reported > 0 GROUP BY site_code""",
)

_GIVEN = SqlStep(
    "site_day_given",
    "one site-day with a counted dose: when the last of its doses was entered",
    """SELECT site_code, day, max(entered_on) AS last_entered_on
FROM given_counts GROUP BY site_code, day""",
)
_ENTERED = SqlStep(
    "site_day_entered",
    "one site and one day on which it entered counted doses: how many, how many old ones",
    """SELECT site_code, day, sum(entered) AS entered, sum(entered_old) AS entered_old
FROM entry_counts GROUP BY site_code, day""",
)


_SHIFTED = SqlStep(
    "site_day_shifted",
    "one site and one day on which it entered a batch spoiled in a spreadsheet",
    """SELECT site_code, recorded_on AS day, sum(rows_in_batch) AS rows_in_batch,
  sum(rows_shifted) AS rows_shifted
FROM batch_faults GROUP BY site_code, recorded_on""",
)

_WHOLE = SqlStep(
    "sites_whole",
    "one site as a whole: days with doses, doses, those dated the 1st, 15th or last of a month",
    """SELECT site_code, count(*) AS days, sum(recorded) AS doses,
  sum(recorded) FILTER (day(day) IN (1, 15) OR day = last_day(day)) AS heaped
FROM site_day_cells WHERE recorded > 0 GROUP BY site_code""",
)

_SUPPRESSIONS = SqlStep(
    "site_suppressions",
    "one site (NULL: none is said) with decisions to suppress a rule, and those without ground",
    """SELECT site_code, count(*) AS suppressions, count(*) FILTER (NOT stands) AS groundless
FROM suppressions_judged GROUP BY site_code""",
)

_SPINE = SqlStep(
    "site_days",
    "one site on one day of which anything is known, and each site as a whole (day NULL)",
    """SELECT site_code, day, false AS whole FROM site_day_reports
UNION SELECT site_code, day, false FROM site_day_cells
UNION SELECT site_code, day, false FROM site_day_entered
UNION SELECT site_code, day, false FROM site_day_shifted
UNION SELECT site_code, NULL, true FROM sites_whole
UNION SELECT site_code, NULL, true FROM site_suppressions""",
)


def _joined(table: str, alias: str) -> str:
    # Doses and reports without a site are site-days of nobody: NULL meets NULL here.
    return (
        f"LEFT JOIN {table} {alias} ON {alias}.site_code IS NOT DISTINCT FROM s.site_code "
        f"AND {alias}.day = s.day"
    )


_CHECKED = SqlStep(
    "site_day_checked",
    "one site on one day, or a site as a whole, with all that the rules about it read; a count "
    "of NULL: there is nothing of that kind",
    f"""SELECT s.site_code, s.day AS given_on, s.whole, s.site_code AS judged_at_site,
  place.commune_code AS judged_in, place.site_code IS NOT NULL AS site_listed,
  coalesce(s.day >= place.opened_on, true) AND coalesce(s.day <= place.closed_on, true) AS open,
  r.report_rows, r.reported_sent, r.without_product, r.without_age, r.last_reported_on,
  c.contradictions, e.recorded, e.compared, e.in_doubt, e.missing, e.explained, e.never_entered,
  e.excess, e.excess_unexplained, gave.last_entered_on, n.entered, n.entered_old,
  b.rows_in_batch, b.rows_shifted, w.days, w.doses, w.heaped, d.suppressions, d.groundless,
  usual.usual, g.reports_given, g.sites_given
FROM site_days s
LEFT JOIN site_usual_days usual ON usual.site_code = s.site_code
LEFT JOIN sites_typed place ON place.site_code = s.site_code
{_joined("site_day_reports", "r")}
{_joined("site_day_contradictions", "c")}
{_joined("site_day_cells", "e")}
{_joined("site_day_given", "gave")}
{_joined("site_day_entered", "n")}
{_joined("site_day_shifted", "b")}
LEFT JOIN sites_whole w ON s.whole AND w.site_code IS NOT DISTINCT FROM s.site_code
LEFT JOIN site_suppressions d ON s.whole AND d.site_code IS NOT DISTINCT FROM s.site_code
CROSS JOIN check_grounds g""",
    view=True,
)


def site_count_steps(old_days: str) -> tuple[SqlStep, ...]:
    """From the settled doses of one cut to what the rules about sites count of them."""
    given = SqlStep(
        "given_counts",
        GIVEN_COUNTS.row_is,
        """SELECT site_code, given_on AS day, recorded_on AS entered_on, count(*) AS doses
FROM doses_settled WHERE state = 'kept' GROUP BY site_code, given_on, recorded_on""",
        kept=True,
    )
    entered = SqlStep(
        "entry_counts",
        ENTRY_COUNTS.row_is,
        f"""SELECT site_code, recorded_on AS day, count(*) AS entered,
  count(*) FILTER (date_diff('day', given_on, recorded_on) > {old_days}) AS entered_old
FROM doses_settled WHERE state = 'kept' AND recorded_on IS NOT NULL
GROUP BY site_code, recorded_on""",
        kept=True,
    )
    return (given, entered)


# From reports, cells and the counts of all cuts to the view `site_day_checked`.
SITE_DAY_STEPS = (
    _REPORTS,
    _CONTRADICTIONS,
    _CELLS,
    _USUAL,
    _GIVEN,
    _ENTERED,
    _SHIFTED,
    _WHOLE,
    _SUPPRESSIONS,
    _SPINE,
    _CHECKED,
)
