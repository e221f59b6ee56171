"""`dose_checked`: what the rules about a dose may read, and doses held against another."""

from soat.model.schedule import Schedule
from soat.model.stages import SqlStep

_PEOPLE = SqlStep(
    "lives_of_people",
    "one accepted profile: birth and death as the register says where the profile is linked, else "
    "the birth as recorded. A NULL birth or death is not known, or has not happened",
    """SELECT v.person_ref, v.register_row IS NOT NULL AS in_register, r.deceased_on,
  CASE WHEN v.register_row IS NULL THEN p.birth_date ELSE r.birth_date END AS birth_date,
  CASE WHEN v.register_row IS NULL THEN p.birth_year ELSE r.birth_year END AS birth_year
FROM settled_verdicts v
JOIN people_comparable p ON p.person_ref = v.person_ref
LEFT JOIN register_comparable r ON r.register_row = v.register_row""",
)

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
    "history is NULL for a row that is not kept",
    """SELECT d.dose_ref, d.site_code AS judged_at_site, d.commune_code AS judged_in,
  d.given_on, d.product, d.product_text, d.lot, d.site_code,
  s.state, s.state = 'kept' AS counted, s.state = 'kept' AND NOT s.doubtful AS in_sequence,
  s.sent_kind, s.sent_number, s.dose_kind, s.dose_number, s.recorded_on,
  f.days_since_previous, f.minimum_days, f.grace_days, f.interval_status, f.age_years,
  f.age_allowed, f.mix_allowed, f.gap_before, f.ordinal_differs, f.beyond_schedule, f.swapped_on,
  f.dose_ref IS NOT NULL AS has_facts,
  lived.in_register, lived.birth_date, lived.birth_year, lived.deceased_on,
  place.site_code IS NOT NULL AS site_listed, place.opened_on, place.closed_on,
  used.first_use, tied.perhaps_twice, tied.two_sites, g.sites_given
FROM doses_comparable d
JOIN doses_settled s ON s.dose_ref = d.dose_ref
LEFT JOIN dose_facts f ON f.dose_ref = d.dose_ref
LEFT JOIN lives_of_people lived ON lived.person_ref = d.person_ref
LEFT JOIN sites_typed place ON place.site_code = d.site_code
LEFT JOIN products_used used ON used.product = d.product
LEFT JOIN dose_tied tied ON tied.dose_ref = d.dose_ref
CROSS JOIN check_grounds g""",
    view=True,
)


def dose_steps(schedule: Schedule) -> tuple[SqlStep, ...]:
    """From people, pairs and products to the view `dose_checked`."""
    used = SqlStep(
        "products_used",
        "one product of the schedule with the day of its first use",
        f"SELECT product, first_use FROM ({schedule.products_sql()})",
    )
    return (_PEOPLE, _OTHERS, _TIED, used, _CHECKED)
