"""The stage `measure`: its doors and its steps in order."""

from datetime import date

from soat.engine.measure.cells import (
    DOSES_OF_PERSON,
    PERSON_CELLS,
    PLACE_TOTALS,
    REPAIRS_OF_PERSON,
    place_cells,
)
from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.figures import FIGURE_COLUMNS, figure_steps
from soat.engine.measure.sums import SUMS_TABLE, sums_step
from soat.model.messages import Message
from soat.model.places import EPOCH_34, EPOCH_63
from soat.model.stages import Stage

NEEDS = {
    "verdicts": ("person_ref", "number_status", "verdict", "reasons", "rule", "tier"),
    "repairs": ("person_ref", "field", "kind"),
    "people_comparable": ("person_ref", "residence_code", "province_code"),
    "doses_typed": ("dose_ref", "person_ref"),
    "rejects": ("table", "reason"),
}


def national_stage(as_of: date, places_epoch: str) -> Stage:
    """The national table as one `measure_<definition id>` table per figure.

    `places_epoch` says which list of places the residence codes belong to: EPOCH_63 or EPOCH_34
    (soat/model/places.py).
    """
    if places_epoch not in (EPOCH_63, EPOCH_34):
        raise ValueError(f"places_epoch must be {EPOCH_63} or {EPOCH_34}")
    return Stage(
        "measure",
        Message("Lập bảng tổng hợp", "Counting the national table"),
        NEEDS,
        {definition.table: FIGURE_COLUMNS for definition in DEFINITIONS}
        | {SUMS_TABLE: ("definition_id",)},
        (
            DOSES_OF_PERSON,
            REPAIRS_OF_PERSON,
            PERSON_CELLS,
            place_cells(places_epoch),
            PLACE_TOTALS,
            *figure_steps(as_of),
            sums_step(),
        ),
    )
