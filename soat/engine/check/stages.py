"""The stages of checking: what is known of the whole, people, doses, and sites."""

from datetime import date

from soat.engine.check.condition import limit, literal
from soat.engine.check.dose_rules import dose_conditions
from soat.engine.check.dose_view import dose_steps
from soat.engine.check.findings import (
    DOSE_FINDINGS_STEP,
    PERSON_FINDINGS_STEP,
    SITE_FINDINGS_STEP,
)
from soat.engine.check.grounds import GROUNDS_STEP
from soat.engine.check.judging import Grain, applied_step, judging_steps, rules_step
from soat.engine.check.person_rules import person_conditions
from soat.engine.check.person_view import PERSON_STEPS, ties_steps
from soat.engine.check.site_day_rules import site_day_conditions
from soat.engine.check.site_day_view import SITE_DAY_STEPS, site_count_steps
from soat.engine.check.suppression import SUPPRESSION_STEPS
from soat.model.columns import Table
from soat.model.count_tables import (
    CHECK_GROUND_TABLES,
    CROWDED_PHONES,
    DOSE_MARKS,
    ENTRY_COUNTS,
    GIVEN_COUNTS,
    JUDGED_BY,
    PERSON_MARKS,
    PERSON_OTHERS,
    SUPPRESSIONS_JUDGED,
)
from soat.model.dose_tables import (
    DOSE_FINDINGS,
    LIVES,
    PERSON_FINDINGS,
    RULES_APPLIED,
    SITE_FINDINGS,
)
from soat.model.messages import Message
from soat.model.rules import DOSE_RULES, PERSON_RULES, SITE_DAY_RULES
from soat.model.schedule import Schedule
from soat.model.stages import Stage

Columns = dict[str, tuple[str, ...]]

_PEOPLE_WHOLE = (
    *("person_ref", "number", "number_status", "phone", "name_ascii", "birth_date", "sex"),
    "residence_code",
)
_PEOPLE: Columns = {
    "people_typed": ("person_ref", "phone", "guardian_name", "guardian_phone", "residence_code"),
    "people_comparable": (
        *("person_ref", "number", "number_status", "number_kind", "number_digits"),
        *("number_damage", "number_year", "number_sex", "name_ascii", "name_damage"),
        *("name_has_marks", "birth_date", "birth_year", "birth_precision", "sex", "phone"),
        *("nationality", "residence_code"),
    ),
    "settled_verdicts": ("person_ref", "verdict", "reasons", "rule", "register_row"),
    "repairs": ("person_ref", "field", "kind"),
    LIVES.name: ("person_ref", "deceased_on"),
}
_DOSES: Columns = {
    "doses_settled": (
        *("dose_ref", "state", "kept_dose_ref", "doubtful", "site_code", "commune_code"),
        *("given_on", "product", "product_text", "lot", "recorded_on", "sent_kind", "sent_number"),
        *("dose_kind", "dose_number", "days_since_previous", "minimum_days", "interval_status"),
        *("age_years", "age_allowed", "mix_allowed", "gap_before", "ordinal_differs"),
        *("beyond_schedule", "swapped_on", "in_register", "birth_date", "birth_year"),
        "deceased_on",
    ),
    "dose_pairs": (
        *("dose_ref", "other_dose_ref", "days_apart", "match_probability", "site_agreement"),
    ),
    "batch_fault_rows": ("dose_ref", "true_dose_ref"),
    "sites_typed": ("site_code", "opened_on", "closed_on"),
}
_SITES: Columns = {
    "batch_faults": ("site_code", "recorded_on", "rows_in_batch", "rows_shifted"),
    "daily_reports_comparable": (
        *("site_code", "given_on", "product", "product_text", "dose_kind", "dose_number"),
        *("age_group", "doses", "reported_at"),
    ),
    "sites_typed": ("site_code", "commune_code", "opened_on", "closed_on"),
    "entry_cells": (
        *("site_code", "given_on", "status", "reported", "recorded", "missing"),
        *("explained", "never_entered", "excess", "excess_explained"),
    ),
}


