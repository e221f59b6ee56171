"""Who may have had a dose that was never entered: people whose history lacks just such a dose."""

from soat.engine.measure.gap.cell_counts import unknown_again
from soat.model.count_tables import USUAL_INTERVALS
from soat.model.stages import SqlStep

MOST_CANDIDATES = 10
# A gap's likeliest day is compared with cells at most this many days away: a bucket of days is an
# equality, so the join stays small however large the country is.
_BUCKET_DAYS = 20
# Where nobody's complete history says how long after the dose before: the shortest interval that
# any product had (Pfizer, 21 days).
_USUAL_DAYS = 21

# Counts by days, in order: the median is the mean of the middle two.
USUAL_STEP = SqlStep(
    "usual_intervals",
    USUAL_INTERVALS.row_is,
    """WITH summed AS (
  SELECT product, dose_kind, dose_number, days, sum(doses) AS doses
  FROM interval_counts GROUP BY product, dose_kind, dose_number, days),
ranked AS (
  SELECT *, sum(doses) OVER (PARTITION BY product, dose_kind, dose_number ORDER BY days) AS upto,
    sum(doses) OVER (PARTITION BY product, dose_kind, dose_number) AS total
  FROM summed)
SELECT product, dose_kind, dose_number, CAST(floor((min(days) FILTER (2 * upto >= total)
  + min(days) FILTER (2 * upto > total)) / 2) AS INTEGER) AS days
FROM ranked GROUP BY product, dose_kind, dose_number""",
    kept=True,
)
_NEVER_ENTERED = SqlStep(
    "gap_never_entered",
    "one cell with doses that nobody entered, with a number, in the bucket of its day",
    f"""SELECT row_number() OVER () AS cell_no, site_code, given_on, product, dose_kind,
  dose_number, age_group, commune_code,
  CAST(floor(datediff('day', DATE '2020-01-01', given_on) / {_BUCKET_DAYS}) AS INTEGER) AS bucket
FROM entry_cells WHERE never_entered > 0 AND commune_code IS NOT NULL""",
)
# Reckoned forward from the dose before the gap by the lacking dose's usual interval; without one,
# back from the dose after it by that dose's own.
_LIKELY = SqlStep(
    "gap_likely_days",
    "one dose that may be lacking, in one commune, with its likeliest day and a bucket of days",
    f"""WITH likely AS (
  SELECT g.*, CASE
      WHEN g.after_day IS NULL THEN g.before_day - coalesce(o.days, {_USUAL_DAYS})
      ELSE least(g.before_day - 1, g.after_day + coalesce(l.days, {_USUAL_DAYS})) END AS likely_day
  FROM gap_places g
  LEFT JOIN usual_intervals l ON coalesce(g.earlier_product, g.product) = l.product
    AND g.lacking_kind = l.dose_kind AND g.lacking_number = l.dose_number
  LEFT JOIN usual_intervals o ON g.product = o.product AND g.dose_kind = o.dose_kind
    AND g.dose_number = o.dose_number)
SELECT g.*, n.beside
    + CAST(floor(datediff('day', DATE '2020-01-01', g.likely_day) / {_BUCKET_DAYS}) AS INTEGER)
    AS bucket
FROM likely g CROSS JOIN (VALUES (-1), (0), (1)) n(beside)""",
)
# Two products are compatible when the lacking dose's is that of the dose before or after it.
_FOUND = SqlStep(
    "gap_candidates_found",
    "one history that may have had one dose of one cell",
    f"""WITH found AS (
  SELECT c.cell_no, g.history_id, g.person_ref, g.dose_ref,
    c.site_code NOT IN (coalesce(g.site_code, ''), coalesce(g.earlier_site, '')) AS other_site,
    abs(datediff('day', c.given_on, g.likely_day)) AS days_off
  FROM gap_never_entered c
  JOIN gap_likely_days g ON c.commune_code = g.commune_code AND c.bucket = g.bucket
    AND c.dose_kind = g.lacking_kind AND c.dose_number = g.lacking_number
    AND c.age_group = g.age_group
  WHERE c.given_on < g.before_day AND (g.after_day IS NULL OR c.given_on > g.after_day)
    AND (c.product = g.product OR c.product = g.earlier_product)
    AND abs(datediff('day', c.given_on, g.likely_day)) <= {_BUCKET_DAYS})
SELECT cell_no, history_id, min(person_ref) AS person_ref, min(dose_ref) AS dose_ref,
  min(days_off) AS days_off, bool_and(other_site) AS other_site
FROM found GROUP BY cell_no, history_id""",
)
_RANKED = SqlStep(
    "gap_candidates_ranked",
    "one history that may have had one dose of one cell, among the likeliest of the cell",
    f"""WITH ranked AS (
  SELECT *, row_number() OVER (PARTITION BY cell_no
    ORDER BY days_off, other_site, history_id) AS rank
  FROM gap_candidates_found)
SELECT * FROM ranked WHERE rank <= {MOST_CANDIDATES}""",
)
_CANDIDATES = SqlStep(
    "missing_candidates",
    "one human being who may have had a dose that was never entered",
    f"""SELECT {unknown_again("c.")}, CAST(r.rank AS INTEGER) AS rank, r.history_id, r.person_ref,
  r.dose_ref, CAST(r.days_off AS INTEGER) AS days_off
FROM gap_candidates_ranked r JOIN gap_never_entered c ON c.cell_no = r.cell_no""",
    kept=True,
)
CANDIDATE_STEPS = (_NEVER_ENTERED, _LIKELY, _FOUND, _RANKED, _CANDIDATES)
