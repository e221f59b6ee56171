"""The tables of doses, daily reports and rules that rooms hand to one another, and those out."""

from soat.model.columns import TEXT as _T
from soat.model.columns import declared as _table

_CELL = (
    ("site_code", _T, "the site's key; NULL when none is said"),
    ("given_on", "DATE", "day of the dose"),
    ("product", _T, "product code of the schedule; NULL when unknown"),
    ("dose_kind", _T, "DoseKind; NULL when unknown"),
    ("dose_number", "INTEGER", "within its kind; NULL when unknown"),
    ("age_group", _T, "AgeGroup at the dose"),
)

# ── the comparable form: what standardize gives ──────────────────────────────────────────────

DOSES_COMPARABLE = _table(
    "doses_comparable",
    "one accepted dose row in comparable form",
    ("dose_ref", _T, "unique"),
    ("person_ref", _T, "an accepted profile"),
    ("given_on", "DATE", "as recorded"),
    ("product", _T, "product code of the schedule; NULL when missing or unknown"),
    ("product_family", _T, "products that may be the same vaccine under two names; or NULL"),
    ("product_text", _T, "as typed"),
    ("lot", _T, "capital letters, digits and inner dashes; NULL when missing"),
    ("dose_kind", _T, "DoseKind as sent, or NULL"),
    ("dose_number", "INTEGER", "as sent, or NULL"),
    ("site_code", _T, "as typed, or NULL"),
    ("commune_code", _T, "the site's commune; NULL when the site is not in the list of sites"),
    ("recorded_at", "TIMESTAMP", "or NULL"),
    ("source", _T, "or NULL"),
)

DAILY_REPORTS_COMPARABLE = _table(
    "daily_reports_comparable",
    "one accepted report row in comparable form; a cell reported again stands twice",
    *_CELL,
    ("commune_code", _T, "the site's commune; NULL when the site is not in the list of sites"),
    ("product_text", _T, "as typed"),
    ("doses", "BIGINT", "a count, zero or more"),
    ("reported_at", "TIMESTAMP", "or NULL"),
)

# ── what the room doses gives ────────────────────────────────────────────────────────────────

LIVES = _table(
    "lives",
    "one accepted profile with its human being, and birth, death and residence: as the register "
    "says where the profile is linked, else as recorded",
    ("person_ref", _T, "unique"),
    ("history_id", _T, "the human being"),
    ("register_row", "BIGINT", "of the register person, or NULL"),
    ("birth_date", "DATE", "or NULL"),
    ("birth_year", "INTEGER", "or NULL"),
    ("deceased_on", "DATE", "or NULL"),
    ("residence_code", _T, "or NULL"),
    ("born", "DATE", "the day from which ages are reckoned; NULL when neither side has one"),
    ("born_earliest", "DATE", "the first day on which the person may have been born; or NULL"),
)

PLACED_DOSES = _table(
    "placed_doses",
    "one accepted dose row at its human being",
    ("dose_row", "BIGINT", "a number within the cut, which never leaves it"),
    ("history_row", "BIGINT", "a number of the human being within the cut, which never leaves it"),
    ("dose_ref", _T, "unique"),
    ("person_ref", _T, ""),
    ("history_id", _T, ""),
    ("given_on", "DATE", "as recorded"),
    ("product", _T, "or NULL"),
    ("product_no", "INTEGER", "the product's place in the schedule from 1; 0 when unknown"),
    ("product_family", _T, "or NULL"),
    ("product_text", _T, "as typed"),
    ("lot", _T, "or NULL"),
    ("dose_kind", _T, "as sent, or NULL"),
    ("dose_number", "INTEGER", "as sent, or NULL"),
    ("site_code", _T, "or NULL"),
    ("commune_code", _T, "or NULL"),
    ("recorded_at", "TIMESTAMP", "or NULL"),
    ("recorded_on", "DATE", "or NULL"),
    ("source", _T, "or NULL"),
    ("in_register", "BOOLEAN", "as LIVES says of the profile"),
    ("birth_date", "DATE", "as LIVES says of the profile"),
    ("birth_year", "INTEGER", "as LIVES says of the profile"),
    ("deceased_on", "DATE", "as LIVES says of the profile"),
    ("exchanged_on", "DATE", "the day with day and month exchanged; NULL where that is no other"),
    ("possible_on", "DATE", "the same where it can be; or NULL"),
    ("swapped_on", "DATE", "the same where the day as written cannot be; or NULL"),
    ("age_years", "INTEGER", "full years at the dose, or NULL"),
    ("completeness", "INTEGER", "how many of lot, site and number are said"),
    ("sent_rank", "INTEGER", "where the sent kind and number stand in the sequence; or NULL"),
    ("fact_bits", "BIGINT", "bits that rows of one day and lot share; 0 when no lot is said"),
    ("seen", "INTEGER", "what the row shows of its place beside its days (soat.engine.doses)"),
)

