"""The intake stage of withdrawals: profiles and doses that stand no more. An act has an actor."""

from soat.engine.intake.cells import timestamp_sql
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
from soat.model.messages import Message
from soat.model.stages import Stage
from soat.model.tables import WITHDRAWALS, WITHDRAWALS_TYPED

# A row with a dose's key is about the dose; the profile beside it is only said.
_UNKNOWN = """((dose_ref IS NOT NULL AND dose_ref NOT IN (SELECT dose_ref FROM standing_doses))
    OR (dose_ref IS NULL AND person_ref NOT IN (SELECT person_ref FROM standing_people)))"""
_SENT_TOO = """((dose_ref IS NOT NULL AND dose_ref IN (SELECT dose_ref FROM sent_doses))
    OR (dose_ref IS NULL AND person_ref IN (SELECT person_ref FROM sent_people)))"""
# A profile's doses are somebody's: they are withdrawn, or sent again under another profile, first.
_DOSES_LEFT = """(dose_ref IS NULL AND person_ref IN (SELECT person_ref FROM doses_left
    WHERE dose_ref NOT IN (SELECT dose_ref FROM withdrawals_cleaned
        WHERE dose_ref IS NOT NULL AND withdrawn_by IS NOT NULL)))"""


def withdrawals_intake(utc_offset_hours: int = 7) -> Stage:
    """`raw_withdrawals` → `withdrawals_typed`: what stood, may go, and by whom it is withdrawn.

    It needs the standing keys that the file names, the keys sent in the same update, and the doses
    that profiles would have left.
    """
    columns = WITHDRAWALS.column_names
    reasons = (
        (RejectReason.KEY_MISSING, "(dose_ref IS NULL AND person_ref IS NULL)"),
        (RejectReason.WITHDRAWER_MISSING, "withdrawn_by IS NULL"),
        (RejectReason.WITHDRAWN_UNKNOWN, _UNKNOWN),
        (RejectReason.WITHDRAWN_AND_SENT, _SENT_TOO),
        (RejectReason.DOSES_LEFT, _DOSES_LEFT),
    )
    typed = {
        **as_they_are(columns),
        "withdrawn_at": timestamp_sql("c.withdrawn_at", utc_offset_hours),
    }
    return Stage(
        "withdrawals_intake",
        Message("Nhận các hồ sơ và mũi tiêm bị rút.", "Take in what is withdrawn."),
        {
            **raw_needs("withdrawals", columns),
            "standing_people": ("person_ref",),
            "standing_doses": ("dose_ref",),
            "sent_people": ("person_ref",),
            "sent_doses": ("dose_ref",),
            "doses_left": ("person_ref", "dose_ref"),
        },
        intake_gives("withdrawals", WITHDRAWALS_TYPED.column_names),
        (
            cleaned_step("withdrawals", columns),
            unusable_step("withdrawals", reasons),
            merged_step("withdrawals"),
            refused_alone_step("withdrawals"),
            typed_step("withdrawals", WITHDRAWALS.row_is, typed),
            rejected_step("withdrawals", columns),
        ),
    )
