"""Batch faults: a sheet whose dose columns moved by one row, so that everybody in it carries the
dose of the person one row away.

Each dose of such a sheet is recorded properly elsewhere, on the neighbour. That is how it is seen.
"""

from soat.engine.doses.decisions import DECIDED
from soat.model.dose_tables import BATCH_FAULT_ROWS, BATCH_FAULTS, LIKELY_BATCH_DAYS
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage
from soat.model.tables import DECISIONS_TYPED

FEWEST = 8
_SHARE = 0.6
_PAUSE = "INTERVAL 10 MINUTES"
"""Rows entered with a longer pause between them were not uploaded together."""

# Order: as entered. Only rows that say where, how and when they came in can be a batch.
_ENTERED = SqlStep(
    name="entered_rows",
    row_is="a dose row of a likely day with the rows entered just before and after it",
    sql="""SELECT d.dose_ref, d.history_id, d.given_on, d.product, d.lot, d.site_code, d.source,
            d.recorded_on, d.recorded_at,
            lag(d.history_id) OVER entry AS history_before,
            lag(d.dose_ref) OVER entry AS row_before,
            lead(d.history_id) OVER entry AS history_after,
            lead(d.dose_ref) OVER entry AS row_after,
            lag(d.recorded_at) OVER entry AS entered_before
        FROM placed_doses d JOIN likely_batch_days l ON l.site_code = d.site_code
            AND l.source = d.source AND l.recorded_on = d.recorded_on
        WINDOW entry AS (PARTITION BY d.site_code, d.source, d.recorded_on
            ORDER BY d.recorded_at, d.dose_ref)""",
)

_NEAR_DOSES = SqlStep(
    name="near_doses",
    row_is="a dose row of anybody entered on a likely day",
    sql="""SELECT d.dose_ref, d.history_id, d.given_on, d.product, d.lot FROM placed_doses d
        SEMI JOIN entered_rows e ON e.history_id = d.history_id""",
)


def _met(side: str, direction: int) -> str:
    """Rows of the neighbour on that side that say the same day, product and lot."""
    return f"""SELECT b.dose_ref, b.site_code, b.source, b.recorded_on, {direction} AS direction,
            o.dose_ref AS true_dose_ref
        FROM entered_rows b JOIN near_doses o ON o.history_id = b.history_{side}
            AND o.given_on = b.given_on AND o.product = b.product AND o.lot = b.lot
        WHERE o.dose_ref <> b.row_{side} AND b.history_{side} <> b.history_id"""


_REPEATED = SqlStep(
    name="repeated_facts",
    row_is="a dose row and another recorded row of its neighbour with the same day, product, lot",
    sql=f"{_met('before', 1)} UNION ALL {_met('after', -1)}",
)

_SUSPECTED = SqlStep(
    name="suspected_days",
    row_is="a site, source and day with rows enough that repeat a neighbour's dose",
    sql=f"""SELECT site_code, source, recorded_on FROM repeated_facts
        GROUP BY site_code, source, recorded_on HAVING count(DISTINCT dose_ref) >= {FEWEST}""",
)

# A pause begins a new run; the first row of the day has nothing before it (NULL) and begins one.
_RUNS = SqlStep(
    name="entry_runs",
    row_is="a dose row of a suspected day with the run of rows it was entered in",
    sql=f"""SELECT e.*, sum(CASE WHEN e.recorded_at - e.entered_before <= {_PAUSE} THEN 0 ELSE 1
                END) OVER (PARTITION BY e.site_code, e.source, e.recorded_on
                    ORDER BY e.recorded_at, e.dose_ref
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
        FROM entered_rows e JOIN suspected_days s ON s.site_code = e.site_code
            AND s.source = e.source AND s.recorded_on = e.recorded_on""",
)

_RUN_NAMES = SqlStep(
    name="run_names",
    row_is="a run of rows entered together, named by the first of its dose keys",
    sql="""SELECT site_code, source, recorded_on, run, min(dose_ref) AS batch_id,
            count(*) AS rows_in_batch
        FROM entry_runs GROUP BY site_code, source, recorded_on, run""",
)

_BATCH_ROWS = SqlStep(
    name="batch_rows",
    row_is="a dose row of a suspected day with its run's name",
    sql="""SELECT r.dose_ref, r.history_id, r.given_on, r.product, r.lot,
            r.history_before, r.history_after, n.batch_id, n.site_code, n.source, n.recorded_on,
            n.rows_in_batch
        FROM entry_runs r JOIN run_names n ON n.site_code = r.site_code
            AND n.source = r.source AND n.recorded_on = r.recorded_on AND n.run = r.run""",
)

# A person who has the dose on another row of their own is entered twice, not shifted.
_OWN = SqlStep(
    name="own_facts",
    row_is="a dose row of a suspected day whose own human being has another row of the same dose",
    sql="""WITH own AS (
            SELECT o.history_id, o.given_on, o.product, o.lot FROM near_doses o
            SEMI JOIN batch_rows b ON b.history_id = o.history_id
            GROUP BY o.history_id, o.given_on, o.product, o.lot HAVING count(*) > 1)
        SELECT b.dose_ref FROM batch_rows b JOIN own o ON o.history_id = b.history_id
            AND o.given_on = b.given_on AND o.product = b.product AND o.lot = b.lot""",
)

