"""Each dose held against its history and the schedule in force on its day.

These are facts: a dose given too early was given.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import zip_longest

from soat.model.dose_lists import IntervalStatus
from soat.model.schedule import DoseRule, Schedule
from soat.model.schedule_rules import LAST_DAY, OLDEST, values_sql
from soat.model.stages import SqlStep

NO_AGE = -1
"""Stands for an unknown age, so that a row that has none meets the rule for unknown ages."""

_DOSE = (
    *(("product", "VARCHAR"), ("dose_kind", "VARCHAR"), ("dose_number", "INTEGER")),
    ("previous_product", "VARCHAR"),
)
_PERIOD = (("valid_from", "DATE"), ("valid_to", "DATE"))


def fact_steps(schedule: Schedule) -> tuple[SqlStep, ...]:
    """From `dose_slots` to what the schedule says of every situation in which doses stand."""
    intervals = SqlStep(
        name="schedule_intervals",
        row_is="a dose after another product, at an age and in a period, with its least interval",
        sql=values_sql(
            (
                *_DOSE,
                *(("age_from", "INTEGER"), ("age_to", "INTEGER"), *_PERIOD),
                *(("minimum_days", "INTEGER"), ("grace_days", "INTEGER")),
            ),
            _intervals(schedule),
        ),
    )
    follows = SqlStep(
        name="schedule_follows",
        row_is="a dose that may come after that product in a period, at some age",
        sql=values_sql((*_DOSE, *_PERIOD), _follows(schedule)),
    )
    ages = SqlStep(
        name="schedule_ages",
        row_is="a product with the ages that may have it in a period",
        sql=values_sql(
            (("product", "VARCHAR"), ("age_from", "INTEGER"), ("age_to", "INTEGER"), *_PERIOD),
            _ages(schedule),
        ),
    )
    slots = SqlStep(
        name="schedule_slots",
        row_is="a kind and number that the schedule knew in a period, of any product",
        sql=values_sql(
            (("dose_kind", "VARCHAR"), ("dose_number", "INTEGER"), *_PERIOD), _slots(schedule)
        ),
    )
    return (intervals, follows, ages, slots, _SITUATIONS, _held_step(schedule.empty))


# ── the schedule, cut so that a dose meets one row at most ───────────────────────────────────


def _intervals(schedule: Schedule) -> Iterable[tuple[object, ...]]:
    """Every rule after another dose, and for unknown ages the mildest of all ages."""
    later = [rule for rule in schedule.rules if rule.previous and rule.minimum_days is not None]
    for rule in later:
        yield (*_dose(rule), rule.age_from, rule.age_to, *_days_in_force(rule), *_least([rule]))
    for dose, rules in _by_dose(later).items():
        for start, end in _periods(rules):
            in_force = [rule for rule in rules if rule.in_force(start)]
            yield (*dose, NO_AGE, 0, start, end, *_least(in_force))


def _follows(schedule: Schedule) -> Iterable[tuple[object, ...]]:
    """`previous_product` is '' where some product may come before: then others may not."""
    for rules in (_by_dose(schedule.rules), _by_dose(schedule.rules, whatever_before=True)):
        for dose, same_dose in rules.items():
            for start, end in _periods([rule for rule in same_dose if rule.previous]):
                yield (*dose, start, end)


def _ages(schedule: Schedule) -> Iterable[tuple[object, ...]]:
    """All ages between the youngest and the oldest that any rule of the product allows."""
    for product in schedule.codes:
        rules = [rule for rule in schedule.rules if rule.product == product]
        for start, end in _periods(rules):
            in_force = [rule for rule in rules if rule.in_force(start)]
            youngest = min(rule.age_from for rule in in_force)
            oldest = max(rule.age_to for rule in in_force)
            yield (product, youngest, min(oldest, OLDEST), start, end)


def _slots(schedule: Schedule) -> Iterable[tuple[object, ...]]:
    for kind, number in sorted({(rule.kind, rule.number) for rule in schedule.rules}):
        rules = [r for r in schedule.rules if (r.kind, r.number) == (kind, number)]
        for start, end in _periods(rules):
            yield (kind, number, start, end)


def _by_dose(
    rules: Iterable[DoseRule], whatever_before: bool = False
) -> dict[tuple[object, ...], list[DoseRule]]:
    grouped: dict[tuple[object, ...], list[DoseRule]] = {}
    for rule in rules:
        dose = (*_dose(rule)[:3], "") if whatever_before else _dose(rule)
        grouped.setdefault(dose, []).append(rule)
    return grouped


def _dose(rule: DoseRule) -> tuple[object, ...]:
    return (rule.product, rule.kind, rule.number, rule.previous or "")


def _days_in_force(rule: DoseRule) -> tuple[date, date]:
    return rule.valid_from, rule.valid_to


def _least(rules: list[DoseRule]) -> tuple[int, int]:
    """The least interval and its grace."""
    mildest = min(rules, key=lambda rule: (rule.minimum_days or 0) - rule.grace_days)
    return mildest.minimum_days or 0, mildest.grace_days


def _periods(rules: list[DoseRule]) -> Iterable[tuple[date, date]]:
    """The stretches of days on which the same rules are in force, where any is."""
    starts = {rule.valid_from for rule in rules}
    starts |= {rule.valid_to + timedelta(days=1) for rule in rules if rule.valid_to < LAST_DAY}
    ordered = sorted(starts)
    ends = [start - timedelta(days=1) for start in ordered[1:]]
    for start, end in zip_longest(ordered, ends, fillvalue=LAST_DAY):
        if any(rule.in_force(start) for rule in rules):
            yield start, end


# ── the facts ────────────────────────────────────────────────────────────────────────────────

# All that the schedule looks at, as one number: there are far fewer situations than doses. The
# day is counted from 1900, an unknown age is -1.
SITUATION = f"""CAST(((((date_diff('day', DATE '1900-01-01', o.order_on) * 1024
                + least(coalesce(o.age_years, {NO_AGE}), 1000) + 1) * 1024 + s.dose_number) * 4
                + CASE s.dose_kind WHEN 'basic' THEN 1 WHEN 'additional' THEN 2 ELSE 3 END) * 256
                + o.product_no) * 256 + coalesce(o.previous_product_no, 0) AS BIGINT)"""

_SITUATIONS = SqlStep(
    name="situations",
    row_is="a product, dose, age and day, after a product, in which doses stand",
    sql="""WITH numbered AS (
            SELECT situation, any_value(product_no) AS product_no,
                any_value(previous_product_no) AS previous_product_no,
                any_value(dose_kind) AS dose_kind, any_value(dose_number) AS dose_number,
                any_value(age_years) AS age_years, any_value(order_on) AS order_on
            FROM dose_slots GROUP BY situation)
        SELECT n.situation, p.product, b.product AS previous_product, n.dose_kind, n.dose_number,
            n.age_years, n.order_on
        FROM numbered n
        LEFT JOIN schedule_products p ON p.product_no = n.product_no
        LEFT JOIN schedule_products b ON b.product_no = n.previous_product_no""",
)


def _held_step(empty: bool) -> SqlStep:
    """NULL is not known: without a schedule, product or age nothing is said to be wrong."""
    beyond = "NULL::BOOLEAN" if empty else "k.dose_kind IS NULL"
    return SqlStep(
        name="held_situations",
        row_is="a situation with what the schedule says of it",
        sql=f"""SELECT s.situation, i.minimum_days, i.grace_days,
                CASE WHEN a.product IS NULL OR s.age_years IS NULL THEN NULL
                    ELSE s.age_years >= a.age_from AND s.age_years < a.age_to END AS age_allowed,
                CASE WHEN s.previous_product IS NULL OR w.product IS NULL THEN NULL
                    ELSE f.product IS NOT NULL END AS mix_allowed,
                {beyond} AS beyond_schedule
            FROM situations s
            LEFT JOIN schedule_intervals i ON i.product = s.product
                AND i.dose_kind = s.dose_kind AND i.dose_number = s.dose_number
                AND i.previous_product = s.previous_product
                AND s.order_on BETWEEN i.valid_from AND i.valid_to
                AND coalesce(s.age_years, {NO_AGE}) >= i.age_from
                AND coalesce(s.age_years, {NO_AGE}) < i.age_to
            LEFT JOIN schedule_follows f ON f.product = s.product
                AND f.dose_kind = s.dose_kind AND f.dose_number = s.dose_number
                AND f.previous_product = s.previous_product
                AND s.order_on BETWEEN f.valid_from AND f.valid_to
            LEFT JOIN schedule_follows w ON w.product = s.product
                AND w.dose_kind = s.dose_kind AND w.dose_number = s.dose_number
                AND w.previous_product = '' AND s.order_on BETWEEN w.valid_from AND w.valid_to
            LEFT JOIN schedule_ages a ON a.product = s.product
                AND s.order_on BETWEEN a.valid_from AND a.valid_to
            LEFT JOIN schedule_slots k ON k.dose_kind = s.dose_kind
                AND k.dose_number = s.dose_number
                AND s.order_on BETWEEN k.valid_from AND k.valid_to""",
    )


# Of a dose that counts (`p` its slot, `h` its situation); NULL where it does not.
INTERVAL_STATUS = f"""CASE WHEN p.dose_row IS NULL THEN NULL
                WHEN p.days_since_previous IS NULL THEN '{IntervalStatus.FIRST}'
                WHEN h.minimum_days IS NULL OR p.gap_before > 0 THEN '{IntervalStatus.UNKNOWN}'
                WHEN p.days_since_previous >= h.minimum_days THEN '{IntervalStatus.IN_TIME}'
                WHEN p.days_since_previous >= h.minimum_days - h.grace_days
                    THEN '{IntervalStatus.IN_GRACE}'
                ELSE '{IntervalStatus.TOO_EARLY}' END"""

# "Mũi 3" for a first booster is another way of counting and no difference.
ORDINAL_DIFFERS = """CASE WHEN p.dose_row IS NOT NULL THEN
                coalesce(d.dose_kind <> p.dose_kind, false)
                OR coalesce(d.dose_number <> p.dose_number, false) AND NOT (d.dose_kind IS NULL
                    AND d.dose_number IN (p.place, p.position)) END"""
