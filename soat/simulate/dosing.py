"""The doses of every profile: how many, when, of what, where, entered how late."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from soat.model.tables import SITES
from soat.simulate.casting import Cast, ProfileClass
from soat.simulate.chunk import Chunk
from soat.simulate.facts import fact_rows
from soat.simulate.territory import ChunkPlan
from soat.simulate.texts import (
    Integers,
    Texts,
    constants,
    day_texts,
    joined,
    second_texts,
    text_table,
    texts_of,
)

_CHILD_START = np.datetime64("2022-04-14").astype(np.int64)
_TEEN_START = np.datetime64("2021-10-27").astype(np.int64)
_PRODUCTS = ("AstraZeneca", "Pfizer", "Vero Cell", "Moderna", "Abdala", "Sputnik V")
_SHARES = (0.34, 0.37, 0.18, 0.08, 0.02, 0.01)
_INTERVALS = np.array([60, 22, 23, 28, 14, 21])
_BOOSTERS = (1, 0, 3)
_BASIC, _ADDITIONAL, _BOOSTER = 0, 1, 2
KINDS = constants("basic", "additional", "booster")
_LOT_LETTERS = constants("AZ", "PF", "VC", "MD", "AB", "SP")


@dataclass
class Doses:
    """One row: one dose. `profile` is a row of the cast; `given` and `entered` count days and
    seconds since 1970; `same_as` is the row of which this is the same dose again, or -1.
    """

    profile: Integers
    given: Integers
    product: Integers
    kind: Integers
    number: Integers
    site: Integers
    entered: Integers
    same_as: Integers

    def __len__(self) -> int:
        return len(self.profile)


def make_doses(chunk: Chunk, cast: Cast, generator: np.random.Generator) -> Doses:
    """Every profile's doses, in order of human and day."""
    ages = chunk.humans.ages(chunk.as_of)[np.maximum(cast.human, 0)]
    ages[cast.human < 0] = 40
    other = cast.other_profile()
    counts = _counts(ages, cast, other, chunk, generator)
    holder, profile, ordinal = _sequences(cast, counts, other)
    total = np.bincount(holder, minlength=len(cast))
    start = _first_days(ages, total, chunk.as_of, generator)
    basic = np.where(ages < 18, 1, generator.choice(len(_PRODUCTS), len(cast), p=_SHARES))
    given = start[holder] + _elapsed(start, basic, (holder, ordinal), chunk.as_of, generator)
    later = generator.choice(_BOOSTERS, len(profile))
    doses = Doses(
        profile=profile,
        given=given,
        product=np.where(ordinal < 2, basic[holder], later),
        kind=np.where(ordinal < 2, _BASIC, _BOOSTER),
        number=np.where(ordinal < 2, ordinal + 1, ordinal - 1),
        site=_sites(chunk, cast, profile, generator),
        entered=_entered(given, chunk.as_of, generator),
        same_as=np.full(len(profile), -1, dtype=np.int64),
    )
    _make_additional(doses, ordinal, generator)
    _enter_twice(doses, chunk, generator)
    return doses


def _counts(
    ages: NDArray[np.float64],
    cast: Cast,
    other: Integers,
    chunk: Chunk,
    generator: np.random.Generator,
) -> Integers:
    """Doses of each profile; every class meets its mean to the dose.

    Small children have one; the rest mostly two; third and fourth doses fill up to the mean.
    Neither profile of a human with two holds more than two.
    """
    counts = np.ones(len(cast), dtype=np.int64)
    likely = np.select([ages >= 18, ages >= 12], [0.97, 0.93], 0.0)
    likely[other >= 0] *= 0.4
    for profile_class in ProfileClass:
        rows = np.flatnonzero(cast.profile_class == profile_class)
        target = chunk.scenario.doses_per_person[profile_class.key] * len(rows)
        left = max(0, round(target) - len(rows))
        order = np.argsort(generator.random(len(rows)) / np.maximum(likely[rows], 1e-9))
        able = rows[order[likely[rows[order]] > 0]]
        second = able[: min(left, round(float(likely[rows].sum())))]
        grown = generator.permutation(second[(ages[second] >= 18) & (other[second] < 0)])
        third = grown[: left - len(second)]
        fourth = third[: left - len(second) - len(third)]
        for more in (second, third, fourth):
            counts[more] += 1
    return counts


