"""The doses of every profile: how many, when, of what, where, entered how late."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from soat.simulate.casting import Cast, ProfileClass
from soat.simulate.drafting import Chunk, Texts, as_texts
from soat.simulate.facts import fact_rows
from soat.simulate.settings import Scenario
from soat.simulate.territory import ChunkPlan

Integers = NDArray[np.int64]
_CHILD_START = np.datetime64("2022-04-14").astype(np.int64)
_TEEN_START = np.datetime64("2021-10-27").astype(np.int64)
_PRODUCTS = ("AstraZeneca", "Pfizer", "Vero Cell", "Moderna", "Abdala", "Sputnik V")
_SHARES = (0.34, 0.37, 0.18, 0.08, 0.02, 0.01)
_INTERVALS = np.array([60, 22, 23, 28, 14, 21])
_BOOSTERS = (1, 0, 3)
_BASIC, _ADDITIONAL, _BOOSTER = 0, 1, 2
KINDS = np.array(["basic", "additional", "booster"], dtype=object)


@dataclass
class Doses:
    """One row: one dose. `profile` is a row of the cast; `given` and `entered` count days and
    seconds since 1970; `twin_of` is the row of which this is the same dose again, or -1.
    """

    profile: Integers
    given: Integers
    product: Integers
    kind: Integers
    number: Integers
    site: Integers
    entered: Integers
    twin_of: Integers

    def __len__(self) -> int:
        return len(self.profile)


def make_doses(
    chunk: Chunk, cast: Cast, plan: ChunkPlan, scenario: Scenario, generator: np.random.Generator
) -> Doses:
    ages = chunk.humans.ages(chunk.as_of)[np.maximum(cast.human, 0)]
    ages[cast.human < 0] = 40
    counts = _counts(ages, cast, scenario, generator)
    start = _first_days(ages, counts, chunk.as_of, generator)
    profile = np.repeat(np.arange(len(cast)), counts)
    ordinal = np.arange(len(profile)) - np.repeat(np.cumsum(counts) - counts, counts)
    basic = np.where(ages < 18, 1, generator.choice(len(_PRODUCTS), len(cast), p=_SHARES))
    given = _days(start, basic, profile, ordinal, generator)
    boosters = generator.choice(_BOOSTERS, len(profile))
    site = _sites(chunk, cast, plan, profile, generator)
    entered = _entered(given, chunk.as_of, generator)
    doses = Doses(
        profile=profile,
        given=given,
        product=np.where(ordinal < 2, basic[profile], boosters),
        kind=np.where(ordinal < 2, _BASIC, _BOOSTER),
        number=np.where(ordinal < 2, ordinal + 1, ordinal - 1),
        site=site,
        entered=entered,
        twin_of=np.full(len(profile), -1, dtype=np.int64),
    )
    _make_additional(doses, ordinal, generator)
    _enter_twice(doses, counts, len(plan.communes), scenario, generator)
    return doses


def _counts(
    ages: NDArray[np.float64], cast: Cast, scenario: Scenario, generator: np.random.Generator
) -> Integers:
    """Doses of each profile; every class meets its mean to the dose.

    Small children have one; the rest mostly two; third and fourth doses fill up to the mean.
    """
    counts = np.ones(len(cast), dtype=np.int64)
    for profile_class in ProfileClass:
        rows = np.flatnonzero(cast.profile_class == profile_class)
        target = int(round(scenario.doses_per_person[profile_class.key] * len(rows)))
        likely = np.select([ages[rows] >= 18, ages[rows] >= 12], [0.97, 0.93], 0.0)
        order = np.argsort(generator.random(len(rows)) / np.maximum(likely, 1e-9), kind="stable")
        ranked = rows[order[likely[order] > 0]]
        left = target - len(rows)
        second = ranked[: min(left, int(likely.sum()))] if left > 0 else ranked[:0]
        counts[second] += 1
        left -= len(second)
        third = generator.permutation(second[(ages[second] >= 18) & ~cast.second[second]])
        counts[third[: max(0, left)]] += 1
        left -= len(third[: max(0, left)])
        counts[third[: max(0, left)]] += 1
    return counts


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
    return np.minimum(start, as_of).astype(np.int64)


def _days(
    start: Integers,
    basic: Integers,
    profile: Integers,
    ordinal: Integers,
    generator: np.random.Generator,
) -> Integers:
    """Second dose after the product's interval, boosters months later, all before the cut-off."""
    days, _ = _curve()
    gap = np.zeros(len(profile), dtype=np.int64)
    slack = np.minimum(generator.exponential(8.0, len(profile)), 60).astype(np.int64)
    second = ordinal == 1
    gap[second] = _INTERVALS[basic[profile[second]]] - 2 + slack[second]
    gap[ordinal == 2] = 92 + slack[ordinal == 2]
    gap[ordinal == 3] = 120 + slack[ordinal == 3]
    total = np.cumsum(gap)
    first = np.flatnonzero(ordinal == 0)
    base = np.repeat(total[first], np.diff(np.r_[first, len(profile)]))
    elapsed = total - base
    span = np.maximum.reduceat(elapsed, first) if len(first) else elapsed
    last_day = int(np.datetime64("2022-04-25").astype(np.int64))
    room = np.maximum(last_day - start, 0)
    shrink = np.minimum(1.0, room / np.maximum(span, 1))
    return start[profile] + (elapsed * shrink[profile]).astype(np.int64)


