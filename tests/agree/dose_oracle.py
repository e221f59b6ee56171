"""What must become of the doses of one human being, in plain Python: no SQL, nothing clever.

It takes rows as dicts of text, all of one history, with the ages that the test made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soat.model.schedule import DoseAsked, Schedule
from tests.tables import Row

Group = frozenset[str]


def collapsed_groups(rows: Sequence[Row], schedule: Schedule) -> set[Group]:
    """The sets of rows that are one dose beyond doubt, single rows left out."""
    cells: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        family = family_of(row, schedule)
        if family:
            cells.setdefault((row["given_on"], family), []).append(row)
    groups: list[list[Row]] = []
    for cell in cells.values():
        groups += _across_profiles(_within_profiles(cell))
    return {frozenset(str(row["dose_ref"]) for row in group) for group in groups if len(group) > 1}


def family_of(row: Row, schedule: Schedule) -> str | None:
    product = schedule.product(row["product"])
    return product.family if product else None


def _within_profiles(cell: list[Row]) -> list[list[Row]]:
    """Of each profile all rows when nothing is at odds, else those that say the same."""
    groups: list[list[Row]] = []
    for person in sorted({str(row["person_ref"]) for row in cell}):
        own = [row for row in cell if row["person_ref"] == person]
        if _one(own, "site_code", "lot", "dose_kind", "dose_number"):
            groups.append(own)
        else:
            groups += _equal(own)
    return groups


def _equal(rows: list[Row]) -> list[list[Row]]:
    told = [row for row in rows if row["site_code"] and row["lot"]]
    groups = [[row] for row in rows if row not in told]
    for key in sorted({(str(row["site_code"]), str(row["lot"])) for row in told}):
        same = [row for row in told if (row["site_code"], row["lot"]) == key]
        groups += [same] if _one(same, "dose_kind", "dose_number") else [[row] for row in same]
    return groups


def _across_profiles(groups: list[list[Row]]) -> list[list[Row]]:
    """Groups whose site and lot are both said and the same, unless kind or number is at odds."""
    merged: list[list[Row]] = []
    by_key: dict[tuple[str, str], list[list[Row]]] = {}
    for group in groups:
        site, lot = _said(group, "site_code"), _said(group, "lot")
        if site and lot:
            by_key.setdefault((site, lot), []).append(group)
        else:
            merged.append(group)
    for same in by_key.values():
        together = [row for group in same for row in group]
        merged += [together] if _one(together, "dose_kind", "dose_number") else same
    return merged


def _said(rows: list[Row], column: str) -> str | None:
    return max((str(row[column]) for row in rows if row[column]), default=None)


def _one(rows: list[Row], *columns: str) -> bool:
    """Whether each column says one thing at most."""
    return all(len({row[column] for row in rows if row[column]}) <= 1 for column in columns)


def kept_of(group: Group, rows: Sequence[Row]) -> str:
    """The most complete row, then the one entered first, then the smallest key."""
    members = [row for row in rows if row["dose_ref"] in group]
    best = min(
        members,
        key=lambda row: (
            -sum(row[column] is not None for column in ("lot", "site_code", "dose_number")),
            row["recorded_at"] is None,
            row["recorded_at"] or "",
            row["dose_ref"],
        ),
    )
    return str(best["dose_ref"])


@dataclass(frozen=True)
class Held:
    """What the schedule says of a dose after another."""

    minimum_days: int | None
    mix_allowed: bool | None
    age_allowed: bool | None


def held(asked: DoseAsked, schedule: Schedule) -> Held:
    """By asking the schedule rule by rule."""
    same_dose = [
        rule
        for rule in schedule.rules
        if (rule.product, rule.kind, rule.number) == (asked.product, asked.kind, asked.number)
        and rule.in_force(asked.on)
        and rule.previous
    ]
    mix = any(rule.previous == asked.previous for rule in same_dose) if same_dose else None
    products = [r for r in schedule.rules if r.product == asked.product and r.in_force(asked.on)]
    ages = None
    if products and asked.age is not None:
        youngest, oldest = min(r.age_from for r in products), max(r.age_to for r in products)
        ages = youngest <= asked.age < oldest
    minimum = schedule.minimum_days(asked) if asked.previous else None
    return Held(minimum, mix if asked.previous else None, ages)


def status(days: int | None, minimum: int | None, grace: int, gap: int) -> str:
    if days is None:
        return "first"
    if minimum is None or gap:
        return "unknown"
    if days >= minimum:
        return "in_time"
    return "in_grace" if days >= minimum - grace else "too_early"


def full_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
