"""Is the repair named after what was really done to the record?

Only fields spoiled by exactly one corruption, of people linked to the right person: there the
name of the repair has one right answer (or a few that say the same).
"""

from dataclasses import dataclass

import duckdb

_TYPO = ("typo",)
_LEGACY = ("legacy_font",)
_RELATIVES = ("guardians_number", "other_person")
_REGISTER = ("register_suspect",)

# What was done -> the repair kinds that name it. An empty tuple: no repair is due.
EXPECTED: dict[str, tuple[str, ...]] = {
    "number_missing": ("missing",),
    "number_leading_zero_lost": ("leading_zero_lost",),
    "number_former_zero_lost": ("leading_zero_lost",),
    "number_digit_dropped": ("digit_missing",),
    "number_digit_added": ("digit_extra",),
    "number_scientific": ("spreadsheet_number",),
    "number_letters": ("value_wrong", "digit_wrong", "digit_missing"),
    "number_placeholder": ("value_wrong", "missing"),
    "number_phone_swapped": ("other_column",),
    "number_digit_wrong": ("digit_wrong",),
    "number_digits_swapped": ("digits_swapped",),
    "number_former_used": (),
    "number_former_unknown": ("former_number",),
    "number_guardians": ("guardians_number",),
    "number_spouses": _RELATIVES,
    "number_siblings": _RELATIVES,
    "number_twins": _RELATIVES,
    "number_unrelated": ("other_person",),
    "name_no_diacritics": ("diacritics_missing",),
    "name_tone_wrong": ("diacritics_wrong",),
    "name_mark_missing": ("diacritics_missing", "diacritics_wrong"),
    "name_telex": ("typing_residue",),
    "name_vni_keys": ("typing_residue",),
    "name_tcvn3": _LEGACY,
    "name_vni_font": _LEGACY,
    "name_mojibake": _LEGACY,
    "name_title": ("title_or_note",),
    "name_note": ("title_or_note",),
    "name_given_first": ("name_order",),
    "name_middle_missing": ("name_part_missing",),
    "name_part_added": ("name_part_extra",),
    "name_letter_added": _TYPO,
    "name_letter_dropped": _TYPO,
    "name_letter_changed": _TYPO,
    "name_letters_swapped": _TYPO,
    "name_initials": ("name_part_missing",),
    "name_guardian_swapped": ("other_column",),
    "name_parents": ("other_person", "value_wrong"),
    "birth_day_month_swapped": ("day_month_swapped",),
    "birth_year_only": ("year_only",),
    "birth_first_january": ("year_only",),
    "birth_day_wrong": ("day_wrong",),
    "birth_month_wrong": ("month_wrong",),
    "birth_year_off_by_one": ("year_wrong",),
    "birth_year_off_by_ten": ("year_wrong",),
    "birth_year_typo": ("year_wrong",),
    "birth_missing": ("missing",),
    "birth_unreadable": ("missing", "value_wrong"),
    "sex_flipped": ("value_wrong",),
    "sex_missing": ("missing",),
    "register_name_wrong": _REGISTER,
    "register_birth_day_month_swapped": _REGISTER,
    "register_birth_year_wrong": _REGISTER,
    "register_sex_wrong": _REGISTER,
}

_NAMED_SQL = """
-- one row: what was done to a field and the repair named for it, with how often.
-- fields spoiled once, people linked rightly; '(no repair)' where the field was not listed
with spoiled as (
    select person_ref, spoiled.field as field, spoiled.kind as done
    from (select person_ref, unnest(corruptions) as spoiled from scored where right_link)
    where spoiled.field in ('number', 'name', 'birth_date', 'sex')),
alone as (
    select * from spoiled
    qualify count(*) over (partition by person_ref, field) = 1)
select done, coalesce(r.kind, '(no repair)') as said, count(*) as fields
from alone a left join repairs r using (person_ref, field)
group by all order by done, fields desc, said"""

_SAFE_BY_KIND_SQL = """
-- one row: a repair kind with its repairs of tier safe, those of wrongly linked people, and those
-- of rightly linked people in whose field the register itself is wrong
with register_errors as (
    select distinct person_ref, spoiled.field as field
    from (select person_ref, unnest(corruptions) as spoiled from scored where right_link)
    where starts_with(spoiled.kind, 'register_'))
select r.kind, count(*), count(*) filter (s.wrong_link), count(e.person_ref)
from repairs r join scored s using (person_ref)
left join register_errors e on e.person_ref = r.person_ref and e.field = r.field
where r.tier = 'safe' group by r.kind order by 2 desc, r.kind"""


@dataclass(frozen=True)
class SafeRow:
    """The repairs of one kind that may be applied in bulk, and the harm they would do."""

    kind: str
    repairs: int
    wrong_person: int
    register_wrong: int

    @property
    def wrong_per_10_000(self) -> float:
        return 10_000 * (self.wrong_person + self.register_wrong) / self.repairs


@dataclass(frozen=True)
class NamedRow:
    """How the repairs of one corruption kind were named."""

    done: str
    fields: int
    rightly: int
    said: dict[str, int]

    @property
    def expected(self) -> tuple[str, ...]:
        return EXPECTED.get(self.done, ())


def named_rows(con: duckdb.DuckDBPyConnection) -> list[NamedRow]:
    """For each corruption kind the names given to its repairs."""
    said_of: dict[str, dict[str, int]] = {}
    for done, said, fields in con.execute(_NAMED_SQL).fetchall():
        said_of.setdefault(done, {})[said] = fields
    return [_named_row(done, said) for done, said in said_of.items()]


def _named_row(done: str, said: dict[str, int]) -> NamedRow:
    right_names = EXPECTED.get(done) or ("(no repair)",)
    rightly = sum(fields for name, fields in said.items() if name in right_names)
    return NamedRow(done, sum(said.values()), rightly, said)


def safe_by_kind(con: duckdb.DuckDBPyConnection) -> list[SafeRow]:
    """One row for each kind that is ever `safe`, the most frequent first."""
    return [SafeRow(*row) for row in con.execute(_SAFE_BY_KIND_SQL).fetchall()]
