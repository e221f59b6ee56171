"""What goes wrong in single cells of a dose row that is otherwise the right one."""

from collections.abc import Mapping

import numpy as np

from soat.simulate.dosing.campaign import FIRST_DAY
from soat.simulate.dosing.counting import by_lot
from soat.simulate.dosing.dose_rows import UNSAID, DoseRows
from soat.simulate.dosing.due_days import ADDITIONAL, BASIC, BOOSTER
from soat.simulate.dosing.fault_kinds import FAULT_BIT, DoseFault
from soat.simulate.dosing.products import another_product
from soat.simulate.dosing.shots import Shots
from soat.simulate.dosing.sites import Sites
from soat.simulate.registering import calendar
from soat.simulate.texts import Flags, Integers

MOVES_CELL = (
    DoseFault.DATE_SWAPPED,
    DoseFault.MIS_DATED,
    DoseFault.PRODUCT_MISLABELLED,
    DoseFault.SISTER_SITE,
    DoseFault.SITE_MISSING,
)
_COUNTING_SITES = 0.3  # of sites


def spoil_rows(
    rows: DoseRows,
    spared: Flags,
    chances: Mapping[str, float],
    sites: Sites,
    generator: np.random.Generator,
) -> None:
    """Of day, product and site at most one goes wrong, and none of a `spared` row."""
    taken = spared.copy()
    for fault in MOVES_CELL:
        values, proposed = _proposal(fault, rows, sites, generator)
        able = np.flatnonzero(~taken & (proposed != values))
        count = by_lot(chances[fault.value] * len(rows), generator)
        chosen = generator.permutation(able)[:count]
        values[chosen] = proposed[chosen]
        taken[chosen] = True
        rows.mark(fault, chosen)
    _blank(rows, spared, chances, generator)


def _proposal(
    fault: DoseFault, rows: DoseRows, sites: Sites, generator: np.random.Generator
) -> tuple[Integers, Integers]:
    """The column that goes wrong, and what would stand there; the same where it cannot be."""
    if fault == DoseFault.DATE_SWAPPED:
        return rows.given, _plausible(rows, swapped_days(rows.given))
    if fault == DoseFault.MIS_DATED:
        off = generator.choice((-3, -2, -1, 1, 2, 3), len(rows))
        late = rows.given + off > rows.entered // 86_400
        return rows.given, _plausible(rows, rows.given + np.where(late, -off, off))
    if fault == DoseFault.PRODUCT_MISLABELLED:
        return rows.product, another_product(rows.product, rows.given, generator)
    if fault == DoseFault.SISTER_SITE:
        sister = np.where(rows.site >= 0, rows.site ^ 1, UNSAID)
        open_then = sites.is_open(sister, rows.given) & (sister >= 0)
        return rows.site, np.where(open_then, sister, rows.site)
    return rows.site, np.full(len(rows), UNSAID, dtype=np.int64)


def _plausible(rows: DoseRows, days: Integers) -> Integers:
    """These days where they are of the campaign and not after the entry, else the right ones."""
    able = (days >= FIRST_DAY) & (days <= rows.entered // 86_400)
    return np.where(able, days, rows.given)


def swapped_days(days: Integers) -> Integers:
    """Day and month exchanged; -1 where that is no date."""
    year, month, day = calendar(days)
    first = ((year - 1970) * 12 + day - 1).astype("datetime64[M]").astype("datetime64[D]")
    return np.where(day <= 12, first.astype(np.int64) + month - 1, -1)


def _blank(
    rows: DoseRows, spared: Flags, chances: Mapping[str, float], generator: np.random.Generator
) -> None:
    for fault, values in (
        (DoseFault.KIND_UNSAID, rows.kind),
        (DoseFault.NUMBER_UNSAID, rows.number),
        (DoseFault.RECORDED_AT_MISSING, rows.entered),
    ):
        chosen = (generator.random(len(rows)) < chances[fault.value]) & (values != UNSAID)
        values[chosen] = UNSAID
        rows.mark(fault, chosen)
    lotless = (generator.random(len(rows)) < chances["lot_missing"]) & ~spared
    rows.lot[lotless] = None
    rows.mark(DoseFault.LOT_MISSING, lotless)


def in_another_cell(rows: DoseRows) -> Flags:
    bits = sum(FAULT_BIT[fault] for fault in MOVES_CELL)
    return np.asarray(rows.faults & bits > 0)


def misnumber_rows(
    rows: DoseRows, shots: Shots, chances: Mapping[str, float], generator: np.random.Generator
) -> None:
    """Another kind or number; and, at a few sites, the n-th dose of all instead of the kind."""
    wrong = generator.random(len(rows)) < chances["wrong_ordinal"]
    basic = wrong & (rows.kind == BASIC)
    up = generator.random(len(rows)) < 0.5
    rows.number[basic] = np.where((rows.number == 1) | up, rows.number + 1, rows.number - 1)[basic]
    later = wrong & ~basic
    exchanged = later & (up | (rows.number > 1))
    rows.kind[exchanged] = np.where(rows.kind == BOOSTER, ADDITIONAL, BOOSTER)[exchanged]
    rows.number[later & ~exchanged] = 2
    rows.mark(DoseFault.WRONG_ORDINAL, wrong)
    sequence = shots.sequence[rows.shot]
    sites = int(rows.site.max(initial=0)) + 1
    counting = generator.permutation(sites) < np.ceil(_COUNTING_SITES * sites)
    chosen = (sequence > 2) & counting[rows.site] & ~wrong
    chosen &= generator.random(len(rows)) < chances["counted_through"] / _COUNTING_SITES
    rows.kind[chosen], rows.number[chosen] = UNSAID, sequence[chosen]
    rows.mark(DoseFault.COUNTED_THROUGH, chosen)
