"""What the gap needs to know of the doses of one cut: counts that add up, and the rare rows."""

from soat.engine.measure.gap.cell_counts import AS_CELL, CELL_LIST
from soat.model.count_tables import (
    GAP_PLACES,
    INTERVAL_COUNTS,
    LOT_COUNTS,
    RECORDED_COUNTS,
    SITELESS_DOSES,
)
from soat.model.stages import SqlStep

# A row whose state is a duplicate or set aside is no dose; a doubtful one probably is none.
COUNTED = "state = 'kept' AND NOT coalesce(doubtful, false)"

# An entry time not said (NULL) is no evidence: it counts as 0 days after, which says nothing.
_RECORDED = SqlStep(
    "recorded_counts",
    RECORDED_COUNTS.row_is,
    f"""WITH counted AS (
  SELECT {AS_CELL}, commune_code,
    CASE WHEN recorded_on BETWEEN given_on - 3 AND given_on + 3
      THEN CAST(datediff('day', given_on, recorded_on) AS INTEGER) ELSE 0 END AS days_after
  FROM doses_settled WHERE {COUNTED})
SELECT {CELL_LIST}, max(commune_code) AS commune_code, days_after, count(*) AS doses
FROM counted GROUP BY {CELL_LIST}, days_after""",
    kept=True,
)
_LOTS = SqlStep(
    "lot_counts",
    LOT_COUNTS.row_is,
    """SELECT lot, product, count(*) AS doses FROM doses_settled
WHERE lot IS NOT NULL AND product IS NOT NULL GROUP BY lot, product""",
    kept=True,
)
_LOST = SqlStep(
    "lost_doses",
    "one real dose recorded without its site, with its lot",
    f"""SELECT dose_ref, person_ref, history_id, given_on, product, dose_kind, dose_number,
  age_group, lot
FROM doses_settled WHERE {COUNTED} AND coalesce(site_code, '') = ''""",
)
_NEAREST = SqlStep(
    "lost_neighbours",
    "one dose without site, and the other doses of the person: 1 is the nearest in time",
    """SELECT l.dose_ref, o.commune_code, row_number() OVER (PARTITION BY l.dose_ref
  ORDER BY abs(datediff('day', l.given_on, o.given_on)), o.commune_code) AS nearness
FROM lost_doses l JOIN doses_settled o ON l.history_id = o.history_id
WHERE o.commune_code IS NOT NULL AND o.state <> 'set_aside'""",
)
_SITELESS = SqlStep(
    "siteless_doses",
    SITELESS_DOSES.row_is,
    """SELECT l.dose_ref, l.given_on, coalesce(l.product, '') AS product,
  coalesce(l.dose_kind, '') AS dose_kind, coalesce(l.dose_number, 0) AS dose_number,
  coalesce(l.age_group, 'unknown') AS age_group, l.lot, n.commune_code AS neighbour_commune,
  p.residence_code
FROM lost_doses l
LEFT JOIN lost_neighbours n ON l.dose_ref = n.dose_ref AND n.nearness = 1
LEFT JOIN people_comparable p ON l.person_ref = p.person_ref""",
    kept=True,
)
_INTERVALS = SqlStep(
    "interval_counts",
    INTERVAL_COUNTS.row_is,
    """SELECT product, dose_kind, dose_number, days_since_previous AS days, count(*) AS doses
FROM doses_settled WHERE gap_before = 0 AND days_since_previous IS NOT NULL
GROUP BY product, dose_kind, dose_number, days_since_previous""",
    kept=True,
)

# The dose that comes just before another, in words of kind and number. Before the first booster
# comes the end of a series, whose number is the product's, or an additional dose.
_BEFORE = """(VALUES
  ('basic', 2, 'basic', 1), ('basic', 3, 'basic', 2), ('additional', 1, 'basic', 2),
  ('additional', 1, 'basic', 3), ('booster', 1, 'basic', 2), ('booster', 1, 'basic', 3),
  ('booster', 1, 'additional', 1), ('booster', 2, 'booster', 1))
  b(kind, number, lacking_kind, lacking_number)"""

# The dose lies after the one before the gap (NULL: there is none) and before the one after it.
_GAPS = SqlStep(
    "gap_histories",
    "one dose whose history lacks the dose before it, and the dose that may be lacking",
    f"""SELECT g.dose_ref, g.history_id, g.person_ref, g.age_group, g.dose_kind, g.dose_number,
  b.lacking_kind, b.lacking_number, g.product, g.earlier_product, g.site_code,
  g.earlier_site_code AS earlier_site, g.earlier_given_on AS after_day, g.given_on AS before_day,
  g.commune_code, g.earlier_commune_code
FROM dose_gaps g JOIN {_BEFORE} ON g.dose_kind = b.kind AND g.dose_number = b.number""",
)
_GAP_COLUMNS = ", ".join(GAP_PLACES.column_names[1:])
_PLACES = SqlStep(
    "gap_places",
    GAP_PLACES.row_is,
    f"""SELECT commune_code, {_GAP_COLUMNS} FROM gap_histories WHERE commune_code IS NOT NULL
UNION ALL SELECT earlier_commune_code, {_GAP_COLUMNS} FROM gap_histories
WHERE earlier_commune_code IS NOT NULL AND earlier_commune_code IS DISTINCT FROM commune_code""",
    kept=True,
)

CUT_COUNT_STEPS = (_RECORDED, _LOTS, _LOST, _NEAREST, _SITELESS, _INTERVALS, _GAPS, _PLACES)
