"""The course of every human's vaccination: days along the nation's curves, products, kinds."""

from dataclasses import dataclass, field

import numpy as np

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.campaign import STARTS, Reach
from soat.simulate.dosing.products import FIRST_GIVEN
from soat.simulate.dosing.sites import Sites
from soat.simulate.texts import Flags, Integers

MOST_SHOTS = 4
_NONE = np.zeros(0, dtype=np.int64)


@dataclass
class Course:
    """Row: the human's first profile; column: the shot, from 0. Cells beyond the last are 0.

    `least` is the least interval to the shot before; `fourth_days` are kept for fourth shots.
    """

    as_of: int
    reach: Reach
    total: Integers
    given: Integers
    product: Integers
    kind: Integers
    number: Integers
    site: Integers
    least: Integers
    early: Flags
    fourth_days: Integers = field(default_factory=_NONE.copy)

    def has(self, ordinal: int) -> Integers:
        """The rows that have a shot of that ordinal."""
        return np.flatnonzero(self.total > ordinal)

    def follows(self, rows: Integers, ordinal: int, least: Integers, more: Integers) -> Integers:
        """Notes the least interval; the first day that keeps it, `more` days on."""
        self.least[rows, ordinal] = least
        return np.asarray(self.given[rows, ordinal - 1] + least + more)


def empty_course(chunk: Chunk, reach: Reach, total: Integers) -> Course:
    given, product, kind, number, site, least = np.zeros((6, len(total), MOST_SHOTS), np.int64)
    early = np.zeros((len(total), MOST_SHOTS), dtype=bool)
    return Course(chunk.as_of, reach, total, given, product, kind, number, site, least, early)


def homes(chunk: Chunk, cast: Cast, generator: np.random.Generator) -> Integers:
    """The commune in which each profile's human lives; foreigners live anywhere."""
    home = chunk.humans.commune[np.maximum(cast.human, 0)].copy()
    foreign = np.flatnonzero(cast.human < 0)
    home[foreign] = generator.integers(0, len(chunk.plan.communes), len(foreign))
    return home


def hurry(course: Course, ordinal: int, chance: float, generator: np.random.Generator) -> Integers:
    """For the rows with a shot of that ordinal: the day before it is due, or 0 for in time."""
    rows = course.has(ordinal)
    days = course.given[rows, ordinal - 1] + course.least[rows, ordinal]
    days = days - generator.integers(1, 15, len(rows))
    days = np.maximum(days, course.given[rows, ordinal - 1] + 5)
    chosen = (generator.random(len(rows)) < chance) & (days <= course.as_of)
    kind, product = course.kind[rows, ordinal], course.product[rows, ordinal]
    in_use = days >= np.maximum(STARTS[kind], FIRST_GIVEN[product])
    grown = (kind == 0) | (days >= course.reach.grown_from[rows])
    return np.where(chosen & in_use & grown, days, 0)


def give(
    course: Course, ordinal: int, places: tuple[Integers, Integers], early: Integers, sites: Sites
) -> None:
    """Writes one column of shots; `places` are the sites and sessions of those in time."""
    rows, (site, session) = course.has(ordinal), places
    hurried = early > 0
    day = np.where(hurried, early, np.minimum(session, course.as_of))
    site = np.where(hurried & ~sites.is_open(site, day), site // 2 * 2, site)
    site = np.where(sites.is_open(site, day), site, 0)
    course.site[rows, ordinal], course.given[rows, ordinal] = site, day
    course.early[rows, ordinal] = hurried
