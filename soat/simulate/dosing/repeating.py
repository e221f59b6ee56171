"""Rows of shots that were entered already: again at the site, by another site, on other days."""

import numpy as np

from soat.simulate.dosing.campaign import FIRST_DAY
from soat.simulate.dosing.delays import Delays
from soat.simulate.dosing.dose_rows import UNSAID, DoseRows
from soat.simulate.dosing.fault_kinds import DoseFault
from soat.simulate.dosing.planning_entry import EntryPlan
from soat.simulate.texts import Integers, Texts, texts_of

_EXACT, _SISTER, _OTHER_SITE = range(3)
_SHARES = (0.4, 0.3, 0.3)
_DAY = 86_400


def repeated_rows(
    proper: DoseRows, plan: EntryPlan, delays: Delays, generator: np.random.Generator
) -> DoseRows:
    """One row for each repeated shot. `proper` is in order of shot, dated but not yet spoiled."""
    place = np.searchsorted(proper.shot, plan.repeated)
    again = proper.take(place)
    again.profile, again.same_as = plan.again_on, place
    again.faults[:] = 0
    again.mark(DoseFault.ENTERED_TWICE, np.arange(len(place)))
    how = generator.choice(3, len(place), p=_SHARES)
    how[(how == _SISTER) & ~delays.sites.is_open(again.site ^ 1, again.given)] = _EXACT
    _elsewhere(again, how, delays, generator)
    same = np.flatnonzero(how == _EXACT)
    later = generator.integers(60, 5 * _DAY, len(same))
    again.entered[same] = np.minimum(again.entered[same] + later, (delays.as_of + 1) * _DAY - 1)
    other = np.flatnonzero(how != _EXACT)
    _shed(again, other, generator)
    return again


def _elsewhere(
    again: DoseRows, how: Integers, delays: Delays, generator: np.random.Generator
) -> None:
    """By the sister site on the same day, or by another site and dated a little off."""
    sister = how == _SISTER
    again.site[sister] ^= 1
    far = np.flatnonzero(how == _OTHER_SITE)
    again.site[far] = (again.site[far] + 2 * generator.integers(1, 8, len(far))) % len(delays.sites)
    off = generator.choice((-3, -2, -1, 1, 2, 3), len(far))
    dated = np.clip(again.given[far] + off, FIRST_DAY, delays.as_of)
    again.given[far] = dated
    closed = far[~delays.sites.is_open(again.site[far], dated)]
    again.site[closed] &= ~1  # the station then
    other = np.flatnonzero(how != _EXACT)
    again.entered[other], again.source[other] = delays.entries(
        again.given[other], again.site[other], generator
    )


def _shed(again: DoseRows, rows: Integers, generator: np.random.Generator) -> None:
    """Who enters a dose from somebody's paper often lacks the lot or the site, or mistypes."""
    lot = generator.random(len(rows))
    again.lot[rows[lot < 0.2]] = None
    again.mark(DoseFault.LOT_MISSING, rows[lot < 0.2])
    mistyped = rows[(lot >= 0.2) & (lot < 0.3)]
    again.lot[mistyped] = mistype_lots(again.lot[mistyped], generator)
    again.mark(DoseFault.LOT_MISTYPED, mistyped)
    nowhere = rows[generator.random(len(rows)) < 0.1]
    again.site[nowhere] = UNSAID
    again.mark(DoseFault.SITE_MISSING, nowhere)


def mistype_lots(lots: Texts, generator: np.random.Generator) -> Texts:
    """One of the five digits is another."""
    digits = texts_of(generator.integers(1, 10, len(lots)))
    places = generator.integers(2, 7, len(lots))
    typed = [
        lot[:at] + str((int(lot[at]) + int(d)) % 10) + lot[at + 1 :]
        for lot, at, d in zip(lots, places, digits, strict=True)
    ]
    return np.array(typed, dtype=object)
