"""Many people at once: the one law of what is held in which order, and what is done with a clash.

An act holds what it will change until its transaction ends, always in this order:

1. a load: whoever acts stands behind it (`acting`), and it waits for them (`acting_alone`);
2. the thing that the act is about: the list, the bulk approval, the site, the account; and which
   cases stand on live lists, where lines are made or come back to life (`hold_live_lines`);
3. profiles, in the order of their keys, every one that will be changed, before any is written;
4. doses, likewise;
5. the audit chain last (auditing.hold_the_chain), and with it the counts that everybody shares.
   Who holds it waits for nobody.

So nobody waits for somebody who waits for them. Rows are held without their keys (`no_key`): else
the database's own look at a foreign key, made when a transaction ends and the chain is held, would
wait for them. SQLite has one writer at a time, and needs none of this.

The law may be broken by a mistake, and a database may give up for its own reasons. Then the act is
undone as a whole: it is done once more, a few times (`once_more`), or the user is told to do it
again (`is_at_once`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

_LOAD = 20220426
_LIVE_LINES = 20220427
_PATIENCE = "30s"
_TRIES = 4
# SQLSTATE: what another try mends at once, and that somebody was waited for too long.
_CLASH = frozenset({"40P01", "40001"})
_WAITED = frozenset({"55P03"})
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")

Told = ParamSpec("Told")
Done = TypeVar("Done")


class JoinedMeanwhile(Exception):
    """What hangs together grew while it was being held: the act has to begin again."""


@contextmanager
def acting() -> Iterator[None]:
    """The transaction of one act. It waits for a load, and for nobody longer than half a minute."""
    with transaction.atomic():
        _ask(
            "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock_shared(%s)",
            [_PATIENCE, _LOAD],
        )
        yield


@contextmanager
def acting_alone() -> Iterator[None]:
    """The transaction of a load: it begins when every act that was begun has ended."""
    with transaction.atomic():
        _ask("SELECT pg_advisory_xact_lock(%s)", [_LOAD])
        yield


def hold_live_lines() -> None:
    """Be the only one to put cases on live lists until the transaction ends."""
    _ask("SELECT pg_advisory_xact_lock(%s)", [_LIVE_LINES])


def _ask(sql: str, told: list[str | int]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql, told)


def once_more(act: Callable[Told, Done]) -> Callable[Told, Done]:
    """An act of one transaction that is done once more where it clashed with another: the database
    took back all of it, so nothing is done twice. Within a larger transaction it is not."""

    @wraps(act)
    def tried(*told: Told.args, **named: Told.kwargs) -> Done:
        for _ in range(_TRIES - 1):
            try:
                return act(*told, **named)
            except (OperationalError, JoinedMeanwhile) as fault:
                if connection.in_atomic_block or not _is_clash(fault):
                    raise
        return act(*told, **named)

    return tried


def is_at_once(fault: BaseException | None) -> bool:
    """Whether the fault says only that somebody else was saving at the same moment."""
    if fault is None:
        return False
    busy = str(getattr(fault.__cause__, "sqlite_errorname", "")).startswith(_BUSY)
    return _is_clash(fault) or (
        isinstance(fault, OperationalError) and (busy or _state(fault) in _WAITED)
    )


def _is_clash(fault: BaseException) -> bool:
    return isinstance(fault, JoinedMeanwhile) or (
        isinstance(fault, OperationalError) and _state(fault) in _CLASH
    )


def _state(fault: BaseException) -> str:
    return str(getattr(fault.__cause__, "sqlstate", "") or "")
