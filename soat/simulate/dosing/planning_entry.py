"""Which shots are entered at all, on whose profile, and which of them more than once."""

from dataclasses import dataclass

import numpy as np

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.campaign import birthdays
from soat.simulate.dosing.counting import by_lot, rows_wanted
from soat.simulate.dosing.losing import Losses, choose_lost
from soat.simulate.dosing.shifting import Sheet, plan_sheets
from soat.simulate.dosing.shots import Shots
from soat.simulate.dosing.sites import Sites
from soat.simulate.texts import Flags, Integers

_APART = 3  # entry screens refuse a dose within three days of another on the profile


@dataclass(frozen=True)
class EntryPlan:
    """`profile`: where each shot is entered; `moved`: on somebody else's; `lost`: nowhere.

    `repeated` are the shots entered twice, and `again_on` the profiles of their second rows.
    """

    profile: Integers
    moved: Flags
    lost: Flags
    repeated: Integers
    again_on: Integers
    sheets: tuple[Sheet, ...]


def plan_entry(
    chunk: Chunk, cast: Cast, shots: Shots, sites: Sites, generator: np.random.Generator
) -> EntryPlan:
    """Losses come last: they make the rows of every class as many as the scenario says."""
    wanted = rows_wanted(chunk, cast)
    chances = chunk.scenario.dose_faults
    rows = int(wanted.sum())
    profile, moved = _misplace(chunk, cast, shots, chances["wrong_profile"] * rows, generator)
    repeated, again_on = _repeat(cast, shots, moved, chances["entered_twice"] * rows, generator)
    kept = moved.copy()
    kept[repeated] = True
    sheets = plan_sheets(chunk, shots, kept, chances["shifted_sheets"] * rows, generator)
    for sheet in sheets:
        kept[sheet.shots] = True
    extra = np.r_[again_on, *(shots.profile[sheet.shots[1:]] for sheet in sheets)].astype(np.int64)
    held = np.bincount(cast.profile_class[np.r_[profile, extra]], minlength=len(wanted))
    share = chunk.scenario.entry["lost_in_sessions"]
    losses = Losses(held - wanted, share, cast.profile_class, kept, profile, chunk.as_of)
    lost = choose_lost(shots, sites, losses, generator)
    return EntryPlan(profile, moved, lost, repeated, again_on, sheets)


def _misplace(
    chunk: Chunk, cast: Cast, shots: Shots, wanted: float, generator: np.random.Generator
) -> tuple[Integers, Flags]:
    """Some shots go on the profile of a household member or, more rarely, of a namesake."""
    other = _neighbours(chunk, cast, generator)[shots.profile]
    held = np.bincount(shots.profile, minlength=len(cast))
    able = (other >= 0) & (held[shots.profile] > 1)
    able &= ~_near(shots, other)
    rows = generator.permutation(np.flatnonzero(able))[: by_lot(wanted, generator)]
    rows = rows[np.unique(other[rows], return_index=True)[1]]
    profile, moved = shots.profile.copy(), np.zeros(len(shots), dtype=bool)
    profile[rows], moved[rows] = other[rows], True
    return profile, moved


def _neighbours(chunk: Chunk, cast: Cast, generator: np.random.Generator) -> Integers:
    """For each profile one of another human of the household or of the same name, or -1."""
    human = np.maximum(cast.human, 0)
    able = (cast.human >= 0) & (birthdays(chunk.humans.born[human], 12) <= chunk.as_of)
    _, name = np.unique(chunk.names[human], axis=0, return_inverse=True)
    household = _following(chunk.humans.household[human], cast, able)
    namesake = _following(name.ravel(), cast, able)
    by_name = (namesake >= 0) & ((household < 0) | (generator.random(len(cast)) < 0.3))
    return np.where(by_name, namesake, household)


def _following(group: Integers, cast: Cast, able: Flags) -> Integers:
    """The next of the able rows of the same group, round and round; -1 for the human itself."""
    rows = np.flatnonzero(able)
    rows = rows[np.argsort(group[rows], kind="stable")]
    start = np.searchsorted(group[rows], group[rows])
    stop = np.searchsorted(group[rows], group[rows], side="right")
    after = rows[start + (np.arange(len(rows)) - start + 1) % np.maximum(stop - start, 1)]
    found = np.full(len(group), -1, dtype=np.int64)
    found[rows] = np.where(cast.human[after] == cast.human[rows], -1, after)
    return found


def _near(shots: Shots, profile: Integers) -> Flags:
    """Whether that profile has a shot within a few days of this one."""
    span = 1 << 20
    keys = np.sort(shots.profile * span + shots.given)
    wanted = profile * span + shots.given
    low = np.searchsorted(keys, wanted - _APART)
    return np.asarray(np.searchsorted(keys, wanted + _APART, side="right") > low)


def _repeat(
    cast: Cast, shots: Shots, moved: Flags, wanted: float, generator: np.random.Generator
) -> tuple[Integers, Integers]:
    """Shots to be entered twice, and the profile of the second row: mostly the same one.

    A human with two profiles has one shot in six of them on the other profile again.
    """
    rows = np.flatnonzero(~moved)
    other = cast.other_profile()[shots.profile]
    weight = np.where(other[rows] >= 0, 3.0, 1.0)
    keys = generator.exponential(1.0, len(rows)) / weight
    chosen = rows[np.argsort(keys, kind="stable")[: by_lot(wanted, generator)]]
    elsewhere = (other[chosen] >= 0) & (generator.random(len(chosen)) < 0.5)
    return chosen, np.where(elsewhere, other[chosen], shots.profile[chosen])
