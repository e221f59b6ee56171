"""A list's deadline: set again with a reason, never overwritten; the latest one holds."""

from datetime import date, datetime

from django.utils.timezone import localdate

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import Refused
from soat.casework.lists.finding import found_list, held_list
from soat.casework.lists.making import PAST
from soat.casework.models import ListDeadline, User, WorkList
from soat.model.messages import Message
from soat.model.review_lists import ListState, Permission

_REASON = Message(
    "Đổi thời hạn cần lý do để mọi người hiểu. Hãy ghi lý do rồi lưu lại.",
    "A changed deadline needs a reason that everybody understands. Give one and save again.",
)
_CLOSED = Message(
    "Danh sách đã khép nên không đặt thời hạn nữa. Hãy mở lại danh sách nếu cần rà tiếp.",
    "The list is closed, so it takes no deadline. Open it again if it has to be gone through.",
)


@once_more
def set_deadline(
    user: User, at: datetime, asked: tuple[str, int], due_on: date, reason: str
) -> WorkList:
    """Set a deadline of the list of that id, seen in that version. Raises NotFound or Refused."""
    list_id, version = asked
    work_list = found_list(user, list_id, Permission.SET_DEADLINES)
    with acting():
        held = held_list(work_list, version)
        if held.state == ListState.CLOSED:
            raise Refused(_CLOSED)
        if due_on < localdate(at):
            raise Refused(PAST)
        earlier = held.deadlines.count()
        if earlier and not reason.strip():
            raise Refused(_REASON)
        _write(user, at, held, (earlier + 1, due_on, reason.strip()))
        return held


def _write(user: User, at: datetime, held: WorkList, asked: tuple[int, date, str]) -> None:
    number, due_on, reason = asked
    actor, before = user.get_username(), held.due_on
    ListDeadline.objects.create(
        work_list=held, number=number, due_on=due_on, reason=reason, actor=actor, at=at
    )
    held.due_on, held.version, held.changed_at = due_on, held.version + 1, at
    held.save()
    write_event(
        Act(
            *(actor, held.place, "set_deadline", held.list_id, at),
            {"due_on": before.isoformat() if before else None},
            {"due_on": due_on.isoformat(), "reason": reason},
        )
    )
