"""What a supervisor does with an account below: disable it, let it in again, give it a new link."""

from datetime import datetime

from django.db import transaction

from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused
from soat.casework.models import User
from soat.casework.people.inviting import NOBODY
from soat.casework.people.links import Link, close_links, new_link
from soat.casework.people.locks import unlock
from soat.casework.people.second_factors import take_off_second_factor
from soat.casework.people.sessions import end_sessions
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.review.roles import may_invite

_NOT_BELOW = Message(
    "Bạn chỉ thay đổi được tài khoản của cấp dưới mà bạn được mời. Hãy nhờ cấp trên của người đó.",
    "You can change only accounts below you that you may invite. Ask their supervisor.",
)
_DISABLED = Message(
    "Tài khoản này đã bị khóa. Hãy mở khóa trước.",
    "This account is disabled. Enable it first.",
)
_ENABLED = Message("Tài khoản này đang hoạt động.", "This account is not disabled.")


def is_below(by: User, other: User) -> bool:
    """Whether the one may change the other's account: within the place, and of a role invited."""
    return by.pk != other.pk and may_invite(by.as_role, other.as_role)


def disable(by: User, number: int, at: datetime) -> User:
    """Nobody is signed in as this user any more, from the next request on. Raises NotFound or
    Refused, as all of these do; then nothing was changed."""
    with transaction.atomic():
        user = _held(by, number, active=True)
        user.is_active = False
        user.save(update_fields=["is_active"])
        close_links(user, at)
        end_sessions(user)
        _tell(by, user, "account_disabled", at, {"active": False})
    return user


def enable(by: User, number: int, at: datetime) -> User:
    """Let the user in again, with the password as it was."""
    with transaction.atomic():
        user = _held(by, number, active=False)
        user.is_active = True
        user.save(update_fields=["is_active"])
        _tell(by, user, "account_enabled", at, {"active": True})
    return user


def reset(by: User, number: int, telephone_lost: bool, at: datetime) -> Link:
    """A new link. The old password and every session end at once; the second factor is taken off
    only where the telephone is lost."""
    with transaction.atomic():
        user = _held(by, number, active=True)
        user.set_unusable_password()
        user.save(update_fields=["password"])
        end_sessions(user)
        unlock(user)
        taken = telephone_lost and take_off_second_factor(user)
        link = new_link(by, user, at)
        told = {"until": link.until.isoformat(), "second_factor_taken_off": taken}
        _tell(by, user, "account_reset", at, told)
    return link


def _held(by: User, number: int, active: bool) -> User:
    user = visible(by, User).select_for_update(no_key=True).filter(pk=number).first()
    if user is None:
        raise NotFound(NOBODY)
    if not is_below(by, user):
        raise Refused(_NOT_BELOW)
    if user.is_active is not active:
        raise Refused(_DISABLED if active else _ENABLED)
    return user


def _tell(by: User, user: User, act: str, at: datetime, after: dict[str, object]) -> None:
    name = user.get_username()
    write_event(Act(by.get_username(), user.place, act, name, at, None, after))
