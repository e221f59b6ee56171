"""Every table that rooms hand to one another, column by column.

The rooms of `engine` never import each other: they meet in these declarations.
SQL types are DuckDB's. `docs/reference/tables.md` is generated from here.
"""

from soat.model.columns import TEXT as _T
from soat.model.columns import Column, Table
from soat.model.columns import declared as _table

__all__ = ["Column", "Table"]

# ── tables in, as the contract names them: everything is text, as typed ──────────────────────

REGISTER = _table(
    "register",
    "one person in the population register",
    ("citizen_id", _T, "12 digits, unique"),
    ("former_id", _T, "the old card's number; may be NULL; not unique"),
    ("full_name", _T, "as the register writes it"),
    ("birth_date", _T, "YYYY-MM-DD, YYYY-MM or YYYY"),
    ("sex", _T, "male or female"),
    ("residence_code", _T, "commune of permanent residence, 5 digits"),
    ("deceased_on", _T, "ISO date or NULL"),
)

PEOPLE = _table(
    "people",
    "one person profile of the vaccination platform, as typed",
    ("person_ref", _T, "the platform's key, unique"),
    ("full_name", _T, "as typed"),
    ("birth_date", _T, "as typed"),
    ("sex", _T, "as typed"),
    ("citizen_id", _T, "as typed"),
    ("phone", _T, "as typed"),
    ("insurance_id", _T, "as typed"),
    ("nationality", _T, "as typed; NULL means not said"),
    ("residence_code", _T, "as typed"),
    ("residence_text", _T, "as typed"),
    ("guardian_name", _T, "as typed"),
    ("guardian_phone", _T, "as typed"),
)

DOSES = _table(
    "doses",
    "one dose as recorded",
    ("dose_ref", _T, "the platform's key, unique"),
    ("person_ref", _T, "the profile it was entered on"),
    ("given_on", _T, "as typed"),
    ("product", _T, "as typed"),
    ("lot", _T, "as typed"),
    ("dose_kind", _T, "basic, additional, booster or NULL"),
    ("dose_number", _T, "as typed or NULL"),
    ("site_code", _T, "as typed"),
    ("recorded_at", _T, "ISO timestamp"),
    ("source", _T, "who sent it"),
)

DAILY_REPORTS = _table(
    "daily_reports",
    "what a site reported having given in one cell",
    ("site_code", _T, "as typed"),
    ("given_on", _T, "as typed"),
    ("product", _T, "as typed"),
    ("dose_kind", _T, "as typed"),
    ("dose_number", _T, "as typed"),
    ("age_group", _T, "5-11, 12-17 or 18+"),
    ("doses", _T, "a count, as typed"),
    ("reported_at", _T, "ISO timestamp"),
)

SITES = _table(
    "sites",
    "one vaccination site",
    ("site_code", _T, "the site's key, unique"),
    ("name", _T, "as typed"),
    ("commune_code", _T, "as typed"),
    ("opened_on", _T, "ISO date or NULL"),
    ("closed_on", _T, "ISO date or NULL"),
)

DECISIONS = _table(
    "decisions",
    "one human judgement that the machine must not overturn",
    ("decision", _T, "DecisionKind"),
    ("dose_ref", _T, "the dose meant, or NULL"),
    ("other_dose_ref", _T, "the other dose of a pair, or NULL"),
    ("rule_code", _T, "the rule that a site suppresses (D-S01), or NULL"),
    ("site_code", _T, "the site that suppresses a rule, or NULL"),
    ("reason", _T, "why, in the words of who decided"),
    ("decided_by", _T, "who decided; an act without an actor is rejected"),
    ("decided_at", _T, "ISO timestamp; of two judgements on one matter the later holds"),
)

WITHDRAWALS = _table(
    "withdrawals",
    "one dose, or one profile, that stands no more: what `soat update` takes away",
    ("person_ref", _T, "the profile; NULL or only said beside a dose"),
    ("dose_ref", _T, "the dose; NULL: the profile itself is meant"),
    ("reason", _T, "why, in the words of who withdrew it, or NULL"),
    ("withdrawn_by", _T, "who withdrew it; an act without an actor is rejected"),
    ("withdrawn_at", _T, "ISO timestamp, or NULL"),
)

INPUT_TABLES = {
    table.name: table
    for table in (REGISTER, PEOPLE, DOSES, DAILY_REPORTS, SITES, DECISIONS, WITHDRAWALS)
}

# ── the comparable form: what standardize gives ──────────────────────────────────────────────

