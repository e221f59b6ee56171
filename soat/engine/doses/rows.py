"""Every dose row at its human being: whose it is, how old they were, whether its day can be."""

from datetime import date

from soat.engine.doses.entries import FACT_BITS
from soat.engine.doses.patterns import Alphabet, alphabet_of
from soat.model.dose_lists import AgeGroup
from soat.model.dose_tables import PLACED_DOSES
from soat.model.schedule import Schedule
from soat.model.schedule_rules import values_sql
from soat.model.stages import SqlStep

# Numbers within the cut only: never shown, never kept, and never a reason to prefer a row.
_NUMBERS = SqlStep(
    name="history_numbers",
    row_is="one human being with a number for fast joins",
    sql="""SELECT history_id, row_number() OVER () AS history_row
        FROM (SELECT DISTINCT history_id FROM lives)""",
)

_OWNERS = SqlStep(
    name="dose_owners",
    row_is="a profile with its human being's number",
    sql="""SELECT l.person_ref, l.history_id, n.history_row, l.born, l.born_earliest,
            l.register_row IS NOT NULL AS in_register, l.birth_date, l.birth_year, l.deceased_on
        FROM lives l JOIN history_numbers n ON n.history_id = l.history_id""",
)


def row_steps(schedule: Schedule, as_of: date) -> tuple[SqlStep, ...]:
    """From comparable doses and lives to `placed_doses`."""
    placed = _placed_step(alphabet_of(schedule))
    return (products_step(schedule), _NUMBERS, _OWNERS, _dated_step(schedule, as_of), placed)


def products_step(schedule: Schedule) -> SqlStep:
    """The table `schedule_products`: products are told apart by number inside these stages."""
    columns = (("product", "VARCHAR"), ("product_no", "INTEGER"), ("first_use", "DATE"))
    products = enumerate(schedule.products, start=1)
    return SqlStep(
        name="schedule_products",
        row_is="a product of the schedule with its number",
        sql=values_sql(columns, [(one.code, number, one.first_use) for number, one in products]),
    )


def _dated_step(schedule: Schedule, as_of: date) -> SqlStep:
    """Day and month exchanged are believed only where the day as written cannot be."""
    first = min((product.first_use for product in schedule.products), default=date(1900, 1, 1))
    return SqlStep(
        name="dated_doses",
        row_is="a dose row with its human being, and its other day where day and month may be "
        "exchanged",
        view=True,
        sql=f"""SELECT d.*, o.history_id, o.history_row, o.born, o.born_earliest, o.in_register,
                o.birth_date, o.birth_year, o.deceased_on,
                coalesce(p.product_no, 0) AS product_no,
                CAST(d.recorded_at AS DATE) AS recorded_on,
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

AGE_GROUP = f"""CASE WHEN age_years IS NULL THEN '{AgeGroup.UNKNOWN}'
    WHEN age_years < 5 THEN '{AgeGroup.UNDER_5}' WHEN age_years < 12 THEN '{AgeGroup.CHILD}'
    WHEN age_years < 18 THEN '{AgeGroup.TEEN}' ELSE '{AgeGroup.ADULT}' END"""


def _placed_step(alphabet: Alphabet) -> SqlStep:
    """NULL compares as unknown: a day is impossible only against bounds that are known."""
    return SqlStep(
        name="placed_doses",
        row_is=PLACED_DOSES.row_is,
        kept=True,
        sql=f"""WITH judged AS (
                SELECT *, CASE WHEN exchanged_on BETWEEN earliest_on AND latest_on
                        THEN exchanged_on END AS possible_on
                FROM dated_doses),
            swapped AS (
                SELECT *, CASE WHEN given_on NOT BETWEEN earliest_on AND latest_on
                        THEN possible_on END AS swapped_on
                FROM judged),
            aged AS (SELECT *, {_AGE.format(day=_LIKELY_DAY)} AS age FROM swapped),
            known AS (
                SELECT *, CASE WHEN age >= 0 THEN CAST(age AS INTEGER) END AS age_years FROM aged)
            SELECT row_number() OVER () AS dose_row, history_row, dose_ref, person_ref, history_id,
                given_on, product, CAST(product_no AS INTEGER) AS product_no, product_family,
                product_text, lot, dose_kind, dose_number, site_code, commune_code,
                recorded_at, recorded_on, source, in_register, birth_date, birth_year, deceased_on,
                exchanged_on, possible_on, swapped_on,
                age_years,
                (lot IS NOT NULL)::INTEGER + (site_code IS NOT NULL)::INTEGER
                    + (dose_number IS NOT NULL)::INTEGER AS completeness,
                CAST(CASE WHEN dose_kind = 'additional' THEN 30
                    WHEN dose_kind = 'booster' THEN 60 + coalesce(dose_number, 1)
                    WHEN dose_kind = 'basic' OR dose_number = 2 THEN dose_number END AS INTEGER)
                    AS sent_rank,
                {FACT_BITS} AS fact_bits, CAST({alphabet.seen_sql()} AS INTEGER) AS seen
            FROM known""",
    )
