"""The stages that settle doses: placing, batch faults, and the resolution of what is one dose."""

from datetime import date

from soat.engine.doses.batches import batch_faults_stage
from soat.engine.doses.collapse import collapse_steps
from soat.engine.doses.decisions import SET_ASIDE, decision_steps, group_steps
from soat.engine.doses.entries import ENTRY_STEPS, likely_days_stage
from soat.engine.doses.facts import fact_steps
from soat.engine.doses.first_order import watch_steps
from soat.engine.doses.lives import lives_stage
from soat.engine.doses.order import order_steps
from soat.engine.doses.outcome import outcome_steps
from soat.engine.doses.pairs import pair_steps
from soat.engine.doses.rows import products_step, row_steps
from soat.model.dose_tables import (
    BATCH_FAULT_ROWS,
    DOSE_ENTRIES,
    DOSE_GAPS,
    DOSE_PAIRS,
    DOSE_ROWS,
    DOSES_COMPARABLE,
    DOSES_SETTLED,
    HISTORIES,
    LIVES,
    PLACED_DOSES,
)
from soat.model.messages import Message
from soat.model.schedule import Schedule
from soat.model.stages import Stage
from soat.model.tables import DECISIONS_TYPED

__all__ = ["lives_stage", "settle_doses_stages"]


def settle_doses_stages(schedule: Schedule, as_of: date) -> tuple[Stage, ...]:
    """Comparable doses and persons → one history for each human being, and what is in doubt."""
    return (
        lives_stage(),
        _place_stage(schedule, as_of),
        likely_days_stage(),
        batch_faults_stage(),
        _settle_stage(schedule),
    )


def _place_stage(schedule: Schedule, as_of: date) -> Stage:
    return Stage(
        name="place_doses",
        purpose=Message("Xếp mũi tiêm về từng người", "Put every dose at its human being"),
        needs={
            DOSES_COMPARABLE.name: DOSES_COMPARABLE.column_names,
            LIVES.name: LIVES.column_names,
        },
        gives={table.name: table.column_names for table in (PLACED_DOSES, DOSE_ENTRIES)},
        steps=(*row_steps(schedule, as_of), *ENTRY_STEPS),
        cut_by="history_id",
    )


def _settle_stage(schedule: Schedule) -> Stage:
    gives = (DOSES_SETTLED, DOSE_PAIRS, DOSE_GAPS, HISTORIES, DOSE_ROWS)
    return Stage(
        name="settle_doses",
        purpose=Message(
            "Gộp mũi tiêm trùng và lập lịch sử tiêm của từng người",
            "Collapse doses entered twice and lay out everybody's history",
        ),
        needs={
            PLACED_DOSES.name: PLACED_DOSES.column_names,
            BATCH_FAULT_ROWS.name: BATCH_FAULT_ROWS.column_names,
            DECISIONS_TYPED.name: DECISIONS_TYPED.column_names,
        },
        gives={table.name: table.column_names for table in gives},
        steps=(
            products_step(schedule),
            *SET_ASIDE,
            *watch_steps(schedule),
            *decision_steps(),
            *collapse_steps(),
            *group_steps(),
            *pair_steps(schedule),
            *order_steps(schedule),
            *fact_steps(schedule),
            *outcome_steps(),
        ),
        cut_by="history_id",
    )
