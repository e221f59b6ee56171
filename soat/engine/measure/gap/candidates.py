"""Who may have had a dose that was never entered: people whose history lacks just such a dose."""

from soat.engine.measure.gap.cell_counts import unknown_again
from soat.model.stages import SqlStep

MOST_CANDIDATES = 10
# A gap's likeliest day is compared with cells at most this many days away: a bucket of days is an
# equality, so the join stays small however large the country is.
_BUCKET_DAYS = 20
# Where nobody's complete history says how long after the dose before: the shortest interval that
# any product had (Pfizer, 21 days).
_USUAL_DAYS = 21

# The dose that comes just before another, in words of kind and number. Before the first booster
# comes the end of a series, whose number is the product's, or an additional dose.
_BEFORE = """(VALUES
  ('basic', 2, 'basic', 1), ('basic', 3, 'basic', 2), ('additional', 1, 'basic', 2),
  ('additional', 1, 'basic', 3), ('booster', 1, 'basic', 2), ('booster', 1, 'basic', 3),
  ('booster', 1, 'additional', 1), ('booster', 2, 'booster', 1))
  b(kind, number, lacking_kind, lacking_number)"""

_NEVER_ENTERED = SqlStep(
    "gap_never_entered",
    "one cell with doses that nobody entered, in the bucket of its day",
    f"""SELECT site_code, given_on, product, dose_kind, dose_number, age_group, commune_code,
  CAST(floor(datediff('day', DATE '2020-01-01', given_on) / {_BUCKET_DAYS}) AS INTEGER) AS bucket
FROM entry_cells WHERE never_entered > 0 AND commune_code IS NOT NULL""",
)
_USUAL = SqlStep(
    "gap_usual_days",
    "one product, kind and number: the usual days since the dose before, in complete histories",
    """SELECT s.product, s.dose_kind, s.dose_number,
  CAST(floor(median(f.days_since_previous)) AS INTEGER) AS days
FROM dose_facts f JOIN doses_settled s ON f.dose_ref = s.dose_ref
WHERE f.gap_before = 0 AND f.days_since_previous IS NOT NULL
GROUP BY s.product, s.dose_kind, s.dose_number""",
)
# The dose lies after the one before the gap (NULL: there is none) and before the one after it.
_GAPS = SqlStep(
    "gap_histories",
    "one dose whose history lacks the dose before it, and the dose that may be lacking",
    f"""SELECT s.dose_ref, s.history_id, s.person_ref, s.age_group, s.product,
  p.product AS earlier_product, s.site_code, p.site_code AS earlier_site, s.commune_code,
  p.commune_code AS earlier_commune, p.given_on AS after_day, s.given_on AS before_day,
  s.dose_kind, s.dose_number, b.lacking_kind, b.lacking_number
FROM dose_facts f
JOIN doses_settled s ON f.dose_ref = s.dose_ref
JOIN {_BEFORE} ON s.dose_kind = b.kind AND s.dose_number = b.number
LEFT JOIN doses_settled p ON f.previous_dose_ref = p.dose_ref
WHERE f.gap_before > 0 AND NOT coalesce(s.doubtful, false)""",
)
# Reckoned forward from the dose before the gap by the lacking dose's usual interval; without one,
# back from the dose after it by that dose's own.
_LIKELY = SqlStep(
    "gap_likely_days",
    "one dose that may be lacking, with its likeliest day",
    f"""SELECT g.*, CASE
    WHEN g.after_day IS NULL THEN g.before_day - coalesce(o.days, {_USUAL_DAYS})
    ELSE least(g.before_day - 1, g.after_day + coalesce(l.days, {_USUAL_DAYS})) END AS likely_day
FROM gap_histories g
LEFT JOIN gap_usual_days l ON coalesce(g.earlier_product, g.product) = l.product
  AND g.lacking_kind = l.dose_kind AND g.lacking_number = l.dose_number
LEFT JOIN gap_usual_days o ON g.product = o.product AND g.dose_kind = o.dose_kind
  AND g.dose_number = o.dose_number""",
)
_PLACES = SqlStep(
    "gap_history_places",
    "one dose that may be lacking, in one commune of its neighbours and one bucket of days",
    f"""WITH in_commune AS (
  SELECT *, commune_code AS searched FROM gap_likely_days
  UNION ALL SELECT *, earlier_commune FROM gap_likely_days
  WHERE earlier_commune IS DISTINCT FROM commune_code)
SELECT g.*, n.beside
    + CAST(floor(datediff('day', DATE '2020-01-01', g.likely_day) / {_BUCKET_DAYS}) AS INTEGER)
    AS bucket
FROM in_commune g CROSS JOIN (VALUES (-1), (0), (1)) n(beside)
WHERE g.searched IS NOT NULL""",
)
# Two products are compatible when the lacking dose's is that of the dose before or after it.
_RANKED = SqlStep(
    "gap_candidates_ranked",
    "one history that may have had one dose of one cell, with its rank in the cell",
    f"""WITH found AS (
  SELECT c.site_code, c.given_on, c.product, c.dose_kind, c.dose_number, c.age_group,
    g.history_id, g.person_ref, g.dose_ref,
    c.site_code NOT IN (coalesce(g.site_code, ''), coalesce(g.earlier_site, '')) AS other_site,
    abs(datediff('day', c.given_on, g.likely_day)) AS days_off
  FROM gap_never_entered c
  JOIN gap_history_places g ON c.commune_code = g.searched AND c.bucket = g.bucket
    AND c.dose_kind = g.lacking_kind AND c.dose_number = g.lacking_number
    AND c.age_group = g.age_group
  WHERE c.given_on < g.before_day AND (g.after_day IS NULL OR c.given_on > g.after_day)
    AND (c.product = g.product OR c.product = g.earlier_product)
    AND abs(datediff('day', c.given_on, g.likely_day)) <= {_BUCKET_DAYS}),
once AS (
  SELECT site_code, given_on, product, dose_kind, dose_number, age_group, history_id,
    min(person_ref) AS person_ref, min(dose_ref) AS dose_ref, min(days_off) AS days_off,
    bool_and(other_site) AS other_site
  FROM found GROUP BY ALL)
SELECT *, row_number() OVER (
  PARTITION BY site_code, given_on, product, dose_kind, dose_number, age_group
  ORDER BY days_off, other_site, history_id) AS rank
FROM once""",
)
_CANDIDATES = SqlStep(
    "missing_candidates",
    "one human being who may have had a dose that was never entered",
    f"""SELECT {unknown_again()}, CAST(rank AS INTEGER) AS rank, history_id, person_ref, dose_ref,
  CAST(days_off AS INTEGER) AS days_off
FROM gap_candidates_ranked WHERE rank <= {MOST_CANDIDATES}""",
    kept=True,
)
CANDIDATE_STEPS = (_NEVER_ENTERED, _USUAL, _GAPS, _LIKELY, _PLACES, _RANKED, _CANDIDATES)
