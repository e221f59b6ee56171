"""What measures count of one cut of the country: the counts of all cuts are added up."""

from soat.model.columns import TEXT as _T
from soat.model.columns import declared as _table

_COMMUNE = ("commune_code", _T, "as the list of sites says, or NULL")
_DOSES = ("doses", "BIGINT", "how many")

PERSON_CELLS = _table(
    "person_cells",
    "the people of one commune who are alike in verdict, number, tier, rule, reasons, repairs "
    "and number of doses",
    ("province_code", _T, "or unknown"),
    ("district_code", _T, "or unknown"),
    ("commune_code", _T, "or unknown"),
    ("number_status", _T, "NumberStatus"),
    ("verdict", _T, "Verdict"),
    ("tier", _T, "Tier"),
    ("rule", _T, "Rule"),
    ("reasons", "VARCHAR[]", ""),
    ("repairs", "VARCHAR[]", "`field:kind`, sorted"),
    ("dose_count", "BIGINT", "rows of each person; the last is that many or more"),
    ("people", "BIGINT", "how many"),
    _DOSES,
)

STATE_COUNTS = _table(
    "state_counts",
    "the dose rows of one commune that became the same",
    _COMMUNE,
    ("state", _T, "DoseState, or doubtful"),
    _DOSES,
)

ENTERED_COUNTS = _table(
    "entered_counts",
    "the real doses of one commune, given on one day and first entered on one day",
    _COMMUNE,
    ("given_on", "DATE", ""),
    ("entered_on", "DATE", "NULL: not known, or before the dose"),
    _DOSES,
)

CLOCK_COUNTS = _table(
    "clock_counts",
    "the real doses of one commune with the same days between their clocks",
    _COMMUNE,
    ("received", "BIGINT", "days from given to received, or NULL"),
    ("accepted", "BIGINT", "days from received to accepted, or NULL"),
    ("verified", "BIGINT", "days from accepted to verified, or NULL"),
    ("signed", "BIGINT", "days from verified to signed, or NULL"),
    ("is_verified", "BOOLEAN", ""),
    _DOSES,
)

COVERED_COUNTS = _table(
    "covered_counts",
    "the living people of one residence and age group with the same number of real doses",
    ("residence_code", _T, "or NULL"),
    ("age_group", _T, "AgeGroup on the as-of day"),
    ("doses", "BIGINT", "of each; the last is that many or more"),
    ("people", "BIGINT", "how many"),
    ("due_second", "BIGINT", "of these, people due the second dose"),
    ("due_third", "BIGINT", "of these, people due the third dose"),
)

ROW_COUNTS = _table(
    "row_counts",
    "one total that figures must add up to",
    ("named", _T, ""),
    ("total", "BIGINT", ""),
)

LIVING_COUNTS = _table(
    "living_counts",
    "the living people of the register in one residence and age group",
    ("residence_code", _T, "or NULL"),
    ("age_group", _T, "AgeGroup on the as-of day"),
    ("people", "BIGINT", "how many"),
)

# What is counted of one cut; the living are counted of one part of the register.
MEASURE_COUNT_TABLES = (
    *(PERSON_CELLS, STATE_COUNTS, ENTERED_COUNTS, CLOCK_COUNTS, COVERED_COUNTS, ROW_COUNTS),
)
