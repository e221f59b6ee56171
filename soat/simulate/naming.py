"""Who is called what: surnames handed down, middle and given names by sex and generation."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from soat.simulate.facts import fact_rows, minorities
from soat.simulate.households import FEMALE, Humans
from soat.simulate.name_parts import NONE, part_table
from soat.simulate.syllables import comparable_name
from soat.simulate.territory import ChunkPlan, provinces
from soat.simulate.texts import Integers

_KINH = -1
_BORN_MIDDLE, _BORN_YOUNG = -1826, 8035  # 1965-01-01 and 1992-01-01, days since 1970


@dataclass(frozen=True)
class WeightedParts:
    """Codes of name parts with the running sum of their weights."""

    codes: Integers
    running: NDArray[np.float64]

    def draw(self, count: int, generator: np.random.Generator) -> Integers:
        place = np.searchsorted(self.running, generator.random(count), side="right")
        return self.codes[np.minimum(place, len(self.codes) - 1)]


def _weighted(parts: list[str], weights: list[float]) -> WeightedParts:
    table = part_table()
    codes = [table.code(part) if part else NONE for part in parts]
    sums = np.cumsum(weights)
    return WeightedParts(np.array(codes), sums / sums[-1])


@cache
def _surnames(region: str) -> WeightedParts:
    rows = fact_rows("surnames")
    return _weighted([r["surname"] for r in rows], [float(r[region]) for r in rows])


@cache
def _by_generation(name: str, part: str, sex: str, generation: int) -> WeightedParts:
    rows = [row for row in fact_rows(name) if row["sex"] == sex]
    column = [key for key in rows[0] if key not in (part, "sex")][generation]
    return _weighted([r[part] for r in rows], [float(r[column]) for r in rows])


def _generation(humans: Humans) -> Integers:
    born = humans.born
    return (born >= _BORN_MIDDLE).astype(np.int64) + (born >= _BORN_YOUNG)


def give_names(humans: Humans, plan: ChunkPlan, generator: np.random.Generator) -> Integers:
    """Codes of the name parts of every human: surname, middle, (room for one more), given."""
    names = np.full((len(humans), 4), NONE, dtype=np.int64)
    people = _peoples(humans, plan, generator)
    names[:, 0] = _surname_codes(humans, plan, generator)
    _name_kinh(humans, names, generator)
    _name_minorities(humans, names, people, generator)
    _hand_down(humans, names, people)
    _liken_siblings(humans, names, people, generator)
    _liken_twins(humans, names, generator)
    return names


def _surname_codes(humans: Humans, plan: ChunkPlan, generator: np.random.Generator) -> Integers:
    """Nationally weighted; a quarter bear one of their commune's three common surnames."""
    codes = np.empty(len(humans), dtype=np.int64)
    for i, commune in enumerate(plan.communes):
        mine = np.flatnonzero(humans.commune == i)
        weights = _surnames(provinces()[commune.province]["region"])
        local = weights.draw(3, generator)
        drawn = weights.draw(len(mine), generator)
        at_home = generator.random(len(mine)) < 0.25
        drawn[at_home] = local[generator.integers(0, 3, int(at_home.sum()))]
        codes[mine] = drawn
    return codes


def _name_kinh(humans: Humans, names: Integers, generator: np.random.Generator) -> None:
    generation = _generation(humans)
    for sex, word in enumerate(("male", "female")):
        for era in range(3):
            mine = np.flatnonzero((humans.sex == sex) & (generation == era))
            middle = _by_generation("middle_names", "middle", word, era)
            given = _by_generation("given_names", "given", word, era)
            names[mine, 1] = middle.draw(len(mine), generator)
            names[mine, 3] = given.draw(len(mine), generator)
    repeated = names[:, 1] == names[:, 3]
    names[repeated, 1] = NONE


