"""The doses of each history in order of time, as they came: most histories need no second look.

A history is quiet when no two of its rows lie within any window of the schedule or share a day,
no day and month of it may be exchanged, and the sent numbers go up with the days. In a quiet
history no two rows can be one dose, and nothing about the order is in doubt. Others are watched.
"""

from soat.engine.doses.windows import widest
from soat.model.schedule import Schedule
from soat.model.stages import SqlStep

# Two rows of one day may stand in either order here: their history is watched, and put in order
# again with every tie broken. `highest_before` passes over ranks that are not said (NULL).
_ORDER = SqlStep(
    name="first_order",
    row_is="a dose row with its place in its history by the likely day, before any doubt",
    sql="""WITH days AS (
            SELECT dose_row, history_row, coalesce(swapped_on, given_on) AS order_on, sent_rank,
                swapped_on IS NOT NULL AS is_swapped, seen, product_no, age_years
            FROM placed_doses)
        SELECT dose_row, history_row, order_on, sent_rank, is_swapped, seen, product_no,
            age_years,
            CAST(row_number() OVER history AS INTEGER) AS position,
            lag(order_on) OVER history AS previous_on,
            lag(product_no) OVER history AS previous_product_no,
            max(sent_rank) OVER (PARTITION BY history_row ORDER BY order_on, sent_rank
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest_before
        FROM days
        WINDOW history AS (PARTITION BY history_row ORDER BY order_on, sent_rank)""",
)

_EXCHANGEABLE = SqlStep(
    name="exchangeable_days",
    row_is="a human being with a row that falls on another's day once day and month are exchanged",
    sql="""SELECT DISTINCT a.history_row
        FROM (SELECT history_row, exchanged_on FROM placed_doses
            WHERE exchanged_on IS NOT NULL) a
        JOIN (SELECT history_row, given_on FROM placed_doses) b
            ON b.history_row = a.history_row AND b.given_on = a.exchanged_on""",
)

_WATCHED_DOSES = SqlStep(
    name="watched_doses",
    row_is="a dose row of a watched history",
    sql="""SELECT d.* FROM placed_doses d
        SEMI JOIN watched_histories w ON w.history_row = d.history_row""",
)


def watch_steps(schedule: Schedule) -> tuple[SqlStep, ...]:
    """From placed doses, rows set aside and decisions to `first_order` and `watched_doses`."""
    watched = SqlStep(
        name="watched_histories",
        row_is="a human being whose doses must be looked at two by two",
        sql=f"""SELECT history_row FROM first_order
            WHERE is_swapped OR sent_rank < highest_before
                OR date_diff('day', previous_on, order_on) <= {widest(schedule)}
            UNION SELECT history_row FROM exchangeable_days
            UNION SELECT d.history_row FROM placed_doses d
                JOIN set_aside_rows s ON s.dose_row = d.dose_row
            UNION SELECT d.history_row FROM placed_doses d
                SEMI JOIN (SELECT first_ref AS dose_ref FROM decided_pairs
                    UNION SELECT second_ref FROM decided_pairs) k ON k.dose_ref = d.dose_ref""",
    )
    return (_ORDER, _EXCHANGEABLE, watched, _WATCHED_DOSES)
