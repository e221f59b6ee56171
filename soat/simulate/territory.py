"""The communes of the synthetic country and its cut into chunks that fit in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from soat.model.places import EPOCH_63, PlaceRow, all_places
from soat.simulate.facts import fact_rows
from soat.simulate.texts import Flags, Integers

REGISTER_PER_PROFILE = 98.5 / 82.2  # register people for each profile of the platform
COMMUNE_PEOPLE = 9300  # the average commune of 2021
CHUNK_PEOPLE = 100_000
CHILD_PROVINCES = 48  # had begun with the children on 25 April 2022


@dataclass(frozen=True)
class CommunePlan:
    """One commune, how many people of the register live in it, and its province's number."""

    place: PlaceRow
    people: int
    province: int


@dataclass(frozen=True)
class ChunkPlan:
    """Some whole communes made together.

    `ranks` and `touching`: of the chunks that touch a province, which one this is, and how many
    there are; with them chunks allocate numbers without asking one another.
    """

    index: int
    count: int
    first_human: int
    communes: tuple[CommunePlan, ...]
    ranks: Integers
    touching: Integers

    @property
    def people(self) -> int:
        return sum(commune.people for commune in self.communes)


@cache
def provinces() -> tuple[dict[str, str], ...]:
    """The 63 provinces of 2021 with their facts, in order of code."""
    return tuple(fact_rows("provinces"))


@cache
def child_provinces() -> Flags:
    """Which provinces vaccinated children of 5 to 11. Nobody published which 48 of the 63 they
    were: those with the most people are taken."""
    people = np.array([float(row["population"]) for row in provinces()])
    begun = np.zeros(len(people), dtype=bool)
    begun[np.argsort(-people, kind="stable")[:CHILD_PROVINCES]] = True
    return begun


@cache
def communes_by_province() -> tuple[tuple[PlaceRow, ...], ...]:
    """The communes of each province of 2021, province by province."""
    number = {row["code"]: i for i, row in enumerate(provinces())}
    found: list[list[PlaceRow]] = [[] for _ in number]
    for place in all_places():
        if place.epoch == EPOCH_63:
            found[number[place.province_code]].append(place)
    return tuple(tuple(places) for places in found)


def plan_country(profiles: int, generator: np.random.Generator) -> tuple[ChunkPlan, ...]:
    """Real-sized communes, as many as the register needs, in chunks of about 100,000 people."""
    people = max(round(profiles * REGISTER_PER_PROFILE), 3)
    communes = _communes(people, generator)
    groups = list(_groups(communes))
    touched = np.zeros((len(groups), len(provinces())), dtype=np.int64)
    for i, group in enumerate(groups):
        touched[i, [commune.province for commune in group]] = 1
    ranks, touching = touched.cumsum(axis=0) - touched, touched.sum(axis=0)
    plans, first = [], 0
    for i, group in enumerate(groups):
        plans.append(ChunkPlan(i, len(groups), first, tuple(group), ranks[i], touching))
        first += sum(commune.people for commune in group)
    return tuple(plans)


def _communes(people: int, generator: np.random.Generator) -> list[CommunePlan]:
    available = communes_by_province()
    wanted = min(max(3, round(people / COMMUNE_PEOPLE)), sum(map(len, available)))
    weights = np.array([float(row["population"]) for row in provinces()])
    counts = _spread(wanted, weights, np.array([len(a) for a in available]), generator)
    chosen = [
        (available[p][i], p)
        for p, count in enumerate(counts)
        for i in np.sort(generator.choice(len(available[p]), size=count, replace=False))
    ]
    sizes = np.exp(generator.normal(0.0, 0.4, len(chosen)))
    for p in np.unique([province for _, province in chosen]):
        mine = np.array([province == p for _, province in chosen])
        if wanted >= 1000:  # then every province is there and keeps its own share of people
            sizes[mine] *= weights[p] / sizes[mine].sum()
    ends = np.round(np.cumsum(sizes) / sizes.sum() * people).astype(np.int64)
    heads = np.diff(ends, prepend=0)
    return [CommunePlan(pl, int(n), p) for (pl, p), n in zip(chosen, heads, strict=True) if n]


def _spread(
    wanted: int, weights: NDArray[np.float64], limits: Integers, generator: np.random.Generator
) -> Integers:
    """`wanted` communes over the provinces by people: whole parts first, the rest by lot."""
    exact = weights / weights.sum() * wanted
    counts = np.minimum(exact.astype(np.int64), limits)
    while (left := wanted - int(counts.sum())) > 0:
        room = np.where(counts < limits, np.maximum(exact - counts, 1e-9), 0.0)
        size = min(left, int((room > 0).sum()))
        counts[generator.choice(len(room), size=size, replace=False, p=room / room.sum())] += 1
    return np.asarray(counts, dtype=np.int64)


def _groups(communes: list[CommunePlan]) -> Iterator[list[CommunePlan]]:
    group: list[CommunePlan] = []
    for commune in communes:
        group.append(commune)
        if sum(c.people for c in group) >= CHUNK_PEOPLE:
            yield group
            group = []
    if group:
        yield group
