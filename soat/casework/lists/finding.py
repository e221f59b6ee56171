"""The list that somebody names, with what its acts ask first: seen, allowed, as it was."""

from soat.casework.judging import NotFound, Refused
from soat.casework.models import User, WorkList
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.roles import refusal_of_role

NO_LIST = Message(
    "Không có danh sách này trong địa bàn của bạn. Hãy chọn lại từ trang Danh sách.",
    "There is no such list within your place. Choose it again on the page of lists.",
)
_CHANGED = Message(
    "Người khác vừa làm việc với danh sách này; chưa có gì thay đổi. Hãy xem lại rồi làm tiếp.",
    "Somebody else acted on this list just now; nothing was changed. Look again, then go on.",
)


def found_list(user: User, list_id: str, permission: Permission | None = None) -> WorkList:
    """The list. Raises NotFound, or Refused where the role lacks the permission."""
    found = visible(user, WorkList).filter(pk=list_id).first()
    if found is None:
        raise NotFound(NO_LIST)
    refused = refusal_of_role(user.as_role, permission) if permission else None
    if refused is not None:
        raise Refused(refused)
    return found


def held_list(work_list: WorkList, version: int) -> WorkList:
    """The same list, held until the transaction ends. Raises Refused when it is another version."""
    found = WorkList.objects.select_for_update(no_key=True).get(pk=work_list.pk)
    if found.version != version:
        raise Refused(_CHANGED)
    return found