DOSE_ENTRIES = _table(
    "dose_entries",
    "one dose row that says where, how and when it came in, with what its neighbours are asked",
    ("dose_ref", _T, "unique"),
    ("site_code", _T, ""),
    ("source", _T, ""),
    ("recorded_at", "TIMESTAMP", ""),
    ("fact_bits", "BIGINT", "bits that rows of one day and lot share; 0 when no lot is said"),
    ("history_bits", "BIGINT", "the bits of all rows of the history together"),
    ("own_bits", "BIGINT", "the row's bits; 0 where its history may say the same once more"),
)

LIKELY_BATCH_DAYS = _table(
    "likely_batch_days",
    "one site, source and day of entry on which rows enough may repeat a neighbour's dose",
    ("site_code", _T, ""),
    ("source", _T, ""),
    ("recorded_on", "DATE", ""),
)

DOSES_SETTLED = _table(
    "doses_settled",
    "one accepted dose row, with what became of it",
    ("dose_ref", _T, "unique"),
    ("history_id", _T, "the human being"),
    ("person_ref", _T, "the profile it was entered on"),
    ("state", _T, "DoseState"),
    ("kept_dose_ref", _T, "the row that stands for this dose; itself when kept; else NULL"),
    (
        "doubtful",
        "BOOLEAN",
        "kept, but the weaker row of an open pair of possible duplicates: probably no dose",
    ),
    *_CELL[:3],
    ("dose_kind", _T, "DoseKind, derived; of the row kept when a duplicate; NULL when set aside"),
    ("dose_number", "INTEGER", "derived, within its kind; as above"),
    ("dose_in_sequence", "INTEGER", "1 for the first dose of the history, and so on; or NULL"),
    ("age_group", _T, "AgeGroup at the dose, by the register's birth date where linked"),
    ("sent_kind", _T, "as sent"),
    ("sent_number", "INTEGER", "as sent"),
    ("commune_code", _T, "the site's commune, or NULL"),
    ("recorded_on", "DATE", "or NULL"),
    ("product_text", _T, "as typed"),
    ("lot", _T, "as comparable, or NULL"),
    ("in_register", "BOOLEAN", "the profile is linked to a person of the register"),
    ("birth_date", "DATE", "as the register says where linked, else as recorded; or NULL"),
    ("birth_year", "INTEGER", "the same; or NULL"),
    ("deceased_on", "DATE", "as the register says; NULL: not linked, or alive"),
    # What follows is said of a dose that counts: kept and not doubtful. Else it is NULL.
    ("place", "INTEGER", "the dose's place in the whole sequence as people count it"),
    ("days_since_previous", "INTEGER", "since the dose that counts before it; or NULL"),
    ("minimum_days", "INTEGER", "the minimum interval in force; NULL when no rule says"),
    ("grace_days", "INTEGER", "days of grace in force; or NULL"),
    ("interval_status", _T, "IntervalStatus"),
    ("age_years", "INTEGER", "full years at the dose; NULL when the birth date is unknown"),
    ("age_allowed", "BOOLEAN", "within the product's ages on that day; NULL when not known"),
    ("mix_allowed", "BOOLEAN", "the product may follow those before it; NULL when not known"),
    ("gap_before", "INTEGER", "doses that the sequence lacks just before this one"),
    ("ordinal_differs", "BOOLEAN", "a kind or number was sent, and it is not the derived one"),
    ("beyond_schedule", "BOOLEAN", "more doses than the schedule knew on that day"),
    ("swapped_on", "DATE", "the likelier day when day and month were probably exchanged; or NULL"),
)

DOSE_GAPS = _table(
    "dose_gaps",
    "one dose that counts and before which its history lacks doses, with the dose before the gap",
    ("dose_ref", _T, "the dose after the gap"),
    ("history_id", _T, ""),
    ("person_ref", _T, "the profile on which it stands"),
    ("age_group", _T, "AgeGroup"),
    ("dose_kind", _T, "DoseKind, derived"),
    ("dose_number", "INTEGER", "derived, within its kind"),
    *(
        (f"{side}{name}", kind, f"{said}; or NULL")
        for side, said in (("", "of the dose after the gap"), ("earlier_", "of the one before"))
        for name, kind in (
            *(("given_on", "DATE"), ("product", _T), ("site_code", _T), ("commune_code", _T)),
        )
    ),
)

