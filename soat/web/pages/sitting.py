"""Who acts, and the desk at which their records are verified."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Thread

from django.db import connection

from soat.casework.judging import Sitting
from soat.casework.models import User
from soat.casework.register_desk import RegisterDesk, snapshot_now


def sitting(user: User) -> Sitting:
    """This user now, at the register's desk."""
    return Sitting(user, desk(snapshot_now()), datetime.now(UTC))


def open_desk() -> Thread:
    """Open the register behind the pages, so that the first who saves does not wait for it."""
    thread = Thread(target=_open_desk, name="desk", daemon=True)
    thread.start()
    return thread


def _open_desk() -> None:
    try:
        desk(snapshot_now()).open()
    finally:
        connection.close()


@cache
def desk(snapshot: str) -> RegisterDesk:
    """The desk of one snapshot, one for a process."""
    return RegisterDesk(Path(snapshot))
