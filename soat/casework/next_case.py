"""The case before and after one, within the user's place, by the filter of the list it came from.

The order is that of the list of cases (place, then key), or that of a work list's lines. It goes by
where the case stands and not by a page of numbers: a case that left the filter, because it was just
judged, still has a next one.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from soat.casework.models import Case, ListLine, Profile, User
from soat.casework.scopes import visible


@dataclass(frozen=True)
class Beside:
    """The pages of the cases before and after; none where the list ends."""

    previous: str | None
    following: str | None


def beside(profile: Profile, rows: QuerySet[Case]) -> Beside:
    """The cases before and after this one among those rows."""
    rows = rows.exclude(pk=profile.pk)
    case = Case.objects.filter(pk=profile.pk).first()
    place = case.place if case else profile.place
    after = (Q(place=place, pk__gt=profile.pk), Q(place__gt=place))
    before = (Q(place=place, pk__lt=profile.pk), Q(place__lt=place))
    return Beside(
        _first(rows.order_by("-place", "-pk"), before), _first(rows.order_by("place", "pk"), after)
    )


def _first(rows: QuerySet[Case], steps: tuple[Q, Q]) -> str | None:
    """Two questions, each along an index, are cheaper than one with "or"."""
    for which in steps:
        found = rows.filter(which).values_list("profile__page_id", flat=True).first()
        if found is not None:
            return found
    return None


def beside_on_list(user: User, profile: Profile, rows: QuerySet[Case], list_id: str) -> Beside:
    """The same along the lines of a work list."""
    lines = visible(user, ListLine).filter(work_list_id=list_id)
    own = lines.filter(profile=profile).values_list("number", flat=True).first() or 0
    left = lines.filter(profile__case__in=rows)
    pages = "profile__page_id"
    return Beside(
        left.filter(number__lt=own).order_by("-number").values_list(pages, flat=True).first(),
        left.filter(number__gt=own).order_by("number").values_list(pages, flat=True).first(),
    )
