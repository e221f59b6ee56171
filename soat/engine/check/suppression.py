"""Which sites suppress which rules: what they suppress is still found, and counted apart."""

from soat.model.stages import SqlStep

# A ground is said when the text has anything but spaces; NULL is not said.
_SAID = " AND ".join(
    f"coalesce(trim(d.{column}), '') <> ''"
    for column in ("rule_code", "site_code", "reason", "decided_by")
)

SUPPRESSION_STEPS = (
    SqlStep(
        "suppressions_judged",
        "one decision to suppress a rule, and whether it stands: rule, site, reason and author "
        "are said, and the rule is evaluated and a site may suppress it",
        f"""SELECT d.site_code, d.rule_code,
  {_SAID} AND coalesce(r.suppressible, false) AS stands
FROM decisions_typed d LEFT JOIN rules_asked r ON r.rule_code = d.rule_code
WHERE d.decision = 'suppress_rule'""",
        kept=True,
    ),
    SqlStep(
        "suppressed_rules",
        "one rule that one site suppresses",
        "SELECT DISTINCT site_code, rule_code FROM suppressions_judged WHERE stands",
        kept=True,
    ),
    SqlStep(
        "suppressing_sites",
        "one site that suppresses at least one rule",
        "SELECT DISTINCT site_code FROM suppressed_rules",
        kept=True,
    ),
)
