"""Who has a profile on the platform, and which class of profile each is to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from soat.simulate.chunk import Chunk
from soat.simulate.households import Humans
from soat.simulate.settings import Scenario
from soat.simulate.territory import REGISTER_PER_PROFILE, ChunkPlan, child_provinces
from soat.simulate.texts import Flags, Integers

_TWELVE = 12.003  # years of 365.2425 days: the twelfth birthday has come for certain
_TWICE = 12.25  # two profiles need two doses, three months apart from the birthday


class ProfileClass(IntEnum):
    """What a profile is to be; names are the keys of the scenario's `people`."""

    VERIFIED = 0
    WRONG = 1
    NO_NUMBER = 2
    ABSENT = 3
    FOREIGN = 4

    @property
    def key(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Quota:
    """How many profiles of each class a chunk makes, and how many of the special ones among them.

    `absent_no_number` and `second` are parts of the classes: profiles without a number of people
    whom the register does not hold, and second profiles of people who have one already.
    """

    profiles: Mapping[ProfileClass, int]
    absent_no_number: int
    second_no_number: int
    second_wrong: int

    @property
    def absent(self) -> int:
        return self.profiles[ProfileClass.ABSENT] + self.absent_no_number


@dataclass(frozen=True)
class Cast:
    """One row: one profile to be made. `human` is a row of Humans, -1 for a foreigner."""

    human: Integers
    profile_class: Integers
    second: Flags

    def __len__(self) -> int:
        return len(self.human)

    def other_profile(self) -> Integers:
        """For each first profile the row of the human's second one, for each second one the
        first; -1 where there is none."""
        other = np.full(len(self), -1, dtype=np.int64)
        seconds = np.flatnonzero(self.second)
        firsts = np.flatnonzero(~self.second & (self.human >= 0))
        firsts = firsts[np.argsort(self.human[firsts])]
        owners = firsts[np.searchsorted(self.human[firsts], self.human[seconds])]
        other[owners], other[seconds] = seconds, owners
        return other


def quota_of(plan: ChunkPlan, scenario: Scenario, generator: np.random.Generator) -> Quota:
    """The scenario's shares of this chunk's profiles; parts of a person are decided by lot."""
    weights = np.array([scenario.people[c.key] for c in ProfileClass])
    exact = plan.people / REGISTER_PER_PROFILE * weights / weights.sum()
    counts = _by_lot(exact, generator)
    wrong, no_number = counts[ProfileClass.WRONG], counts[ProfileClass.NO_NUMBER]
    chances = scenario.chances
    absent = _by_lot(np.array([no_number * chances["no_number_absent"]]), generator)[0]
    second = _by_lot(counts.sum() * chances["profile_split"] * np.array([0.5, 0.5]), generator)
    return Quota(
        {c: int(counts[c]) for c in ProfileClass},
        int(absent),
        int(min(second[0], (no_number - absent) // 2)),
        int(min(second[1], wrong // 2)),
    )


def _by_lot(exact: NDArray[np.float64], generator: np.random.Generator) -> Integers:
    whole = np.floor(exact)
    return np.asarray(whole + (generator.random(len(exact)) < exact - whole), dtype=np.int64)


def choose_absent(humans: Humans, wanted: int, as_of: int, generator: np.random.Generator) -> Flags:
    """The humans whom the register does not hold: any but small children."""
    old_enough = np.flatnonzero(humans.ages(as_of) >= 12)
    absent = np.zeros(len(humans), dtype=bool)
    absent[generator.choice(old_enough, min(wanted, len(old_enough)), replace=False)] = True
    return absent


def cast_profiles(chunk: Chunk, quota: Quota, generator: np.random.Generator) -> Cast:
    """One row for every profile; humans of the register are taken by age, as vaccinated."""
    ages = chunk.humans.ages(chunk.as_of)
    first = _first_profiles(chunk, ages, quota, generator)
    classes = _classes(ages[first], quota, generator)
    grown = first[ages[first] >= 12]
    seconds = generator.permutation(grown)
    seconds = seconds[ages[seconds] >= _TWICE][: quota.second_no_number + quota.second_wrong]
    second_classes = np.full(len(seconds), ProfileClass.WRONG, dtype=np.int64)
    second_classes[: quota.second_no_number] = ProfileClass.NO_NUMBER
    unknown = np.flatnonzero(chunk.absent)
    unknown_classes = np.full(len(unknown), ProfileClass.ABSENT, dtype=np.int64)
    unknown_classes[: quota.absent_no_number] = ProfileClass.NO_NUMBER
    foreign = quota.profiles[ProfileClass.FOREIGN]
    human = np.concatenate([first, seconds, unknown, np.full(foreign, -1)])
    profile_class = np.concatenate(
        [classes, second_classes, unknown_classes, np.full(foreign, ProfileClass.FOREIGN)]
    )
    second = np.zeros(len(human), dtype=bool)
    second[len(first) : len(first) + len(seconds)] = True
    return Cast(human, profile_class, second)


def _first_profiles(
    chunk: Chunk, ages: NDArray[np.float64], quota: Quota, generator: np.random.Generator
) -> Integers:
    """Nearly everybody from 12 on, nobody under 5, and a share of the children between.

    Children have profiles only where their campaign had begun. More of them than their share are
    taken only where there are too few others.
    """
    excluded = chunk.absent | (chunk.identities.died >= 0)
    seconds = quota.second_no_number + quota.second_wrong
    known = sum(quota.profiles[c] for c in list(ProfileClass)[:3])
    wanted = known - seconds - quota.absent_no_number
    chance = np.select([ages >= 18, ages >= 12, ages >= 5], [0.985, 0.95, 0.13], 0.0)
    odds = chance / (1 - chance)
    able = np.flatnonzero((odds > 0) & ~excluded)
    order = able[np.argsort(generator.exponential(1.0, len(able)) / odds[able], kind="stable")]
    reached = child_provinces()[[c.province for c in chunk.plan.communes]][chunk.humans.commune]
    children = order[(ages[order] < _TWELVE) & reached[order]]
    others = order[ages[order] >= _TWELVE]
    share = min(round(chunk.scenario.chances["child_vaccinated"] * len(children)), wanted)
    others = others[: wanted - share]
    return np.sort(np.r_[others, children[: wanted - len(others)]])


def _classes(ages: NDArray[np.float64], quota: Quota, generator: np.random.Generator) -> Integers:
    """Children and the very old are likelier to stand there without a number."""
    classes = np.full(len(ages), ProfileClass.VERIFIED, dtype=np.int64)
    weight = np.select([ages < 14, ages < 18, ages > 80], [2.5, 1.5, 1.7], 1.0)
    order = np.argsort(generator.exponential(1.0, len(ages)) / weight, kind="stable")
    no_number = (
        quota.profiles[ProfileClass.NO_NUMBER] - quota.second_no_number - quota.absent_no_number
    )
    wrong = quota.profiles[ProfileClass.WRONG] - quota.second_wrong
    classes[order[:no_number]] = ProfileClass.NO_NUMBER
    rest = generator.permutation(order[no_number:])
    classes[rest[:wrong]] = ProfileClass.WRONG
    return classes
