"""Records without their site: in which commune the dose was probably given."""

from soat.model.stages import SqlStep

# A lot that only one commune used that day says where. Lots used by several say nothing.
_BY_LOT = SqlStep(
    "siteless_lots",
    "one lot on one day, of a dose without site, that only one commune used",
    """SELECT l.lot, l.given_on, min(o.commune_code) AS commune_code
FROM (SELECT DISTINCT lot, given_on FROM siteless_doses) l
JOIN doses_settled o ON l.lot = o.lot AND l.given_on = o.given_on
WHERE o.commune_code IS NOT NULL
GROUP BY l.lot, l.given_on HAVING min(o.commune_code) = max(o.commune_code)""",
)
# NULL where nothing points to a commune: the dose then explains nothing. Where two things point
# to different communes, the second is tried after the first.
_GUESSED = SqlStep(
    "gap_siteless",
    "one real dose recorded without its site, as a cell of the commune where it was given",
    """WITH pointed AS (
  SELECT s.*, l.commune_code AS lot_commune,
    coalesce(l.commune_code, s.neighbour_commune) AS likely_commune
  FROM siteless_doses s LEFT JOIN siteless_lots l ON l.lot = s.lot AND l.given_on = s.given_on)
SELECT given_on, product, dose_kind, dose_number, age_group,
  coalesce(likely_commune, residence_code) AS commune_code,
  CASE WHEN neighbour_commune <> lot_commune THEN neighbour_commune
    WHEN residence_code <> likely_commune THEN residence_code END AS second_commune
FROM pointed""",
)
SITELESS_STEPS = (_BY_LOT, _GUESSED)
