"""The shots really given: who, when, of what, where. Nothing is recorded here yet."""

from dataclasses import dataclass

import numpy as np

from soat.model.dose_lists import AgeGroup, DoseKind
from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.campaign import Reach, reach_of
from soat.simulate.dosing.counting import count_shots
from soat.simulate.dosing.courses import Course, empty_course, give, homes, hurry
from soat.simulate.dosing.due_days import DUE
from soat.simulate.dosing.products import LOT_LETTERS
from soat.simulate.dosing.sites import Sites
from soat.simulate.texts import Flags, Integers, Texts, constants, joined, texts_of

KINDS = constants(*(kind.value for kind in DoseKind))
AGE_GROUPS = constants(AgeGroup.CHILD.value, AgeGroup.TEEN.value, AgeGroup.ADULT.value)
_LOT_DAYS = 21  # a delivery lasts three weeks


@dataclass(frozen=True)
class Shots:
    """One row: one shot. `holder` is the human's first profile, `profile` the one it belongs on.

    `kind` and `age_group` are places in KINDS and AGE_GROUPS; `sequence` counts from 1; `early`
    marks shots given before the least interval was over.
    """

    holder: Integers
    profile: Integers
    sequence: Integers
    given: Integers
    product: Integers
    kind: Integers
    number: Integers
    age_group: Integers
    site: Integers
    lot: Texts
    early: Flags

    def __len__(self) -> int:
        return len(self.holder)


def make_shots(chunk: Chunk, cast: Cast, sites: Sites, generator: np.random.Generator) -> Shots:
    """Every human's shots, in order of human and day."""
    other = cast.other_profile()
    reach = reach_of(chunk, cast, other)
    counts = count_shots(chunk, cast, reach, generator)
    holder, profile, ordinal = _sequences(cast, counts, other)
    total = np.bincount(holder, minlength=len(cast))
    course = empty_course(chunk, reach, total)
    _follow(course, chunk, homes(chunk, cast, generator), sites, generator)
    at = (holder, ordinal)
    given, product, site = course.given[at], course.product[at], course.site[at]
    return Shots(
        holder=holder,
        profile=profile,
        sequence=ordinal + 1,
        given=given,
        product=product,
        kind=course.kind[at],
        number=course.number[at],
        age_group=_age_groups(reach, holder, given),
        site=site,
        lot=_lots(chunk, given, product, site),
        early=course.early[at],
    )


def _follow(
    course: Course, chunk: Chunk, home: Integers, sites: Sites, generator: np.random.Generator
) -> None:
    """Shot after shot: the day due, then the session that the human goes to."""
    chance = chunk.scenario.chances["dose_too_early"]
    for ordinal, due_days in enumerate(DUE):
        rows = course.has(ordinal)
        due = due_days(course, generator)
        early = hurry(course, ordinal, chance, generator) if ordinal else np.zeros_like(due)
        give(course, ordinal, sites.attend(home[rows], due, generator), early, sites)


def _sequences(
    cast: Cast, counts: Integers, other: Integers
) -> tuple[Integers, Integers, Integers]:
    """Shot by shot: the human's first profile, the profile it belongs on, its ordinal from 0.

    A human's second profile holds the doses after the first one, so that dose 1 seems to be gone.
    """
    firsts = np.flatnonzero(~cast.second)
    also = np.where(other[firsts] >= 0, counts[np.maximum(other[firsts], 0)], 0)
    total = counts[firsts] + also
    holder = np.repeat(firsts, total)
    ordinal = np.arange(len(holder)) - np.repeat(np.cumsum(total) - total, total)
    moved = (ordinal >= 1) & (ordinal <= np.repeat(also, total))
    return holder, np.where(moved, other[holder], holder), ordinal


def _age_groups(reach: Reach, holder: Integers, given: Integers) -> Integers:
    teen = given >= reach.teen_from[holder]
    return teen.astype(np.int64) + (given >= reach.grown_from[holder])


def _lots(chunk: Chunk, given: Integers, product: Integers, site: Integers) -> Texts:
    """Two lots of a product go to a province in three weeks; most sessions use one of them.

    Letters, five digits and a dash: the makers' own forms are not imitated.
    """
    province = np.array([c.province for c in chunk.plan.communes])[site // 2]
    week = given // 7
    torn = ((given + site) % 5 == 0) & (np.arange(len(given)) % 3 == 0)  # a lot ran out that day
    half = (week + site + torn) % 2
    period = week // (_LOT_DAYS // 7) % 40
    delivery = (province * 40 + period) * 2 + half
    digits = (delivery * 7919 + 20_011) % 99_991
    tail = texts_of((delivery + product) % 9 + 1)
    return joined(LOT_LETTERS[product], texts_of(digits, 5), "-", tail)
