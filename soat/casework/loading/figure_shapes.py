"""The figures of a run as rows of Figure: one row for each measure of a place.

The run's own figures end at communes; those of sites (site_figures.py) join them here. Communes
are many, so they get what a page of a commune shows. A place that no list knows has no row: it
shows as what the known places leave of the whole.
"""

from soat.model.review_lists import PlaceLevel

TREND_MEASURES = ("people_by_verdict", "doses_by_entry", "doses_by_delay")
"""What is kept of earlier runs."""

_OF_COMMUNES = (
    *TREND_MEASURES,
    *("doses_by_verdict", "people_by_number_status", "doses_by_number_status"),
    *("people_by_class", "doses_by_class", "people_by_reason", "doses_by_reason"),
    *("people_by_tier", "people_by_repair", "doses_by_state", "doses_by_delay_recent"),
    *("days_to_entry", "coverage_recorded", "coverage_reported", "dropout"),
)
_OF_THE_NATION = ("given_by_day", "recorded_by_day")
_LEVELS = {"nation": PlaceLevel.COUNTRY, "province_2025": PlaceLevel.PROVINCE}
_AS_LEVEL = " ".join(f"WHEN '{name}' THEN '{level}'" for name, level in _LEVELS.items())

FIGURES_SQL = f"""WITH paths AS (
  SELECT path, level, epoch, code FROM named_places WHERE level <> '{PlaceLevel.SITE}'),
of_places AS (
  SELECT p.path, m.definition_id, m.value, m.numerator, m.denominator, m.as_of
  FROM measured m JOIN paths p ON p.epoch = m.place_epoch AND p.code = m.place_code
    AND p.level = CASE m.place_level {_AS_LEVEL} ELSE m.place_level END
  WHERE CASE WHEN m.place_level = 'nation' THEN true
    WHEN m.place_level IN ('commune', 'district') THEN m.definition_id IN {_OF_COMMUNES}
    ELSE m.definition_id NOT IN {_OF_THE_NATION} END),
of_sites AS (
  SELECT p.path, m.definition_id, m.value, m.numerator, m.denominator, m.as_of
  FROM site_measured m JOIN named_places p
    ON p.level = '{PlaceLevel.SITE}' AND p.code = m.place_code),
every_place AS (FROM of_places UNION ALL FROM of_sites)
SELECT path AS place, definition_id AS measure, CAST(any_value(as_of) AS VARCHAR) AS as_of,
  CAST(json_group_object(value, [numerator, denominator]) AS VARCHAR) AS cells
FROM every_place GROUP BY path, definition_id"""
"""One row: one measure of one place."""
