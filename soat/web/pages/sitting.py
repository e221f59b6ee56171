"""Who acts, and the desk at which their records are verified."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from soat.casework.judging import Sitting
from soat.casework.models import User
from soat.casework.register_desk import RegisterDesk, snapshot_now


def sitting(user: User) -> Sitting:
    """This user now, at the register's desk."""
    return Sitting(user, desk(snapshot_now()), datetime.now(UTC))


@cache
def desk(snapshot: str) -> RegisterDesk:
    """The desk of one snapshot, one for a process."""
    return RegisterDesk(Path(snapshot))
