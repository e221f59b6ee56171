"""The stages of measuring: the counts of a cut, the living, and the figures of the country."""

from soat.engine.measure.cells import PLACE_TOTALS, place_cells
from soat.engine.measure.cut_counts import cut_count_steps, living_step
from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.figures import FIGURE_COLUMNS, figure_steps
from soat.engine.measure.place_levels import place_steps
from soat.engine.measure.settings import MeasureSettings
from soat.engine.measure.sums import SUMS_TABLE, sums_steps
from soat.model.dose_tables import (
    DOSE_CLOCKS,
    ENTRY_CELLS,
    ENTRY_EXPLANATIONS,
    LIVES,
    RULES_APPLIED,
)
from soat.model.measure_counts import LIVING_COUNTS, MEASURE_COUNT_TABLES
from soat.model.messages import Message
from soat.model.stages import Stage

__all__ = ["NEEDS", "MeasureSettings", "national_stages"]

Columns = dict[str, tuple[str, ...]]

_COUNTED: Columns = {
    "verdicts": ("person_ref", "number_status", "verdict", "reasons", "rule", "tier"),
    "repairs": ("person_ref", "field", "kind"),
    "people_comparable": ("person_ref", "residence_code", "district_code", "province_code"),
    LIVES.name: (
        "person_ref", "history_id", "register_row", "birth_date", "birth_year", "deceased_on",
        "residence_code",
    ),
    "doses_settled": (
        "dose_ref", "history_id", "person_ref", "state", "kept_dose_ref", "doubtful", "given_on",
        "commune_code", "recorded_on",
    ),
    "clocks_before": DOSE_CLOCKS.column_names,
}  # fmt: skip
_LIVING: Columns = {
    "register_comparable": (
        "register_row", "residence_code", "birth_date", "birth_year", "deceased_on",
    ),
}  # fmt: skip
_WHOLE: Columns = {
    "verdicts": ("person_ref",),
    "people_comparable": ("person_ref",),
    "doses_typed": ("dose_ref",),
    "entry_cells": ENTRY_CELLS.column_names,
    "entry_explanations": ENTRY_EXPLANATIONS.column_names,
    "rules_applied": RULES_APPLIED.column_names,
    "places": ("epoch", "commune_code", "district_code", "province_code"),
    "rejects": ("table", "reason"),
}
NEEDS = {**_COUNTED, **_LIVING, **_WHOLE}


def national_stages(settings: MeasureSettings) -> tuple[Stage, ...]:
    """Every figure as one `measure_<id>` table, the clocks, and the proof of the sums."""
    return (_counts_stage(settings), living_stage(settings), _figures_stage(settings))


def _counts_stage(settings: MeasureSettings) -> Stage:
    given = (*MEASURE_COUNT_TABLES, DOSE_CLOCKS)
    return Stage(
        "measure_counts",
        Message("Đếm người và mũi tiêm", "Counting people and doses"),
        _COUNTED,
        {table.name: table.column_names for table in given},
        cut_count_steps(settings),
        cut_by="history_id",
    )


def living_stage(settings: MeasureSettings) -> Stage:
    """The register, or any part of it → its living people by residence and age group."""
    return Stage(
        "living_counts",
        Message("Đếm dân số đang sống", "Counting the living"),
        _LIVING,
        {LIVING_COUNTS.name: LIVING_COUNTS.column_names},
        (living_step(settings),),
        cut_by="register_row",
    )


def _figures_stage(settings: MeasureSettings) -> Stage:
    counts = (*MEASURE_COUNT_TABLES, LIVING_COUNTS)
    return Stage(
        "measure",
        Message("Lập bảng tổng hợp", "Counting the national table"),
        _WHOLE | {table.name: table.column_names for table in counts},
        {definition.table: FIGURE_COLUMNS for definition in DEFINITIONS}
        | {SUMS_TABLE: ("definition_id",)},
        (
            *place_steps(settings.places_epoch),
            place_cells(settings.places_epoch),
            PLACE_TOTALS,
            *figure_steps(settings),
            *sums_steps(settings),
        ),
    )
