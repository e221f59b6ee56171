"""Records without their site: in which commune the dose was probably given."""

from soat.model.stages import SqlStep

_LOST = SqlStep(
    "siteless_doses",
    "one real dose recorded without its site, with its lot",
    """SELECT s.dose_ref, s.person_ref, s.history_id, s.given_on, s.product, s.dose_kind,
  s.dose_number, s.age_group, d.lot
FROM doses_settled s JOIN doses_comparable d ON s.dose_ref = d.dose_ref
WHERE s.state = 'kept' AND NOT coalesce(s.doubtful, false) AND coalesce(s.site_code, '') = ''""",
)
# A lot that only one commune used that day says where. Lots used by several say nothing.
_BY_LOT = SqlStep(
    "siteless_lots",
    "one dose without site whose lot only one commune used that day",
    """SELECT l.dose_ref, min(o.commune_code) AS commune_code
FROM siteless_doses l JOIN doses_comparable o ON l.lot = o.lot AND l.given_on = o.given_on
WHERE o.commune_code IS NOT NULL
GROUP BY l.dose_ref HAVING min(o.commune_code) = max(o.commune_code)""",
)
_NEAREST = SqlStep(
    "siteless_neighbours",
    "one dose without site, and the other doses of the person: 1 is the nearest in time",
    """SELECT l.dose_ref, o.commune_code, row_number() OVER (PARTITION BY l.dose_ref
  ORDER BY abs(datediff('day', l.given_on, o.given_on)), o.commune_code) AS nearness
FROM siteless_doses l JOIN doses_settled o ON l.history_id = o.history_id
WHERE o.commune_code IS NOT NULL AND o.state <> 'set_aside'""",
)
# NULL where nothing points to a commune: the dose then explains nothing. Where two things point
# to different communes, the second is tried after the first.
_GUESSED = SqlStep(
    "gap_siteless",
    "one real dose recorded without its site, as a cell of the commune where it was given",
    """SELECT l.given_on, coalesce(l.product, '') AS product,
  coalesce(l.dose_kind, '') AS dose_kind, coalesce(l.dose_number, 0) AS dose_number,
  coalesce(l.age_group, 'unknown') AS age_group,
  coalesce(b.commune_code, n.commune_code, p.residence_code) AS commune_code,
  CASE WHEN n.commune_code <> b.commune_code THEN n.commune_code
    WHEN p.residence_code <> coalesce(b.commune_code, n.commune_code) THEN p.residence_code END
    AS second_commune
FROM siteless_doses l
LEFT JOIN siteless_lots b ON l.dose_ref = b.dose_ref
LEFT JOIN siteless_neighbours n ON l.dose_ref = n.dose_ref AND n.nearness = 1
LEFT JOIN people_comparable p ON l.person_ref = p.person_ref""",
)
SITELESS_STEPS = (_LOST, _BY_LOT, _NEAREST, _GUESSED)
