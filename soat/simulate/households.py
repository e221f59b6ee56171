"""The people of a chunk: ages, couples, parents and children, twins, households."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soat.simulate.facts import fact_rows
from soat.simulate.territory import ChunkPlan
from soat.simulate.texts import Flags, Integers

MALE, FEMALE = 0, 1
_YEAR = 365.2425
_TWIN_BIRTHS = 0.006  # of births are births of two: 1.2 % of the born are twins
_COMMUNE = 1 << 20  # larger than any span of days: keys are commune * _COMMUNE + day


@dataclass
class Humans:
    """One row: one human being; links are row numbers within the chunk, -1 for nobody.

    `born` counts days since 1970-01-01. `household` is the row number of the household's head.
    """

    commune: Integers
    sex: Integers
    born: Integers
    twin: Integers
    spouse: Integers
    mother: Integers
    father: Integers
    household: Integers

    def __len__(self) -> int:
        return len(self.born)

    def ages(self, as_of: int) -> NDArray[np.float64]:
        return np.asarray((as_of - self.born) / _YEAR, dtype=np.float64)


def make_humans(plan: ChunkPlan, extra: int, as_of: int, generator: np.random.Generator) -> Humans:
    """The plan's people and `extra` more, in order of commune and birth."""
    sizes = np.array([commune.people for commune in plan.communes])
    sizes = sizes + generator.multinomial(extra, sizes / sizes.sum())
    commune = np.repeat(np.arange(len(sizes)), sizes)
    sex, born = _ages(len(commune), as_of, generator)
    order = np.lexsort((born, commune))
    humans = _unrelated(commune[order], sex[order], born[order])
    _make_twins(humans, generator)
    _marry(humans, as_of, generator)
    _give_parents(humans, as_of, generator)
    _gather_households(humans, as_of, generator)
    return humans


def _unrelated(commune: Integers, sex: Integers, born: Integers) -> Humans:
    twin, spouse, mother, father = (np.full(len(born), -1, dtype=np.int64) for _ in range(4))
    return Humans(commune, sex, born, twin, spouse, mother, father, np.arange(len(born)))


