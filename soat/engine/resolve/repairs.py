"""Repairs have names: what went wrong in each field of a linked profile, and who may apply it."""

import tomllib
from pathlib import Path
from typing import Any

from soat.engine.resolve.declared import declared_repairs_sql
from soat.model.agreement import SAME_BIRTH_DATE, SAME_NAME, SAME_SEX
from soat.model.profile import Profile
from soat.model.stages import SqlStep

_POLICY = Path(__file__).parent / "policy.toml"

# A relative old enough to have signed for the person.
_GUARDIAN_YEARS = 14

_NUMBER_KIND = f"""CASE
    WHEN l.number_agreement = 'mended' THEN coalesce(p.number_damage, 'spreadsheet_number')
    WHEN l.number_agreement = 'elsewhere' THEN 'other_column'
    WHEN p.number_status = 'missing' THEN 'missing'
    WHEN l.number_agreement IN ('one_digit', 'neighbouring') THEN 'digit_wrong'
    WHEN l.number_agreement = 'swapped' THEN 'digits_swapped'
    WHEN l.number_agreement = 'digit_missing_or_extra' THEN
        CASE WHEN length(p.number_digits) IN (8, 11) THEN 'digit_missing' ELSE 'digit_extra' END
    WHEN p.number_prefix IS NOT NULL THEN 'spreadsheet_number'
    WHEN owner.register_row IS NOT NULL AND (owner.name_ascii = p.guardian_ascii
        OR (r.birth_year - owner.birth_year >= {_GUARDIAN_YEARS}
            AND owner.residence_code = r.residence_code)) THEN 'guardians_number'
    WHEN owner.register_row IS NOT NULL THEN 'other_person'
    WHEN p.number_status = 'present' AND p.number_kind = 'cmnd' THEN 'former_number'
    ELSE 'value_wrong' END"""

_NAME_KIND = """CASE
    WHEN p.name_key IS NULL THEN 'missing'
    WHEN p.name_damage IS NOT NULL AND l.name_agreement IN
        ('mended', 'unmarked', 'marks_differ', 'order_differs', 'near', 'near_known')
        THEN p.name_damage
    WHEN l.name_agreement = 'unmarked' THEN 'diacritics_missing'
    WHEN l.name_agreement = 'marks_differ' THEN 'diacritics_wrong'
    WHEN l.name_agreement = 'order_differs' THEN 'name_order'
    WHEN l.name_agreement = 'elsewhere' THEN 'other_column'
    WHEN l.name_agreement IN ('part_missing', 'part_missing_elsewhere', 'initials') THEN
        CASE WHEN length(p.name_ascii) < length(r.name_ascii) THEN 'name_part_missing'
            ELSE 'name_part_extra' END
    WHEN l.name_agreement IN ('near', 'near_known', 'near_given_same', 'near_two',
        'middle_differs') THEN 'typo'
    ELSE 'value_wrong' END"""

# The number's own digits were given at birth registration: where they side with the record
# against the register's birth year or sex, the register is the suspect.
_BIRTH_DATE_KIND = """CASE
    WHEN p.birth_text IS NULL OR p.birth_year IS NULL THEN 'missing'
    WHEN r.number_year = p.birth_year AND r.number_year <> r.birth_year THEN 'register_suspect'
    WHEN l.birth_date_agreement = 'swapped' THEN 'day_month_swapped'
    WHEN l.birth_date_agreement = 'year_only' THEN 'year_only'
    WHEN l.birth_date_agreement = 'month_only' THEN 'month_only'
    WHEN l.birth_date_agreement = 'register_partial' THEN 'register_suspect'
    WHEN l.birth_date_agreement IN ('day_near', 'day_wrong') THEN 'day_wrong'
    WHEN l.birth_date_agreement = 'month_wrong' THEN 'month_wrong'
    WHEN l.birth_date_agreement IN ('year_near', 'year_wrong') THEN 'year_wrong'
    ELSE 'value_wrong' END"""

