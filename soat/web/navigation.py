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
    ("cases", Message("Cần xử lý", "Cases"), _P.READ_RECORDS),
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