def _ages(people: int, as_of: int, generator: np.random.Generator) -> tuple[Integers, Integers]:
    rows = fact_rows("ages")
    start = np.array([float(row["age_from"]) for row in rows])
    weights = np.array([[float(row["male"]), float(row["female"])] for row in rows])
    cell = generator.choice(weights.size, size=people, p=weights.ravel() / weights.sum())
    years = start[cell // 2] + 5 * generator.random(people)
    oldest = start[cell // 2] == start[-1]
    years[oldest] = np.minimum(start[-1] + generator.exponential(5.0, int(oldest.sum())), 104.0)
    return cell % 2, (as_of - years * _YEAR).astype(np.int64)


def _make_twins(humans: Humans, generator: np.random.Generator) -> None:
    """Neighbours in age become twins: the age pyramid stays as it is."""
    first = generator.random(len(humans)) < _TWIN_BIRTHS
    first[1:] &= ~first[:-1]
    first[:-1] &= humans.commune[:-1] == humans.commune[1:]
    first[-1:] = False
    a = np.flatnonzero(first)
    b = a + 1
    humans.born[b] = humans.born[a]
    humans.twin[a], humans.twin[b] = b, a
    alike = generator.random(len(a)) < 1 / 3
    humans.sex[b[alike]] = humans.sex[a[alike]]


def _marry(humans: Humans, as_of: int, generator: np.random.Generator) -> None:
    """Couples within the commune, the man about three years older."""
    ages = humans.ages(as_of)
    steps = (18, 22, 26, 30, 40, 60, 75, 90)
    men = np.interp(ages, steps, (0, 0.12, 0.45, 0.78, 0.88, 0.90, 0.80, 0.55), left=0)
    women = np.interp(ages, steps, (0, 0.30, 0.66, 0.85, 0.88, 0.78, 0.45, 0.12), left=0)
    partnered = generator.random(len(humans)) < np.where(humans.sex == MALE, men, women)
    husbands = _ranked(humans, partnered & (humans.sex == MALE), 0, generator)
    wives = _ranked(humans, partnered & (humans.sex == FEMALE), -1000, generator)
    _, of_men, of_women = np.intersect1d(
        husbands[1], wives[1], assume_unique=True, return_indices=True
    )
    man, woman = husbands[0][of_men], wives[0][of_women]
    proper = humans.twin[man] != woman
    humans.spouse[man[proper]], humans.spouse[woman[proper]] = woman[proper], man[proper]


def _ranked(
    humans: Humans, chosen: Flags, shift: int, generator: np.random.Generator
) -> tuple[Integers, Integers]:
    """The chosen in order of commune and (blurred) age, with a key of commune and rank."""
    rows = np.flatnonzero(chosen)
    blurred = humans.born[rows] + shift + generator.normal(0, 800, len(rows))
    rows = rows[np.lexsort((blurred, humans.commune[rows]))]
    commune = humans.commune[rows]
    rank = np.arange(len(rows)) - np.searchsorted(commune, commune)
    return rows, commune * _COMMUNE + rank


def _give_parents(humans: Humans, as_of: int, generator: np.random.Generator) -> None:
    wives = np.flatnonzero((humans.sex == FEMALE) & (humans.spouse >= 0))
    wives = wives[np.lexsort((humans.born[wives], humans.commune[wives]))]
    if not len(wives):
        return
    children = np.flatnonzero(generator.random(len(humans)) < _chance_of_parents(humans, as_of))
    gap = np.clip(generator.normal(27, 5.2, len(children)), 17.5, 44) * _YEAR
    wanted = humans.commune[children] * _COMMUNE + (humans.born[children] - gap + 100_000)
    keys = humans.commune[wives] * _COMMUNE + humans.born[wives] + 100_000
    place = np.searchsorted(keys, wanted)
    for reach in (2, 6, 20):
        place = place + generator.integers(-reach, reach + 1, len(children))
        mothers = wives[np.clip(place, 0, len(wives) - 1)]
        free = (humans.mother[children] < 0) & _can_be_mother(humans, mothers, children)
        humans.mother[children[free]] = mothers[free]
        _copy_to_twins(humans)
        humans.mother[_too_close(humans)] = -1
    _copy_to_twins(humans, drop=True)
    known = humans.mother >= 0
    humans.father[known] = humans.spouse[humans.mother[known]]
    _part_married_siblings(humans)


def _chance_of_parents(humans: Humans, as_of: int) -> NDArray[np.float64]:
    ages = humans.ages(as_of)
    single = np.select([ages < 18, ages < 30, ages < 60], [0.97, 0.9, 0.5], 0.05)
    married = np.where(humans.sex == MALE, 0.45, 0.25) * (ages < 62)
    return np.where(humans.spouse < 0, single, married)


def _can_be_mother(humans: Humans, mothers: Integers, children: Integers) -> Flags:
    gap = humans.born[children] - humans.born[mothers]
    same_place = humans.commune[children] == humans.commune[mothers]
    return np.asarray(same_place & (gap > 16.5 * _YEAR) & (gap < 46 * _YEAR))


def _copy_to_twins(humans: Humans, drop: bool = False) -> None:
    """Twins have one mother; with `drop`, both lose her if only one of them has her."""
    second = np.flatnonzero((humans.twin >= 0) & (humans.twin < np.arange(len(humans))))
    first = humans.twin[second]
    if drop:
        differ = humans.mother[first] != humans.mother[second]
        humans.mother[first[differ]] = humans.mother[second[differ]] = -1
    else:
        humans.mother[second] = humans.mother[first]


def _too_close(humans: Humans) -> Integers:
    """Children born less than 280 days after another child of the mother, twins aside."""
    rows = np.flatnonzero(humans.mother >= 0)
    rows = rows[np.lexsort((rows, humans.born[rows], humans.mother[rows]))]
    before, after = rows[:-1], rows[1:]
    same = humans.mother[before] == humans.mother[after]
    close = humans.born[after] - humans.born[before] < 280
    return np.asarray(after[same & close & (humans.twin[after] != before)])


def _part_married_siblings(humans: Humans) -> None:
    """A wife who turned out to be her husband's sister loses her parents, not her husband."""
    rows = np.flatnonzero((humans.sex == FEMALE) & (humans.spouse >= 0) & (humans.mother >= 0))
    sisters = rows[humans.mother[humans.spouse[rows]] == humans.mother[rows]]
    lone = np.r_[sisters, humans.twin[sisters][humans.twin[sisters] >= 0]]
    humans.mother[lone] = humans.father[lone] = -1


def _gather_households(humans: Humans, as_of: int, generator: np.random.Generator) -> None:
    rows = np.arange(len(humans))
    head = rows.copy()
    wives = (humans.sex == FEMALE) & (humans.spouse >= 0)
    head[wives] = humans.spouse[wives]
    at_home = (humans.father >= 0) & (humans.spouse < 0) & (humans.ages(as_of) < 40)
    stays = (humans.father >= 0) & (humans.spouse >= 0) & (humans.sex == MALE)
    at_home |= stays & (generator.random(len(humans)) < 0.22)
    head[at_home] = humans.father[at_home]
    for _ in range(6):
        head = head[head]
    humans.household = head