_NAME_COLUMNS = (
    ("full_name", _T, "as typed"),
    (
        "name_key",
        _T,
        "the name as typed, comparable: NFC, lower case, single spaces, tone marks and i/y "
        "spelling made independent of style; two names agree exactly if and only if these are "
        "equal. NULL when no letter is left",
    ),
    (
        "name_mended_key",
        _T,
        "name_key of the mended name (titles, notes, keystroke residue, legacy fonts and "
        "mojibake undone); equals name_key when nothing needed mending",
    ),
    (
        "name_ascii",
        _T,
        "the mended name folded to a-z and single spaces (đ is d); i/y not folded away beyond "
        "the style rule",
    ),
    ("name_bag", _T, "the syllables of name_ascii in alphabetical order, joined by spaces"),
    ("surname", _T, "first syllable of name_ascii"),
    ("given", _T, "last syllable of name_ascii"),
    (
        "name_damage",
        _T,
        "RepairKind of what mending undid: typing_residue, legacy_font, title_or_note; else NULL",
    ),
    ("name_has_marks", "BOOLEAN", "whether the mended name has any Vietnamese letter or tone"),
)

_BIRTH_COLUMNS = (
    ("birth_text", _T, "as typed"),
    ("birth_date", "DATE", "the full date, when precision is day; else NULL"),
    ("birth_year", "SMALLINT", "NULL when unreadable"),
    ("birth_month", "SMALLINT", "NULL when not given"),
    ("birth_day", "SMALLINT", "NULL when not given"),
    ("birth_precision", _T, "DatePrecision, or NULL when unreadable or missing"),
)

_PLACE_COLUMNS = (
    ("residence_code", _T, "commune, 5 digits, or NULL"),
    ("district_code", _T, "3 digits, or NULL"),
    ("province_code", _T, "2 digits, or NULL"),
)

_NUMBER_STRUCTURE = (
    ("number_province", _T, "digits 1-3 of a 12-digit number, else NULL"),
    ("number_sex", _T, "Sex read from digit 4, else NULL"),
    ("number_year", "SMALLINT", "birth year read from digits 4-6, else NULL"),
)

PEOPLE_COMPARABLE = _table(
    "people_comparable",
    "one accepted person profile in comparable form",
    ("person_ref", _T, "unique"),
    ("number_text", _T, "as typed"),
    ("number_status", _T, "NumberStatus"),
    ("number", _T, "the well-formed number (9 or 12 digits); NULL unless status is present"),
    ("number_kind", _T, "NumberKind or NULL"),
    ("number_digits", _T, "all digits that stand after cleaning, also when malformed; or NULL"),
    (
        "number_mended",
        _T,
        "for a malformed number, the one 12- or 9-digit value it most likely was (lost leading "
        "zero, spreadsheet damage that kept all digits); needs support; or NULL",
    ),
    (
        "number_damage",
        _T,
        "RepairKind seen in the text itself (leading_zero_lost, spreadsheet_number, "
        "digit_missing, digit_extra, missing, value_wrong), or NULL",
    ),
    (
        "number_prefix",
        _T,
        "leading significant digits kept by scientific notation (7.9099E+10 → 079099), or NULL",
    ),
    (
        "number_elsewhere",
        _T,
        "a 12-digit number found in phone or insurance_id when citizen_id holds none, or NULL",
    ),
    *_NUMBER_STRUCTURE,
    *_NAME_COLUMNS,
    *_BIRTH_COLUMNS,
    ("sex", _T, "Sex or NULL"),
    *_PLACE_COLUMNS,
    ("sex_text", _T, "as typed"),
    ("phone", _T, "10 digits, old 11-digit prefixes converted, or NULL"),
    ("insurance_id", _T, "cleaned, or NULL"),
    ("nationality", _T, "ISO 3166 alpha-2, or NULL when not said"),
    ("guardian_ascii", _T, "guardian_name folded like name_ascii, or NULL"),
)

REGISTER_COMPARABLE = _table(
    "register_comparable",
    "one person of the population register in comparable form",
    ("register_row", "BIGINT", "dense row number from 0 in citizen_id order"),
    ("citizen_id", _T, "unique"),
    ("former_id", _T, "9 or 12 digits, or NULL"),
    *_NUMBER_STRUCTURE,
    *_NAME_COLUMNS,
    *_BIRTH_COLUMNS,
    ("sex", _T, "Sex or NULL"),
    *_PLACE_COLUMNS,
    ("deceased_on", "DATE", "or NULL"),
    ("name_count", "INTEGER", "register people with this name_ascii"),
)

REGISTER_SIZE = _table(
    "register_size",
    "the whole register: its number of people, 1 at least",
    ("register_people", "DOUBLE", ""),
)

RESIDENCE_PEOPLE = _table(
    "residence_people",
    "a commune with the register people in it, in its district and in its province",
    ("residence_code", _T, "unique"),
    ("commune_people", "BIGINT", ""),
    ("district_people", "HUGEINT", ""),
    ("province_people", "HUGEINT", ""),
)

REGISTER_NAMES = _table(
    "register_names",
    "a name in a-z that register people have",
    ("name_ascii", _T, "unique"),
    ("name_count", "INTEGER", "register people with it"),
)

REGISTER_FACTS = (REGISTER_SIZE, RESIDENCE_PEOPLE, REGISTER_NAMES)
"""What a stage may know of the whole register while it holds only a part of it."""

