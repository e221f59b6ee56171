"""The chain of the audit trail: every event carries the digest of the one before it.

A changed, lost, added or exchanged event breaks the chain at its place, and nothing before it. That
the end was not cut off, or written anew with all its digests, only a digest kept elsewhere can
show: the last one is printed at each verification for that purpose.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FIRST_DIGEST = "0" * 64


@dataclass(frozen=True)
class ChainedEvent:
    """An event as it stands in the trail: its number from 1, what it says, and both digests."""

    number: int
    told: dict[str, object]
    digest_before: str
    digest: str


@dataclass(frozen=True)
class ChainFault:
    """Where the chain is broken, and how: `gap`, `link` or `content`."""

    number: int
    kind: str


def digest_of(number: int, told: dict[str, object], digest_before: str) -> str:
    """SHA-256 over the number, the digest before and what the event says, as canonical JSON."""
    said = json.dumps([number, digest_before, told], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def faults_of(events: Iterable[ChainedEvent]) -> Iterator[ChainFault]:
    """Every place at which events, given in order of their number, do not hold together."""
    number, before = 0, FIRST_DIGEST
    for event in events:
        if event.number != number + 1:
            yield ChainFault(event.number, "gap")
        elif event.digest_before != before:
            yield ChainFault(event.number, "link")
        if digest_of(event.number, event.told, event.digest_before) != event.digest:
            yield ChainFault(event.number, "content")
        number, before = event.number, event.digest
