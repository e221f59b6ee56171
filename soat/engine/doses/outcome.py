"""What became of every dose row, and one history for each human being."""

from soat.engine.doses.facts import INTERVAL_STATUS, ORDINAL_DIFFERS
from soat.engine.doses.rows import AGE_GROUP
from soat.model.dose_lists import DoseState
from soat.model.dose_tables import DOSE_GAPS, DOSE_ROWS, DOSES_SETTLED, HISTORIES
from soat.model.stages import SqlStep

# A duplicate has the place of the row kept, a doubtful row that of the row it probably is.
_ENDS = SqlStep(
    name="watched_ends",
    row_is="a dose row of a watched history, what became of it and whose place it has",
    sql=f"""WITH ends AS (
            SELECT d.dose_row, d.dose_ref, k.kept_row, s.dose_row IS NOT NULL AS set_aside,
                f.dose_row IS NOT NULL AS doubtful,
                coalesce(h.partner_row, f.partner_row, k.kept_row, d.dose_row) AS place_row
            FROM watched_doses d
            LEFT JOIN duplicate_rows k ON k.dose_row = d.dose_row
            LEFT JOIN set_aside_rows s ON s.dose_row = d.dose_row
            LEFT JOIN doubtful_partners f ON f.dose_row = d.dose_row
            LEFT JOIN doubtful_partners h ON h.dose_row = k.kept_row)
        SELECT e.dose_row, e.doubtful, e.place_row,
            CASE WHEN e.set_aside THEN '{DoseState.SET_ASIDE}'
                WHEN e.kept_row IS NOT NULL THEN '{DoseState.DUPLICATE}'
                ELSE '{DoseState.KEPT}' END AS state,
            CASE WHEN e.kept_row IS NOT NULL THEN k.dose_ref
                WHEN NOT e.set_aside THEN e.dose_ref END AS kept_dose_ref
        FROM ends e LEFT JOIN watched_doses k ON k.dose_row = e.kept_row
        WHERE e.set_aside OR e.doubtful OR e.kept_row IS NOT NULL""",
)

_COUNTS = "o.dose_row IS NULL"

# Every row has its slot or that of the row whose place it has; a row set aside has none. What is
# said of a dose that counts is NULL for the rows that are listed in watched_ends (`o`).
_SETTLED = SqlStep(
    name="doses_settled",
    row_is=DOSES_SETTLED.row_is,
    kept=True,
    sql=f"""SELECT d.dose_ref, d.history_id, d.person_ref,
            coalesce(o.state, '{DoseState.KEPT}') AS state,
            CASE WHEN {_COUNTS} THEN d.dose_ref ELSE o.kept_dose_ref END AS kept_dose_ref,
            coalesce(o.doubtful, false) AS doubtful, d.site_code, d.given_on, d.product,
            p.dose_kind, p.dose_number, p.position AS dose_in_sequence,
            {AGE_GROUP.replace("age_years", "d.age_years")} AS age_group,
            d.dose_kind AS sent_kind, d.dose_number AS sent_number, d.commune_code, d.recorded_on,
            d.product_text, d.lot, d.in_register, d.birth_date, d.birth_year, d.deceased_on,
            CASE WHEN {_COUNTS} THEN p.place END AS place,
            CASE WHEN {_COUNTS} THEN p.days_since_previous END AS days_since_previous,
            CASE WHEN {_COUNTS} THEN h.minimum_days END AS minimum_days,
            CASE WHEN {_COUNTS} THEN h.grace_days END AS grace_days,
            CASE WHEN {_COUNTS} THEN {INTERVAL_STATUS} END AS interval_status,
            CASE WHEN {_COUNTS} THEN d.age_years END AS age_years,
            CASE WHEN {_COUNTS} THEN h.age_allowed END AS age_allowed,
            CASE WHEN {_COUNTS} THEN h.mix_allowed END AS mix_allowed,
            CASE WHEN {_COUNTS} THEN p.gap_before END AS gap_before,
            CASE WHEN {_COUNTS} THEN {ORDINAL_DIFFERS} END AS ordinal_differs,
            CASE WHEN {_COUNTS} THEN h.beyond_schedule END AS beyond_schedule,
            CASE WHEN {_COUNTS} THEN p.swapped_on END AS swapped_on
        FROM placed_doses d
        LEFT JOIN watched_ends o ON o.dose_row = d.dose_row
        LEFT JOIN dose_slots p ON p.dose_row = coalesce(o.place_row, d.dose_row)
        LEFT JOIN held_situations h ON h.situation = p.situation""",
)

_HISTORIES = SqlStep(
    name="histories",
    row_is=HISTORIES.row_is,
    kept=True,
    view=True,
    sql=f"""SELECT history_id, dose_ref, given_on, coalesce(product, product_text) AS product,
            dose_kind, dose_number, dose_in_sequence, 'mũi ' || place AS label
        FROM doses_settled WHERE state = '{DoseState.KEPT}' AND NOT doubtful""",
)

_ROWS = SqlStep(
    name="dose_rows",
    row_is=DOSE_ROWS.row_is,
    kept=True,
    view=True,
    sql="SELECT dose_ref, history_id, state, kept_dose_ref FROM doses_settled",
)

# The dose before a first dose (NULL) is not known: the gap may be of any length.
_GAPS = SqlStep(
    name="dose_gaps",
    row_is=DOSE_GAPS.row_is,
    kept=True,
    sql=f"""SELECT d.dose_ref, d.history_id, d.person_ref,
            {AGE_GROUP.replace("age_years", "d.age_years")} AS age_group,
            s.dose_kind, s.dose_number, d.given_on, d.product, d.site_code, d.commune_code,
            b.given_on AS earlier_given_on, b.product AS earlier_product,
            b.site_code AS earlier_site_code, b.commune_code AS earlier_commune_code
        FROM dose_slots s JOIN placed_doses d ON d.dose_row = s.dose_row
        LEFT JOIN dose_slots p
            ON p.history_row = s.history_row AND p.position = s.position - 1
        LEFT JOIN placed_doses b ON b.dose_row = p.dose_row
        WHERE s.gap_before > 0""",
)


def outcome_steps() -> tuple[SqlStep, ...]:
    """From slots, duplicates, doubts and rows set aside to the tables out."""
    return (_ENDS, _SETTLED, _HISTORIES, _ROWS, _GAPS)