def check_stages(schedule: Schedule, as_of: date) -> tuple[Stage, ...]:
    """Every rule of the catalogue that can be evaluated, against every record at once."""
    grains = (_persons(as_of), _doses(schedule, as_of), _site_days(schedule, as_of))
    persons, doses, site_days = grains
    return (
        _grounds_stage(grains, as_of),
        _people_stage(persons),
        _doses_stage(doses, schedule),
        _sites_stage(site_days, grains),
    )


def _persons(as_of: date) -> Grain:
    conditions = person_conditions(as_of)
    return Grain("person", "person_checked", ("person_ref",), PERSON_RULES, conditions)


def _doses(schedule: Schedule, as_of: date) -> Grain:
    conditions = dose_conditions(schedule, as_of)
    return Grain("dose", "dose_checked", ("dose_ref",), DOSE_RULES, conditions)


def _site_days(schedule: Schedule, as_of: date) -> Grain:
    keys, conditions = ("site_code", "given_on"), site_day_conditions(schedule, as_of)
    return Grain("site_day", "site_day_checked", keys, SITE_DAY_RULES, conditions)


def _of(*tables: Table) -> Columns:
    return {table.name: table.column_names for table in tables}


def _grounds_stage(grains: tuple[Grain, ...], as_of: date) -> Stage:
    """What one record cannot know of itself: rules suppressed, and what other profiles share."""
    return Stage(
        "check_grounds",
        Message("Tìm hồ sơ trùng và quy tắc tạm ngừng", "Finding what profiles share"),
        {
            "people_comparable": _PEOPLE_WHOLE,
            "persons": ("person_ref", "history_id"),
            "settled_verdicts": ("person_ref", "register_row"),
            "daily_reports_comparable": ("site_code",),
            "sites_typed": ("site_code",),
            "decisions_typed": ("decision", "rule_code", "site_code", "reason", "decided_by"),
        },
        _of(*CHECK_GROUND_TABLES),
        (
            GROUNDS_STEP,
            rules_step(grains),
            *SUPPRESSION_STEPS,
            *ties_steps(limit("P-V16", "most_profiles", literal(as_of))),
        ),
    )


def _people_stage(persons: Grain) -> Stage:
    return Stage(
        "check_people",
        Message("Kiểm tra hồ sơ theo bộ quy tắc", "Checking people against the rules"),
        _PEOPLE | _of(PERSON_OTHERS, CROWDED_PHONES, *JUDGED_BY),
        _of(PERSON_FINDINGS, PERSON_MARKS),
        (*PERSON_STEPS, *judging_steps(persons), PERSON_FINDINGS_STEP),
        cut_by="person_ref",
    )


def _doses_stage(doses: Grain, schedule: Schedule) -> Stage:
    return Stage(
        "check_doses",
        Message("Kiểm tra mũi tiêm theo bộ quy tắc", "Checking doses against the rules"),
        _DOSES | _of(*JUDGED_BY),
        _of(DOSE_FINDINGS, DOSE_MARKS, GIVEN_COUNTS, ENTRY_COUNTS),
        (
            *dose_steps(schedule),
            *judging_steps(doses),
            DOSE_FINDINGS_STEP,
            *site_count_steps(limit("D-T02", "old_days", "recorded_on")),
        ),
        cut_by="history_id",
    )


def _sites_stage(site_days: Grain, grains: tuple[Grain, ...]) -> Stage:
    counts = (PERSON_MARKS, DOSE_MARKS, GIVEN_COUNTS, ENTRY_COUNTS, SUPPRESSIONS_JUDGED)
    return Stage(
        "check_sites",
        Message("Kiểm tra cơ sở theo bộ quy tắc", "Checking sites against the rules"),
        _SITES | _of(*counts, *JUDGED_BY),
        _of(SITE_FINDINGS, RULES_APPLIED),
        (*SITE_DAY_STEPS, *judging_steps(site_days), SITE_FINDINGS_STEP, applied_step(grains)),
    )
