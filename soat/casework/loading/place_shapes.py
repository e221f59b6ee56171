"""Every place that can be named: those of both lists of places, and the sites that a run knows."""

from soat.casework.models.choices import PLACE_LENGTH
from soat.model.places import EPOCH_63
from soat.model.review_lists import PlaceLevel

_LONGEST_NAME = 200
_COMMUNE_PATH = """'/' || p.epoch || '/p' || p.province_code || '/'
  || coalesce('d' || p.district_code || '/', '') || 'c' || p.commune_code || '/'"""

NAMED_PLACES_SQL = f"""SELECT DISTINCT '/' || epoch || '/p' || province_code || '/' AS path,
  '{PlaceLevel.PROVINCE}' AS level, epoch, province_code AS code, province_name AS name FROM places
UNION ALL SELECT DISTINCT '/' || epoch || '/p' || province_code || '/d' || district_code || '/',
  '{PlaceLevel.DISTRICT}', epoch, district_code, district_name
FROM places WHERE district_code IS NOT NULL
UNION ALL SELECT {_COMMUNE_PATH}, '{PlaceLevel.COMMUNE}', epoch, commune_code, commune_name
FROM places p
UNION ALL SELECT DISTINCT '/' || epoch || '/', '{PlaceLevel.COUNTRY}', epoch, NULL, 'Việt Nam'
FROM places
UNION ALL SELECT '/', '{PlaceLevel.COUNTRY}', '', '', 'Việt Nam'
UNION ALL SELECT path, '{PlaceLevel.SITE}', epoch, site_code, name FROM (
  SELECT {_COMMUNE_PATH} || 's' || url_encode(s.site_code) || '/' AS path, p.epoch, s.site_code,
    left(coalesce(s.name, s.site_code), {_LONGEST_NAME}) AS name
  FROM sites_typed s JOIN places p ON p.commune_code = s.commune_code
  WHERE p.epoch = '{EPOCH_63}')
WHERE length(path) <= {PLACE_LENGTH}"""
"""One row: one place, its path, level and name, and the epoch and code that a run calls it by.

The country has no epoch and no code of its own; its lists of places, by path, have no code.
"""
