"""Which pages the head of every page leads to: those that the role may open."""

from django.http import HttpRequest

from soat.casework.models import User
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.roles import may
from soat.web.language import said

_P = Permission
# The page's name, what it is called, and the permission that opening it needs.
_PAGES = (
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


def navigation(request: HttpRequest) -> dict[str, object]:
    """What every template knows."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": ()}
    return {
        "navigation": [
            (name, said(request, called))
            for name, called, permission in _PAGES
            if may(user.as_role, permission)
        ]
    }
