"""What a site owes: doses given and not entered, day by day, and how late it enters.

Missing and excess are counted cell by cell and never set off against each other: a dose missing of
one product is not made good by one too many of another. What was entered here since the last run
fills the cells in which doses were missing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from soat.casework.models import DailyReport, DoseCell, Figure, Site, SiteCell, User
from soat.casework.scopes import visible
from soat.model.dose_lists import BUCKET_ENDS, CellStatus, DelayBucket

MOST_DAYS = 14
CellKey = tuple[date, str, str, int, str]
"""Day, product, kind, number, age group."""


@dataclass(frozen=True)
class Cell:
    """One cell: what was reported (None: nothing was) and what is entered, here or before."""

    key: CellKey
    reported: int | None
    entered: int

    @property
    def missing(self) -> int:
        return max(0, (self.reported or 0) - self.entered)

    @property
    def excess(self) -> int:
        """What is entered without a report is not in excess: nobody said how many there were."""
        return 0 if self.reported is None else max(0, self.entered - self.reported)


@dataclass(frozen=True)
class DayOwed:
    """One day with doses missing or in excess, each added up over its cells."""

    day: date
    reported: int
    entered: int
    missing: int
    excess: int


@dataclass(frozen=True)
class Delay:
    """The doses of one bucket, as the last run has them and as entered here since."""

    bucket: DelayBucket
    doses: int
    share: float | None


def cells_of(user: User, site: Site, day: date | None = None) -> list[Cell]:
    """The site's cells that matter, of one day or of all: a report made here is the last word on
    its cell; a cell whose report is in doubt is as if it had none."""
    on_day = Q(given_on=day) if day else Q()
    reported: dict[CellKey, int | None] = {}
    entered: Counter[CellKey] = Counter()
    for cell in visible(user, SiteCell).filter(on_day, place=site.place):
        told = cell.reported if cell.status == CellStatus.COMPARED else None
        reported[_key(cell)] = told
        entered[_key(cell)] += cell.recorded
    for report in visible(user, DailyReport).filter(on_day, place=site.place).order_by("pk"):
        reported[_key(report)] = report.doses
    for one in visible(user, DoseCell).filter(on_day, place=site.place):
        entered[_key(one)] += 1
    keys = sorted({*reported, *entered})
    return [Cell(key, reported.get(key), entered[key]) for key in keys]


def _key(cell: SiteCell | DailyReport | DoseCell) -> CellKey:
    return (cell.given_on, cell.product, cell.dose_kind, cell.dose_number, cell.age_group)


def days_owed(cells: Iterable[Cell]) -> list[DayOwed]:
    """The days with something missing or in excess, the latest first."""
    by_day: dict[date, list[Cell]] = {}
    for cell in cells:
        by_day.setdefault(cell.key[0], []).append(cell)
    days = [
        DayOwed(
            day,
            sum(cell.reported or 0 for cell in of_day),
            sum(cell.entered for cell in of_day),
            sum(cell.missing for cell in of_day),
            sum(cell.excess for cell in of_day),
        )
        for day, of_day in by_day.items()
    ]
    owed = [one for one in days if one.missing or one.excess]
    return sorted(owed, key=lambda one: one.day, reverse=True)


def delays_of(user: User, site: Site) -> list[Delay]:
    """By how many days after giving them the site's doses were entered; those never entered are
    late as well (the last run says how many), or the slowest sites would look best."""
    counted: Counter[str] = Counter()
    figure = visible(user, Figure).filter(place=site.place, measure="doses_by_delay")
    last = figure.order_by("-as_of", "-pk").first()
    for value, (numerator, _) in (last.cells if last else {}).items():
        counted[value] += numerator or 0
    for cell in visible(user, DoseCell).filter(place=site.place):
        counted[bucket_of((cell.entered_on - cell.given_on).days).value] += 1
    whole = sum(counted.values())
    return [
        Delay(one, counted[one.value], counted[one.value] / whole if whole else None)
        for one in DelayBucket
        if counted[one.value]
    ]


def bucket_of(days: int) -> DelayBucket:
    """The bucket of a dose entered so many days after it was given; before: on the day."""
    return next((bucket for last, bucket in BUCKET_ENDS if days <= last), DelayBucket.OVER_30)
