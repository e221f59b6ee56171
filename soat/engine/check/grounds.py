"""What holds for the run as a whole: which of the optional inputs were given."""

from soat.model.stages import SqlStep

GROUNDS_STEP = SqlStep(
    "check_grounds",
    "the run as a whole, one row: were daily reports, sites and citizen numbers given at all",
    """SELECT (SELECT count(*) FROM daily_reports_comparable) > 0 AS reports_given,
  (SELECT count(*) FROM sites_typed) > 0 AS sites_given,
  (SELECT count(*) FROM people_comparable WHERE number_status = 'present') > 0 AS numbers_given""",
)
