"""The intake stage of human judgements. A judgement without an actor is no judgement."""

from soat.engine.intake.cells import folded, one_of, timestamp_sql
from soat.engine.intake.rows import (
    as_they_are,
    cleaned_step,
    intake_gives,
    merged_step,
    raw_needs,
    refused_alone_step,
    rejected_step,
    typed_step,
    unusable_step,
)
from soat.model.closed_lists import RejectReason
from soat.model.dose_lists import DecisionKind
from soat.model.messages import Message
from soat.model.stages import Stage
from soat.model.tables import DECISIONS, DECISIONS_TYPED

_KIND = folded("decision")
_PAIR_UNSAID = "(dose_ref IS NULL OR other_dose_ref IS NULL OR dose_ref = other_dose_ref)"
_RULE_UNSAID = "(rule_code IS NULL OR site_code IS NULL OR reason IS NULL)"


def decisions_intake(utc_offset_hours: int = 7) -> Stage:
    """`raw_decisions` → `decisions_typed`: judgements on pairs of doses and suppressed rules.

    Judgements on one matter may stand several times: the rooms that obey them take the latest.
    """
    columns = DECISIONS.column_names
    suppress = f"{_KIND} = '{DecisionKind.SUPPRESS_RULE.value}'"
    known = one_of(_KIND, [kind.value for kind in DecisionKind])
    reasons = (
        (RejectReason.DECISION_UNKNOWN, f"decision IS NULL OR NOT {known}"),
        (RejectReason.DECISION_INCOMPLETE, f"{suppress} AND {_RULE_UNSAID}"),
        (RejectReason.DECISION_INCOMPLETE, f"NOT {suppress} AND {_PAIR_UNSAID}"),
        (RejectReason.ACTOR_MISSING, "decided_by IS NULL"),
    )
    typed = {
        **as_they_are(columns),
        "decision": folded("c.decision"),
        "rule_code": "upper(c.rule_code)",
        "decided_at": timestamp_sql("c.decided_at", utc_offset_hours),
    }
    return Stage(
        "decisions_intake",
        Message("Nhận các quyết định của con người.", "Take in the human judgements."),
        raw_needs("decisions", columns),
        intake_gives("decisions", DECISIONS_TYPED.column_names),
        (
            cleaned_step("decisions", columns),
            unusable_step("decisions", reasons),
            merged_step("decisions"),
            refused_alone_step("decisions"),
            typed_step("decisions", DECISIONS_TYPED.row_is, typed),
            rejected_step("decisions", columns),
        ),
    )
