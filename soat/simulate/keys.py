"""Keys that tell nothing about whom they belong to, unique over all chunks."""

import numpy as np

from soat.simulate.chunk import Chunk
from soat.simulate.numbering import shuffled
from soat.simulate.texts import Integers, Texts, texts_of

_CHUNK_SPAN = 10_000_000  # keys, and human ids, that belong to one chunk


def references(chunk: Chunk, letter: str, count: int, start: int = 0) -> Texts:
    """`count` keys of a letter and eleven digits; `start` skips those already given out."""
    serial = np.arange(start, start + count) + chunk.plan.index * _CHUNK_SPAN
    code = shuffled(serial, chunk.seed + ord(letter), 300_000, 300_000)
    return np.array([letter + text for text in texts_of(code, 11)], dtype=object)


def human_ids(chunk: Chunk, rows: Integers) -> Integers:
    """The country-wide number of the humans in these rows."""
    return rows + chunk.plan.index * _CHUNK_SPAN