PLACES = _table(
    "places",
    "one commune of one epoch",
    ("epoch", _T, "2021 (63 provinces) or 2025 (34 provinces)"),
    ("commune_code", _T, "5 digits"),
    ("commune_name", _T, "with its type, as the statistics office writes it"),
    ("district_code", _T, "3 digits; NULL in epoch 2025"),
    ("district_name", _T, "NULL in epoch 2025"),
    ("province_code", _T, "2 digits"),
    ("province_name", _T, "without its type"),
)

DOSES_TYPED = _table(
    "doses_typed",
    "one accepted dose",
    ("dose_ref", _T, "unique"),
    ("person_ref", _T, "an accepted profile"),
    ("given_on", "DATE", ""),
    ("product", _T, "as typed"),
    ("lot", _T, "as typed"),
    ("dose_kind", _T, "basic, additional, booster or NULL"),
    ("dose_number", "INTEGER", "or NULL"),
    ("site_code", _T, "or NULL"),
    ("recorded_at", "TIMESTAMP", "or NULL"),
    ("source", _T, "or NULL"),
)

DAILY_REPORTS_TYPED = _table(
    "daily_reports_typed",
    "one accepted cell of one daily report; a cell reported again stands twice",
    ("site_code", _T, "as typed"),
    ("given_on", "DATE", ""),
    ("product", _T, "as typed"),
    ("dose_kind", _T, "basic, additional, booster or NULL"),
    ("dose_number", "INTEGER", "or NULL"),
    ("age_group", _T, "5-11, 12-17, 18+, another text as typed, or NULL"),
    ("doses", "BIGINT", "a count, zero or more"),
    ("reported_at", "TIMESTAMP", "or NULL"),
)

SITES_TYPED = _table(
    "sites_typed",
    "one vaccination site",
    ("site_code", _T, "unique"),
    ("name", _T, "as typed"),
    ("commune_code", _T, "as typed"),
    ("opened_on", "DATE", "or NULL"),
    ("closed_on", "DATE", "or NULL"),
)

DECISIONS_TYPED = _table(
    "decisions_typed",
    "one accepted human judgement",
    ("decision", _T, "DecisionKind"),
    *((column.name, column.type, column.meaning) for column in DECISIONS.columns[1:-1]),
    ("decided_at", "TIMESTAMP", "or NULL"),
)

WITHDRAWALS_TYPED = _table(
    "withdrawals_typed",
    "one accepted withdrawal",
    *((column.name, column.type, column.meaning) for column in WITHDRAWALS.columns[:-1]),
    ("withdrawn_at", "TIMESTAMP", "or NULL"),
)

# ── tables out ────────────────────────────────────────────────────────────────────────────────

VERDICTS = _table(
    "verdicts",
    "the verdict of one accepted person profile",
    ("person_ref", _T, "unique"),
    ("number_status", _T, "NumberStatus"),
    ("verdict", _T, "Verdict"),
    ("reasons", "VARCHAR[]", "compared fields that differ, in the contract's order; empty if none"),
    ("citizen_id", _T, "the register's number of the person we say this is, or NULL"),
    ("rule", _T, "Rule"),
    ("match_probability", "DOUBLE", "0-1, calibrated"),
    ("tier", _T, "Tier"),
    ("run_id", _T, "the run that says so"),
)

REPAIRS = _table(
    "repairs",
    "one field of one person to correct",
    ("person_ref", _T, ""),
    ("field", _T, "ComparedField, or a compared column of the profile"),
    ("recorded_value", _T, "as typed; NULL when missing"),
    ("register_value", _T, "as the register writes it"),
    ("kind", _T, "RepairKind"),
    ("tier", _T, "Tier"),
)

CANDIDATES = _table(
    "candidates",
    "one register person who may be this profile (tiers review and ask; at most 5 each)",
    ("person_ref", _T, ""),
    ("rank", "INTEGER", "1 is the likeliest"),
    ("citizen_id", _T, ""),
    ("match_probability", "DOUBLE", "0-1, calibrated"),
    ("number_agreement", _T, "the agreement level of the number"),
    ("name_agreement", _T, ""),
    ("birth_date_agreement", _T, ""),
    ("sex_agreement", _T, ""),
    ("residence_agreement", _T, ""),
)

PERSONS = _table(
    "persons",
    "the human being behind one person profile",
    ("person_ref", _T, "unique"),
    ("history_id", _T, "shared by the profiles of one human being"),
)

REJECTS = _table(
    "rejects",
    "one unusable input row",
    ("table", _T, "the input table's name"),
    ("file", _T, "the file's name as given"),
    ("row_number", "BIGINT", "1 = first data row"),
    ("reason", _T, "RejectReason"),
    ("remedy", _T, "what to do, in Vietnamese and English"),
    ("raw", _T, "the row as JSON text"),
)

INTERNAL_TABLES = (
    PLACES,
    PEOPLE_COMPARABLE,
    REGISTER_COMPARABLE,
    DOSES_TYPED,
    DAILY_REPORTS_TYPED,
    SITES_TYPED,
    DECISIONS_TYPED,
    WITHDRAWALS_TYPED,
)
OUTPUT_TABLES = (VERDICTS, REPAIRS, CANDIDATES, PERSONS, REJECTS)
