"""The truth about doses: every shot, every row, every cell of the reports."""

import numpy as np
import pyarrow as pa

from soat.simulate.casting import Cast
from soat.simulate.chunk import Chunk
from soat.simulate.dosing.dose_rows import DoseRows
from soat.simulate.dosing.fault_kinds import FAULT_BIT, REPORT_BIT
from soat.simulate.dosing.mistyping import MOVES_CELL, in_another_cell
from soat.simulate.dosing.products import CODES
from soat.simulate.dosing.reporting import Cells
from soat.simulate.dosing.shots import AGE_GROUPS, KINDS, Shots
from soat.simulate.dosing.sites import site_codes
from soat.simulate.keys import human_ids
from soat.simulate.texts import (
    Column,
    Integers,
    Texts,
    column,
    constants,
    flag_column,
    indices,
    list_column,
    nulls,
)
from soat.simulate.truth import humans_of


def doses_truth(chunk: Chunk, cast: Cast, shots: Shots, rows: DoseRows, keys: Texts) -> pa.Table:
    """One row for each dose row; `same_dose_as` is the row that tells of the same shot properly."""
    again = rows.same_as >= 0
    return pa.table(
        {
            "dose_ref": column(keys),
            "human_id": indices(humans_of(chunk, cast)[shots.holder[rows.shot]]),
            "same_dose_as": column(keys[np.maximum(rows.same_as, 0)], mask=~again),
            "rejected": flag_column(np.zeros(len(rows), dtype=bool)),
            "reject_reason": nulls(len(rows)),
            "true_dose_id": indices(human_ids(chunk, rows.shot)),
            "faults": _listed(rows.faults, {f.value: bit for f, bit in FAULT_BIT.items()}),
        }
    )


def _listed(bits: Integers, meaning: dict[str, int]) -> Column:
    marked = np.stack([bits & bit > 0 for bit in meaning.values()], axis=1)
    row, place = np.nonzero(marked)
    return list_column(row, column(constants(*meaning)[place]), len(bits))


def given_truth(chunk: Chunk, cast: Cast, shots: Shots, rows: DoseRows) -> pa.Table:
    """One row for each shot; its id is the country-wide number of the shot."""
    entered = np.zeros(len(shots), dtype=bool)
    entered[rows.shot] = True
    return pa.table(
        {
            "true_dose_id": indices(human_ids(chunk, np.arange(len(shots)))),
            "human_id": indices(humans_of(chunk, cast)[shots.holder]),
            "given_on": _days(shots.given),
            "product": column(CODES[shots.product]),
            "dose_kind": column(KINDS[shots.kind]),
            "dose_number": indices(shots.number),
            "dose_in_sequence": indices(shots.sequence),
            "age_group": column(AGE_GROUPS[shots.age_group]),
            "site_code": column(site_codes(chunk.plan)[shots.site]),
            "lot": column(shots.lot),
            "entered": flag_column(entered),
        }
    )


def _days(days: Integers) -> Column:
    return pa.array(days.astype("datetime64[D]"), pa.date32())


def cells_truth(chunk: Chunk, cells: Cells, rows: DoseRows) -> pa.Table:
    """One row for each true cell. `entered_elsewhere` are its shots whose only proper row stands
    in another cell, with a count for each fault that put it there."""
    proper = rows.same_as < 0
    entered = np.bincount(cells.of_shot[rows.shot[proper]], minlength=len(cells))
    moved = proper & in_another_cell(rows)
    counts = {
        fault.value: np.bincount(
            cells.of_shot[rows.shot[proper & rows.marked(fault)]], minlength=len(cells)
        )
        for fault in MOVES_CELL
    }
    elsewhere = np.bincount(cells.of_shot[rows.shot[moved]], minlength=len(cells))
    told: dict[str, Column] = {
        "site_code": column(site_codes(chunk.plan)[cells.site]),
        "given_on": _days(cells.day),
        "product": column(CODES[cells.product]),
        "dose_kind": column(KINDS[cells.kind]),
        "dose_number": indices(cells.number),
        "age_group": column(AGE_GROUPS[cells.age_group]),
        "given": indices(cells.given),
        "never_entered": indices(cells.given - entered),
        "entered_elsewhere": indices(elsewhere),
    }
    told |= {name: indices(count) for name, count in counts.items()}
    told["reported"] = pa.array(cells.reported, pa.int64(), mask=cells.reported < 0)
    told["report_faults"] = _listed(cells.faults, {f.value: bit for f, bit in REPORT_BIT.items()})
    return pa.table(told)