def _sites(
    chunk: Chunk,
    cast: Cast,
    plan: ChunkPlan,
    profile: Integers,
    generator: np.random.Generator,
) -> Integers:
    """The own commune's site mostly; numbers of the chunk's sites (two for each commune)."""
    home = chunk.humans.commune[np.maximum(cast.human, 0)][profile]
    elsewhere = generator.integers(0, len(plan.communes), len(profile))
    commune = np.where(generator.random(len(profile)) < 0.88, home, elsewhere)
    return commune * 2 + (generator.random(len(profile)) < 0.15)


def _entered(given: Integers, as_of: int, generator: np.random.Generator) -> Integers:
    """Half the same day, most within three, a tail of weeks; never after the cut-off."""
    delay = generator.geometric(0.45, len(given)) - 1
    late = generator.random(len(given)) < 0.12
    delay[late] += generator.integers(4, 60, int(late.sum()))
    day = np.minimum(given + delay, as_of)
    return day * 86_400 + generator.integers(7 * 3600, 22 * 3600, len(given))


def _make_additional(doses: Doses, ordinal: Integers, generator: np.random.Generator) -> None:
    third = (ordinal == 2) & (generator.random(len(doses)) < 0.28)
    doses.kind[third] = _ADDITIONAL
    doses.number[third] = 1
    abdala = (ordinal == 2) & (doses.product == 4)
    doses.kind[abdala], doses.number[abdala] = _BASIC, 3


def _enter_twice(
    doses: Doses,
    counts: Integers,
    communes: int,
    scenario: Scenario,
    generator: np.random.Generator,
) -> None:
    """The last row of some people is the dose before, entered again by another site."""
    last = np.cumsum(counts) - 1
    rows = last[(counts >= 2) & (generator.random(len(counts)) < scenario.chances["dose_twice"])]
    for part in ("product", "kind", "number"):
        values: Integers = getattr(doses, part)
        values[rows] = values[rows - 1]
    shift = generator.choice((0, 0, 0, 1), len(rows))
    doses.given[rows] = np.minimum(doses.given[rows - 1] + shift, doses.given[rows])
    doses.site[rows] = (doses.site[rows - 1] + 1) % (2 * communes)
    doses.twin_of[rows] = rows - 1


def site_code(commune_code: str, number: int) -> str:
    return f"{commune_code}{number + 1:02}"


def site_table(plan: ChunkPlan) -> pa.Table:
    """Two sites for each commune: the health station and a mobile one."""
    rows = [(c.place, number) for c in plan.communes for number in (0, 1)]
    names = ("Trạm Y tế {}", "Điểm tiêm lưu động {}")
    columns = {
        "site_code": [site_code(place.commune_code, n) for place, n in rows],
        "name": [names[n].format(place.commune_name) for place, n in rows],
        "commune_code": [place.commune_code for place, _ in rows],
        "opened_on": ["2021-03-08" if n == 0 else "2021-07-10" for _, n in rows],
        "closed_on": [None for _ in rows],
    }
    return pa.table({name: pa.array(v, type=pa.string()) for name, v in columns.items()})


def dose_columns(
    doses: Doses, references: Texts, plan: ChunkPlan, generator: np.random.Generator
) -> dict[str, Texts]:
    """The contract's columns, dose_ref still missing."""
    codes = [site_code(c.place.commune_code, n) for c in plan.communes for n in (0, 1)]
    given = pa.array(doses.given.astype("datetime64[D]"))
    typed = as_texts(pc.strftime(given, "%Y-%m-%d"))
    other = np.flatnonzero(generator.random(len(doses)) < 0.25)
    typed[other] = as_texts(pc.strftime(given.take(pa.array(other)), "%d/%m/%Y"))
    lots = generator.integers(100, 400, len(doses))
    kind, number = KINDS[doses.kind], doses.number.astype(str).astype(object)
    unsaid = generator.random(len(doses)) < 0.08
    kind[unsaid] = None
    number[generator.random(len(doses)) < 0.05] = None
    return {
        "person_ref": references[doses.profile],
        "given_on": typed,
        "product": np.array(_PRODUCTS, dtype=object)[doses.product],
        "lot": as_texts(
            pc.binary_join_element_wise(
                pa.array(np.array(["AZ", "PF", "VC", "MD", "AB", "SP"])[doses.product]),
                pa.array(lots).cast(pa.string()),
                "",
            )
        ),
        "dose_kind": kind,
        "dose_number": number,
        "site_code": np.array(codes, dtype=object)[doses.site],
        "recorded_at": as_texts(
            pc.strftime(pa.array(doses.entered.astype("datetime64[s]")), "%Y-%m-%dT%H:%M:%S")
        ),
        "source": np.array(["site", "excel", "commune"], dtype=object)[
            generator.choice(3, len(doses), p=(0.7, 0.22, 0.08))
        ],
    }
