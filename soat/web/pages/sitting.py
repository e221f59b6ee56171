"""Who acts, and the desk at which their records are verified."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from soat.casework.judging import Sitting
from soat.casework.models import LoadedRun, User
from soat.casework.register_desk import RegisterDesk


def sitting(user: User) -> Sitting:
    """This user now, at the register's desk."""
    return Sitting(user, desk(_register()), datetime.now(UTC))


def _register() -> str:
    if settings.REGISTER:
        return str(settings.REGISTER)
    last = LoadedRun.objects.order_by("-loaded_at").first()
    return last.register if last else ""


@cache
def desk(snapshot: str) -> RegisterDesk:
    """The desk of one snapshot, one for a process."""
    return RegisterDesk(Path(snapshot))
