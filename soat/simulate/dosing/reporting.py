"""The daily reports: what the sites said they had given, and how they erred in saying it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from soat.model.tables import DAILY_REPORTS
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.campaign import FIRST_DAY
from soat.simulate.dosing.counting import by_lot
from soat.simulate.dosing.due_days import BASIC
from soat.simulate.dosing.fault_kinds import REPORT_BIT, ReportFault
from soat.simulate.dosing.products import NAME_STYLES, typed_products
from soat.simulate.dosing.shots import AGE_GROUPS, KINDS, Shots
from soat.simulate.dosing.sites import Sites, site_codes
from soat.simulate.texts import (
    Flags,
    Integers,
    day_texts,
    indices,
    second_texts,
    text_table,
    texts_of,
)

_DAY = 86_400
_ADULT = 2


@dataclass(frozen=True)
class Cells:
    """One row: one true cell, in order of site and day; `of_shot` is the cell of each shot.

    `reported` is the count that holds in the end, -1 where none was sent; `faults` are REPORT_BITs.
    """

    site: Integers
    day: Integers
    product: Integers
    kind: Integers
    number: Integers
    age_group: Integers
    given: Integers
    reported: Integers
    faults: Integers
    of_shot: Integers

    def __len__(self) -> int:
        return len(self.site)

    @property
    def site_day(self) -> Integers:
        return self.site * (1 << 20) + self.day


def count_cells(shots: Shots) -> Cells:
    """The true cells; as reported, for the time being, without a fault."""
    parts = (shots.site, shots.given, shots.product, shots.kind, shots.number, shots.age_group)
    widths = (0, 15, 3, 2, 3, 2)  # bits
    code = np.zeros(len(shots), dtype=np.int64)
    for part, width in zip(parts, widths, strict=True):
        code = (code << width) + part
    _, first, cell = np.unique(code, return_index=True, return_inverse=True)
    given = np.bincount(cell, minlength=len(first))
    site, day, product, kind, number, age_group = (part[first] for part in parts)
    faults = np.zeros(len(first), dtype=np.int64)
    return Cells(site, day, product, kind, number, age_group, given, given.copy(), faults, cell)


@dataclass
class ReportRows:
    """One row: one row of a daily report; `doses` as said then, `sent` in seconds since 1970.

    The rows numbered in `repeated` stand there once more.
    """

    cell: Integers
    doses: Integers
    sent: Integers
    repeated: Integers


def report_cells(
    cells: Cells, chances: Mapping[str, float], as_of: int, generator: np.random.Generator
) -> ReportRows:
    """Sends the reports; notes in `cells` what they say in the end and what is wrong with them."""
    _miscount(cells, chances, generator)
    _, site_day = np.unique(cells.site_day, return_inverse=True)
    silent = _silent(cells, site_day, chances["not_reported"], generator)
    cells.reported[silent] = -1
    cells.faults[silent] = REPORT_BIT[ReportFault.NOT_REPORTED]
    told = np.flatnonzero(~silent)
    sent = np.minimum(_sent(cells, site_day, generator)[told], (as_of + 1) * _DAY - 1)
    twice = np.flatnonzero(generator.random(len(told)) < chances["row_twice"])
    cells.faults[told[twice]] |= REPORT_BIT[ReportFault.ROW_TWICE]
    first = ReportRows(told, cells.reported[told], sent, twice)
    again = _correct(first, cells, (site_day, chances["corrected_later"], as_of), generator)
    return ReportRows(
        np.r_[first.cell, again.cell],
        np.r_[first.doses, again.doses],
        np.r_[first.sent, again.sent],
        twice,
    )


def _miscount(cells: Cells, chances: Mapping[str, float], generator: np.random.Generator) -> None:
    """Off by one or two, as often up as down; a digit too many, which no sum survives."""
    off = generator.permutation(len(cells))[: by_lot(chances["count_off"] * len(cells), generator)]
    step = generator.choice((-2, -1, 1, 2), len(off))
    cells.reported[off] = np.maximum(cells.reported[off] + step, 0)
    cells.faults[off] |= REPORT_BIT[ReportFault.COUNT_OFF]
    able = np.flatnonzero(cells.faults == 0)
    more = generator.permutation(able)[: by_lot(chances["digit_added"] * len(cells), generator)]
    cells.reported[more] *= 10
    cells.faults[more] |= REPORT_BIT[ReportFault.DIGIT_ADDED]


def _silent(
    cells: Cells, site_day: Integers, share: float, generator: np.random.Generator
) -> Flags:
    """The cells of site-days without a report: that share of the doses, as near as days allow."""
    sizes = np.bincount(site_day, weights=cells.given)
    target = share * cells.given.sum()
    order = generator.permutation(len(sizes))
    order = order[sizes[order] <= target / 4]  # one crowded day would be all of a small country's
    quiet = np.zeros(len(sizes), dtype=bool)
    quiet[order[np.cumsum(sizes[order]) <= target]] = True
    return np.asarray(quiet[site_day])


def _sent(cells: Cells, site_day: Integers, generator: np.random.Generator) -> Integers:
    """The evening of the day mostly, else the morning after; one moment for a site's day."""
    days = int(site_day.max(initial=-1)) + 1
    evening = generator.integers(16 * 3600, 22 * 3600, days)
    morning = generator.integers(31 * 3600, 35 * 3600, days)
    moment = np.where(generator.random(days) < 0.95, evening, morning)
    return np.asarray(cells.day * _DAY + moment[site_day])