def _sequences(
    cast: Cast, counts: Integers, other: Integers
) -> tuple[Integers, Integers, Integers]:
    """Row by row of the doses: the human's first profile, the profile holding it, its ordinal.

    A human's second profile holds the doses after the first one, so that dose 1 seems to be gone.
    """
    firsts = np.flatnonzero(~cast.second)
    also = np.where(other[firsts] >= 0, counts[np.maximum(other[firsts], 0)], 0)
    total = counts[firsts] + also
    holder = np.repeat(firsts, total)
    ordinal = np.arange(len(holder)) - np.repeat(np.cumsum(total) - total, total)
    moved = (ordinal >= 1) & (ordinal <= np.repeat(also, total))
    return holder, np.where(moved, other[holder], holder), ordinal


@cache
def _curve() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Day and people with a first dose by that day, nationally."""
    rows = fact_rows("first_doses")
    days = np.array([row["date"] for row in rows], dtype="datetime64[D]").astype(np.float64)
    return days, np.array([float(row["people"]) for row in rows])


def _first_days(
    ages: NDArray[np.float64], counts: Integers, as_of: int, generator: np.random.Generator
) -> Integers:
    """First doses follow the national curve, cut off where the later doses need the time."""
    days, people = _curve()
    latest = as_of - np.array([0, 2, 75, 170, 200])[np.minimum(counts, 4)]
    earliest = np.select([ages >= 18, ages >= 12], [days[0], float(_TEEN_START)], _CHILD_START)
    low, high = np.interp(earliest, days, people), np.interp(latest, days, people)
    drawn = low + generator.random(len(ages)) * np.maximum(high - low, 0)
    start = np.interp(drawn, people, days)
    flat = (ages < 12) | (high <= low)
    start[flat] = np.minimum(earliest, as_of - 1)[flat] + generator.integers(0, 11, int(flat.sum()))
    return np.asarray(np.minimum(start, as_of), dtype=np.int64)


def _elapsed(
    start: Integers,
    basic: Integers,
    rows: tuple[Integers, Integers],
    as_of: int,
    generator: np.random.Generator,
) -> Integers:
    """Days from the first dose: the product's interval, then months, squeezed to end by the as-of.

    `rows`: the holder (rows of `start` and `basic`) and the ordinal of each dose.
    """
    holder, ordinal = rows
    slack = np.minimum(generator.exponential(8.0, len(holder)), 60).astype(np.int64)
    gap = np.select(
        [ordinal == 0, ordinal == 1, ordinal == 2],
        [0, _INTERVALS[basic[holder]] - 2 + slack, 92 + slack],
        120 + slack,
    )
    running = np.cumsum(gap)
    first = np.flatnonzero(ordinal == 0)
    elapsed = running - np.repeat(running[first], np.diff(np.r_[first, len(holder)]))
    span = np.zeros(len(start), dtype=np.int64)
    np.maximum.at(span, holder, elapsed)
    squeeze = np.minimum(1.0, np.maximum(as_of - start, 0) / np.maximum(span, 1))
    return np.asarray(elapsed * squeeze[holder], dtype=np.int64)


def _sites(chunk: Chunk, cast: Cast, profile: Integers, generator: np.random.Generator) -> Integers:
    """The own commune's site mostly; numbers of the chunk's sites (two for each commune)."""
    home = chunk.humans.commune[np.maximum(cast.human, 0)][profile]
    elsewhere = generator.integers(0, len(chunk.plan.communes), len(profile))
    commune = np.where(generator.random(len(profile)) < 0.88, home, elsewhere)
    return commune * 2 + (generator.random(len(profile)) < 0.15)


def _entered(given: Integers, as_of: int, generator: np.random.Generator) -> Integers:
    """Half the same day, most within three, a tail of weeks; never after the cut-off."""
    delay = generator.geometric(0.45, len(given)) - 1
    late = generator.random(len(given)) < 0.12
    delay[late] += generator.integers(4, 60, int(late.sum()))
    day = np.minimum(given + delay, as_of)
    return np.asarray(day * 86_400 + generator.integers(7 * 3600, 22 * 3600, len(given)))


def _make_additional(doses: Doses, ordinal: Integers, generator: np.random.Generator) -> None:
    third = (ordinal == 2) & (generator.random(len(doses)) < 0.28)
    doses.kind[third] = _ADDITIONAL
    doses.number[third] = 1
    abdala = (ordinal == 2) & (doses.product == 4)
    doses.kind[abdala], doses.number[abdala] = _BASIC, 3


def _enter_twice(doses: Doses, chunk: Chunk, generator: np.random.Generator) -> None:
    """The last row of some profiles is the row before, entered again by another site."""
    ends = np.r_[doses.profile[1:] != doses.profile[:-1], True]
    follows = np.r_[False, doses.profile[1:] == doses.profile[:-1]]
    chosen = generator.random(len(doses)) < chunk.scenario.chances["dose_twice"]
    rows = np.flatnonzero(ends & follows & chosen)
    for column in (doses.product, doses.kind, doses.number):
        column[rows] = column[rows - 1]
    shift = generator.choice((0, 0, 0, 1), len(rows))
    doses.given[rows] = np.minimum(doses.given[rows - 1] + shift, chunk.as_of)
    doses.entered[rows] = np.maximum(doses.entered[rows], doses.entered[rows - 1])
    doses.site[rows] = (doses.site[rows - 1] + 1) % (2 * len(chunk.plan.communes))
    doses.same_as[rows] = rows - 1


def site_code(commune_code: str, number: int) -> str:
    return f"{commune_code}{number + 1:02}"


def site_table(plan: ChunkPlan) -> pa.Table:
    """Two sites for each commune: the health station and a mobile one."""
    rows = [(c.place, number) for c in plan.communes for number in (0, 1)]
    names = ("Trạm Y tế {}", "Điểm tiêm lưu động {}")
    columns: dict[str, list[str | None]] = {
        "site_code": [site_code(place.commune_code, n) for place, n in rows],
        "name": [names[n].format(place.commune_name) for place, n in rows],
        "commune_code": [place.commune_code for place, _ in rows],
        "opened_on": ["2021-03-08" if n == 0 else "2021-07-10" for _, n in rows],
        "closed_on": [None for _ in rows],
    }
    listed = {name: constants(*values) for name, values in columns.items()}
    return text_table(listed, SITES.column_names)


def dose_columns(
    chunk: Chunk, doses: Doses, people: Texts, generator: np.random.Generator
) -> dict[str, Texts]:
    """The contract's columns, dose_ref still missing."""
    codes = [site_code(c.place.commune_code, n) for c in chunk.plan.communes for n in (0, 1)]
    typed = day_texts(doses.given, "%Y-%m-%d")
    other = np.flatnonzero(generator.random(len(doses)) < 0.25)
    typed[other] = day_texts(doses.given[other], "%d/%m/%Y")
    lots = generator.integers(100, 400, len(doses))
    kind, number = KINDS[doses.kind], texts_of(doses.number)
    unsaid = generator.random(len(doses)) < 0.08
    kind[unsaid] = None
    number[generator.random(len(doses)) < 0.05] = None
    return {
        "person_ref": people[doses.profile],
        "given_on": typed,
        "product": constants(*_PRODUCTS)[doses.product],
        "lot": joined(_LOT_LETTERS[doses.product], texts_of(lots)),
        "dose_kind": kind,
        "dose_number": number,
        "site_code": constants(*codes)[doses.site],
        "recorded_at": second_texts(doses.entered),
        "source": constants("site", "excel", "commune")[
            generator.choice(3, len(doses), p=(0.7, 0.22, 0.08))
        ],
    }
