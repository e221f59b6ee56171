"""Every dose row at its human being: whose it is, how old they were, whether its day can be."""

from datetime import date

from soat.model.dose_lists import AgeGroup
from soat.model.schedule import Schedule
from soat.model.stages import SqlStep

# Numbers within the working database only: never shown, never kept.
_NUMBERS = SqlStep(
    name="history_numbers",
    row_is="one human being with a number for fast joins",
    sql="""SELECT history_id, row_number() OVER () AS history_row
        FROM (SELECT DISTINCT history_id FROM persons)""",
)

# The register's birth date counts where the profile is linked, for it is what a clerk would look
# up. A year without a month is taken in its middle, so that ages are half a year off at most.
_OWNERS = SqlStep(
    name="dose_owners",
    row_is="a profile with its human being and birth date; the date NULL when neither side has it",
    sql="""WITH known AS (
            SELECT p.person_ref, p.history_id, n.history_row,
                coalesce(r.birth_year, o.birth_year) AS birth_year,
                CASE WHEN r.birth_year IS NULL THEN o.birth_month ELSE r.birth_month END
                    AS birth_month,
                CASE WHEN r.birth_year IS NULL THEN o.birth_date ELSE r.birth_date END AS birth_date
            FROM persons p
            JOIN history_numbers n ON n.history_id = p.history_id
            JOIN people_comparable o ON o.person_ref = p.person_ref
            LEFT JOIN settled_verdicts v ON v.person_ref = p.person_ref
            LEFT JOIN register_comparable r ON r.register_row = v.register_row)
        SELECT person_ref, history_id, history_row,
            coalesce(birth_date, make_date(birth_year, coalesce(birth_month, 7), 1)) AS born,
            coalesce(birth_date, make_date(birth_year, coalesce(birth_month, 1), 1))
                AS born_earliest
        FROM known""",
)


def row_steps(schedule: Schedule, as_of: date) -> tuple[SqlStep, ...]:
    """From comparable doses and persons to `placed_doses`."""
    products = SqlStep(
        name="schedule_products",
        row_is="a product of the schedule",
        sql=schedule.products_sql(),
    )
    return (products, _NUMBERS, _OWNERS, _dated_step(schedule, as_of), _PLACED)


def _dated_step(schedule: Schedule, as_of: date) -> SqlStep:
    """Day and month exchanged are believed only where the day as written cannot be."""
    first = min((product.first_use for product in schedule.products), default=date(1900, 1, 1))
    return SqlStep(
        name="dated_doses",
        row_is="a dose row with its human being, and its other day where day and month may be "
        "exchanged",
        view=True,
        sql=f"""SELECT d.*, row_number() OVER () AS dose_row, o.history_id, o.history_row, o.born,
                o.born_earliest, CAST(d.recorded_at AS DATE) AS recorded_on,
                CASE WHEN day(d.given_on) <= 12 AND day(d.given_on) <> month(d.given_on)
                    THEN make_date(year(d.given_on), day(d.given_on), month(d.given_on)) END
                    AS exchanged_on,
                greatest(coalesce(p.first_use, DATE '{first}'),
                    coalesce(o.born_earliest, DATE '{first}')) AS earliest_on,
                least(coalesce(CAST(d.recorded_at AS DATE), DATE '{as_of}'), DATE '{as_of}')
                    AS latest_on
            FROM doses_comparable d
            JOIN dose_owners o ON o.person_ref = d.person_ref
            LEFT JOIN schedule_products p ON p.product = d.product""",
    )


_AGE = """year({day}) - year(born) - CASE
    WHEN month({day}) * 100 + day({day}) < month(born) * 100 + day(born) THEN 1 ELSE 0 END"""
_LIKELY_DAY = "coalesce(swapped_on, given_on)"

# NULL compares as unknown: a day is impossible only against bounds that are known.
_PLACED = SqlStep(
    name="placed_doses",
    row_is="a dose row with its human being, age, and what its sent kind and number rank as",
    sql=f"""WITH judged AS (
            SELECT *, CASE WHEN exchanged_on BETWEEN earliest_on AND latest_on
                    THEN exchanged_on END AS possible_on
            FROM dated_doses),
        swapped AS (
            SELECT *, CASE WHEN given_on NOT BETWEEN earliest_on AND latest_on
                    THEN possible_on END AS swapped_on
            FROM judged)
        SELECT dose_row, history_row, dose_ref, person_ref, history_id, given_on, product,
            product_family, CASE WHEN product IS NULL THEN product_text END AS unknown_product,
            lot, dose_kind, dose_number, site_code, commune_code,
            recorded_at, recorded_on, source, exchanged_on, possible_on, swapped_on,
            CASE WHEN {_AGE.format(day=_LIKELY_DAY)} >= 0
                THEN CAST({_AGE.format(day=_LIKELY_DAY)} AS INTEGER) END AS age_years,
            (lot IS NOT NULL)::INTEGER + (site_code IS NOT NULL)::INTEGER
                + (dose_number IS NOT NULL)::INTEGER AS completeness,
            CASE WHEN dose_kind = 'additional' THEN 30
                WHEN dose_kind = 'booster' THEN 60 + coalesce(dose_number, 1)
                WHEN dose_kind = 'basic' OR dose_number = 2 THEN dose_number END AS sent_rank
        FROM swapped""",
)

AGE_GROUP = f"""CASE WHEN age_years IS NULL THEN '{AgeGroup.UNKNOWN}'
    WHEN age_years < 5 THEN '{AgeGroup.UNDER_5}' WHEN age_years < 12 THEN '{AgeGroup.CHILD}'
    WHEN age_years < 18 THEN '{AgeGroup.TEEN}' ELSE '{AgeGroup.ADULT}' END"""