def _correct(
    first: ReportRows,
    cells: Cells,
    how: tuple[Integers, float, int],
    generator: np.random.Generator,
) -> ReportRows:
    """Some site-days are reported once more, days later; the first report had a wrong count."""
    site_day, chance, as_of = how
    corrected = generator.random(int(site_day.max(initial=-1)) + 1) < chance
    rows = np.flatnonzero(corrected[site_day[first.cell]])
    later = first.sent[rows] + _DAY * (1 + site_day[first.cell[rows]] % 6)
    in_time = later < (as_of + 1) * _DAY
    rows, later = rows[in_time], later[in_time]
    again = ReportRows(first.cell[rows], first.doses[rows], later, rows[:0])
    wrong = rows[np.unique(site_day[first.cell[rows]], return_index=True)[1]]
    up = generator.integers(1, 6, len(wrong)) * generator.choice((-1, 1), len(wrong))
    first.doses = first.doses.copy()
    off = np.maximum(first.doses[wrong] + up, 0)
    first.doses[wrong] = np.where(off == first.doses[wrong], first.doses[wrong] + 1, off)
    cells.faults[first.cell[wrong]] |= REPORT_BIT[ReportFault.CORRECTED_LATER]
    return again


def report_table(
    chunk: Chunk, cells: Cells, rows: ReportRows, sites: Sites, generator: np.random.Generator
) -> pa.Table:
    """The rows as sent, with the zero reports of sessions to which nobody came."""
    site, day = _idle(cells, sites, chunk.scenario.entry["zero_reported"], generator)
    zero = np.zeros(len(site), dtype=np.int64)
    idle_product = _product_before(cells, site, day)
    product = np.r_[cells.product[rows.cell], idle_product]
    given = np.r_[cells.day[rows.cell], day]
    shares = np.array([chunk.scenario.styles["product"][style] for style in NAME_STYLES])
    sent = np.r_[rows.sent, day * _DAY + generator.integers(16 * 3600, 22 * 3600, len(day))]
    typed = day_texts(given, "%Y-%m-%d")
    other = np.flatnonzero(generator.random(len(given)) < 0.1)
    typed[other] = day_texts(given[other], "%d/%m/%Y")
    columns = {
        "site_code": site_codes(chunk.plan)[np.r_[cells.site[rows.cell], site]],
        "given_on": typed,
        "product": typed_products(product, shares, generator),
        "dose_kind": KINDS[np.r_[cells.kind[rows.cell], zero + BASIC]],
        "dose_number": texts_of(np.r_[cells.number[rows.cell], zero + 1]),
        "age_group": AGE_GROUPS[np.r_[cells.age_group[rows.cell], zero + _ADULT]],
        "doses": texts_of(np.r_[rows.doses, zero]),
        "reported_at": second_texts(sent),
    }
    table = text_table(columns, DAILY_REPORTS.column_names)
    order = np.r_[np.arange(len(sent)), rows.repeated]
    return table.take(indices(order[np.argsort(sent[order], kind="stable")]))


def _idle(
    cells: Cells, sites: Sites, share: float, generator: np.random.Generator
) -> tuple[Integers, Integers]:
    """Site and day of sessions without a shot that are reported all the same."""
    idle = sites.works.copy()
    idle[cells.site, cells.day - FIRST_DAY] = False
    site, column = np.nonzero(idle & (generator.random(idle.shape) < share))
    return site, column + FIRST_DAY


def _product_before(cells: Cells, site: Integers, day: Integers) -> Integers:
    """The product that the site gave last; of the first cell of all where it gave none before."""
    place = np.searchsorted(cells.site_day, site * (1 << 20) + day) - 1
    return cells.product[np.maximum(place, 0)]
