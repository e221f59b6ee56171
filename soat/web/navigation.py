"""Which pages the head of every page leads to: those where the role can find something."""

from django.http import HttpRequest
from django.urls import reverse

from soat.casework.models import User
from soat.model.messages import Message
from soat.model.review_lists import Permission, Role
from soat.review.roles import may
from soat.web.language import said

_P = Permission
# The page's name, what it is called, and the permission that opening it needs.
_PAGES = (
    ("site", Message("Hôm nay", "Today"), _P.ENTER_DOSES),
    ("home", Message("Hôm nay", "Today"), _P.READ_FIGURES),
    ("dose-search", Message("Nhập mũi tiêm", "Enter a dose"), _P.ENTER_DOSES),
    ("daily-report", Message("Báo cáo ngày", "Daily report"), _P.ENTER_DOSES),
    ("upload", Message("Gửi danh sách", "Send a list"), _P.ENTER_DOSES),
    ("figures", Message("Số liệu", "Figures"), _P.READ_FIGURES),
    ("cases", Message("Cần xử lý", "Cases"), _P.READ_RECORDS),
    ("lists", Message("Danh sách", "Work lists"), _P.READ_FIGURES),
    ("register-corrections", Message("Chờ sửa dân cư", "At the register"), _P.READ_RECORDS),
    ("bulk", Message("Duyệt cả loạt", "Approve in bulk"), _P.APPROVE_IN_BULK),
    ("waiting", Message("Chờ đối chiếu", "Waiting"), _P.READ_FIGURES),
    ("people", Message("Tài khoản", "Accounts"), _P.INVITE),
    ("audit", Message("Nhật ký", "Audit trail"), _P.READ_AUDIT),
)
# A site has no case, so no work list and no queue of them either; its first page is its own.
_ONLY_WITH_CASES = ("home", "lists", "waiting")


def navigation(request: HttpRequest) -> dict[str, object]:
    """What every template knows."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": ()}
    links = [
        (reverse(name), said(request, called))
        for name, called, permission in _PAGES
        if _has_something(user, name, permission)
    ]
    return {
        "navigation": [
            (address, called, _current(request.path, address, [one for one, _ in links]))
            for address, called in links
        ]
    }


def _has_something(user: User, name: str, permission: Permission) -> bool:
    is_empty = user.as_role is Role.SITE and name in _ONLY_WITH_CASES
    return may(user.as_role, permission) and not is_empty


def _current(path: str, address: str, addresses: list[str]) -> str:
    """What `aria-current` says of a link: `page` of the page itself, `true` of what leads there."""
    if path == address:
        return "page"
    nearest = max((one for one in addresses if path.startswith(one)), key=len, default="")
    return "true" if address == nearest != "/" else ""
