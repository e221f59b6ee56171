"""`dose_checked`: what the rules about a dose may read, and doses held against another."""

from soat.model.schedule import Schedule
from soat.model.stages import SqlStep

# The site of a pair's weaker row is asked, except where two sites claim one day: then the
# district is. site_agreement `unknown` (one side has no site) is no claim.
_OTHERS = SqlStep(
    "dose_others",
    "one dose row that breaks a rule about two rows, with the other row",
    """SELECT other_dose_ref AS dose_ref,
  CASE WHEN days_apart = 0 AND site_agreement IN ('different', 'similar') THEN 'D-U04'
    ELSE 'D-U03' END AS rule_code,
  concat(days_apart, ' days apart, ', CAST(round(100 * match_probability) AS INTEGER), ' %')
    AS seen,
  dose_ref AS other_ref
FROM dose_pairs
UNION ALL
SELECT dose_ref, 'D-U02', NULL, kept_dose_ref FROM doses_settled WHERE state = 'duplicate'
UNION ALL
SELECT dose_ref, 'D-B01', NULL, true_dose_ref FROM batch_fault_rows""",
)

_TIED = SqlStep(
    "dose_tied",
    "one dose row of a proposed pair, the weaker one: which rule it breaks",
    """SELECT dose_ref, bool_or(rule_code = 'D-U03') AS perhaps_twice,
  bool_or(rule_code = 'D-U04') AS two_sites
FROM dose_others WHERE rule_code IN ('D-U03', 'D-U04') GROUP BY dose_ref""",
)

_CHECKED = SqlStep(
    "dose_checked",
    "one accepted dose row with all that the rules about a dose read; what is said of the "
    "history is NULL for a row that does not count",
    """SELECT s.dose_ref, s.site_code AS judged_at_site, s.commune_code AS judged_in,
  s.given_on, s.product, s.product_text, s.lot, s.site_code,
  s.state, s.state = 'kept' AS counted, s.state = 'kept' AND NOT s.doubtful AS in_sequence,
  s.sent_kind, s.sent_number, s.dose_kind, s.dose_number, s.recorded_on,
  s.days_since_previous, s.minimum_days, s.interval_status, s.age_years, s.age_allowed,
  s.mix_allowed, s.gap_before, s.ordinal_differs, s.beyond_schedule, s.swapped_on,
  s.in_register, s.birth_date, s.birth_year, s.deceased_on,
  place.site_code IS NOT NULL AS site_listed, place.opened_on, place.closed_on,
  used.first_use, tied.perhaps_twice, tied.two_sites, g.sites_given
FROM doses_settled s
LEFT JOIN sites_typed place ON place.site_code = s.site_code
LEFT JOIN products_used used ON used.product = s.product
LEFT JOIN dose_tied tied ON tied.dose_ref = s.dose_ref
CROSS JOIN check_grounds g""",
    view=True,
)


def dose_steps(schedule: Schedule) -> tuple[SqlStep, ...]:
    """From settled doses, pairs and products to the view `dose_checked`."""
    used = SqlStep(
        "products_used",
        "one product of the schedule with the day of its first use",
        f"SELECT product, first_use FROM ({schedule.products_sql()})",
    )
    return (_OTHERS, _TIED, used, _CHECKED)
