"""Finding a place by its name, with or without diacritics, or by its code; within one's own."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest

from soat.casework.folding import folded
from soat.casework.models import Place, User
from soat.casework.scopes import visible
from soat.model.review_lists import PlaceLevel
from soat.review.places import COUNTRY, above, is_path
from soat.web.language import word

_SHOWN = 20
_CODE = re.compile(r"[0-9]{2,5}")


def places_found(
    request: HttpRequest, user: User, text: str, levels: frozenset[PlaceLevel]
) -> list[tuple[str, str, str]]:
    """Path, full name and level of the places that answer, the highest first; some at a time.
    Without a text, what the user would mean: the own place and those just below."""
    text = text.replace("\0", "").strip()
    rows = visible(user, Place).filter(level__in=levels)
    if text:
        rows = rows.filter(_matching(text))
    shown = list(rows.order_by("path")[:_SHOWN])
    names = named_places(place.path for place in shown)
    return [(one.path, names[one.path], word(request, PlaceLevel, one.level)) for one in shown]


def _matching(text: str) -> Q:
    if _CODE.fullmatch(text):
        return Q(path__endswith=f"{text}/")
    return Q(name_folded__contains=folded(text))


def named_places(paths: Iterable[str]) -> dict[str, str]:
    """Each place as people say it: itself and what lies above, without the country; the epoch's
    year as well, for a name may live on in another place. A place unknown goes by its path."""
    asked = set(paths)
    needed = {one for path in asked for one in above(path)}
    names = dict(Place.objects.filter(path__in=needed).values_list("path", "name"))
    return {path: _said(path, names) for path in asked}


def _said(path: str, names: dict[str, str]) -> str:
    if path == COUNTRY or path not in names:
        return names.get(path, path)
    epoch, *below = above(path)[1:]
    told = [names.get(one, one) for one in reversed(below)] or [names[path]]
    return f"{', '.join(told)} ({epoch.strip('/')})"


def place_chosen(user: User, path: str) -> tuple[str, str] | None:
    """Path and full name of a place within the user's own; None for any other."""
    found = visible(user, Place).filter(path=path).first() if is_path(path) else None
    return (path, named_places([path])[path]) if found else None
