"""What the population register knows of the humans, its own errors included."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from soat.simulate.households import Humans
from soat.simulate.numbering import (
    allocate_slots,
    running_number,
    shuffled,
    slots_of_chunk,
)
from soat.simulate.territory import ChunkPlan, provinces
from soat.simulate.texts import Integers

DAY, MONTH, YEAR = 0, 1, 2
NO_NUMBER = -1
_PAIRS_LOW, _PAIRS_HIGH = 500, 1000  # 500,000 pairs of numbers in each cell
_CMND_LOW, _CMND_HIGH = 2500, 4000  # 10,000,000 numbers behind each prefix


@dataclass
class Identities:
    """One row: the identity facts of one human. Numbers are integers; -1 means none.

    `precision`: how much of the birth date the register knows (DAY, MONTH or YEAR).
    `died` is in days since 1970, -1 for the living.
    """

    province_born: Integers
    number: Integers
    former: Integers
    precision: Integers
    died: Integers


def calendar(born: Integers) -> tuple[Integers, Integers, Integers]:
    """Year, month and day of days since 1970."""
    days = born.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64)
    return month // 12 + 1970, month % 12 + 1, (days - months).astype(np.int64) + 1


def day_number(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()


def blur_births(humans: Humans, as_of: int, generator: np.random.Generator) -> Integers:
    """The old are often known by 1 January, by year or by month only; returns the precision."""
    ages, lot = humans.ages(as_of), generator.random(len(humans))
    alone = humans.twin < 0
    january = alone & (ages > 45) & (lot < 0.03)
    years = humans.born.astype("datetime64[D]").astype("datetime64[Y]")
    humans.born[january] = years.astype("datetime64[D]").astype(np.int64)[january]
    precision = np.full(len(humans), DAY, dtype=np.int64)
    precision[alone & (ages > 60) & (lot > 0.97)] = YEAR
    precision[alone & (ages > 60) & (lot > 0.962) & (lot <= 0.97)] = MONTH
    return precision


def give_identities(
    humans: Humans, plan: ChunkPlan, seed: int, as_of: int, generator: np.random.Generator
) -> Identities:
    precision = blur_births(humans, as_of, generator)
    born_in = _provinces_of_birth(humans, plan, as_of, generator)
    number = _citizen_numbers(humans, born_in, plan, seed, generator)
    former = _former_numbers(humans, born_in, plan, seed, generator)
    died = np.full(len(humans), -1, dtype=np.int64)
    ages = humans.ages(as_of)
    dead = generator.random(len(humans)) < np.where(ages > 65, 0.012, 0.0008)
    died[dead] = as_of - generator.integers(1, 400, int(dead.sum()))
    died[died < humans.born] = -1
    return Identities(born_in, number, former, precision, died)


def _provinces_of_birth(
    humans: Humans, plan: ChunkPlan, as_of: int, generator: np.random.Generator
) -> Integers:
    home = np.array([commune.province for commune in plan.communes])[humans.commune]
    moved = np.array([float(row["born_elsewhere"]) for row in provinces()])[home]
    moved = np.where(humans.ages(as_of) < 15, 0.3 * moved, moved)
    people = np.array([float(row["population"]) for row in provinces()])
    elsewhere = generator.choice(len(people), size=len(humans), p=people / people.sum())
    born_in = np.where(generator.random(len(humans)) < moved, elsewhere, home)
    second = np.flatnonzero((humans.twin >= 0) & (humans.twin < np.arange(len(humans))))
    born_in[second] = born_in[humans.twin[second]]
    return born_in


def _citizen_numbers(
    humans: Humans, born_in: Integers, plan: ChunkPlan, seed: int, generator: np.random.Generator
) -> Integers:
    """Province, century and sex, year, six digits; twins of one sex get neighbours half the time.

    Digits are given out in pairs so that neighbours are free. Very few numbers bear another year.
    """
    year, _, _ = calendar(humans.born)
    slip = generator.random(len(humans)) < 0.0004
    year = year + np.where(slip & (humans.twin < 0), generator.choice((-1, 1), len(humans)), 0)
    codes = np.array([int(row["code"]) for row in provinces()])[born_in]
    head = codes * 1000 + ((year // 100 - 19) * 2 + humans.sex) * 100 + year % 100
    paired = np.flatnonzero((humans.twin >= 0) & (humans.twin < np.arange(len(humans))))
    paired = paired[humans.sex[paired] == humans.sex[humans.twin[paired]]]
    paired = paired[generator.random(len(paired)) < 0.5]
    slot = allocate_slots(
        head,
        _PAIRS_LOW * _PAIRS_HIGH,
        plan.ranks[born_in],
        _touching_here(plan)[born_in],
        (plan.index, plan.count),
    )
    pair = shuffled(slot, head + seed * 1_000_003, _PAIRS_LOW, _PAIRS_HIGH)
    last = generator.integers(0, 2, len(humans))
    first = humans.twin[paired]
    pair[paired], last[paired] = pair[first], 1 - last[first]
    return np.asarray(head * 1_000_000 + pair * 2 + last)


def _touching_here(plan: ChunkPlan) -> Integers:
    """How many chunks share each province; 0 where this chunk is not one of them."""
    here = np.zeros(len(plan.touching), dtype=np.int64)
    own = np.unique([commune.province for commune in plan.communes])
    here[own] = plan.touching[own]
    return here


def _former_numbers(
    humans: Humans, born_in: Integers, plan: ChunkPlan, seed: int, generator: np.random.Generator
) -> Integers:
    """Nine digits for most born before 2003 whom the register knows by an old card.

    A few numbers in ten thousand were issued twice, as in reality.
    """
    prefixes = np.array([int(row["cmnd_prefix"]) for row in provinces()])
    prefix = prefixes[born_in]
    here = _touching_here(plan)
    shared = np.array(
        [here[prefixes == p].max() and plan.touching[prefixes == p].sum() for p in prefixes]
    )
    rank = np.array([_rank_in_prefix(plan, prefixes, p) for p in prefixes])
    bearer = (humans.born < 12053) & (generator.random(len(humans)) < 0.62)
    rows = np.flatnonzero(bearer)
    space = _CMND_LOW * _CMND_HIGH
    # In a place of many newcomers more were born under one prefix than the chunk has numbers of it,
    # once the country is large: the register does not know the old cards of the last of them.
    left = slots_of_chunk(space, shared[born_in[rows]], plan.count)
    rows = rows[running_number(prefix[rows]) < left]
    home = born_in[rows]
    slot = allocate_slots(prefix[rows], space, rank[home], shared[home], (plan.index, plan.count))
    number = shuffled(slot, prefix[rows] + seed * 7_000_003, _CMND_LOW, _CMND_HIGH)
    former = np.full(len(humans), NO_NUMBER, dtype=np.int64)
    former[rows] = prefix[rows] * 10_000_000 + number
    twice = rows[generator.random(len(rows)) < 0.0008]
    former[twice] = former[generator.permutation(rows)[: len(twice)]]
    return former


def _rank_in_prefix(plan: ChunkPlan, prefixes: Integers, prefix: int) -> int:
    """Which of the slots of the provinces under one prefix is this chunk's first."""
    own = {commune.province for commune in plan.communes}
    start = 0
    for province in np.flatnonzero(prefixes == prefix):
        if province in own:
            return start + int(plan.ranks[province])
        start += int(plan.touching[province])
    return 0