_SHIFTED = SqlStep(
    name="shifted_rows",
    row_is="a dose row that repeats a neighbour's dose recorded outside its own run",
    sql="""SELECT b.batch_id, b.dose_ref, f.direction, min(f.true_dose_ref) AS true_dose_ref
        FROM batch_rows b JOIN repeated_facts f ON f.dose_ref = b.dose_ref
        LEFT JOIN batch_rows inside
            ON inside.dose_ref = f.true_dose_ref AND inside.batch_id = b.batch_id
        ANTI JOIN own_facts own ON own.dose_ref = b.dose_ref
        WHERE inside.dose_ref IS NULL
        GROUP BY b.batch_id, b.dose_ref, f.direction""",
)

_DIRECTIONS = SqlStep(
    name="shift_directions",
    row_is="a spoiled batch with the direction in which its columns moved",
    sql=f"""WITH counted AS (
            SELECT s.batch_id, s.direction, count(*) AS rows_shifted,
                any_value(n.rows_in_batch) AS rows_in_batch
            FROM shifted_rows s JOIN run_names n ON n.batch_id = s.batch_id
            GROUP BY s.batch_id, s.direction),
        ranked AS (
            SELECT *, row_number() OVER (PARTITION BY batch_id
                ORDER BY rows_shifted DESC, direction DESC) AS place FROM counted)
        SELECT batch_id, direction FROM ranked
        WHERE place = 1 AND rows_shifted >= {FEWEST}
            AND rows_shifted >= {_SHARE} * rows_in_batch""",
)

# Once the sheet is known to be spoiled, a neighbour's row with one slip of its own still counts,
# and so does a dose that by chance is like the person's own.
_REST = SqlStep(
    name="rest_of_shifted",
    row_is="a row of a spoiled batch whose neighbour's true row differs in one of the three",
    sql="""SELECT b.batch_id, b.dose_ref, min(o.dose_ref) AS true_dose_ref
        FROM batch_rows b JOIN shift_directions d ON d.batch_id = b.batch_id
        JOIN near_doses o ON o.history_id =
            CASE d.direction WHEN 1 THEN b.history_before ELSE b.history_after END
        LEFT JOIN batch_rows inside
            ON inside.dose_ref = o.dose_ref AND inside.batch_id = b.batch_id
        WHERE inside.dose_ref IS NULL AND o.history_id <> b.history_id
            AND ((o.given_on = b.given_on AND (o.lot = b.lot OR o.product = b.product))
                OR (o.lot = b.lot AND o.product = b.product
                    AND abs(date_diff('day', o.given_on, b.given_on)) <= 3))
        GROUP BY b.batch_id, b.dose_ref""",
)

# The site may answer that a row stands rightly: then it is no longer set aside.
_FAULT_ROWS = SqlStep(
    name="shifted_away",
    row_is="a dose row of a spoiled batch with the row of the neighbour whose dose it repeats",
    sql="""WITH agreeing AS (
            SELECT s.batch_id, s.dose_ref, s.true_dose_ref FROM shifted_rows s
            JOIN shift_directions d ON d.batch_id = s.batch_id AND d.direction = s.direction),
        found AS (
            FROM agreeing
            UNION ALL
            SELECT r.batch_id, r.dose_ref, r.true_dose_ref FROM rest_of_shifted r
            ANTI JOIN agreeing s ON s.dose_ref = r.dose_ref)
        SELECT f.batch_id, f.dose_ref, f.true_dose_ref
        FROM found f JOIN batch_rows b ON b.dose_ref = f.dose_ref
        ANTI JOIN decided_pairs k ON k.decision = 'not_a_duplicate'
            AND k.first_ref = least(b.dose_ref, f.true_dose_ref)
            AND k.second_ref = greatest(b.dose_ref, f.true_dose_ref)""",
)

_FAULTS = SqlStep(
    name="batch_faults",
    row_is="a batch of rows spoiled together (soat.model.dose_tables.BATCH_FAULTS)",
    kept=True,
    sql="""SELECT 'B' || n.batch_id AS batch_id, n.site_code, n.recorded_on, n.source,
            CAST(n.rows_in_batch AS INTEGER) AS rows_in_batch,
            CAST(count(*) AS INTEGER) AS rows_shifted
        FROM shifted_away a JOIN run_names n ON n.batch_id = a.batch_id
        GROUP BY n.batch_id, n.site_code, n.recorded_on, n.source, n.rows_in_batch""",
)

_OUT = SqlStep(
    name="batch_fault_rows",
    row_is="a dose row of a spoiled batch (soat.model.dose_tables.BATCH_FAULT_ROWS)",
    kept=True,
    sql="SELECT 'B' || batch_id AS batch_id, dose_ref, true_dose_ref FROM shifted_away",
)


_STEPS = (
    DECIDED,
    _ENTERED,
    _NEAR_DOSES,
    _REPEATED,
    _SUSPECTED,
    _RUNS,
    _RUN_NAMES,
    _BATCH_ROWS,
    _OWN,
    _SHIFTED,
    _DIRECTIONS,
    _REST,
    _FAULT_ROWS,
    _FAULTS,
    _OUT,
)


def batch_faults_stage() -> Stage:
    """Likely days, placed doses and decisions → the batches spoiled together, and their rows.

    It looks at the whole country, of which only the rows of the likely days matter.
    """
    return Stage(
        name="batch_faults",
        purpose=Message("Tìm lô nhập lệch dòng", "Find sheets whose rows moved"),
        needs={
            "likely_batch_days": LIKELY_BATCH_DAYS.column_names,
            "placed_doses": (
                *("dose_ref", "history_id", "given_on", "product", "lot", "site_code", "source"),
                *("recorded_on", "recorded_at"),
            ),
            "decisions_typed": DECISIONS_TYPED.column_names,
        },
        gives={table.name: table.column_names for table in (BATCH_FAULTS, BATCH_FAULT_ROWS)},
        steps=_STEPS,
    )
