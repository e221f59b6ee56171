"""Which cases can be approved in bulk: open, every repair of them safe, by kind and place.

Who approves has looked at a sample of the records, so a role that reads no records approves nothing
in bulk: the ministry leaves it to the provinces (soat/review/roles.py).
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from soat.casework.models import Case, User
from soat.casework.scopes import visible
from soat.model.closed_lists import Tier
from soat.model.review_lists import CaseState, Permission
from soat.review.places import bounds_of, is_path, is_within
from soat.review.roles import may


@dataclass(frozen=True)
class KindOffered:
    """A kind of repair with the cases that need nothing else, and those that need more besides."""

    kind: str
    alone: int
    with_others: int


def is_own_place(user: User, place: str) -> bool:
    """Whether the path is the user's place, or lies below it."""
    return is_path(place) and is_within(place, user.place)


def kinds_offered(user: User, place: str) -> list[KindOffered]:
    """Every kind of safe repair of the place's open cases, the most frequent first."""
    alone, with_others = Counter[str](), Counter[str]()
    for kinds, cases in _counted_by_kinds(user, place).items():
        counter = alone if "," not in kinds else with_others
        counter.update(dict.fromkeys(kinds.split(","), cases))
    every = sorted({*alone, *with_others}, key=lambda one: (-alone[one], -with_others[one], one))
    return [KindOffered(kind, alone[kind], with_others[kind]) for kind in every]


def chosen(user: User, place: str, kinds: Collection[str]) -> QuerySet[Case]:
    """The place's open cases all of whose repairs are safe and of these kinds."""
    asked = set(kinds)
    listed = [one for one in _counted_by_kinds(user, place) if set(one.split(",")) <= asked]
    return _safe(user, place).filter(kinds__in=listed).order_by("place", "pk")


def _counted_by_kinds(user: User, place: str) -> dict[str, int]:
    """Cases by the kinds of their repairs, as the case lists them."""
    rows = _safe(user, place).exclude(kinds="").values_list("kinds")
    return dict(rows.annotate(Count("pk")).order_by())


def _safe(user: User, place: str) -> QuerySet[Case]:
    rows = visible(user, Case)
    if not (may(user.as_role, Permission.APPROVE_IN_BULK) and is_own_place(user, place)):
        return rows.none()
    least, beyond = bounds_of(place)
    within = rows.filter(place__gte=least, place__lt=beyond)
    return within.filter(state=CaseState.OPEN, tier=Tier.SAFE)
