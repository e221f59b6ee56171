"""The record that is being typed: the human's facts, before anything is spoiled."""

from dataclasses import dataclass

import numpy as np

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.corruption_kinds import KIND_NUMBER, CorruptionKind
from soat.simulate.registering import calendar
from soat.simulate.texts import Flags, Integers, Texts, texts_of


@dataclass
class Drafts:
    """One row: one profile being typed.

    `human` -1 is a foreigner. `names` and `forms` are name parts and their written forms;
    `precision` says how much of year, month and day is typed (3: nothing that can be read).
    `marks[row, kind]`: what was done to it. Columns of text hold None for nothing.
    """

    human: Integers
    names: Integers
    forms: Integers
    number: Texts
    year: Integers
    month: Integers
    day: Integers
    precision: Integers
    sex: Integers
    marks: Flags

    def __len__(self) -> int:
        return len(self.human)

    def marked(self, kind: CorruptionKind) -> Integers:
        return np.flatnonzero(self.marks[:, KIND_NUMBER[kind]])

    def mark(self, kind: CorruptionKind, rows: Integers) -> None:
        self.marks[rows, KIND_NUMBER[kind]] = True


NOTHING = 3  # precision: nothing readable


def draft_profiles(chunk: Chunk, cast: Cast) -> Drafts:
    """The faithful record of every profile (foreigners get theirs elsewhere)."""
    human = cast.human
    someone = np.maximum(human, 0)
    year, month, day = calendar(chunk.humans.born[someone])
    number = texts_of(chunk.identities.number[someone], 12)
    return Drafts(
        human=human,
        names=chunk.names[someone],
        forms=np.zeros((len(human), 4), dtype=np.int64),
        number=number,
        year=year,
        month=month,
        day=day,
        precision=chunk.identities.precision[someone],
        sex=chunk.humans.sex[someone],
        marks=np.zeros((len(human), len(CorruptionKind)), dtype=bool),
    )
