"""Rows as they were entered, and on which days a sheet may have moved by one row.

Whether a row repeats the dose of the person one row away is asked of all rows of the country, so
the question is made cheap first: every row carries two bits of its day and lot, and the bits of
its whole history. A neighbour whose history lacks a row's bits does not have that dose; the few
days on which enough neighbours have them are looked at in earnest.
"""

from soat.engine.doses.batches import FEWEST
from soat.model.dose_tables import DOSE_ENTRIES, LIKELY_BATCH_DAYS
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage

# Equal days and lots must give equal bits; others should mostly differ.
_DAY = "abs(date_diff('day', DATE '2020-01-01', given_on))"
_ONE = f"({_DAY} * 7 + ascii(right(lot, 1)) * 13 + length(lot)) % 31"
_OTHER = f"31 + ({_DAY} * 11 + ascii(right(lot, 2)) * 5 + ascii(right(lot, 3)) * 17) % 31"
FACT_BITS = f"""CASE WHEN lot IS NULL OR product IS NULL THEN CAST(0 AS BIGINT)
    ELSE (CAST(1 AS BIGINT) << CAST({_ONE} AS INTEGER))
        | (CAST(1 AS BIGINT) << CAST({_OTHER} AS INTEGER)) END"""

_HISTORY_BITS = SqlStep(
    name="history_bits",
    row_is="a human being with the bits of all their dose rows; whether two rows have one day",
    sql="""WITH days AS (
            SELECT history_row, bit_or(fact_bits) AS bits, count(*) AS dose_rows
            FROM placed_doses GROUP BY history_row, given_on)
        SELECT history_row, bit_or(bits) AS history_bits, max(dose_rows) > 1 AS shares_a_day
        FROM days GROUP BY history_row""",
)

# A neighbour's bits prove nothing when they are those of the very row beside: `own_bits` is what
# a row beside must not have, 0 where the history may say the same once more.
_ENTRIES = SqlStep(
    name="dose_entries",
    row_is=DOSE_ENTRIES.row_is,
    kept=True,
    sql="""SELECT d.dose_ref, d.site_code, d.source, d.recorded_at, d.fact_bits, h.history_bits,
            CASE WHEN h.shares_a_day THEN 0 ELSE d.fact_bits END AS own_bits
        FROM placed_doses d JOIN history_bits h ON h.history_row = d.history_row
        WHERE d.site_code IS NOT NULL AND d.source IS NOT NULL AND d.recorded_at IS NOT NULL""",
)

ENTRY_STEPS = (_HISTORY_BITS, _ENTRIES)


def _may_repeat(side: str) -> str:
    return f"(bits_{side} & fact_bits = fact_bits AND own_{side} <> fact_bits)"


# The first and last row of a day have nobody on one side (NULL), and that side repeats nothing.
_LIKELY = SqlStep(
    name="likely_batch_days",
    row_is=LIKELY_BATCH_DAYS.row_is,
    kept=True,
    sql=f"""WITH beside AS (
            SELECT site_code, source, CAST(recorded_at AS DATE) AS recorded_on, fact_bits,
                lag(history_bits) OVER entry AS bits_before, lag(own_bits) OVER entry AS own_before,
                lead(history_bits) OVER entry AS bits_after, lead(own_bits) OVER entry AS own_after
            FROM dose_entries
            WINDOW entry AS (PARTITION BY site_code, source, CAST(recorded_at AS DATE)
                ORDER BY recorded_at, dose_ref))
        SELECT site_code, source, recorded_on FROM beside
        WHERE fact_bits <> 0 AND ({_may_repeat("before")} OR {_may_repeat("after")})
        GROUP BY site_code, source, recorded_on HAVING count(*) >= {FEWEST}""",
)


def likely_days_stage() -> Stage:
    """Rows as entered → the days that must be looked at for batch faults. One site is enough."""
    return Stage(
        name="likely_batch_days",
        purpose=Message("Tìm ngày nhập có thể lệch dòng", "Find days whose sheets may have moved"),
        needs={DOSE_ENTRIES.name: DOSE_ENTRIES.column_names},
        gives={LIKELY_BATCH_DAYS.name: LIKELY_BATCH_DAYS.column_names},
        steps=(_LIKELY,),
        cut_by="site_code",
    )
