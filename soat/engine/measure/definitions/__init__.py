"""Every figure, defined as data: what is counted, out of what, at which place.

Comes in: nothing; these are facts.
Goes out: DEFINITIONS, in the order in which they are shown, and BY_ID.
Refuses to know: how a figure is counted in SQL, and how it is printed.

`docs/reference/measures.md` is generated from here, and every report prints these sentences.
"""

from soat.engine.measure.definitions.coverage import COVERAGE_DEFINITIONS
from soat.engine.measure.definitions.debt import DEBT_DEFINITIONS
from soat.engine.measure.definitions.entry import ENTRY_DEFINITIONS
from soat.engine.measure.definitions.people import (
    DOSE_COUNT_DEFINITION,
    DOSES_PER_PERSON,
    PART_DEFINITIONS,
    PEOPLE_DEFINITIONS,
    REASON_DEFINITIONS,
    REPAIR_DEFINITIONS,
    ROWS_BY_OUTCOME,
    WRONG_PART_DEFINITIONS,
)
from soat.engine.measure.definitions.rules import RULE_DEFINITIONS
from soat.engine.measure.definitions.shape import Definition, Dimension, PlaceBasis, Unit
from soat.engine.measure.definitions.speed import SPEED_DEFINITIONS
from soat.engine.measure.definitions.timeliness import TIMELINESS_DEFINITIONS

__all__ = [
    "BY_ID",
    "DEFINITIONS",
    "DOSES_PER_PERSON",
    "DOSE_COUNT_DEFINITION",
    "PART_DEFINITIONS",
    "PEOPLE_DEFINITIONS",
    "REASON_DEFINITIONS",
    "REPAIR_DEFINITIONS",
    "ROWS_BY_OUTCOME",
    "WRONG_PART_DEFINITIONS",
    "Definition",
    "Dimension",
    "PlaceBasis",
    "Unit",
]

DEFINITIONS = (
    *PEOPLE_DEFINITIONS,
    *ENTRY_DEFINITIONS,
    *TIMELINESS_DEFINITIONS,
    *DEBT_DEFINITIONS,
    *COVERAGE_DEFINITIONS,
    *SPEED_DEFINITIONS,
    *RULE_DEFINITIONS,
)
BY_ID = {definition.id: definition for definition in DEFINITIONS}
