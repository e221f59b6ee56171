"""From the shots to the platform's rows: entered or not, when, and spoiled in which way."""

import numpy as np

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.delays import Delays
from soat.simulate.dosing.dose_rows import SOURCES, UNSAID, DoseRows, proper_rows
from soat.simulate.dosing.fault_kinds import DoseFault
from soat.simulate.dosing.mistyping import misnumber_rows, spoil_rows
from soat.simulate.dosing.planning_entry import EntryPlan, plan_entry
from soat.simulate.dosing.products import NAME_STYLES, typed_products
from soat.simulate.dosing.repeating import repeated_rows
from soat.simulate.dosing.shifting import shifted_rows
from soat.simulate.dosing.shots import KINDS, Shots
from soat.simulate.dosing.sites import Sites, site_codes
from soat.simulate.texts import Flags, Texts, constants, day_texts, second_texts, texts_of


def record_shots(
    chunk: Chunk, cast: Cast, shots: Shots, sites: Sites, generator: np.random.Generator
) -> DoseRows:
    """The proper rows in order of shot, then the rows that should not be there."""
    plan = plan_entry(chunk, cast, shots, sites, generator)
    proper = proper_rows(shots, plan.profile, np.flatnonzero(~plan.lost))
    delays = Delays(sites, chunk.as_of, chunk.scenario.entry["weeks_late"])
    proper.entered, proper.source = delays.entries(proper.given, proper.site, generator)
    rows = proper.and_then(repeated_rows(proper, plan, delays, generator))
    for sheet in plan.sheets:
        rows = rows.and_then(shifted_rows(proper, shots, sheet))
    rows.mark(DoseFault.WRONG_PROFILE, plan.moved[rows.shot] & (rows.same_as < 0))
    chances = chunk.scenario.dose_faults
    misnumber_rows(rows, shots, chances, generator)
    spared = rows.same_as >= 0
    spared |= _told_again(rows, plan)[rows.shot]
    spoil_rows(rows, spared, chances, sites, generator)
    return rows


def _told_again(rows: DoseRows, plan: EntryPlan) -> Flags:
    """Shots of which other rows tell, or that stand on a wrong profile: spoiled enough."""
    told = plan.moved.copy()
    told[rows.shot[rows.same_as >= 0]] = True
    return told


def with_nothing(listed: Texts) -> Texts:
    """The same texts, and None for the place UNSAID."""
    return constants(*listed, None)


def dose_columns(
    chunk: Chunk, rows: DoseRows, people: Texts, generator: np.random.Generator
) -> dict[str, Texts]:
    """The contract's columns, dose_ref still missing. Days are typed in one of two forms."""
    typed = day_texts(rows.given, "%Y-%m-%d")
    other = np.flatnonzero(generator.random(len(rows)) < 0.25)
    typed[other] = day_texts(rows.given[other], "%d/%m/%Y")
    shares = np.array([chunk.scenario.styles["product"][style] for style in NAME_STYLES])
    kinds, sites = (with_nothing(listed) for listed in (KINDS, site_codes(chunk.plan)))
    entered = second_texts(np.maximum(rows.entered, 0))
    entered[rows.entered == UNSAID] = None
    return {
        "person_ref": people[rows.profile],
        "given_on": typed,
        "product": typed_products(rows.product, shares, generator),
        "lot": rows.lot,
        "dose_kind": kinds[rows.kind],
        "dose_number": texts_of(rows.number),
        "site_code": sites[rows.site],
        "recorded_at": entered,
        "source": SOURCES[rows.source],
    }
