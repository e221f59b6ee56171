"""The figures of a place and of those below it, as the run measured them.

All of it goes through the query layer, and none of it looks at a person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from soat.casework import models
from soat.casework.loading.figure_shapes import TREND_MEASURES
from soat.casework.models import LoadedRun, Place, User
from soat.casework.scopes import visible
from soat.engine.measure.definitions import BY_ID, Unit
from soat.engine.measure.headline import Figure
from soat.model.places import EPOCH_63
from soat.model.review_lists import PlaceLevel
from soat.review.places import COUNTRY, bounds_of, level_of
from soat.store.reporting.story.figures_of_place import FiguresOfPlace

_LEVELS = {PlaceLevel.COUNTRY: "nation"}
_BELOW = {
    PlaceLevel.COUNTRY: (PlaceLevel.PROVINCE,),
    # A list of places without districts goes on with the communes.
    PlaceLevel.PROVINCE: (PlaceLevel.DISTRICT, PlaceLevel.COMMUNE),
    PlaceLevel.DISTRICT: (PlaceLevel.COMMUNE,),
    PlaceLevel.COMMUNE: (PlaceLevel.SITE,),
    PlaceLevel.SITE: (),
}


def current_run() -> LoadedRun | None:
    """The run whose figures hold."""
    return LoadedRun.objects.order_by("-loaded_at").first()


def place_of(user: User, path: str) -> Place | None:
    """The place, where it exists for the user."""
    return visible(user, Place).filter(path=path).first()


def places_below(user: User, place: Place, epoch: str = EPOCH_63) -> list[Place]:
    """The places next below; those of the country by one list of places."""
    top = f"/{epoch}/" if place.path == COUNTRY else place.path
    least, beyond = bounds_of(top)
    within = visible(user, Place).filter(path__gte=least, path__lt=beyond)
    for level in _BELOW[PlaceLevel(place.level)]:
        found = list(within.filter(level=level.value).order_by("path"))
        if found:
            return found
    return []


Values = Mapping[str, Collection[str]]
"""Measures, and of each the values that are wanted; without any, every value."""


def measures_of(user: User, path: str, run: LoadedRun | None) -> frozenset[str]:
    """What the run measured of the place at all."""
    if run is None:
        return frozenset()
    rows = visible(user, models.Figure).filter(run_id=run.run_id, place=_as_stored(path))
    return frozenset(rows.values_list("measure", flat=True))


def figures_of(
    user: User, path: str, run: LoadedRun | None, wanted: Values | None = None
) -> FiguresOfPlace:
    """What the run measured of one place: everything, or what is wanted."""
    return figures_of_each(user, [path], run, wanted)[path]


def figures_of_each(
    user: User, paths: Iterable[str], run: LoadedRun | None, wanted: Values | None = None
) -> Mapping[str, FiguresOfPlace]:
    """The figures of several places; a place that was not measured has none."""
    stored = {path: _as_stored(path) for path in paths}
    found: dict[str, list[Figure]] = defaultdict(list)
    if run is not None:
        rows = visible(user, models.Figure).filter(
            run_id=run.run_id, place__in=set(stored.values())
        )
        if wanted is not None:
            rows = rows.filter(measure__in=list(wanted))
        for place, measure, cells in rows.values_list("place", "measure", "cells"):
            only = wanted[measure] if wanted else ()
            found[place] += _figures(run.as_of, place, measure, _only(cells, only))
    return {path: FiguresOfPlace(found[place]) for path, place in stored.items()}


def _only(cells: Mapping[str, Any], values: Collection[str]) -> Mapping[str, Any]:
    return {value: cells[value] for value in values if value in cells} if values else cells


def _as_stored(path: str) -> str:
    """A whole list of places is the country."""
    return COUNTRY if level_of(path) is PlaceLevel.COUNTRY else path


def trend_of(user: User, path: str) -> list[tuple[date, FiguresOfPlace]]:
    """What every loaded run measured of the place, oldest first; of two runs as of one day the
    one loaded last."""
    loaded = {run.run_id: run.as_of for run in LoadedRun.objects.order_by("loaded_at")}
    holding = {as_of: run_id for run_id, as_of in loaded.items()}
    rows = visible(user, models.Figure).filter(
        place=_as_stored(path), measure__in=TREND_MEASURES, run_id__in=list(holding.values())
    )
    found: dict[date, list[Figure]] = defaultdict(list)
    for as_of, place, measure, cells in rows.values_list("as_of", "place", "measure", "cells"):
        found[as_of] += _figures(as_of, place, measure, cells)
    return [(as_of, FiguresOfPlace(found[as_of])) for as_of in sorted(found)]


def _figures(as_of: date, place: str, measure: str, cells: Mapping[str, Any]) -> Iterable[Figure]:
    """The cells of one row; a measure that this version does not know is left out."""
    definition = BY_ID.get(measure)
    if definition is None:
        return
    level = level_of(place)
    parts = place.strip("/").split("/")
    epoch, code = ("", "") if place == COUNTRY else (parts[0], parts[-1][1:])
    for value, (numerator, denominator) in cells.items():
        yield Figure(
            *(measure, as_of, _LEVELS.get(level, level.value), epoch, code),
            *(definition.dimension.value, value, numerator, denominator),
        )


def left_over(whole: FiguresOfPlace, parts: Iterable[FiguresOfPlace]) -> FiguresOfPlace:
    """What the known places below leave of the whole: records whose place nobody knows.

    Days do not add up, so that none are left; nor is what no place below is measured by, nor
    anything where a part is not known.
    """
    places = list(parts)
    counted = (
        one
        for one in BY_ID.values()
        if one.unit is not Unit.DAYS and any(place.all_of(one.id) for place in places)
    )
    left = [
        _less(figure, [place.figure(figure.definition_id, figure.value) for place in places])
        for definition in counted
        for figure in whole.all_of(definition.id)
    ]
    return FiguresOfPlace(left)


def _less(figure: Figure, parts: Iterable[Figure | None]) -> Figure:
    known = [part for part in parts if part is not None]
    return replace(
        figure,
        numerator=_difference(figure.numerator, [part.numerator for part in known]),
        denominator=_difference(figure.denominator, [part.denominator for part in known]),
    )


def _difference(whole: int | None, parts: list[int | None]) -> int | None:
    counts = [part for part in parts if part is not None]
    if whole is None or len(counts) < len(parts):
        return None
    return whole - sum(counts)
