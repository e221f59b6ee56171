"""Which cases a list can be made of: open ones of a place, on no live list, by what is asked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from soat.casework.folding import folded
from soat.casework.models import Case, Dose, ListLine, User
from soat.casework.scopes import visible
from soat.model.review_lists import CaseState
from soat.review.places import bounds_of, is_path, is_within

CAN_BE_LISTED = (CaseState.OPEN.value, CaseState.ASKED.value)
"""States of cases that somebody still has to go and see about."""

_YEAR = re.compile(r"(?<![0-9])(?:18|19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class Selection:
    """What lists are made by; what is left empty does not matter."""

    place: str
    reason: str = ""
    tier: str = ""
    kind: str = ""
    born_from: int | None = None
    born_to: int | None = None
    site: str = ""
    hamlet: str = ""

    def told(self) -> dict[str, object]:
        """What is asked for, as the list keeps it."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}


@dataclass(frozen=True)
class Chosen:
    """One case that can be listed."""

    profile: str
    place: str


def is_own_place(user: User, place: str) -> bool:
    """Whether the path is the user's place, or lies below it."""
    return is_path(place) and is_within(place, user.place)


def chosen(user: User, selection: Selection) -> Iterator[Chosen]:
    """The cases in the order in which they are listed: by place, then hamlet, then name."""
    columns = ("pk", "place", "profile__birth_date", "profile__residence_text")
    order = ("place", "profile__residence_text", "profile__name_folded", "pk")
    # A hamlet is found however its name was typed.
    hamlet = folded(selection.hamlet)
    rows = _cases(user, selection).order_by(*order).values_list(*columns)
    for ref, place, born, address in rows.iterator():
        if _is_of_years(born, selection) and hamlet in folded(address):
            yield Chosen(ref, place)


def counted(user: User, selection: Selection) -> Counter[str]:
    """How many cases there are, by place."""
    if selection.hamlet or selection.born_from is not None or selection.born_to is not None:
        return Counter(one.place for one in chosen(user, selection))
    counts = _cases(user, selection).values_list("place").annotate(Count("pk"))
    return Counter(dict(counts.order_by()))


def _cases(user: User, selection: Selection) -> QuerySet[Case]:
    if not is_own_place(user, selection.place):
        return Case.objects.none()
    least, beyond = bounds_of(selection.place)
    rows = visible(user, Case).filter(place__gte=least, place__lt=beyond)
    # The case of a profile that a run withdrew is settled, so profiles need not be asked.
    rows = rows.filter(state__in=CAN_BE_LISTED)
    spoken_for = ListLine.objects.filter(profile=OuterRef("pk"), live=True)
    return rows.filter(~Exists(spoken_for), _asked(selection))


def _asked(selection: Selection) -> Q:
    asked = Q()
    if selection.tier:
        asked &= Q(tier=selection.tier)
    for column, code in (("reasons", selection.reason), ("kinds", selection.kind)):
        asked &= _listed_in(column, code) if code else Q()
    if selection.site:
        doses = Dose.objects.filter(profile=OuterRef("pk"), site_code=selection.site)
        asked &= Q(Exists(doses))
    return asked


def _listed_in(column: str, code: str) -> Q:
    """The code is one of those that the column lists with commas between."""
    alone = Q(**{column: code})
    ends = Q(**{f"{column}__startswith": f"{code},"}) | Q(**{f"{column}__endswith": f",{code}"})
    return alone | ends | Q(**{f"{column}__contains": f",{code},"})


def _is_of_years(born: str, selection: Selection) -> bool:
    """A birth date without a year that can be read is of every year: nobody is left out for it."""
    if selection.born_from is None and selection.born_to is None:
        return True
    years = [int(year) for year in _YEAR.findall(born)]
    least, last = selection.born_from or 0, selection.born_to or 9999
    return not years or any(least <= year <= last for year in years)
