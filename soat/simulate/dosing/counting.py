"""How many shots each profile is to hold, so that every class meets its published mean."""

import numpy as np
from numpy.typing import NDArray

from soat.simulate.casting import Cast, ProfileClass
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.campaign import Reach
from soat.simulate.texts import Integers

_FOURTH = 0.03  # of those with a third dose, our reading


def given_per_recorded(chunk: Chunk) -> float:
    """Shots really given for each accepted row: as reported, and what was not even reported."""
    totals = chunk.scenario.totals
    silent = chunk.scenario.report_faults["not_reported"]
    return totals["given"] / totals["recorded"] / (1 - silent)


def rows_wanted(chunk: Chunk, cast: Cast) -> Integers:
    """For each ProfileClass the rows that the platform is to hold."""
    people = np.bincount(cast.profile_class, minlength=len(ProfileClass))
    means = np.array([chunk.scenario.doses_per_person[c.key] for c in ProfileClass])
    return np.asarray(np.round(people * means), dtype=np.int64)


def count_shots(chunk: Chunk, cast: Cast, reach: Reach, generator: np.random.Generator) -> Integers:
    """Shots of each profile. Everybody has one, most two; third and fourth fill up to the mean."""
    counts = np.ones(len(cast), dtype=np.int64)
    likely = np.where(reach.grown_from <= chunk.as_of, 0.97, 0.93)
    likely[reach.most < 2] = 0.0
    likely[cast.other_profile() >= 0] *= 0.4
    wanted = np.round(rows_wanted(chunk, cast) * given_per_recorded(chunk)).astype(np.int64)
    for profile_class in ProfileClass:
        rows = np.flatnonzero(cast.profile_class == profile_class)
        left = max(0, int(wanted[profile_class]) - len(rows))
        for more in _more(rows, left, likely, reach.most, generator):
            counts[more] += 1
    return counts


def _more(
    rows: Integers,
    left: int,
    likely: NDArray[np.float64],
    most: Integers,
    generator: np.random.Generator,
) -> tuple[Integers, Integers, Integers]:
    """Who of `rows` gets a second, a third, a fourth shot; `left` of them in all."""
    order = np.argsort(generator.random(len(rows)) / np.maximum(likely[rows], 1e-9))
    able = rows[order[likely[rows[order]] > 0]]
    second = able[: min(left, round(float(likely[rows].sum())))]
    grown = generator.permutation(second[most[second] >= 3])
    left -= len(second)
    third = grown[: min(left, round(left / (1 + _FOURTH)))]
    return second, third, third[: left - len(third)]


def by_lot(exact: float, generator: np.random.Generator) -> int:
    """The whole part, and one more with the chance of the rest."""
    return int(exact) + int(generator.random() < exact - int(exact))
