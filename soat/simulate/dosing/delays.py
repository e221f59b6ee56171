"""When a row is entered: by the habit of the site, never after the as-of day."""

from dataclasses import dataclass

import numpy as np

from soat.simulate.dosing.dose_rows import COMMUNE, EXCEL, SITE
from soat.simulate.dosing.sites import Habit, Sites
from soat.simulate.texts import Flags, Integers

_DAY = 86_400
_PUNCTUAL_DAYS = 3
_BURST = 23  # days between the evenings on which a negligent site enters what lies there


@dataclass(frozen=True)
class Delays:
    """`tail`: the share of rows that wait for weeks whatever the site's habit."""

    sites: Sites
    as_of: int
    tail: float

    def entries(
        self, given: Integers, site: Integers, generator: np.random.Generator
    ) -> tuple[Integers, Integers]:
        """Seconds of entry and the source of each row.

        A row that would come after the as-of day is entered somewhere between instead: what was
        never entered is decided elsewhere.
        """
        habit = self.sites.habit[site]
        day, burst = self._days(given, site, habit, generator)
        beyond = day > self.as_of
        between = given + (generator.random(len(given)) * (self.as_of - given + 1)).astype(np.int64)
        day = np.where(beyond, np.minimum(between, self.as_of), day)
        second = generator.integers(8 * 3600, 22 * 3600, len(given))
        sheet = burst & ~beyond
        second[sheet] = _running(day[sheet], site[sheet])
        source = generator.choice((SITE, EXCEL, COMMUNE), len(given), p=(0.78, 0.14, 0.08))
        source[sheet] = EXCEL
        return day * _DAY + second, source

    def _days(
        self, given: Integers, site: Integers, habit: Integers, generator: np.random.Generator
    ) -> tuple[Integers, Flags]:
        chance = np.array([0.62, 0.3, 0.3])[habit]
        delay = generator.geometric(chance) - 1
        delay = np.where(habit == Habit.PUNCTUAL, np.minimum(delay, _PUNCTUAL_DAYS), delay)
        late = generator.random(len(given)) < self.tail * (1 + habit)
        delay[late] += generator.integers(5, 60, int(late.sum()))
        day = given + delay
        burst = (habit == Habit.NEGLIGENT) & (generator.random(len(given)) < 0.7)
        evening = (given + site * 5) // _BURST * _BURST + _BURST - site * 5
        return np.where(burst, evening, day), burst


def _running(day: Integers, site: Integers) -> Integers:
    """Seconds of one upload, row after row, from an hour of the site's own."""
    _, batch = np.unique(site * (1 << 20) + day, return_inverse=True)
    order = np.argsort(batch, kind="stable")
    rank = np.empty(len(batch), dtype=np.int64)
    rank[order] = np.arange(len(batch)) - np.searchsorted(batch[order], batch[order])
    return (9 + site % 11) * 3600 + rank % 18_000
