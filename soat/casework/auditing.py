"""Writing the audit trail: one chain, in the transaction of the act itself.

An act whose event cannot be written does not happen, and an act without an actor is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Max

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
_WRITTEN_AT_ONCE = 500


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
    return write_events([act])[0]


def write_events(acts: Sequence[Act]) -> list[AuditEvent]:
    """Add acts to the chain, in their order, as `write_event` does with one."""
    if not all(act.actor for act in acts):
        raise ValueError("an act without an actor")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit event outside the transaction of its act")
    hold_the_chain()
    # Asked for the greatest number no database looks further; a sorted list it may really sort.
    number = AuditEvent.objects.aggregate(last=Max("number"))["last"] or 0
    digest = AuditEvent.objects.get(number=number).digest if number else FIRST_DIGEST
    events = []
    for act in acts:
        events.append(_linked(act, number + 1, digest))
        number, digest = events[-1].number, events[-1].digest
    return AuditEvent.objects.bulk_create(events, _WRITTEN_AT_ONCE)


def _linked(act: Act, number: int, digest_before: str) -> AuditEvent:
    """The act as the event of that number, after the one with that digest."""
    return AuditEvent(
        number=number,
        at=act.at,
        actor=act.actor,
        place=act.place,
        act=act.act,
        subject=act.subject,
        before=act.before,
        after=act.after,
        digest_before=digest_before,
        digest=digest_of(number, act.told(), digest_before),
    )


def hold_the_chain() -> None:
    """Be the only one to write events until the transaction ends. Whoever holds the chain must not
    wait for anything else: soat/casework/at_once.py says in which order all is held."""
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
