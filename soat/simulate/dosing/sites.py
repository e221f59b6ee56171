"""Two sites for each commune: when they are open, on which days they work, how they enter."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from soat.model.tables import SITES
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.campaign import FIRST_DAY
from soat.simulate.territory import ChunkPlan
from soat.simulate.texts import Flags, Integers, Texts, constants, day_texts, text_table

STATION, MOBILE = 0, 1
_NEVER = 1 << 30
_MOBILE_OPENS = int(np.datetime64("2021-07-10").astype(np.int64))
_PEAK = tuple(int(np.datetime64(d).astype(np.int64)) for d in ("2021-08-10", "2022-01-25"))
_LAST_STATIONS = int(np.datetime64("2021-06-20").astype(np.int64))
_MOBILES_CLOSE = int(np.datetime64("2022-01-10").astype(np.int64))
_CLOSING_DAYS = 70


class Habit(IntEnum):
    """How soon a site enters what it gave."""

    PUNCTUAL = 0
    LATE = 1
    NEGLIGENT = 2


@dataclass(frozen=True)
class Sites:
    """One row: one site, number 2 * commune + STATION or MOBILE; days count from 1970.

    `works[site, day - FIRST_DAY]` says whether the site has a session; `following` is the next
    day with one, that day included. `closed` is _NEVER for a site that is still open.
    """

    opened: Integers
    closed: Integers
    habit: Integers
    works: Flags
    following: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.opened)

    def is_open(self, site: Integers, day: Integers) -> Flags:
        return np.asarray((self.opened[site] <= day) & (day <= self.closed[site]))

    def attend(
        self, home: Integers, day: Integers, generator: np.random.Generator
    ) -> tuple[Integers, Integers]:
        """Where and when people of these communes who are due on these days get their shot.

        Mostly at home; at the next session. Who would wait beyond the last one is served at the
        station on the day itself: stations turn nobody away.
        """
        elsewhere = generator.integers(0, len(self) // 2, len(home))
        commune = np.where(generator.random(len(home)) < 0.9, home, elsewhere)
        site = commune * 2 + (generator.random(len(home)) < 0.3)
        column = np.clip(day - FIRST_DAY, 0, self.works.shape[1] - 1)
        far = self.following[site, column] > day + 14
        site = np.where(far, commune * 2, site)
        far = self.following[site, column] > day + 21
        site = np.where(far & ~self.is_open(site, day), 0, site)
        session = self.following[site, column]
        return site, np.where(session > day + 21, day, session)


def plan_sites(chunk: Chunk, generator: np.random.Generator) -> Sites:
    count = 2 * len(chunk.plan.communes)
    mobile = np.arange(count) % 2 == MOBILE
    late = ~mobile & (generator.random(count) < 0.15)
    late[0] = False  # somebody must be there on the first day
    opened = np.where(mobile, _MOBILE_OPENS, FIRST_DAY)
    opened[late] = generator.integers(FIRST_DAY + 7, _LAST_STATIONS, int(late.sum()))
    closes = mobile & (generator.random(count) < 0.85)
    closed = np.where(closes, _MOBILES_CLOSE + generator.integers(0, _CLOSING_DAYS, count), _NEVER)
    shares = chunk.scenario.entry
    habits = generator.random(count)
    habit = (habits < shares["site_late"] + shares["site_negligent"]).astype(np.int64)
    habit += habits < shares["site_negligent"]
    works = _sessions(opened, closed, chunk.as_of, generator)
    return Sites(opened, closed, habit, works, _following(works))


def _sessions(
    opened: Integers, closed: Integers, as_of: int, generator: np.random.Generator
) -> Flags:
    """Two or three weekdays of each site's own; five at the peak of the campaign."""
    days = np.arange(FIRST_DAY, max(as_of, FIRST_DAY) + 1)
    rank = np.argsort(generator.random((len(opened), 7)), axis=1)
    usual = 2 + (generator.random(len(opened)) < 0.5)
    peak = (days >= _PEAK[0]) & (days <= _PEAK[1])
    wanted = np.where(peak[None, :], 5, usual[:, None])
    works = rank[:, days % 7] < wanted
    return np.asarray(works & (days >= opened[:, None]) & (days <= closed[:, None]))


def _following(works: Flags) -> NDArray[np.int64]:
    days = np.arange(works.shape[1], dtype=np.int64) + FIRST_DAY
    own = np.where(works, days[None, :], _NEVER)
    return np.asarray(np.minimum.accumulate(own[:, ::-1], axis=1)[:, ::-1])


def site_code(commune_code: str, number: int) -> str:
    return f"{commune_code}{number + 1:02}"


def site_codes(plan: ChunkPlan) -> Texts:
    pairs = [(c.place.commune_code, n) for c in plan.communes for n in (STATION, MOBILE)]
    return constants(*(site_code(commune, number) for commune, number in pairs))


def site_table(plan: ChunkPlan, sites: Sites) -> pa.Table:
    rows = [(c.place, number) for c in plan.communes for number in (STATION, MOBILE)]
    names = ("Trạm Y tế {}", "Điểm tiêm lưu động {}")
    columns = {
        "site_code": site_codes(plan),
        "name": constants(*(names[n].format(place.commune_name) for place, n in rows)),
        "commune_code": constants(*(place.commune_code for place, _ in rows)),
        "opened_on": day_texts(sites.opened, "%Y-%m-%d"),
        "closed_on": day_texts(sites.closed, "%Y-%m-%d", nothing=_NEVER),
    }
    return text_table(columns, SITES.column_names)
