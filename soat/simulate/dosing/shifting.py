"""Catch-up sheets whose dose columns moved: everybody carries the dose of the row above."""

from dataclasses import dataclass

import numpy as np

from soat.simulate.chunk import Chunk
from soat.simulate.dosing.counting import by_lot
from soat.simulate.dosing.dose_rows import EXCEL, DoseRows
from soat.simulate.dosing.fault_kinds import DoseFault
from soat.simulate.dosing.shots import Shots
from soat.simulate.texts import Flags, Integers

_FEWEST, _MOST = 15, 60


@dataclass(frozen=True)
class Sheet:
    """The shots of one sheet, a person each, in the sheet's order; uploaded at that second."""

    shots: Integers
    uploaded: int


def plan_sheets(
    chunk: Chunk, shots: Shots, kept: Flags, wanted: float, generator: np.random.Generator
) -> tuple[Sheet, ...]:
    """About so many sheets; fewer where sites have too few people to fill one."""
    count = by_lot(wanted, generator)
    sites = generator.permutation(np.flatnonzero(np.bincount(shots.site) >= 4 * _FEWEST))
    sheets = (
        _sheet(chunk, shots, np.flatnonzero((shots.site == s) & ~kept), generator)
        for s in sites[:count]
    )
    return tuple(sheet for sheet in sheets if len(sheet.shots) >= _FEWEST)


def _sheet(chunk: Chunk, shots: Shots, rows: Integers, generator: np.random.Generator) -> Sheet:
    """People of various days: no two of one day, so that neighbours never had the same session."""
    rows = generator.permutation(rows)
    rows = rows[np.sort(np.unique(shots.given[rows], return_index=True)[1])]
    rows = rows[np.sort(np.unique(shots.holder[rows], return_index=True)[1])]
    rows = rows[: int(generator.integers(_FEWEST + 1, _MOST + 2))]
    last = int(shots.given[rows].max()) if len(rows) else chunk.as_of
    day = int(generator.integers(last, chunk.as_of + 1))
    return Sheet(rows, day * 86_400 + int(generator.integers(8 * 3600, 20 * 3600)))


def shifted_rows(proper: DoseRows, shots: Shots, sheet: Sheet) -> DoseRows:
    """The sheet's rows from its second person on; `proper` rows tell of the shots rightly."""
    place = np.searchsorted(proper.shot, sheet.shots[:-1])
    shifted = proper.take(place)
    shifted.profile = shots.profile[sheet.shots[1:]]
    shifted.same_as = place
    shifted.source[:] = EXCEL
    shifted.entered = sheet.uploaded + np.arange(len(place))
    shifted.faults[:] = 0
    shifted.mark(DoseFault.ROW_SHIFTED, np.arange(len(place)))
    return shifted
