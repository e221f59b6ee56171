"""What the trail keeps of signing in. No name that nobody has: it may be somebody's password."""

from datetime import UTC, datetime
from typing import Any

from axes.signals import user_locked_out
from django.db import transaction
from django.dispatch import receiver

from soat.casework.auditing import MACHINE, Act, write_event
from soat.casework.models import User


def tell(user: User, act: str, actor: str = "") -> None:
    """Write one event of the user's own account, as done by the user unless somebody is named."""
    who = user.get_username()
    with transaction.atomic():
        write_event(Act(actor or who, user.place, act, who, datetime.now(UTC)))


@receiver(user_locked_out)
def tell_locked_out(username: str, **told: Any) -> None:
    """Five wrong passwords or codes; only for accounts that there are."""
    user = User.objects.filter(username=username or "").first()
    if user is not None:
        tell(user, "locked_out", MACHINE)
