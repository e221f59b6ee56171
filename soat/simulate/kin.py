"""Whose number or name somebody may be given by mistake."""

from dataclasses import dataclass

import numpy as np

from soat.simulate.households import Humans
from soat.simulate.texts import Integers


@dataclass(frozen=True)
class Kin:
    """One row: one human; row numbers of one parent, spouse, sibling, twin and a stranger."""

    parent: Integers
    spouse: Integers
    sibling: Integers
    twin: Integers
    stranger: Integers


def find_kin(humans: Humans, generator: np.random.Generator) -> Kin:
    either = generator.random(len(humans)) < 0.65
    parent = np.where(either, humans.mother, humans.father)
    sibling = np.full(len(humans), -1, dtype=np.int64)
    rows = np.flatnonzero(humans.mother >= 0)
    rows = rows[np.lexsort((rows, humans.mother[rows]))]
    mothers = humans.mother[rows]
    start = np.searchsorted(mothers, mothers)
    count = np.searchsorted(mothers, mothers, side="right") - start
    sibling[rows] = rows[start + (np.arange(len(rows)) - start + 1) % count]
    sibling[(sibling == np.arange(len(humans))) | (sibling == humans.twin)] = -1
    stranger = generator.integers(0, len(humans), len(humans))
    stranger[stranger == np.arange(len(humans))] = -1
    return Kin(parent, humans.spouse, sibling, humans.twin, stranger)
