"""What became of every dose row, and one history for each human being."""

from soat.engine.doses.rows import AGE_GROUP
from soat.model.dose_lists import DoseState
from soat.model.stages import SqlStep

# A duplicate has the place of the row kept, a doubtful row that of the row it probably is.
_SETTLED = SqlStep(
    name="doses_settled",
    row_is="an accepted dose row, with what became of it (soat.model.dose_tables.DOSES_SETTLED)",
    kept=True,
    sql=f"""WITH ends AS (
            SELECT d.dose_row, k.kept_row, s.dose_row IS NOT NULL AS set_aside,
                f.dose_row IS NOT NULL AS doubtful,
                coalesce(h.partner_row, f.partner_row, k.kept_row, d.dose_row) AS place_row
            FROM placed_doses d
            LEFT JOIN duplicate_rows k ON k.dose_row = d.dose_row
            LEFT JOIN set_aside_rows s ON s.dose_row = d.dose_row
            LEFT JOIN doubtful_partners f ON f.dose_row = d.dose_row
            LEFT JOIN doubtful_partners h ON h.dose_row = k.kept_row)
        SELECT d.dose_ref, d.history_id, d.person_ref,
            CASE WHEN e.set_aside THEN '{DoseState.SET_ASIDE}'
                WHEN e.kept_row IS NOT NULL THEN '{DoseState.DUPLICATE}'
                ELSE '{DoseState.KEPT}' END AS state,
            CASE WHEN e.kept_row IS NOT NULL THEN k.dose_ref
                WHEN NOT e.set_aside THEN d.dose_ref END AS kept_dose_ref,
            e.doubtful, d.site_code, d.given_on, d.product, p.dose_kind, p.dose_number,
            p.dose_in_sequence, {AGE_GROUP.replace("age_years", "d.age_years")} AS age_group,
            d.dose_kind AS sent_kind, d.dose_number AS sent_number, d.commune_code, d.recorded_on
        FROM placed_doses d JOIN ends e ON e.dose_row = d.dose_row
        LEFT JOIN placed_doses k ON k.dose_row = e.kept_row
        LEFT JOIN dose_slots p ON p.dose_row = e.place_row AND NOT e.set_aside""",
)

_HISTORIES = SqlStep(
    name="histories",
    row_is="a real dose of a human being (soat.model.dose_tables.HISTORIES)",
    kept=True,
    sql="""SELECT d.history_id, d.dose_ref, d.given_on,
            coalesce(d.product, d.unknown_product) AS product, s.dose_kind, s.dose_number,
            s.dose_in_sequence, 'mũi ' || s.place AS label
        FROM dose_slots s JOIN placed_doses d ON d.dose_row = s.dose_row""",
)

_ROWS = SqlStep(
    name="dose_rows",
    row_is="an accepted dose row and the row that stands for it (soat.model.dose_tables.DOSE_ROWS)",
    kept=True,
    sql="SELECT dose_ref, history_id, state, kept_dose_ref FROM doses_settled",
)


def outcome_steps() -> tuple[SqlStep, ...]:
    """From slots, duplicates, doubts and rows set aside to the tables out."""
    return (_SETTLED, _HISTORIES, _ROWS)
