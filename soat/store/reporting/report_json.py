"""The report as one JSON document: places with their headline, figures, definitions."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from soat.engine.measure.definitions import DEFINITIONS
from soat.engine.measure.headline import Figure, HeadlineRow, Share, headline
from soat.model.messages import Message
from soat.store.reporting.place_names import place_name

# 2: a figure's numerator may be null, "not known"; units that are no counts (days); definitions
# say whose place they go by.
FORMAT_VERSION = 2
Place = tuple[str, str, str]


def report_document(run_id: str, as_of: date, figures: Iterable[Figure]) -> dict[str, object]:
    """The document for figures of one place level; values are JSON's own types."""
    kept = list(figures)
    return {
        "format_version": FORMAT_VERSION,
        "run_id": run_id,
        "as_of": as_of.isoformat(),
        "places": [_place(place, rows) for place, rows in headlines(kept).items()],
        "figures": [_figure(figure) for figure in kept],
        "definitions": [
            {
                "id": definition.id,
                "unit": definition.unit.value,
                "dimension": definition.dimension.value,
                "numerator": _said(definition.numerator),
                "denominator": _said(definition.denominator),
                "place": definition.place.value,
                "adds_up": definition.parts,
            }
            for definition in DEFINITIONS
        ],
    }


def headlines(figures: Iterable[Figure]) -> Mapping[Place, tuple[HeadlineRow, ...]]:
    """The headline of every place among the figures, by (level, epoch, code), in that order.

    An empty run still has its nation.
    """
    ordered = sorted(figures, key=_place_of)
    grouped = {place: headline(rows) for place, rows in groupby(ordered, key=_place_of)}
    return grouped or {("nation", "", ""): headline(())}


def _place_of(figure: Figure) -> Place:
    return figure.place_level, figure.place_epoch, figure.place_code


def _place(place: Place, rows: tuple[HeadlineRow, ...]) -> dict[str, object]:
    level, epoch, code = place
    return {
        "level": level,
        "epoch": epoch,
        "code": code,
        "name": place_name(level, epoch, code),
        "headline": [_headline_row(row) for row in rows],
    }


def _headline_row(row: HeadlineRow) -> dict[str, object]:
    return {
        "id": row.id,
        "depth": row.depth,
        "label": _said(row.label),
        "people": _share(row.people),
        "doses": _share(row.doses),
    }


def _share(share: Share) -> dict[str, object]:
    return {
        "definition_id": share.definition_id,
        "numerator": share.numerator,
        "denominator": share.denominator,
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {**vars(figure), "as_of": figure.as_of.isoformat()}


def _said(message: Message) -> dict[str, str]:
    return {"vi": message.vi, "en": message.en}