_SEX_KIND = """CASE
    WHEN p.sex IS NULL THEN 'missing'
    WHEN r.number_sex = p.sex AND r.number_sex <> r.sex THEN 'register_suspect'
    ELSE 'value_wrong' END"""


def repair_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """From links to `field_repairs`: one row a field to correct, with kind and tier."""
    numbered = profile.number_scheme != "none"
    return (_linked_step(numbered), _kinds_step(profile), policy_step(), _TIERED)


def _linked_step(numbered: bool) -> SqlStep:
    # Without a number scheme the register's number is only its key: NULL, not comparable.
    same_number = "l.number_agreement IN ('exact', 'former')" if numbered else "NULL::BOOLEAN"
    number_kind = _NUMBER_KIND if numbered else "NULL::VARCHAR"
    return SqlStep(
        name="linked_fields",
        row_is="a linked profile with, for each field, whether it agrees and what went wrong",
        sql=f"""SELECT l.person_ref, l.probability, l.citizen_id, {same_number} AS same_number,
            {SAME_NAME} AS same_name, {SAME_BIRTH_DATE} AS same_birth_date, {SAME_SEX} AS same_sex,
            {number_kind} AS number_kind, {_NAME_KIND} AS name_kind,
            {_BIRTH_DATE_KIND} AS birth_date_kind, {_SEX_KIND} AS sex_kind,
            p.number_text, p.full_name, p.birth_text, p.sex_text,
            r.full_name AS register_name, r.birth_text AS register_birth, r.sex AS register_sex
        FROM links l JOIN unsettled_people p ON l.person_ref = p.person_ref
        JOIN register_comparable r ON l.register_row = r.register_row
        LEFT JOIN number_pairs n ON n.person_ref = l.person_ref
            AND n.number_agreement = 'exact' AND n.register_row <> l.register_row
        LEFT JOIN register_comparable owner ON owner.register_row = n.register_row""",
    )


def _kinds_step(profile: Profile) -> SqlStep:
    return SqlStep(
        name="repair_kinds",
        row_is="a field of a linked profile that differs from the register, with what went wrong",
        sql=_FOUR_FIELDS + declared_repairs_sql(profile),
    )


_FOUR_FIELDS = """
        SELECT person_ref, probability, 1 AS field_order, 'number' AS field,
            number_text AS recorded_value, citizen_id AS register_value, number_kind AS kind
        FROM linked_fields WHERE NOT same_number
        UNION ALL
        SELECT person_ref, probability, 2, 'name', full_name, register_name, name_kind
        FROM linked_fields WHERE NOT same_name
        UNION ALL
        SELECT person_ref, probability, 3, 'birth_date', birth_text, register_birth,
            birth_date_kind
        FROM linked_fields WHERE NOT same_birth_date
        UNION ALL
        SELECT person_ref, probability, 4, 'sex', sex_text, register_sex, sex_kind
        FROM linked_fields WHERE NOT same_sex
"""


def policy_lines() -> list[dict[str, Any]]:
    """The policy file: `field`, `kind` and `safe_from` of each kind of repair that may be safe."""
    lines: list[dict[str, Any]] = tomllib.loads(_POLICY.read_text(encoding="utf-8"))["line"]
    return lines


def policy_step() -> SqlStep:
    """The policy file as a table: kind of repair → the probability from which it is safe."""
    rows = ", ".join(
        f"('{line['field']}', '{line['kind']}', {line['safe_from']!r}::DOUBLE)"
        for line in policy_lines()
    )
    return SqlStep(
        name="policy",
        row_is="a kind of repair that may be safe, with the probability from which it is",
        sql=f"SELECT * FROM (VALUES {rows}) AS lines(field, kind, safe_from)",
    )


_TIERED = SqlStep(
    name="field_repairs",
    row_is="a field to correct, with its kind and the tier that the policy gives it",
    sql="""SELECT k.* EXCLUDE (probability),
            CASE WHEN k.probability >= policy.safe_from THEN 'safe' ELSE 'review' END AS tier
        FROM repair_kinds k LEFT JOIN policy
            ON policy.field = k.field AND policy.kind = k.kind""",
)
