"""Writing the audit trail: one chain, in the transaction of the act itself.

An act whose event cannot be written does not happen, and an act without an actor is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from soat.casework.models import AuditEvent
from soat.review.audit_chain import (
    FIRST_DIGEST,
    ChainedEvent,
    ChainFault,
    digest_of,
    faults_of,
)

MACHINE = "soat"
"""The machine's own name as an actor."""

_CHAIN_LOCK = 20220425
_AT_A_TIME = 2000


@dataclass(frozen=True)
class Act:
    """What is told of one act. `subject` is a key or a place, never a name or a number."""

    actor: str
    place: str
    act: str
    subject: str
    at: datetime
    before: dict[str, object] | None = None
    after: dict[str, object] | None = None

    def told(self) -> dict[str, object]:
        return {
            "actor": self.actor,
            "place": self.place,
            "act": self.act,
            "subject": self.subject,
            "at": self.at.astimezone(UTC).isoformat(),
            "before": self.before,
            "after": self.after,
        }


def write_event(act: Act) -> AuditEvent:
    """Add the act to the chain. Must be called within the transaction of what it tells of."""
    if not act.actor:
        raise ValueError("an act without an actor")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit event outside the transaction of its act")
    _hold_the_chain()
    last = AuditEvent.objects.order_by("-number").values_list("number", "digest").first()
    number, before = (last[0] + 1, last[1]) if last else (1, FIRST_DIGEST)
    event = AuditEvent(
        number=number,
        at=act.at,
        actor=act.actor,
        place=act.place,
        act=act.act,
        subject=act.subject,
        before=act.before,
        after=act.after,
        digest_before=before,
        digest=digest_of(number, act.told(), before),
    )
    event.save(force_insert=True)
    return event


def _hold_the_chain() -> None:
    # SQLite has one writer at a time anyway; PostgreSQL is asked for the same until the commit.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def chain() -> Iterator[ChainedEvent]:
    """The whole trail in order."""
    for event in AuditEvent.objects.order_by("number").iterator(_AT_A_TIME):
        act = Act(
            *(event.actor, event.place, event.act, event.subject, event.at),
            *(event.before, event.after),
        )
        yield ChainedEvent(event.number, act.told(), event.digest_before, event.digest)


@dataclass(frozen=True)
class Checked:
    """What a look through the whole trail found."""

    events: int
    last_digest: str
    faults: tuple[ChainFault, ...]


def verified() -> Checked:
    """Look through the whole trail for any change or gap."""
    last = [ChainedEvent(0, {}, "", FIRST_DIGEST)]

    def noted() -> Iterator[ChainedEvent]:
        for event in chain():
            last[0] = event
            yield event

    found = tuple(faults_of(noted()))
    return Checked(last[0].number, last[0].digest, found)
