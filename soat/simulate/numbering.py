"""Identity numbers without coordination: every chunk has its own slots, shuffled reversibly."""

import numpy as np

from soat.simulate.texts import Integers

_HOME_SHARE = 0.7  # of every cell's slots; the rest is for people who live away from there


def shuffled(values: Integers, salt: Integers | int, low: int, high: int) -> Integers:
    """A reversible shuffle of 0..low*high-1, another one for every salt (a Feistel network)."""
    left, right = values // high, values % high
    for turn in range(4):
        left = (left + _mixed(right, salt, 2 * turn) % low) % low
        right = (right + _mixed(left, salt, 2 * turn + 1) % high) % high
    return left * high + right


def _mixed(values: Integers, salt: Integers | int, turn: int) -> Integers:
    """A well-mixed non-negative number of each value (splitmix64)."""
    seed = np.asarray(salt, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x = values.astype(np.uint64) + seed + np.uint64((turn + 1) * 0xD1B54A32D192ED03 % 2**64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((x ^ (x >> np.uint64(31))) >> np.uint64(1)).astype(np.int64)


def running_number(cells: Integers) -> Integers:
    """For each row, how many rows before it have the same cell."""
    order = np.argsort(cells, kind="stable")
    ordered = cells[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(ordered)])
    numbers = np.empty(len(cells), dtype=np.int64)
    numbers[order] = np.arange(len(cells)) - np.repeat(starts, lengths)
    return numbers


def allocate_slots(
    cells: Integers, space: int, rank: Integers, touching: Integers, chunk: tuple[int, int]
) -> Integers:
    """A slot in 0..space-1 for every row, unique within its cell over all chunks.

    `rank` and `touching` (row by row): of the chunks at home in the cell, which one this is and
    how many they are; touching 0 means that the chunk is not at home there. `chunk`: its index
    and the number of chunks.
    """
    width = slots_of_chunk(space, touching, chunk[1])
    start = np.where(touching > 0, rank * width, int(space * _HOME_SHARE) + chunk[0] * width)
    number = running_number(cells)
    if (number >= width).any():
        raise OverflowError("a chunk's share of the numbers of one cell is used up")
    return start + number


def slots_of_chunk(space: int, touching: Integers, chunks: int) -> Integers:
    """How many slots of its cell a chunk may give out, row by row."""
    home = int(space * _HOME_SHARE)
    return np.where(touching > 0, home // np.maximum(touching, 1), (space - home) // chunks)
