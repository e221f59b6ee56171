"""Reported and recorded doses of every cell, and whether the two can be compared.

A cell is a site, day, product, kind, number and age group. In the working tables an unknown part
of a cell is '' (0 for the number), so that unknown equals unknown: a report that says no product
and a record that says none speak of the same cell.
"""

from soat.model.stages import SqlStep

CELL = ("site_code", "given_on", "product", "dose_kind", "dose_number", "age_group")
CELL_LIST = ", ".join(CELL)
AS_CELL = """coalesce(site_code, '') AS site_code, given_on, coalesce(product, '') AS product,
  coalesce(dose_kind, '') AS dose_kind, coalesce(dose_number, 0) AS dose_number,
  coalesce(age_group, 'unknown') AS age_group"""


def unknown_again(prefix: str = "", alias: str = "") -> str:
    """The cell's columns as they go out: what is unknown is NULL again."""
    return f"""nullif({prefix}site_code, '') AS {alias}site_code,
  {prefix}given_on AS {alias}given_on, nullif({prefix}product, '') AS {alias}product,
  nullif({prefix}dose_kind, '') AS {alias}dose_kind,
  nullif({prefix}dose_number, 0) AS {alias}dose_number, {prefix}age_group AS {alias}age_group"""


# The last word holds. A report without a moment comes before every other; of two at one moment
# the larger count stands, and a row sent twice stands once.
_REPORTED = SqlStep(
    "gap_reported",
    "one reported cell with its latest count",
    f"""WITH said AS (
  SELECT {AS_CELL}, commune_code, doses,
    coalesce(reported_at, TIMESTAMP '0001-01-01 00:00:00') AS said_at
  FROM daily_reports_comparable)
SELECT {CELL_LIST}, max(commune_code) AS commune_code,
  max({{'said_at': said_at, 'doses': doses}}).doses AS reported
FROM said GROUP BY {CELL_LIST}""",
)
_RECORDED = SqlStep(
    "gap_recorded",
    "one recorded cell: its real doses",
    f"""SELECT {CELL_LIST}, max(commune_code) AS commune_code,
  CAST(sum(doses) AS BIGINT) AS recorded
FROM recorded_counts GROUP BY {CELL_LIST}""",
)
_REPORTED_DAYS = SqlStep(
    "gap_reported_days",
    "one site on one day with a report: all doses it reported",
    """SELECT site_code, given_on, sum(reported) AS day_total
FROM gap_reported GROUP BY site_code, given_on""",
)
_SITE_MEDIANS = SqlStep(
    "gap_site_medians",
    "one site: how many days it reported doses, and the median of a day",
    """SELECT site_code, count(*) AS days, median(day_total) AS usual
FROM gap_reported_days WHERE day_total > 0 GROUP BY site_code""",
)
_SITE_SPREADS = SqlStep(
    "gap_site_usual",
    "one site: its usual day, and the median distance of its days from that",
    """SELECT d.site_code, any_value(m.days) AS days, any_value(m.usual) AS usual,
  median(abs(d.day_total - m.usual)) AS spread
FROM gap_reported_days d JOIN gap_site_medians m ON d.site_code = m.site_code
WHERE d.day_total > 0 GROUP BY d.site_code""",
)
_BOTH = SqlStep(
    "gap_both",
    "one cell, reported or recorded; a side that does not speak of it is NULL",
    f"""SELECT {CELL_LIST}, coalesce(r.commune_code, d.commune_code) AS commune_code,
  r.reported, d.recorded
FROM gap_reported r FULL JOIN gap_recorded d USING ({CELL_LIST})""",
)

COUNT_STEPS = (_REPORTED, _RECORDED, _REPORTED_DAYS, _SITE_MEDIANS, _SITE_SPREADS, _BOTH)
