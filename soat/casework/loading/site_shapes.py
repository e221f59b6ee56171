"""The sites of a run, and their cells that a site still has to look at."""

from soat.model.review_lists import PlaceLevel

_DAYS_COMPARED = 60

SITES_SQL = f"""SELECT s.site_code AS code, coalesce(s.name, '') AS name, p.path AS place,
  CAST(s.opened_on AS VARCHAR) AS opened_on, CAST(s.closed_on AS VARCHAR) AS closed_on
FROM sites_typed s JOIN named_places p
  ON p.level = '{PlaceLevel.SITE}' AND p.code = s.site_code"""
"""One row: one site whose commune is known."""

SITE_CELLS_SQL = f"""SELECT p.path AS place, CAST(c.given_on AS VARCHAR) AS given_on,
  coalesce(c.product, '') AS product, coalesce(c.dose_kind, '') AS dose_kind,
  coalesce(c.dose_number, 0) AS dose_number, c.age_group, c.status,
  c.reported, c.recorded, coalesce(c.missing, 0) AS missing, coalesce(c.excess, 0) AS excess
FROM run_entry_cells c JOIN named_places p
  ON p.level = '{PlaceLevel.SITE}' AND p.code = c.site_code
WHERE c.missing > 0 OR c.excess > 0
  OR c.given_on > (SELECT max(as_of) FROM measured) - {_DAYS_COMPARED}"""
"""One row: one cell in which something is missing or in excess, or of the last days."""
