"""Whose site somebody acts for: who may enter doses, and the site that an account is bound to."""

from datetime import date, datetime

from soat.casework.figures.counting import VIET_NAM
from soat.casework.judging import NotFound, Refused
from soat.casework.models import Site, User
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.places import site_code_of
from soat.review.roles import may, refusal_of_role

_NO_SITE = Message(
    "Tài khoản của bạn không gắn với cơ sở tiêm nào. Hãy nhờ cấp trên gắn lại.",
    "Your account is bound to no vaccination site. Ask your supervisor to bind it.",
)


def own_site(user: User) -> Site:
    """The user's site. Raises NotFound where they have none, or their role enters no doses."""
    if not may(user.as_role, Permission.ENTER_DOSES):
        raise NotFound(refusal_of_role(user.as_role, Permission.ENTER_DOSES) or _NO_SITE)
    code = site_code_of(user.place)
    found = visible(user, Site).filter(pk=code).first() if code else None
    if found is None:
        raise NotFound(_NO_SITE)
    return found


def hold_site(site: Site) -> None:
    """Be the only one to write doses of this site until the transaction ends."""
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)


def refuse_without_reason(reason: str) -> str:
    """The reason, trimmed. Raises Refused where nothing is said."""
    said = " ".join(reason.split())
    if not said:
        raise Refused(_REASON)
    return said


_REASON = Message(
    "Sửa hoặc rút một mũi tiêm cần lý do. Hãy ghi lý do rồi lưu lại.",
    "Correcting or withdrawing a dose needs a reason. Give one and save again.",
)


def today(at: datetime) -> date:
    """The day in Viet Nam."""
    return at.astimezone(VIET_NAM).date()
