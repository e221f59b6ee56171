"""Which dose of the schedule each row of a history is: the likeliest way through its slots.

Slots are what people count by: basic 1 to n, one additional dose, boosters 1, 2, 3 …. A history
may lack doses (never entered), a sent number may be wrong or unsaid, and "mũi 3" may mean three
things; so each way of filling slots has a cost (soat.engine.doses.slot_costs), and the cheapest
is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from soat.engine.doses.slot_costs import (
    USUAL_LENGTH,
    DoseSeen,
    Series,
    Slot,
    Times,
    lacking,
    said_cost,
    step_cost,
)
from soat.model.dose_lists import DoseKind

_LONGEST = 12
"""Doses weighed together; what comes after them continues the count."""


@dataclass(frozen=True)
class Place:
    """Where a dose stands: its slot, its place among all doses, and how many lack just before."""

    slot: Slot
    in_sequence: int
    gap: int


def places_of(doses: Sequence[DoseSeen], times: Times) -> list[Place]:
    """The place of every dose of one history, in order of time."""
    weighed = doses[:_LONGEST]
    ways = [_cheapest(weighed, length, times) for length in _lengths(doses)]
    _, slots, chosen = min(ways, key=lambda way: way[0])
    places = _counted(slots, chosen)
    return places + _continued(places, slots, len(doses) - len(weighed))


def _lengths(doses: Sequence[DoseSeen]) -> list[int]:
    """Lengths that the basic series may have, by the products seen; the first seen is first."""
    seen = list(dict.fromkeys(dose.series for dose in doses if dose.series))
    return seen or [USUAL_LENGTH]


@lru_cache(maxsize=256)
def _slots(length: int, doses: int) -> tuple[Slot, ...]:
    basics = (Slot(DoseKind.BASIC, number) for number in range(1, length + 1))
    boosters = (Slot(DoseKind.BOOSTER, number) for number in range(1, doses + 3))
    return (*basics, Slot(DoseKind.ADDITIONAL, 1), *boosters)


_Way = tuple[float, tuple[Slot, ...], list[int]]


def _cheapest(doses: Sequence[DoseSeen], length: int, times: Times) -> _Way:
    """The least cost of this series length, its slots, and the slot chosen for each dose."""
    slots = _slots(length, len(doses))
    usual = any(dose.additional_follows for dose in doses[:length])
    series = Series(length, usual, times)
    # costs[j]: the least cost of all doses so far when the last one is in slot j.
    costs = list(_first_costs(doses[0], len(doses), series))
    steps: list[list[int]] = []
    for dose in doses[1:]:
        costs, came_from = _next_costs(costs, _step_costs(dose, len(doses), series))
        steps.append(came_from)
    last = min(range(len(slots)), key=lambda j: costs[j])
    chosen = [last]
    for came_from in reversed(steps):
        chosen.append(came_from[chosen[-1]])
    return costs[last], slots, chosen[::-1]


@lru_cache(maxsize=1 << 14)
def _first_costs(dose: DoseSeen, doses: int, series: Series) -> tuple[float, ...]:
    """What it costs that a history of so many doses begins with this one in each slot."""
    slots = _slots(series.length, doses)
    return tuple(
        step_cost(-1, j, dose, series) + said_cost(dose, slots, j, series.length)
        for j in range(len(slots))
    )


# Few different doses are met again and again in different histories.
@lru_cache(maxsize=1 << 14)
def _step_costs(
    dose: DoseSeen, doses: int, series: Series
) -> tuple[tuple[tuple[float, ...], float], ...]:
    """For each slot: what it costs to come from the slots before, and what was said."""
    slots = _slots(series.length, doses)
    return tuple(
        (
            tuple(step_cost(i, j, dose, series) for i in range(j)),
            said_cost(dose, slots, j, series.length),
        )
        for j in range(len(slots))
    )


def _next_costs(
    costs: list[float], steps: tuple[tuple[tuple[float, ...], float], ...]
) -> tuple[list[float], list[int]]:
    """One dose further: the least cost in every slot, and the slot of the dose before."""
    new, came_from = [float("inf")] * len(steps), [0] * len(steps)
    for j, (from_each, said) in enumerate(steps):
        for i, step in enumerate(from_each):
            cost = costs[i] + step
            if cost < new[j]:
                new[j], came_from[j] = cost, i
        new[j] += said
    return new, came_from


def _counted(slots: tuple[Slot, ...], chosen: list[int]) -> list[Place]:
    places: list[Place] = []
    length = sum(slot.kind == DoseKind.BASIC for slot in slots)
    before, in_sequence = -1, 0
    for j in chosen:
        gap = lacking(before, j, length)
        in_sequence += gap + 1
        places.append(Place(slots[j], in_sequence, gap))
        before = j
    return places


def _continued(places: list[Place], slots: tuple[Slot, ...], more: int) -> list[Place]:
    """Doses beyond those that were weighed are the boosters that follow."""
    last = places[-1]
    number = last.slot.number if last.slot.kind == DoseKind.BOOSTER else 0
    return [
        Place(Slot(DoseKind.BOOSTER, number + turn), last.in_sequence + turn, 0)
        for turn in range(1, more + 1)
    ]
