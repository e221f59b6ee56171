"""The steps of every figure, one `measure_<id>` table each."""

from soat.engine.measure.coverage import coverage_steps
from soat.engine.measure.debt import debt_steps
from soat.engine.measure.dose_cells import dose_cell_steps
from soat.engine.measure.entry_figures import entry_figures
from soat.engine.measure.figure_rows import FIGURE_COLUMNS
from soat.engine.measure.people_figures import people_figures
from soat.engine.measure.rule_figures import rule_figures
from soat.engine.measure.settings import MeasureSettings
from soat.engine.measure.speed import speed_steps
from soat.engine.measure.timeliness import timeliness_steps
from soat.model.stages import SqlStep

__all__ = ["FIGURE_COLUMNS", "figure_steps"]


def figure_steps(settings: MeasureSettings) -> tuple[SqlStep, ...]:
    """From place_cells, place_totals and the tables of doses to every figure."""
    return (
        *people_figures(settings.as_of),
        *dose_cell_steps(),
        *entry_figures(settings),
        *timeliness_steps(settings),
        *debt_steps(settings),
        *coverage_steps(settings),
        *speed_steps(settings),
        *rule_figures(settings),
    )
