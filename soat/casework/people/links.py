"""One-time links: a secret that is shown once, kept as a digest, and good for seven days."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from soat.casework.auditing import Act, write_event
from soat.casework.judging import Refused
from soat.casework.models import Invitation, User
from soat.casework.people.sessions import end_sessions
from soat.model.messages import Message

GOOD_FOR = timedelta(days=7)

NOT_GOOD = Message(
    "Liên kết này không dùng được nữa: đã dùng rồi, đã quá bảy ngày, hoặc đã có liên kết mới hơn. "
    "Hãy nhờ cấp trên gửi liên kết mới.",
    "This link is no longer good: it was used, is older than seven days, or there is a newer one. "
    "Ask your supervisor for a new link.",
)


@dataclass(frozen=True)
class Link:
    """A link just made. The secret stands nowhere else."""

    user: User
    secret: str
    until: datetime


def new_link(by: User, user: User, at: datetime) -> Link:
    """A link for the account; older ones are worthless from then on."""
    close_links(user, at)
    secret, until = secrets.token_urlsafe(32), at + GOOD_FOR
    Invitation.objects.create(
        user=user, digest=digest_of(secret), made_by=by, made_at=at, until=until
    )
    return Link(user, secret, until)


def close_links(user: User, at: datetime) -> None:
    """Whatever links the account has are worthless from then on."""
    user.invitations.filter(closed_at=None).update(closed_at=at)


def digest_of(secret: str) -> str:
    """What is kept of a secret; it has 256 random bits, so that a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invited_by_link(digest: str, at: datetime) -> User:
    """Whose link it is, if it is still good. Raises Refused."""
    return _good(digest, at).user


def accept(digest: str, password: str, at: datetime) -> User:
    """Set the password of who was invited, once. Raises Refused."""
    with transaction.atomic():
        # The account is held first, as by whoever disables it or makes a newer link.
        invited = _good(digest, at).user_id
        user = User.objects.select_for_update(no_key=True).get(pk=invited)
        _good(digest, at)
        validate_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        close_links(user, at)
        end_sessions(user)
        name = user.get_username()
        write_event(Act(name, user.place, "invitation_used", name, at))
    return user


def _good(digest: str, at: datetime) -> Invitation:
    rows = Invitation.objects.select_related("user")
    found = rows.filter(digest=digest, closed_at=None, until__gt=at, user__is_active=True).first()
    if found is None:
        raise Refused(NOT_GOOD)
    return found
