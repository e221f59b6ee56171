"""The shots that were never entered: whole paper lists of a session, and a trickle everywhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soat.simulate.dosing.shots import Shots
from soat.simulate.dosing.sites import Sites
from soat.simulate.texts import Flags, Integers

_WEIGHTS = np.array([1.0, 2.5, 8.0])  # by Habit, our reading
_RECENT_DAYS, _RECENT_WEIGHT = 14, 2.0  # much of what was just given still lies on the desk


@dataclass(frozen=True)
class Losses:
    """How many shots of each class to lose, how much of it in whole sessions, and which never.

    `profile_class` is of the profiles; `entered_on` the profile on which each shot would stand.
    """

    wanted: Integers
    in_sessions: float
    profile_class: Integers
    kept: Flags
    entered_on: Integers
    as_of: int


def choose_lost(
    shots: Shots, sites: Sites, losses: Losses, generator: np.random.Generator
) -> Flags:
    """Every profile keeps one shot at least: there would be no profile without one."""
    session = _lost_sessions(shots, sites, losses, generator)
    keys = generator.exponential(1.0, len(shots)) / _weights(shots, sites, losses.as_of)
    keys[session] = -generator.random(int(session.sum()))
    able = np.flatnonzero(~losses.kept)
    order = able[np.argsort(keys[able], kind="stable")]
    order = order[_leaves_one(shots, losses.entered_on, order)]
    lost = np.zeros(len(shots), dtype=bool)
    own = losses.profile_class[shots.profile]
    for profile_class, count in enumerate(losses.wanted):
        lost[order[own[order] == profile_class][: max(int(count), 0)]] = True
    return lost


def _lost_sessions(
    shots: Shots, sites: Sites, losses: Losses, generator: np.random.Generator
) -> Flags:
    """The shots of sessions whose list went astray, sloppy sites first."""
    _, session = np.unique(shots.site * (1 << 20) + shots.given, return_inverse=True)
    sizes = np.bincount(session)
    site = np.zeros(len(sizes), dtype=np.int64)
    site[session] = shots.site
    keys = generator.exponential(1.0, len(sizes)) / _WEIGHTS[sites.habit[site]]
    order = np.argsort(keys, kind="stable")
    target = losses.in_sessions * max(int(losses.wanted.sum()), 0)
    gone = np.zeros(len(sizes), dtype=bool)
    gone[order[np.cumsum(sizes[order]) <= target]] = True
    return np.asarray(gone[session])


def _weights(shots: Shots, sites: Sites, as_of: int) -> NDArray[np.float64]:
    recent = np.where(shots.given > as_of - _RECENT_DAYS, _RECENT_WEIGHT, 1.0)
    return np.asarray(_WEIGHTS[sites.habit[shots.site]] * recent)


def _leaves_one(shots: Shots, entered_on: Integers, order: Integers) -> Flags:
    """Row by row of `order`: whether its profile keeps a shot of its own human all the same."""
    own = shots.profile[entered_on == shots.profile]
    held = np.bincount(own, minlength=int(shots.profile.max(initial=0)) + 1)
    profile = shots.profile[order]
    by_profile = np.argsort(profile, kind="stable")
    ordered = profile[by_profile]
    rank = np.empty(len(order), dtype=np.int64)
    rank[by_profile] = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return np.asarray(rank < held[profile] - 1)
