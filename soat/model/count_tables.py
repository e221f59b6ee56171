"""Counts of one cut of the country: the counts of all cuts, put together, are added up.

In a cell an unknown part is '' (0 for the number), so that unknown equals unknown.
"""

from soat.model.columns import TEXT as _T
from soat.model.columns import declared as _table

_CELL = (
    ("site_code", _T, "'' when none is said"),
    ("given_on", "DATE", "day of the dose"),
    ("product", _T, "'' when unknown"),
    ("dose_kind", _T, "'' when unknown"),
    ("dose_number", "INTEGER", "0 when unknown"),
    ("age_group", _T, "AgeGroup"),
)

RECORDED_COUNTS = _table(
    "recorded_counts",
    "the real doses of one cell that were entered so many days after their day",
    *_CELL,
    ("commune_code", _T, "the site's commune, or NULL"),
    ("days_after", "INTEGER", "-3 to 3; 0: on the very day, farther from it, or not known when"),
    ("doses", "BIGINT", "how many"),
)

LOT_COUNTS = _table(
    "lot_counts",
    "one lot typed with one product",
    ("lot", _T, ""),
    ("product", _T, ""),
    ("doses", "BIGINT", "accepted rows that say so"),
)

SITELESS_DOSES = _table(
    "siteless_doses",
    "one real dose recorded without its site, and what points to a commune",
    ("dose_ref", _T, "unique"),
    *_CELL[1:],
    ("lot", _T, "or NULL"),
    ("neighbour_commune", _T, "where the person's nearest other dose was given, or NULL"),
    ("residence_code", _T, "as recorded, or NULL"),
)

INTERVAL_COUNTS = _table(
    "interval_counts",
    "doses of one product, kind and number so many days after the dose before them, nothing "
    "lacking between",
    ("product", _T, "or NULL"),
    ("dose_kind", _T, ""),
    ("dose_number", "INTEGER", ""),
    ("days", "INTEGER", "since the dose before"),
    ("doses", "BIGINT", "how many"),
)

GAP_PLACES = _table(
    "gap_places",
    "one dose that a history may lack, in one commune where it may have been given",
    ("commune_code", _T, "of the dose after the gap, or of the one before"),
    ("dose_ref", _T, "the dose after the gap"),
    ("history_id", _T, ""),
    ("person_ref", _T, ""),
    ("age_group", _T, "AgeGroup"),
    ("dose_kind", _T, "of the dose after the gap"),
    ("dose_number", "INTEGER", "of the dose after the gap"),
    ("lacking_kind", _T, "of the dose that may be lacking"),
    ("lacking_number", "INTEGER", "of the dose that may be lacking"),
    ("product", _T, "of the dose after the gap, or NULL"),
    ("earlier_product", _T, "of the dose before the gap, or NULL"),
    ("site_code", _T, "of the dose after the gap, or NULL"),
    ("earlier_site", _T, "of the dose before the gap, or NULL"),
    ("after_day", "DATE", "day of the dose before the gap, or NULL"),
    ("before_day", "DATE", "day of the dose after the gap"),
)

GAP_COUNT_TABLES = (RECORDED_COUNTS, LOT_COUNTS, SITELESS_DOSES, INTERVAL_COUNTS, GAP_PLACES)

USUAL_INTERVALS = _table(
    "usual_intervals",
    "one product, kind and number: the usual days since the dose before, in complete histories",
    ("product", _T, "or NULL"),
    ("dose_kind", _T, ""),
    ("dose_number", "INTEGER", ""),
    ("days", "INTEGER", "the median, rounded down"),
)

# ── what the rules are told of the whole country, and what they count of a cut ───────────────

CHECK_GROUNDS = _table(
    "check_grounds",
    "the run as a whole, one row",
    ("reports_given", "BOOLEAN", "daily reports were given"),
    ("sites_given", "BOOLEAN", "a list of sites was given"),
    ("numbers_given", "BOOLEAN", "some profile has a citizen number"),
)

RULES_ASKED = _table(
    "rules_asked",
    "one rule that is evaluated",
    ("rule_code", _T, "unique"),
    ("name", _T, ""),
    ("severity", _T, "Severity"),
    ("grain", _T, "person, dose or site_day"),
    ("bit", "BIGINT", "the rule's bit among those of its grain"),
    ("suppressible", "BOOLEAN", "a site may suppress it"),
)

SUPPRESSIONS_JUDGED = _table(
    "suppressions_judged",
    "one decision to suppress a rule",
    ("site_code", _T, "or NULL"),
    ("rule_code", _T, "or NULL"),
    ("stands", "BOOLEAN", "everything needed is said"),
)

SUPPRESSED_RULES = _table(
    "suppressed_rules",
    "one rule that one site suppresses",
    ("site_code", _T, ""),
    ("rule_code", _T, ""),
)

SUPPRESSING_SITES = _table(
    "suppressing_sites",
    "one site that suppresses at least one rule",
    ("site_code", _T, "unique"),
)

PERSON_OTHERS = _table(
    "person_others",
    "one profile that breaks a rule about two, with the other profile",
    ("person_ref", _T, ""),
    ("rule_code", _T, ""),
    ("seen", _T, "NULL"),
    ("other_ref", _T, "the other profile"),
)

CROWDED_PHONES = _table(
    "crowded_phones",
    "one phone number of more profiles than a family has",
    ("phone", _T, "unique"),
    ("profiles", "BIGINT", "how many"),
)

CHECK_GROUND_TABLES = (
    *(CHECK_GROUNDS, RULES_ASKED, SUPPRESSIONS_JUDGED, SUPPRESSED_RULES, SUPPRESSING_SITES),
    *(PERSON_OTHERS, CROWDED_PHONES),
)

JUDGED_BY = (RULES_ASKED, SUPPRESSED_RULES, SUPPRESSING_SITES, CHECK_GROUNDS)
"""What every record is judged by, whoever it is of."""

_MARKS = (
    ("commune_code", _T, "or NULL"),
    ("site_code", _T, "the site where it suppresses a rule, else NULL"),
    ("applying", "BIGINT", "the bits of the rules that apply"),
    ("broken", "BIGINT", "the bits of the rules that are broken"),
    ("records", "BIGINT", "how many"),
)
PERSON_MARKS = _table("person_marks", "profiles alike in what applies and is broken", *_MARKS)
DOSE_MARKS = _table("dose_marks", "dose rows alike in what applies and is broken", *_MARKS)

GIVEN_COUNTS = _table(
    "given_counts",
    "the kept doses of one site, given on one day and entered on one day",
    ("site_code", _T, "or NULL"),
    ("day", "DATE", "on which the doses were given"),
    ("entered_on", "DATE", "when they were entered, or NULL"),
    ("doses", "BIGINT", "how many"),
)

ENTRY_COUNTS = _table(
    "entry_counts",
    "one site and one day on which it entered kept doses",
    ("site_code", _T, "or NULL"),
    ("day", "DATE", "of the entry"),
    ("entered", "BIGINT", "doses entered"),
    ("entered_old", "BIGINT", "of these, doses given long before"),
)

INTERNAL_COUNT_TABLES = (
    *(*GAP_COUNT_TABLES, USUAL_INTERVALS, *CHECK_GROUND_TABLES),
    *(PERSON_MARKS, DOSE_MARKS, GIVEN_COUNTS, ENTRY_COUNTS),
)
