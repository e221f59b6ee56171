"""How near two doses of one history must be to be one dose: never a fixed number of days.

The window of two products is the minimum interval in force less the days of grace less one: two
doses inside it would be too early for the schedule, so perhaps they are one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from soat.model.schedule import DoseRule, Schedule
from soat.model.schedule_rules import FIRST_DAY, LAST_DAY, values_sql
from soat.model.stages import SqlStep

UNKNOWN = ""
"""Stands for a product that is not known, which may be any."""

Window = tuple[str, str, date, date, int]


def windows_step(schedule: Schedule) -> SqlStep:
    """The table `dose_windows`: two products, the days of the later dose, and the window."""
    columns = (
        *(("earlier_product", "VARCHAR"), ("later_product", "VARCHAR")),
        *(("valid_from", "DATE"), ("valid_to", "DATE"), ("window_days", "INTEGER")),
    )
    return SqlStep(
        name="dose_windows",
        row_is="two products one after the other, and within how many days they may be one dose",
        sql=values_sql(columns, windows(schedule)),
    )


def widest(schedule: Schedule) -> int:
    """No two doses farther apart than this are looked at; 0 without a schedule."""
    return max((window for *_, window in windows(schedule)), default=0)


def windows(schedule: Schedule) -> list[Window]:
    """The windows of every two products that may be one vaccine, period by period."""
    rows: list[Window] = []
    for earlier in schedule.products:
        for later in schedule.products:
            if earlier.family == later.family:
                rules = _between(schedule, {earlier.code}, {later.code})
                rows += _periods(earlier.code, later.code, rules)
    for product in schedule.products:
        rules = _between(schedule, {product.code}, {product.code})
        rows += _periods(UNKNOWN, product.code, rules) + _periods(product.code, UNKNOWN, rules)
    every = set(schedule.codes)
    same = [rule for rule in _between(schedule, every, every) if rule.product == rule.previous]
    return rows + _periods(UNKNOWN, UNKNOWN, same)


def _between(schedule: Schedule, earlier: set[str], later: set[str]) -> list[DoseRule]:
    return [
        rule
        for rule in schedule.rules
        if rule.previous in earlier and rule.product in later and rule.minimum_days is not None
    ]


def _periods(earlier: str, later: str, rules: list[DoseRule]) -> list[Window]:
    """One window for each period in which the same rules are in force, without holes.

    Before the first rule and where none is in force, the smallest window ever in force counts.
    """
    if not rules:
        return []
    starts = sorted({FIRST_DAY, *_changes(rules)})
    ends = [start - timedelta(days=1) for start in starts[1:]] + [LAST_DAY]
    return [
        (earlier, later, start, end, _window([r for r in rules if r.in_force(start)] or rules))
        for start, end in zip(starts, ends, strict=True)
    ]


def _changes(rules: Iterable[DoseRule]) -> Iterable[date]:
    for rule in rules:
        yield rule.valid_from
        if rule.valid_to < LAST_DAY:
            yield rule.valid_to + timedelta(days=1)


def _window(rules: list[DoseRule]) -> int:
    return max(0, min((rule.minimum_days or 0) - rule.grace_days - 1 for rule in rules))
