"""The rows that the platform holds of the shots: columns that grow and can be marked."""

from dataclasses import dataclass, fields

import numpy as np

from soat.simulate.dosing.fault_kinds import FAULT_BIT, DoseFault
from soat.simulate.dosing.shots import Shots
from soat.simulate.texts import Flags, Integers, Texts, constants

UNSAID = -1
SOURCES = constants("site", "excel", "commune")
SITE, EXCEL, COMMUNE = range(len(SOURCES))


@dataclass
class DoseRows:
    """One row: one accepted row of the platform; `shot` is the row of the shot it tells of.

    `given` counts days and `entered` seconds since 1970; UNSAID stands for nothing entered.
    `same_as` is the row that tells of the same shot properly, or -1. `faults` are FAULT_BITs.
    """

    shot: Integers
    profile: Integers
    given: Integers
    product: Integers
    lot: Texts
    kind: Integers
    number: Integers
    site: Integers
    entered: Integers
    source: Integers
    same_as: Integers
    faults: Integers

    def __len__(self) -> int:
        return len(self.shot)

    def take(self, rows: Integers) -> "DoseRows":
        return DoseRows(**{f.name: getattr(self, f.name)[rows].copy() for f in fields(self)})

    def and_then(self, more: "DoseRows") -> "DoseRows":
        return DoseRows(
            **{
                f.name: np.concatenate([getattr(self, f.name), getattr(more, f.name)])
                for f in fields(self)
            }
        )

    def mark(self, fault: DoseFault, rows: Integers | Flags) -> None:
        self.faults[rows] |= FAULT_BIT[fault]

    def marked(self, fault: DoseFault) -> Flags:
        return np.asarray(self.faults & FAULT_BIT[fault] > 0)


def proper_rows(shots: Shots, profile: Integers, entered: Integers) -> DoseRows:
    """One row for each of the shots in `entered`, on those profiles, not yet dated or spoiled."""
    early = shots.early[entered]
    return DoseRows(
        shot=entered,
        profile=profile[entered],
        given=shots.given[entered].copy(),
        product=shots.product[entered].copy(),
        lot=shots.lot[entered].copy(),
        kind=shots.kind[entered].copy(),
        number=shots.number[entered].copy(),
        site=shots.site[entered].copy(),
        entered=np.zeros(len(entered), dtype=np.int64),
        source=np.zeros(len(entered), dtype=np.int64),
        same_as=np.full(len(entered), -1, dtype=np.int64),
        faults=np.where(early, FAULT_BIT[DoseFault.GIVEN_TOO_EARLY], 0),
    )
