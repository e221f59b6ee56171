"""What was found, as the three tables of findings say it."""

from soat.model.stages import SqlStep

_SUPPRESSED = "s.rule_code IS NOT NULL AS suppressed"
_JOINS = """JOIN rules_asked r ON r.rule_code = f.rule_code
LEFT JOIN suppressed_rules s ON s.rule_code = f.rule_code AND s.site_code = f.judged_at_site"""


def _about_records(record: str) -> SqlStep:
    # A record may break a rule about two records with several others: a finding for each.
    return SqlStep(
        f"{record}_findings",
        f"one rule broken by one {record} (soat.model.dose_tables)",
        f"""SELECT f.{record}_ref, r.name AS finding, r.severity,
  o.other_ref AS other_{record}_ref, coalesce(o.seen, f.seen) AS detail, {_SUPPRESSED}
FROM {record}_found f
{_JOINS}
LEFT JOIN {record}_others o ON o.{record}_ref = f.{record}_ref AND o.rule_code = f.rule_code""",
        kept=True,
    )


PERSON_FINDINGS_STEP = _about_records("person")
DOSE_FINDINGS_STEP = _about_records("dose")
SITE_FINDINGS_STEP = SqlStep(
    "site_findings",
    "one rule broken by one site on one day (soat.model.dose_tables.SITE_FINDINGS)",
    f"""SELECT f.site_code, f.given_on, r.name AS finding, r.severity, f.doses,
  f.seen AS detail, {_SUPPRESSED}
FROM site_day_found f
{_JOINS}""",
    kept=True,
)