_ROW_SHOWN = (
    ("given_on", "DATE"),
    ("product", _T),
    ("lot", _T),
    ("dose_kind", _T),
    ("dose_number", "INTEGER"),
    ("site_code", _T),
    ("recorded_at", "TIMESTAMP"),
    ("source", _T),
    ("person_ref", _T),
)
_BOTH_ROWS = tuple(
    (f"{side}{name}", kind, "as recorded") for side in ("", "other_") for name, kind in _ROW_SHOWN
)
DOSE_PAIRS = _table(
    "dose_pairs",
    "two kept rows of one history that may be one dose, for the site's list",
    ("dose_ref", _T, "the row that would be kept"),
    ("other_dose_ref", _T, "the weaker row"),
    ("history_id", _T, ""),
    ("owner_site", _T, "the site that entered the weaker row, whose list it is; or NULL"),
    ("match_probability", "DOUBLE", "0-1: how likely the two are one dose"),
    ("days_apart", "INTEGER", "between the two recorded days"),
    ("window_days", "INTEGER", "the pair's window: minimum interval - grace - 1; or NULL"),
    ("product_agreement", _T, "PairAgreement"),
    ("lot_agreement", _T, "PairAgreement"),
    ("site_agreement", _T, "PairAgreement; similar is another site of the same commune"),
    ("ordinal_agreement", _T, "PairAgreement"),
    *_BOTH_ROWS,
)

BATCH_FAULTS = _table(
    "batch_faults",
    "one batch of rows spoiled together: a spreadsheet column moved by one row",
    ("batch_id", _T, "names the batch without naming a person"),
    ("site_code", _T, "or NULL"),
    ("recorded_on", "DATE", "the day on which the batch was entered"),
    ("source", _T, "or NULL"),
    ("rows_in_batch", "INTEGER", "rows entered together"),
    ("rows_shifted", "INTEGER", "rows that repeat the dose of the person one row away"),
)

BATCH_FAULT_ROWS = _table(
    "batch_fault_rows",
    "one dose row of a spoiled batch",
    ("batch_id", _T, ""),
    ("dose_ref", _T, "the row set aside"),
    ("true_dose_ref", _T, "the row of the neighbour whose dose it repeats"),
)

HISTORIES = _table(
    "histories",
    "one real dose of one human being, duplicates collapsed",
    ("history_id", _T, ""),
    ("dose_ref", _T, "the row kept"),
    ("given_on", "DATE", "as recorded"),
    ("product", _T, "product code; the text as typed when the product is unknown"),
    ("dose_kind", _T, "DoseKind, derived"),
    ("dose_number", "INTEGER", "derived, within its kind"),
    ("dose_in_sequence", "INTEGER", "1 for the first dose of the history, and so on"),
    ("label", _T, "mũi n: the dose's place in the whole sequence as people count it"),
)

DOSE_ROWS = _table(
    "dose_rows",
    "one accepted dose row and the row that stands for it: nothing is lost, all can be undone",
    ("dose_ref", _T, "unique"),
    ("history_id", _T, ""),
    ("state", _T, "DoseState"),
    ("kept_dose_ref", _T, "the row that stands for this dose, or NULL when set aside"),
)

# ── what the room measure gives beside figures ───────────────────────────────────────────────

ENTRY_CELLS = _table(
    "entry_cells",
    "one cell: a site, day, product, dose and age group, reported or recorded",
    *_CELL,
    ("commune_code", _T, "the site's commune, or NULL"),
    ("status", _T, "CellStatus"),
    ("reported", "BIGINT", "doses reported; NULL when the site-day has no report"),
    ("recorded", "BIGINT", "real doses recorded: kept, and not doubtful"),
    ("missing", "BIGINT", "max(0, reported - recorded); NULL unless compared"),
    ("excess", "BIGINT", "max(0, recorded - reported); NULL unless compared"),
    ("explained", "BIGINT", "of the missing: found in another cell; NULL unless compared"),
    ("never_entered", "BIGINT", "missing - explained; NULL unless compared"),
    (
        "excess_explained",
        "BIGINT",
        "doses recorded here that belong to another cell: of the excess, or of the records of a "
        "site-day without report; NULL when none is known to",
    ),
)

