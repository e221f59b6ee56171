"""One history in order of time, and the place of every dose in it."""

from soat.engine.doses.patterns import (
    ADULT_AGE,
    KIND_LETTERS,
    PLACE_LETTERS,
    alphabet_of,
    answers_for,
)
from soat.model.schedule import Schedule
from soat.model.stages import LookupStep, SqlStep, Step

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
_ORDERED = SqlStep(
    name="ordered_doses",
    row_is="a dose that counts, with its place in time and the dose before it",
    sql="""WITH days AS (
            SELECT d.dose_row, d.history_row, d.dose_ref, d.product, d.dose_kind, d.dose_number,
                d.sent_rank, d.age_years, coalesce(w.swapped_on, d.swapped_on) AS swapped_on,
                coalesce(w.swapped_on, d.swapped_on, d.given_on) AS order_on
            FROM standing_doses d
            LEFT JOIN swapped_doses w ON w.dose_row = d.dose_row
            ANTI JOIN doubtful_rows f ON f.dose_row = d.dose_row)
        SELECT dose_row, history_row, product, dose_kind, dose_number, age_years, swapped_on,
            order_on, row_number() OVER history AS position,
            lag(dose_row) OVER history AS previous_row,
            lag(product) OVER history AS previous_product,
            date_diff('day', lag(order_on) OVER history, order_on) AS days_since_previous
        FROM days
        WINDOW history AS (PARTITION BY history_row
            ORDER BY order_on, sent_rank NULLS LAST, dose_ref)""",
)

_KINDS = "CASE substr(told, 1, 1) {} END".format(
    " ".join(f"WHEN '{letter}' THEN '{kind}'" for letter, kind in KIND_LETTERS.items())
)

_SLOTS = SqlStep(
    name="dose_slots",
    row_is="a dose that counts, with its derived kind and number and the gap before it",
    sql=f"""WITH told AS (
            SELECT o.*, substr(a.places, CAST({PLACE_LETTERS} * (o.position - 1) + 1 AS INTEGER),
                {PLACE_LETTERS}) AS told
            FROM ordered_doses o
            JOIN history_patterns p ON p.history_row = o.history_row
            JOIN pattern_places a ON a.value = p.pattern)
        SELECT dose_row, history_row, product, dose_kind AS sent_kind, dose_number AS sent_number,
            age_years, swapped_on, order_on, CAST(position AS INTEGER) AS dose_in_sequence,
            previous_row, previous_product,
            CAST(days_since_previous AS INTEGER) AS days_since_previous, {_KINDS} AS dose_kind,
            CAST(substr(told, 2, 3) AS INTEGER) AS dose_number,
            CAST(substr(told, 5, 3) AS INTEGER) AS place,
            CAST(substr(told, 8, 2) AS INTEGER) AS gap_before
        FROM told""",
)


def order_steps(schedule: Schedule) -> tuple[Step, ...]:
    """From standing doses and doubts to `dose_slots`."""
    alphabet = alphabet_of(schedule)
    letters = " ".join(f"WHEN '{kind}' THEN '{letter}'" for letter, kind in KIND_LETTERS.items())
    token = f"""{alphabet.series_sql("product")}
        || CASE dose_kind {letters} ELSE '-' END
        || CASE WHEN dose_number BETWEEN 1 AND 9 THEN CAST(dose_number AS VARCHAR) ELSE '-' END
        || {alphabet.steps_sql("days_since_previous")}
        || CASE WHEN age_years < {ADULT_AGE} THEN 'm' ELSE 'a' END"""
    return (
        _DISORDERED,
        _EXCHANGED,
        _SWAPS,
        _ORDERED,
        SqlStep(
            name="history_patterns",
            row_is="a human being with the pattern of their doses in order of time",
            sql=f"""SELECT history_row, string_agg({token}, '' ORDER BY position) AS pattern
                FROM ordered_doses GROUP BY history_row""",
        ),
        LookupStep(
            name="pattern_places",
            row_is="a pattern with the places of its doses",
            values_sql="SELECT DISTINCT pattern FROM history_patterns",
            answers=answers_for(alphabet),
            columns=(("places", "VARCHAR"),),
        ),
        _SLOTS,
    )
