"""Inviting somebody: an account in a role at a place below, and a link to set its password."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused
from soat.casework.models import Place, User
from soat.casework.people.links import Link, new_link
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import Permission, PlaceLevel, Role
from soat.review.places import is_path
from soat.review.roles import may, may_invite, refusal_of_level

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")

NOBODY = Message("Không có trang này.", "There is no such page.")
_BAD_NAME = Message(
    "Tên đăng nhập gồm 3 đến 40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối, "
    "gạch dưới. Ví dụ: tram-hieu-nghia.",
    "A user name has 3 to 40 signs: small letters without marks, digits, dots, hyphens, "
    "underscores. For example: tram-hieu-nghia.",
)
_TAKEN = Message(
    "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.",
    "This user name is taken. Choose another.",
)
_NOT_YOURS = Message(
    "Bạn không mời được vai trò này. Hãy chọn một vai trò trong danh sách.",
    "You cannot invite this role. Choose one of the list.",
)
_NO_PLACE = Message(
    "Hãy tìm và chọn một nơi trong địa bàn của bạn.",
    "Find and choose a place within your own.",
)


@dataclass(frozen=True)
class Wanted:
    """Who is to be invited, as a form said it: nothing of it is believed yet."""

    name: str
    role: str
    place: str


def invite(inviter: User, wanted: Wanted, at: datetime) -> Link:
    """Make the account and its link. Raises NotFound or Refused; then nothing was made."""
    role = _refuse_unfit(inviter, wanted)
    try:
        with transaction.atomic():
            return _invited(inviter, wanted.name, role, wanted.place, at)
    except IntegrityError as twice:
        raise Refused(_TAKEN) from twice


def _refuse_unfit(inviter: User, wanted: Wanted) -> Role:
    if not may(inviter.as_role, Permission.INVITE):
        raise NotFound(NOBODY)
    if not _NAME.fullmatch(wanted.name):
        raise Refused(_BAD_NAME)
    role = next((one for one in Role if one.value == wanted.role), None)
    if role is None or not may_invite(inviter.as_role, role):
        raise Refused(_NOT_YOURS)
    known = visible(inviter, Place).filter(path=wanted.place) if is_path(wanted.place) else None
    place = known.first() if known is not None else None
    if place is None:
        raise Refused(_NO_PLACE)
    refused = refusal_of_level(role, PlaceLevel(place.level))
    if refused is not None:
        raise Refused(refused)
    return role


def _invited(inviter: User, name: str, role: Role, place: str, at: datetime) -> Link:
    if User.objects.filter(username__iexact=name).exists():
        raise Refused(_TAKEN)
    made = User(username=name, role=role.value, place=place, invited_by=inviter)
    made.set_unusable_password()
    made.save()
    link = new_link(inviter, made, at)
    after: dict[str, object] = {"role": role.value, "place": place, "until": link.until.isoformat()}
    write_event(Act(inviter.get_username(), place, "invited", name, at, None, after))
    return link
