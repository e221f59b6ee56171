"""Approving: every record that was verified as it will be is written, wholly or not at all.

The records are held first; what somebody changed since it was chosen is left out and told. A kill
in the middle leaves nothing: judgements, records, counts and the trail are one transaction.
"""

from soat.casework.at_once import acting, once_more
from soat.casework.bulk.applying import apply
from soat.casework.bulk.checking import is_as_chosen
from soat.casework.bulk.finding import found, held, mark, note
from soat.casework.judging import Refused, Sitting
from soat.casework.models import BulkApproval
from soat.casework.together import held_together
from soat.model.messages import Message
from soat.model.review_lists import BulkOutcome, BulkState, Permission
from soat.review.roles import refusal_of_role

_NOT_CHECKED = Message(
    "Còn hồ sơ chưa đối chiếu thử. Hãy bấm đối chiếu cho đến hết rồi duyệt.",
    "Some records were not verified yet. Verify them all, then approve.",
)
_NOT_LOOKED = Message(
    "Hãy xem mẫu và đánh dấu là đã xem, rồi duyệt.",
    "Look at the sample and say that you did, then approve.",
)
_NOTHING_FITS = Message(
    "Không hồ sơ nào trong đợt này duyệt được nữa; chưa có gì thay đổi. Hãy lấy mẫu mới.",
    "No record of this bulk approval can be approved; nothing was changed. Draw a new sample.",
)
_REASON = Message(
    "Không duyệt thì cần lý do để người sau hiểu. Hãy ghi lý do.",
    "Others will have to understand why this is not approved: give a reason.",
)


@once_more
def approve(sitting: Sitting, number: int, looked_at_sample: bool) -> BulkApproval:
    """Apply every line that fits, as one act. Raises NotFound or Refused; then nothing changed."""
    bulk = found(sitting.user, number)
    refuse_role(sitting)
    if not looked_at_sample:
        raise Refused(_NOT_LOOKED)
    with acting():
        bulk = held(bulk, BulkState.DRAWN)
        if bulk.lines.filter(outcome=BulkOutcome.UNCHECKED).exists():
            raise Refused(_NOT_CHECKED)
        lines = list(bulk.lines.filter(outcome=BulkOutcome.FITS).order_by("profile_id"))
        profiles = held_together(line.profile_id for line in lines)
        standing = [line for line in lines if is_as_chosen(line, profiles[line.profile_id])]
        if not standing:
            raise Refused(_NOTHING_FITS)
        apply(sitting, bulk, [(line, profiles[line.profile_id]) for line in standing])
        mark(lines, BulkOutcome.CHANGED)
        mark(standing, BulkOutcome.APPLIED)
        return note(sitting, bulk, BulkState.APPLIED)


@once_more
def decline(sitting: Sitting, number: int, reason: str) -> BulkApproval:
    """Approve none of it: something in the sample was wrong. Raises NotFound or Refused."""
    bulk = found(sitting.user, number)
    refuse_role(sitting)
    if not reason.strip():
        raise Refused(_REASON)
    with acting():
        return note(sitting, held(bulk, BulkState.DRAWN), BulkState.DECLINED, reason.strip())


def refuse_role(sitting: Sitting) -> None:
    """Refuse whose role may not approve in bulk, and so undo it."""
    refused = refusal_of_role(sitting.user.as_role, Permission.APPROVE_IN_BULK)
    if refused is not None:
        raise Refused(refused)
