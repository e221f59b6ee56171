"""Who a profile is, when they were born and died, and where they live: one row each.

What the register says counts where the profile is linked, for it is what a clerk would look up.
"""

from soat.model.dose_tables import LIVES
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage
from soat.model.tables import PERSONS

_READ = ("birth_date", "birth_year", "birth_month", "residence_code")

# A linked profile whose register person has no birth year (NULL) still has an age: by its own.
# A year without a month is taken in its middle, so that ages are half a year off at most.
_LIVES = SqlStep(
    name="lives",
    row_is=LIVES.row_is,
    kept=True,
    sql="""WITH known AS (
            SELECT p.person_ref, p.history_id, v.register_row, r.deceased_on,
                CASE WHEN v.register_row IS NULL THEN o.birth_date ELSE r.birth_date END
                    AS birth_date,
                CASE WHEN v.register_row IS NULL THEN o.birth_year ELSE r.birth_year END
                    AS birth_year,
                CASE WHEN v.register_row IS NULL THEN o.residence_code ELSE r.residence_code END
                    AS residence_code,
                coalesce(r.birth_year, o.birth_year) AS born_in_year,
                CASE WHEN r.birth_year IS NULL THEN o.birth_month ELSE r.birth_month END
                    AS born_in_month,
                CASE WHEN r.birth_year IS NULL THEN o.birth_date ELSE r.birth_date END AS born_on
            FROM persons p
            JOIN people_comparable o ON o.person_ref = p.person_ref
            LEFT JOIN settled_verdicts v ON v.person_ref = p.person_ref
            LEFT JOIN register_comparable r ON r.register_row = v.register_row)
        SELECT person_ref, history_id, register_row, birth_date,
            CAST(birth_year AS INTEGER) AS birth_year, deceased_on, residence_code,
            coalesce(born_on, make_date(born_in_year, coalesce(born_in_month, 7), 1)) AS born,
            coalesce(born_on, make_date(born_in_year, coalesce(born_in_month, 1), 1))
                AS born_earliest
        FROM known""",
)


def lives_stage() -> Stage:
    """Persons, verdicts and the register → `lives`, after which nobody asks the register again."""
    return Stage(
        name="lives",
        purpose=Message("Ghi ngày sinh và nơi ở của từng người", "Note births and residences"),
        needs={
            "persons": PERSONS.column_names,
            "people_comparable": ("person_ref", *_READ),
            "settled_verdicts": ("person_ref", "register_row"),
            "register_comparable": ("register_row", "deceased_on", *_READ),
        },
        gives={LIVES.name: LIVES.column_names},
        steps=(_LIVES,),
        cut_by="person_ref",
    )