def _peoples(humans: Humans, plan: ChunkPlan, generator: np.random.Generator) -> Integers:
    """Which people each human belongs to: _KINH or a number in minorities(); in the male line."""
    people = np.full(len(humans), _KINH, dtype=np.int64)
    for i, commune in enumerate(plan.communes):
        mine = np.flatnonzero(humans.commune == i)
        code = provinces()[commune.province]["code"]
        shares = np.array([p["provinces"].get(code, 0.0) for p in minorities().values()])
        if shares.any():  # communes differ: some are wholly of one people, some are mixed
            shares = shares * generator.gamma(0.6, 1 / 0.6, len(shares))
            shares = shares / max(1.0, shares.sum() / 0.95)
            people[mine] = generator.choice(
                np.r_[np.arange(len(shares)), _KINH], len(mine), p=np.r_[shares, 1 - shares.sum()]
            )
    for _ in range(6):
        known = humans.father >= 0
        people[known] = people[humans.father[known]]
    return people


def _name_minorities(
    humans: Humans, names: Integers, people: Integers, generator: np.random.Generator
) -> None:
    for number, facts in enumerate(minorities().values()):
        for sex, word in enumerate(("male", "female")):
            mine = np.flatnonzero((people == number) & (humans.sex == sex))
            for column, part in ((0, "first"), (1, "second"), (3, "third")):
                choice = facts.get(f"{word}_{part}") or facts[part]
                drawn = _weighted(choice, [1.0] * len(choice)).draw(len(mine), generator)
                names[mine, column] = drawn


def _hand_down(humans: Humans, names: Integers, people: Integers) -> None:
    """Surnames follow the father; where the people's own order stands, nothing is handed down."""
    own = [n for n, facts in enumerate(minorities().values()) if facts["order"] == "own"]
    second = np.flatnonzero((humans.twin >= 0) & (humans.twin < np.arange(len(humans))))
    second = second[~np.isin(people[second], own) & (people[second] == people[humans.twin[second]])]
    names[second, 0] = names[humans.twin[second], 0]
    heirs = np.flatnonzero((humans.father >= 0) & ~np.isin(people, own))
    for _ in range(6):
        names[heirs, 0] = names[humans.father[heirs], 0]


def _liken_siblings(
    humans: Humans, names: Integers, people: Integers, generator: np.random.Generator
) -> None:
    """A third of children take the middle name of the eldest of their sex; no two bear one name."""
    rows = np.flatnonzero((humans.mother >= 0) & (people == _KINH))
    rows = rows[np.lexsort((humans.born[rows], humans.sex[rows], humans.mother[rows]))]
    group = humans.mother[rows] * 2 + humans.sex[rows]
    eldest = rows[np.searchsorted(group, group)]
    likened = generator.random(len(rows)) < 0.35
    names[rows[likened], 1] = names[eldest[likened], 1]
    same = (group[1:] == group[:-1]) & (names[rows[1:]] == names[rows[:-1]]).all(axis=1)
    names[rows[1:][same], 3] = _neighbour(humans, names, rows[1:][same])


def _liken_twins(humans: Humans, names: Integers, generator: np.random.Generator) -> None:
    """Twins of one sex mostly share the middle name and half have given names close in writing."""
    second = np.flatnonzero((humans.twin >= 0) & (humans.twin < np.arange(len(humans))))
    second = second[humans.sex[second] == humans.sex[humans.twin[second]]]
    first = humans.twin[second]
    middle = generator.random(len(second)) < 0.8
    names[second[middle], 1] = names[first[middle], 1]
    near = (generator.random(len(second)) < 0.5) | (names[second, 3] == names[first, 3])
    names[second[near], 3] = _neighbour(humans, names, first[near])


@cache
def _next_given() -> Integers:
    """Per sex and code: the next given name in spelling that is not the same name."""
    table = part_table()
    following = np.tile(np.arange(len(table.parts)), (2, 1))
    for sex, word in enumerate(("male", "female")):
        rows = {r["given"] for r in fact_rows("given_names") if r["sex"] == word}
        ordered = sorted(rows, key=lambda given: (comparable_name(given)[:2], given))
        for i, given in enumerate(ordered):
            later = (ordered[(i + step) % len(ordered)] for step in range(1, 5))
            other = next(o for o in later if comparable_name(o) != comparable_name(given))
            following[sex, table.code(given)] = table.code(other)
    fallback = table.code("Mai"), table.code("Nam")
    for sex in (0, FEMALE):
        alone = following[sex] == np.arange(len(table.parts))
        following[sex, alone] = fallback[1 - sex]
    return following


def _neighbour(humans: Humans, names: Integers, rows: Integers) -> Integers:
    return np.asarray(_next_given()[humans.sex[rows], names[rows, 3]])