ENTRY_EXPLANATIONS = _table(
    "entry_explanations",
    "doses missing in one cell that were entered in another: every dose is used once",
    *((name, kind, f"of the cell that lacks them: {said}") for name, kind, said in _CELL),
    ("explanation", _T, "Explanation"),
    *((f"found_{name}", kind, "of the cell that has them too many") for name, kind, _ in _CELL),
    ("commune_code", _T, "of the lacking cell's site, or NULL"),
    ("doses", "BIGINT", "how many"),
)

MISSING_CANDIDATES = _table(
    "missing_candidates",
    "one human being who may have had a dose that was never entered",
    *_CELL,
    ("rank", "INTEGER", "1 is the likeliest of the cell"),
    ("history_id", _T, ""),
    ("person_ref", _T, "the profile on which the next dose after the gap stands"),
    ("dose_ref", _T, "the dose that comes after the gap"),
    ("days_off", "INTEGER", "days between the cell's day and the likeliest day for the gap"),
)

DOSE_CLOCKS = _table(
    "dose_clocks",
    "the four clocks of one accepted dose row",
    ("dose_ref", _T, "unique"),
    ("received_on", "DATE", "when it was entered; NULL when not said"),
    ("accepted_on", "DATE", "as-of day of the first run that accepted it"),
    ("verified_on", "DATE", "as-of day of the first run whose verdict was verified, or NULL"),
    ("signed_on", "DATE", "when its certificate was signed; NULL: not signed"),
)

# ── what the room check gives ────────────────────────────────────────────────────────────────

PERSON_FINDINGS = _table(
    "person_findings",
    "one rule broken by one person profile",
    ("person_ref", _T, ""),
    ("finding", _T, "the rule's name: docs/reference/rules.md"),
    ("severity", _T, "Severity"),
    ("other_person_ref", _T, "the other profile, where the rule is about two; or NULL"),
    ("detail", _T, "what was seen, without personal data; or NULL"),
    ("suppressed", "BOOLEAN", "the site suppresses this rule: counted apart"),
)

DOSE_FINDINGS = _table(
    "dose_findings",
    "one rule broken by one dose",
    ("dose_ref", _T, ""),
    ("finding", _T, "the rule's name: docs/reference/rules.md"),
    ("severity", _T, "Severity"),
    ("other_dose_ref", _T, "the other dose, where the rule is about two; or NULL"),
    ("detail", _T, "what was seen, without personal data; or NULL"),
    ("suppressed", "BOOLEAN", "the site suppresses this rule: counted apart"),
)

SITE_FINDINGS = _table(
    "site_findings",
    "one rule broken by one site on one day",
    ("site_code", _T, ""),
    ("given_on", "DATE", "the day; NULL when the rule is about the site as a whole"),
    ("finding", _T, "the rule's name: docs/reference/rules.md"),
    ("severity", _T, "Severity"),
    ("doses", "BIGINT", "how many doses it is about, or NULL"),
    ("detail", _T, "what was seen; or NULL"),
    ("suppressed", "BOOLEAN", "the site suppresses this rule: counted apart"),
)

RULES_APPLIED = _table(
    "rules_applied",
    "one rule in one commune: to how many records it applied, and how many broke it",
    ("rule_code", _T, "D-S01"),
    ("commune_code", _T, "residence for person rules, place of the dose otherwise; or NULL"),
    ("applied", "BIGINT", "records to which the rule applies"),
    ("failed", "BIGINT", "of these, records that break it and are not suppressed"),
    ("suppressed", "BIGINT", "of these, records that break it at a site that suppresses it"),
)

INTERNAL_DOSE_TABLES = (
    DOSES_COMPARABLE,
    DAILY_REPORTS_COMPARABLE,
    LIVES,
    PLACED_DOSES,
    DOSE_ENTRIES,
    LIKELY_BATCH_DAYS,
    DOSES_SETTLED,
    DOSE_GAPS,
    RULES_APPLIED,
)
OUTPUT_DOSE_TABLES = (
    HISTORIES,
    DOSE_ROWS,
    DOSE_PAIRS,
    BATCH_FAULTS,
    BATCH_FAULT_ROWS,
    DOSE_FINDINGS,
    PERSON_FINDINGS,
    SITE_FINDINGS,
    ENTRY_CELLS,
    ENTRY_EXPLANATIONS,
    MISSING_CANDIDATES,
    DOSE_CLOCKS,
)
