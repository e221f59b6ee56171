"""One history in order of time, and the place of every dose in it."""

from soat.engine.doses.facts import SITUATION
from soat.engine.doses.pattern_steps import pattern_steps
from soat.engine.doses.patterns import alphabet_of
from soat.model.schedule import Schedule
from soat.model.stages import SqlStep, Step

# ── day and month exchanged, seen by the order of the numbers sent ───────────────────────────

_DISORDERED = SqlStep(
    name="exchange_candidates",
    row_is="a dose out of order with the numbers sent, that has another possible day",
    sql="""SELECT d.dose_row, d.history_row, d.possible_on, d.sent_rank
        FROM (SELECT one_row AS dose_row FROM related_rows WHERE disordered
            UNION SELECT other_row FROM related_rows WHERE disordered) r
        JOIN standing_doses d ON d.dose_row = r.dose_row
        ANTI JOIN doubtful_rows f ON f.dose_row = d.dose_row
        WHERE d.possible_on IS NOT NULL AND d.swapped_on IS NULL""",
)

# A rank that is not said (NULL) is in order with anything.
_EXCHANGED = SqlStep(
    name="exchanged_doses",
    row_is="a dose that is in order with all others once its day and month are exchanged",
    sql="""SELECT c.dose_row, c.history_row, c.possible_on
        FROM exchange_candidates c
        JOIN standing_doses o ON o.history_row = c.history_row AND o.dose_row <> c.dose_row
        ANTI JOIN doubtful_rows f ON f.dose_row = o.dose_row
        GROUP BY c.dose_row, c.history_row, c.possible_on
        HAVING coalesce(bool_and(o.given_on <> c.possible_on AND (o.sent_rank IS NULL
            OR (o.sent_rank < c.sent_rank) = (o.given_on < c.possible_on))), false)""",
)

_SWAPS = SqlStep(
    name="swapped_doses",
    row_is="the one dose of a history whose day and month were probably exchanged",
    sql="""SELECT any_value(dose_row) AS dose_row, any_value(possible_on) AS swapped_on
        FROM exchanged_doses GROUP BY history_row HAVING count(*) = 1""",
)

# ── order ────────────────────────────────────────────────────────────────────────────────────

# Two doses of one day stand in the order of the numbers sent, then of their keys.
_WATCHED_ORDER = SqlStep(
    name="watched_order",
    row_is="a dose that counts of a watched history, with its place in time",
    sql="""WITH days AS (
            SELECT d.dose_row, d.history_row, d.dose_ref, d.seen, d.product_no, d.sent_rank,
                d.age_years, coalesce(w.swapped_on, d.swapped_on) AS swapped_on,
                coalesce(w.swapped_on, d.swapped_on, d.given_on) AS order_on
            FROM standing_doses d
            LEFT JOIN swapped_doses w ON w.dose_row = d.dose_row
            ANTI JOIN doubtful_rows f ON f.dose_row = d.dose_row)
        SELECT dose_row, history_row, seen, product_no, age_years, swapped_on, order_on,
            CAST(row_number() OVER history AS INTEGER) AS position,
            lag(product_no) OVER history AS previous_product_no,
            CAST(date_diff('day', lag(order_on) OVER history, order_on) AS INTEGER)
                AS days_since_previous
        FROM days
        WINDOW history AS (PARTITION BY history_row
            ORDER BY order_on, sent_rank NULLS LAST, dose_ref)""",
)


_ORDERED = SqlStep(
    name="ordered_doses",
    row_is="a dose that counts, with its place in time",
    sql="""SELECT o.dose_row, o.history_row, o.seen, o.product_no, o.age_years,
            CAST(NULL AS DATE) AS swapped_on, o.order_on, o.position, o.previous_product_no,
            CAST(date_diff('day', o.previous_on, o.order_on) AS INTEGER) AS days_since_previous
        FROM first_order o
        ANTI JOIN watched_histories w ON w.history_row = o.history_row
        UNION ALL SELECT * FROM watched_order""",
)

_SLOTS = SqlStep(
    name="dose_slots",
    row_is="a dose that counts, with its derived kind and number and the situation it is held in",
    sql=f"""SELECT o.dose_row, o.history_row, o.position, o.swapped_on, o.days_since_previous,
            s.dose_kind, s.dose_number, s.place, s.gap_before, o.product_no,
            coalesce(o.previous_product_no, 0) AS previous_product_no, o.age_years, o.order_on,
            {SITUATION} AS situation
        FROM ordered_doses o
        JOIN history_patterns h ON h.history_row = o.history_row
        JOIN patterns p ON p.code_1 = h.code_1 AND p.code_2 = h.code_2 AND p.more = h.more
        JOIN pattern_slots s ON s.pattern_no = p.pattern_no AND s.position = o.position""",
)


def order_steps(schedule: Schedule) -> tuple[Step, ...]:
    """From standing doses and doubts to `dose_slots`."""
    alphabet = alphabet_of(schedule)
    return (
        _DISORDERED,
        _EXCHANGED,
        _SWAPS,
        _WATCHED_ORDER,
        _ORDERED,
        *pattern_steps(alphabet),
        _SLOTS,
    )
