"""The stage that settles doses: selection, evaluation and resolution of what is one dose."""

from datetime import date

from soat.engine.doses.batches import batch_steps
from soat.engine.doses.collapse import collapse_steps
from soat.engine.doses.decisions import DECIDED, decision_steps, group_steps
from soat.engine.doses.facts import fact_steps
from soat.engine.doses.order import order_steps
from soat.engine.doses.outcome import outcome_steps
from soat.engine.doses.pairs import pair_steps
from soat.engine.doses.rows import row_steps
from soat.model.dose_tables import (
    BATCH_FAULT_ROWS,
    BATCH_FAULTS,
    DOSE_FACTS,
    DOSE_PAIRS,
    DOSE_ROWS,
    DOSES_COMPARABLE,
    DOSES_SETTLED,
    HISTORIES,
)
from soat.model.messages import Message
from soat.model.schedule import Schedule
from soat.model.stages import Stage
from soat.model.tables import DECISIONS_TYPED, PERSONS

_BIRTH = ("birth_date", "birth_year", "birth_month")
_GIVES = (
    *(DOSES_SETTLED, DOSE_FACTS, DOSE_PAIRS, BATCH_FAULTS, BATCH_FAULT_ROWS),
    *(HISTORIES, DOSE_ROWS),
)


def settle_doses_stage(schedule: Schedule, as_of: date) -> Stage:
    """Comparable doses and persons → one history for each human being, and what is in doubt."""
    return Stage(
        name="settle_doses",
        purpose=Message(
            "Gộp mũi tiêm trùng và lập lịch sử tiêm của từng người",
            "Collapse doses entered twice and lay out everybody's history",
        ),
        needs={
            "doses_comparable": DOSES_COMPARABLE.column_names,
            "persons": PERSONS.column_names,
            "people_comparable": ("person_ref", *_BIRTH),
            "settled_verdicts": ("person_ref", "register_row"),
            "register_comparable": ("register_row", *_BIRTH),
            "decisions_typed": DECISIONS_TYPED.column_names,
        },
        gives={table.name: table.column_names for table in _GIVES},
        steps=(
            *row_steps(schedule, as_of),
            DECIDED,
            *batch_steps(),
            *decision_steps(),
            *collapse_steps(),
            *group_steps(),
            *pair_steps(schedule),
            *order_steps(schedule),
            *fact_steps(schedule),
            *outcome_steps(),
        ),
    )
