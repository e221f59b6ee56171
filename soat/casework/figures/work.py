"""How many cases stand where, the day's progress, and what is to come: read off the counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Count, Max, Q, Sum

from soat.casework.figures.counting import VIET_NAM
from soat.casework.models import CaseCount, DayCount, LoadedRun, User, WorkList
from soat.casework.scopes import visible
from soat.model.review_lists import CaseState, ListState
from soat.review.debt_law import PACE_WEEKS, Flow, Projection, projection
from soat.review.places import bounds_of

UNIDENTIFIED = "unidentified"
"""Stands for a reason where a case has none: nobody knows who it is."""
MISMATCH = "mismatch"
"""Stands for any reason at all."""
UNSETTLED = "unsettled"
"""Stands for every state of a case that is not settled."""

_SETTLED = CaseState.SETTLED.value
_LISTS_DONE = (ListState.APPLIED.value, ListState.CLOSED.value)
Key = TypeVar("Key")


@dataclass(frozen=True)
class Counted:
    """The cases of one place by state, tier and reasons."""

    cases: Mapping[tuple[str, str, str], int]

    def by_state(self) -> Counter[str]:
        return self._summed(lambda state, tier, reasons: [state])

    def open_by_tier(self) -> Counter[str]:
        return self._summed(lambda state, tier, reasons: [tier] if state != _SETTLED else [])

    def open_by_reason(self) -> Counter[str]:
        """A case of several reasons is counted under each."""
        return self._summed(
            lambda state, tier, reasons: reasons_of(reasons) if state != _SETTLED else []
        )

    @property
    def all(self) -> int:
        return sum(self.cases.values())

    @property
    def open(self) -> int:
        return self.all - self.by_state()[_SETTLED]

    def _summed(self, keys: Callable[[str, str, str], Iterable[Key]]) -> Counter[Key]:
        total: Counter[Key] = Counter()
        for told, cases in self.cases.items():
            for key in keys(*told):
                total[key] += cases
        return total


def reasons_of(reasons: str) -> list[str]:
    """The reasons of a case, or that it is unidentified."""
    return reasons.split(",") if reasons else [UNIDENTIFIED]


def cases_of(user: User, path: str) -> Counted:
    """How the cases within a place stand."""
    rows = visible(user, CaseCount).filter(place=path, cases__gt=0)
    return Counted({tuple(row[:3]): row[3] for row in rows.values_list(*_COLUMNS)})


_COLUMNS = ("state", "tier", "reasons", "cases")


def how_many(user: User, path: str, state: str, tier: str = "", reason: str = "") -> int:
    """How many cases answer; what is empty is not asked for."""
    return sum(
        cases
        for (its_state, its_tier, reasons), cases in cases_of(user, path).cases.items()
        if (not state or its_state == state or (state == UNSETTLED and its_state != _SETTLED))
        and (not tier or its_tier == tier)
        and (not reason or reason in reasons_of(reasons) or (reason == MISMATCH and reasons))
    )


def states_below(user: User, paths: Iterable[str]) -> Mapping[str, Counter[str]]:
    """The cases of several places by state."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = visible(user, CaseCount).filter(place__in=list(paths), cases__gt=0)
    for place, state, cases in rows.values_list("place", "state").annotate(Sum("cases")):
        found[place][state] = cases
    return found


# ── the flow of days ─────────────────────────────────────────────────────────────────────────


def today(at: datetime) -> date:
    """The day that it is in Viet Nam."""
    return at.astimezone(VIET_NAM).date()


def flows_of(user: User, path: str, since: date) -> dict[date, Flow]:
    """What came up and what was settled on each day on which anything moved."""
    rows = visible(user, DayCount).filter(place=path, day__gte=since)
    return {day: (new, cleared) for day, new, cleared in rows.values_list("day", "new", "cleared")}


def day_below(user: User, paths: Iterable[str], day: date) -> Mapping[str, Flow]:
    """The flow of one day in several places."""
    rows = visible(user, DayCount).filter(place__in=list(paths), day=day)
    told = rows.values_list("place", "new", "cleared")
    return {place: (new, cleared) for place, new, cleared in told}


def first_day() -> date | None:
    """The first whole day of work: the day after the first load."""
    first = LoadedRun.objects.order_by("loaded_at").values_list("loaded_at", flat=True).first()
    return None if first is None else today(first) + timedelta(days=1)


def projected(user: User, path: str, open_now: int, day: date) -> Projection | None:
    """When no case will be left; None while nothing has been loaded."""
    since = first_day()
    if since is None:
        return None
    window = day - timedelta(weeks=PACE_WEEKS)
    return projection(open_now, flows_of(user, path, window), since, day)


# ── lists ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ListsInState:
    """Lists in one state: how many, and how many of them are overdue, due soon, or have time."""

    state: str
    lists: int
    overdue: int
    due_soon: int
    later: int
    without: int

    @property
    def done(self) -> bool:
        """Whether such lists have no deadline to keep any more."""
        return self.state in _LISTS_DONE


SOON = timedelta(days=7)


def lists_of(user: User, path: str, day: date) -> list[ListsInState]:
    """The work lists of a place by state and deadline."""
    least, beyond = bounds_of(path)
    within = visible(user, WorkList).filter(place__gte=least, place__lt=beyond)
    soon = day + SOON
    told = within.values("state").annotate(
        lists=_how_many(),
        overdue=_how_many(due_on__lt=day),
        due_soon=_how_many(due_on__gte=day, due_on__lte=soon),
        later=_how_many(due_on__gt=soon),
        without=_how_many(due_on=None),
    )
    found = {row["state"]: ListsInState(**row) for row in told}
    return [found[state.value] for state in ListState if state.value in found]


def _how_many(**wanted: object) -> Count:
    return Count("pk", filter=Q(**wanted)) if wanted else Count("pk")


def deadline_of(user: User, path: str) -> date | None:
    """The latest deadline of a list that is still under way within the place."""
    least, beyond = bounds_of(path)
    within = visible(user, WorkList).filter(place__gte=least, place__lt=beyond)
    told: date | None = within.exclude(state__in=_LISTS_DONE).aggregate(due=Max("due_on"))["due"]
    return told
