"""Batch faults: a sheet whose dose columns moved by one row, so that everybody in it carries the
dose of the person one row away.

Each dose of such a sheet is recorded properly elsewhere, on the neighbour. That is how it is seen.
"""

from soat.model.stages import SqlStep

_FEWEST = 8
_SHARE = 0.6
_PAUSE = "INTERVAL 10 MINUTES"
"""Rows entered with a longer pause between them were not uploaded together."""

# Order: as entered. Only rows that say where, how and when they came in can be a batch.
_ENTERED = SqlStep(
    name="entered_rows",
    row_is="a dose row with the rows entered just before and after it at that site that day",
    sql="""SELECT dose_row, history_row, dose_ref, given_on, product, lot, site_code, source,
            recorded_on, recorded_at,
            lag(history_row) OVER entry AS history_before, lag(dose_row) OVER entry AS row_before,
            lead(history_row) OVER entry AS history_after, lead(dose_row) OVER entry AS row_after,
            lag(recorded_at) OVER entry AS entered_before
        FROM placed_doses
        WHERE site_code IS NOT NULL AND source IS NOT NULL AND recorded_at IS NOT NULL
        WINDOW entry AS (PARTITION BY site_code, source, recorded_on
            ORDER BY recorded_at, dose_ref)""",
)


def _met(side: str, direction: int) -> str:
    """Rows of the neighbour on that side that say the same day, product and lot."""
    return f"""SELECT b.dose_row, b.site_code, b.source, b.recorded_on, {direction} AS direction,
            o.dose_row AS true_row, o.dose_ref AS true_dose_ref
        FROM entered_rows b JOIN placed_doses o ON o.history_row = b.history_{side}
            AND o.given_on = b.given_on AND o.product = b.product AND o.lot = b.lot
        WHERE o.dose_row <> b.row_{side} AND b.history_{side} <> b.history_row"""


_REPEATED = SqlStep(
    name="repeated_facts",
    row_is="a dose row and another recorded row of its neighbour with the same day, product, lot",
    sql=f"{_met('before', 1)} UNION ALL {_met('after', -1)}",
)

_SUSPECTED = SqlStep(
    name="suspected_days",
    row_is="a site, source and day with rows enough that repeat a neighbour's dose",
    sql=f"""SELECT site_code, source, recorded_on FROM repeated_facts
        GROUP BY site_code, source, recorded_on HAVING count(DISTINCT dose_row) >= {_FEWEST}""",
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
    sql="""SELECT r.dose_row, r.history_row, r.dose_ref, r.given_on, r.product, r.lot,
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
            SELECT o.history_row, o.given_on, o.product, o.lot FROM placed_doses o
            SEMI JOIN batch_rows b ON b.history_row = o.history_row
            GROUP BY o.history_row, o.given_on, o.product, o.lot HAVING count(*) > 1)
        SELECT b.dose_row FROM batch_rows b JOIN own o ON o.history_row = b.history_row
            AND o.given_on = b.given_on AND o.product = b.product AND o.lot = b.lot""",
)

_SHIFTED = SqlStep(
    name="shifted_rows",
    row_is="a dose row that repeats a neighbour's dose recorded outside its own run",
    sql="""SELECT b.batch_id, b.dose_row, f.direction, min(f.true_dose_ref) AS true_dose_ref
        FROM batch_rows b JOIN repeated_facts f ON f.dose_row = b.dose_row
        LEFT JOIN batch_rows inside
            ON inside.dose_row = f.true_row AND inside.batch_id = b.batch_id
        ANTI JOIN own_facts own ON own.dose_row = b.dose_row
        WHERE inside.dose_row IS NULL
        GROUP BY b.batch_id, b.dose_row, f.direction""",
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
        WHERE place = 1 AND rows_shifted >= {_FEWEST}
            AND rows_shifted >= {_SHARE} * rows_in_batch""",
)

# Once the sheet is known to be spoiled, a neighbour's row with one slip of its own still counts,
# and so does a dose that by chance is like the person's own.
_REST = SqlStep(
    name="rest_of_shifted",
    row_is="a row of a spoiled batch whose neighbour's true row differs in one of the three",
    sql="""SELECT b.batch_id, b.dose_row, min(o.dose_ref) AS true_dose_ref
        FROM batch_rows b JOIN shift_directions d ON d.batch_id = b.batch_id
        JOIN placed_doses o ON o.history_row =
            CASE d.direction WHEN 1 THEN b.history_before ELSE b.history_after END
        LEFT JOIN batch_rows inside
            ON inside.dose_row = o.dose_row AND inside.batch_id = b.batch_id
        WHERE inside.dose_row IS NULL AND o.history_row <> b.history_row
            AND ((o.given_on = b.given_on AND (o.lot = b.lot OR o.product = b.product))
                OR (o.lot = b.lot AND o.product = b.product
                    AND abs(date_diff('day', o.given_on, b.given_on)) <= 3))
        GROUP BY b.batch_id, b.dose_row""",
)

# The site may answer that a row stands rightly: then it is no longer set aside.
_FAULT_ROWS = SqlStep(
    name="set_aside_rows",
    row_is="a dose row of a spoiled batch with the row of the neighbour whose dose it repeats",
    sql="""WITH agreeing AS (
            SELECT s.batch_id, s.dose_row, s.true_dose_ref FROM shifted_rows s
            JOIN shift_directions d ON d.batch_id = s.batch_id AND d.direction = s.direction),
        found AS (
            FROM agreeing
            UNION ALL
            SELECT r.batch_id, r.dose_row, r.true_dose_ref FROM rest_of_shifted r
            ANTI JOIN agreeing s ON s.dose_row = r.dose_row)
        SELECT f.batch_id, f.dose_row, b.dose_ref, f.true_dose_ref
        FROM found f JOIN batch_rows b ON b.dose_row = f.dose_row
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
        FROM set_aside_rows a JOIN run_names n ON n.batch_id = a.batch_id
        GROUP BY n.batch_id, n.site_code, n.recorded_on, n.source, n.rows_in_batch""",
)

_OUT = SqlStep(
    name="batch_fault_rows",
    row_is="a dose row of a spoiled batch (soat.model.dose_tables.BATCH_FAULT_ROWS)",
    kept=True,
    sql="SELECT 'B' || batch_id AS batch_id, dose_ref, true_dose_ref FROM set_aside_rows",
)


def batch_steps() -> tuple[SqlStep, ...]:
    """From placed doses and decisions to the rows set aside, and the batches they came in."""
    return (
        _ENTERED,
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
