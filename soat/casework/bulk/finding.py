"""A bulk approval that exists for somebody, held in the state that an act needs, and noted."""

from collections import Counter

from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused, Sitting
from soat.casework.models import BulkApproval, BulkLine, User
from soat.casework.scopes import visible
from soat.casework.together import in_parts
from soat.model.messages import Message
from soat.model.review_lists import BulkOutcome, BulkState

_GONE = Message(
    "Không tìm thấy đợt duyệt này trong địa bàn của bạn.",
    "There is no such bulk approval within your place.",
)
_NOT_NOW = Message(
    "Đợt này đang ở trạng thái “{state}” nên chưa thể làm việc này. Hãy mở lại trang.",
    "This bulk approval is “{state}”, so this is not possible now. Open the page again.",
)


def found(user: User, number: int) -> BulkApproval:
    """The bulk approval of that number, if it exists for this user. Raises NotFound."""
    bulk = visible(user, BulkApproval).filter(pk=number).first()
    if bulk is None:
        raise NotFound(_GONE)
    return bulk


def held(bulk: BulkApproval, state: BulkState) -> BulkApproval:
    """The same, held until the transaction ends. Raises Refused when it is in another state."""
    kept = BulkApproval.objects.select_for_update(no_key=True).get(pk=bulk.pk)
    if kept.state != state:
        now = BulkState(kept.state).sentence
        raise Refused(Message(_NOT_NOW.vi.format(state=now.vi), _NOT_NOW.en.format(state=now.en)))
    return kept


def outcomes(bulk: BulkApproval) -> dict[BulkOutcome, int]:
    """How many of its records came to what, without those that none came to."""
    counted = Counter(bulk.lines.values_list("outcome", flat=True))
    return {one: counted[one.value] for one in BulkOutcome if counted[one.value]}


def mark(lines: list[BulkLine], outcome: BulkOutcome) -> None:
    """What became of these records."""
    for some in in_parts([line.pk for line in lines]):
        BulkLine.objects.filter(pk__in=some).update(outcome=outcome)


def note(sitting: Sitting, bulk: BulkApproval, state: BulkState, reason: str = "") -> BulkApproval:
    """Write the state, and into the trail what came of it, record by record counted."""
    actor, before = sitting.user.get_username(), bulk.state
    bulk.state = state.value
    if state is BulkState.UNDONE:
        bulk.undone_by, bulk.undone_at, bulk.undone_why = actor, sitting.at, reason
    else:
        bulk.decided_by, bulk.decided_at, bulk.decided_why = actor, sitting.at, reason
    bulk.save()
    counts = {outcome.value: count for outcome, count in outcomes(bulk).items()}
    told: dict[str, object] = {"state": state.value, "reason": reason, **counts}
    subject = f"bulk {bulk.pk}"
    write_event(
        Act(actor, bulk.place, f"bulk_{state.value}", subject, sitting.at, {"state": before}, told)
    )
    return bulk
