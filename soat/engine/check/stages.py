"""The stage `check`: its doors and its steps in order."""

from datetime import date

from soat.engine.check.condition import limit
from soat.engine.check.dose_rules import dose_conditions
from soat.engine.check.dose_view import dose_steps
from soat.engine.check.findings import FINDINGS_STEPS
from soat.engine.check.grounds import GROUNDS_STEP
from soat.engine.check.judging import Grain, applied_step, judging_steps, rules_step
from soat.engine.check.person_rules import person_conditions
from soat.engine.check.person_view import PERSON_STEPS
from soat.engine.check.site_day_rules import site_day_conditions
from soat.engine.check.site_day_view import site_day_steps
from soat.engine.check.suppression import SUPPRESSION_STEPS
from soat.model.dose_tables import (
    DOSE_FINDINGS,
    PERSON_FINDINGS,
    RULES_APPLIED,
    SITE_FINDINGS,
)
from soat.model.messages import Message
from soat.model.rules import DOSE_RULES, PERSON_RULES, SITE_DAY_RULES
from soat.model.schedule import Schedule
from soat.model.stages import Stage

NEEDS: dict[str, tuple[str, ...]] = {
    "people_typed": ("person_ref", "phone", "guardian_name", "guardian_phone", "residence_code"),
    "people_comparable": (
        *("person_ref", "number", "number_status", "number_kind", "number_digits"),
        *("number_damage", "number_year", "number_sex", "name_ascii", "name_damage"),
        *("name_has_marks", "birth_date", "birth_year", "birth_precision", "sex", "phone"),
        *("nationality", "residence_code"),
    ),
    "settled_verdicts": ("person_ref", "verdict", "reasons", "rule", "register_row"),
    "register_comparable": ("register_row", "birth_date", "birth_year", "deceased_on"),
    "repairs": ("person_ref", "field", "kind"),
    "persons": ("person_ref", "history_id"),
    "doses_comparable": (
        *("dose_ref", "person_ref", "given_on", "product", "product_text", "lot"),
        *("site_code", "commune_code"),
    ),
    "doses_settled": (
        *("dose_ref", "state", "kept_dose_ref", "doubtful", "site_code", "given_on"),
        *("dose_kind", "dose_number", "sent_kind", "sent_number", "recorded_on"),
    ),
    "dose_facts": (
        *("dose_ref", "days_since_previous", "minimum_days", "grace_days", "interval_status"),
        *("age_years", "age_allowed", "mix_allowed", "gap_before", "ordinal_differs"),
        *("beyond_schedule", "swapped_on"),
    ),
    "dose_pairs": (
        *("dose_ref", "other_dose_ref", "days_apart", "match_probability", "site_agreement"),
    ),
    "batch_faults": ("site_code", "recorded_on", "rows_in_batch", "rows_shifted"),
    "batch_fault_rows": ("dose_ref", "true_dose_ref"),
    "daily_reports_comparable": (
        *("site_code", "given_on", "product", "product_text", "dose_kind", "dose_number"),
        *("age_group", "doses", "reported_at"),
    ),
    "sites_typed": ("site_code", "commune_code", "opened_on", "closed_on"),
    "entry_cells": (
        *("site_code", "given_on", "status", "reported", "recorded", "missing"),
        *("explained", "never_entered", "excess", "excess_explained"),
    ),
    "decisions_typed": ("decision", "rule_code", "site_code", "reason", "decided_by"),
}
GIVEN = (PERSON_FINDINGS, DOSE_FINDINGS, SITE_FINDINGS, RULES_APPLIED)


def check_stage(schedule: Schedule, as_of: date) -> Stage:
    """Every rule of the catalogue that can be evaluated, against every record at once."""
    persons = Grain(
        "person",
        "person_checked",
        ("person_ref",),
        PERSON_RULES,
        person_conditions(as_of),
    )
    doses = Grain(
        "dose", "dose_checked", ("dose_ref",), DOSE_RULES, dose_conditions(schedule, as_of)
    )
    site_days = Grain(
        "site_day",
        "site_day_checked",
        ("site_code", "given_on"),
        SITE_DAY_RULES,
        site_day_conditions(schedule, as_of),
    )
    grains = (persons, doses, site_days)
    return Stage(
        "check",
        Message("Kiểm tra theo bộ quy tắc", "Checking against the rules"),
        NEEDS,
        {table.name: table.column_names for table in GIVEN},
        (
            GROUNDS_STEP,
            rules_step(grains),
            *SUPPRESSION_STEPS,
            *PERSON_STEPS,
            *judging_steps(persons),
            *dose_steps(schedule),
            *judging_steps(doses),
            *site_day_steps(limit("D-T02", "old_days", "recorded_on")),
            *judging_steps(site_days),
            *FINDINGS_STEPS,
            applied_step(grains),
        ),
    )
