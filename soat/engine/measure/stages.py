"""The stage `measure`: its doors and its steps in order."""

from soat.engine.measure.cells import (
    DOSES_OF_PERSON,
    PERSON_CELLS,
    PLACE_TOTALS,
    REPAIRS_OF_PERSON,
    place_cells,
)
from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.figures import FIGURE_COLUMNS, figure_steps
from soat.engine.measure.place_levels import place_steps
from soat.engine.measure.settings import MeasureSettings
from soat.engine.measure.sums import SUMS_TABLE, sums_steps
from soat.model.dose_tables import (
    DOSE_CLOCKS,
    ENTRY_CELLS,
    ENTRY_EXPLANATIONS,
    RULES_APPLIED,
)
from soat.model.messages import Message
from soat.model.stages import Stage

__all__ = ["NEEDS", "MeasureSettings", "national_stage"]

NEEDS = {
    "verdicts": ("person_ref", "number_status", "verdict", "reasons", "rule", "tier"),
    "repairs": ("person_ref", "field", "kind"),
    "people_comparable": (
        "person_ref", "residence_code", "district_code", "province_code",
        "birth_date", "birth_year",
    ),
    "register_comparable": (
        "register_row", "residence_code", "birth_date", "birth_year", "deceased_on",
    ),
    "persons": ("person_ref", "history_id"),
    "settled_verdicts": ("person_ref", "register_row"),
    "doses_typed": ("dose_ref", "person_ref"),
    "doses_settled": (
        "dose_ref", "history_id", "person_ref", "state", "kept_dose_ref", "doubtful", "given_on",
        "commune_code", "recorded_on",
    ),
    "entry_cells": ENTRY_CELLS.column_names,
    "entry_explanations": ENTRY_EXPLANATIONS.column_names,
    "rules_applied": RULES_APPLIED.column_names,
    "clocks_before": DOSE_CLOCKS.column_names,
    "places": ("epoch", "commune_code", "district_code", "province_code"),
    "rejects": ("table", "reason"),
}  # fmt: skip


def national_stage(settings: MeasureSettings) -> Stage:
    """Every figure as one `measure_<id>` table, the clocks, and the proof of the sums."""
    return Stage(
        "measure",
        Message("Lập bảng tổng hợp", "Counting the national table"),
        NEEDS,
        {definition.table: FIGURE_COLUMNS for definition in DEFINITIONS}
        | {SUMS_TABLE: ("definition_id",), DOSE_CLOCKS.name: DOSE_CLOCKS.column_names},
        (
            *place_steps(settings.places_epoch),
            DOSES_OF_PERSON,
            REPAIRS_OF_PERSON,
            PERSON_CELLS,
            place_cells(settings.places_epoch),
            PLACE_TOTALS,
            *figure_steps(settings),
            *sums_steps(settings),
        ),
    )
