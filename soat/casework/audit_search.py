"""Searching the trail: newest first, a page at a time, and never without a trace.

Events stand in the order of their time, and a page goes on behind the last event of the one before:
its number says which. Every question has an index to go by, so that ten million events answer as
ten thousand do. Asking is an act itself: who reads the trail stands in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from soat.casework.auditing import Act, write_event
from soat.casework.models import AuditEvent, User
from soat.casework.scopes import visible
from soat.review.places import COUNTRY, bounds_of

_A_PAGE = 50
_AT_A_TIME = 2000
_ORDER = ("-at", "-number")


@dataclass(frozen=True)
class Question:
    """What an auditor asks for; an empty field asks for nothing. A subject is a key, or a place, or
    an account's name: exactly it."""

    actor: str = ""
    act: str = ""
    subject: str = ""
    place: str = ""
    first: date | None = None
    last: date | None = None

    def told(self) -> dict[str, object]:
        """As the trail keeps it; the subject stands in a column of its own."""
        days = {"first": self.first, "last": self.last}
        asked = {"actor": self.actor, "act": self.act, "place": self.place}
        texts = {name: day.isoformat() for name, day in days.items() if day is not None}
        return {**{name: value for name, value in asked.items() if value}, **texts}


@dataclass(frozen=True)
class Found:
    """One page of events, and the number of the event to go on behind; None on the last page."""

    events: list[AuditEvent]
    older_than: int | None


def search(user: User, question: Question, before: int | None, at: datetime) -> Found:
    """The events that answer, those behind an event; the reading is told in the trail."""
    with transaction.atomic():
        # An event that this user may not see marks no place to go on from.
        last = visible(user, AuditEvent).filter(number=before).first() if before else None
        page = _page(user, question, last, _A_PAGE + 1)
        _tell(user, question, "audit_read", at)
    more = len(page) > _A_PAGE
    return Found(page[:_A_PAGE], page[_A_PAGE - 1].number if more else None)


def every(user: User, question: Question, at: datetime) -> Iterator[AuditEvent]:
    """All events that answer, newest first; told in the trail before the first is given."""
    with transaction.atomic():
        _tell(user, question, "audit_exported", at)
    return _in_pages(user, question)


def _in_pages(user: User, question: Question) -> Iterator[AuditEvent]:
    last: AuditEvent | None = None
    while page := _page(user, question, last, _AT_A_TIME):
        yield from page
        last = page[-1]


def _page(user: User, question: Question, before: AuditEvent | None, size: int) -> list[AuditEvent]:
    """The next events in order. Their numbers are looked for first: an index holds what is asked
    for, and an event is read only once it is known to be on the page."""
    seen = visible(user, AuditEvent)
    rows = _answering(seen, question)
    later = rows if before is None else rows.filter(_after(before))
    numbers = list(later.order_by(*_ORDER).values_list("number", flat=True)[:size])
    return list(seen.filter(number__in=numbers).order_by(*_ORDER))


def _after(last: AuditEvent) -> Q:
    """What follows an event. The first condition says no more than the second, but an index
    understands it."""
    return Q(at__lte=last.at) & (Q(at__lt=last.at) | Q(number__lt=last.number))


def _answering(rows: QuerySet[AuditEvent], question: Question) -> QuerySet[AuditEvent]:
    exact = {"actor": question.actor, "act": question.act, "subject": question.subject}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if question.place and question.place != COUNTRY:
        least, beyond = bounds_of(question.place)
        rows = rows.filter(place__gte=least, place__lt=beyond)
    if question.first is not None:
        rows = rows.filter(at__gte=_midnight(question.first))
    if question.last is not None:
        rows = rows.filter(at__lt=_midnight(question.last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _tell(user: User, question: Question, act: str, at: datetime) -> None:
    subject = question.subject or user.place
    write_event(
        Act(user.get_username(), user.place, act, subject, at, None, question.told() or None)
    )
