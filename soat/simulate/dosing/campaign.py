"""How the national campaign went: its curves, and from which day each person could be reached."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.facts import fact_rows
from soat.simulate.texts import Flags, Integers


def _day(text: str) -> int:
    return int(np.datetime64(text).astype(np.int64))


FIRST_DAY = _day("2021-03-08")
TEEN_START = _day("2021-10-27")
CHILD_START = _day("2022-04-14")
ADDITIONAL_START = _day("2021-12-01")
BOOSTER_START = _day("2021-12-17")
SECOND_BOOSTER_START = _day("2022-05-01")
STARTS = np.array([FIRST_DAY, ADDITIONAL_START, BOOSTER_START])  # by kind


@cache
def _curves() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Days, and for each the cumulative first, second and further doses of the nation."""
    rows = fact_rows("national_doses")
    days = np.array([row["date"] for row in rows], dtype="datetime64[D]").astype(np.float64)
    doses, first, second = (
        np.array([float(row[name]) for row in rows]) for name in ("doses", "first", "second")
    )
    return days, np.stack([first, second, doses - first - second])


def days_of(ordinal: int, count: int, as_of: int) -> Integers:
    """`count` days in order, spread as the nation's doses of that ordinal (0, 1, 2 for more)."""
    days, curves = _curves()
    curve = curves[min(ordinal, 2)]
    level = (np.arange(count) + 0.5) / max(count, 1) * np.interp(as_of, days, curve)
    last = np.searchsorted(curve, curve[-1])  # a flat end would send nobody to its later days
    found = np.interp(level, curve[: last + 1] + np.arange(last + 1) * 1e-6, days[: last + 1])
    return np.asarray(np.ceil(np.minimum(found, as_of)), dtype=np.int64)


def birthdays(born: Integers, years: int) -> Integers:
    """The day on which that many full years are reached; 29 February counts from 1 March."""
    days = born.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    reached = (months + 12 * years).astype("datetime64[D]").astype(np.int64)
    following = (months + 12 * years + 1).astype("datetime64[D]").astype(np.int64)
    wanted = reached + (days - months.astype("datetime64[D]")).astype(np.int64)
    return np.asarray(np.minimum(wanted, following))


@dataclass(frozen=True)
class Reach:
    """One row: one profile; when its human could be vaccinated, and how often at most."""

    earliest: Integers
    teen_from: Integers
    grown_from: Integers
    child: Flags
    most: Integers


def reach_of(chunk: Chunk, cast: Cast, other: Integers) -> Reach:
    """By the true birth date; foreigners are grown up."""
    born = chunk.humans.born[np.maximum(cast.human, 0)].copy()
    born[cast.human < 0] = chunk.as_of - 40 * 365
    teen_from, grown_from = birthdays(born, 12), birthdays(born, 18)
    child = teen_from > chunk.as_of
    as_teen = np.maximum(teen_from, TEEN_START)
    earliest = np.minimum(np.maximum(grown_from, FIRST_DAY), as_teen)
    earliest[child] = np.maximum(birthdays(born, 5), CHILD_START)[child]
    earliest = np.minimum(earliest, chunk.as_of)
    most = np.full(len(cast), 4, dtype=np.int64)
    most[(grown_from > chunk.as_of - 120) | (earliest > chunk.as_of - 250)] = 2
    most[(other >= 0) & (most > 2)] = 2
    most[(other >= 0) & ((grown_from > chunk.as_of - 300) | (earliest > chunk.as_of - 250))] = 1
    most[child | (earliest > chunk.as_of - 88)] = 1
    return Reach(earliest, teen_from, grown_from, child, most)
