"""Retrying the waiting queue behind the pages: one process at a time, every minute."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from django.db import close_old_connections

from soat.casework.register_desk import RegisterDesk, snapshot_now
from soat.casework.waiting import Retried, give_turn_back, retry, take_turn

_LOG = logging.getLogger(__name__)


def retry_now(at: datetime) -> Retried:
    """Retry the whole queue against the register that holds now."""
    return retry(RegisterDesk(Path(snapshot_now())), at)


def retry_in_turn(clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Retried | None:
    """The same, unless another process is at it: then None."""
    if not take_turn(clock()):
        return None
    try:
        return retry_now(clock())
    finally:
        give_turn_back(clock())


def retry_every(seconds: float, ended: Event | None = None) -> Thread:
    """A thread that retries in its turn until the process ends, or `ended` is set."""
    until = ended or Event()

    def keep_retrying() -> None:
        while not until.wait(seconds):
            _retry_quietly()

    thread = Thread(target=keep_retrying, name="retry", daemon=True)
    thread.start()
    return thread


def _retry_quietly() -> None:
    """Whatever fails here fails for this time: the records wait, the queue shows for how long."""
    try:
        close_old_connections()
        retry_in_turn()
    except Exception as fault:
        # The kind of fault alone: what a database complains of may hold somebody's data.
        _LOG.warning("waiting records were not retried: %s", type(fault).__name__)
    finally:
        close_old_connections()
