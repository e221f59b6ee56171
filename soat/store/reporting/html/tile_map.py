"""The provinces as a map of tiles; the darker a tile, the more there is to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from soat.model.messages import Message
from soat.model.places import EPOCH_34, EPOCH_63
from soat.store.reporting.html.league import place_words, sorted_by
from soat.store.reporting.html.markup import LANGUAGES, element, told
from soat.store.reporting.numerals import NONE_SHOWN
from soat.store.reporting.place_columns import PLACE_COLUMNS, PlaceColumn, figures_by_place
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import Place
from soat.store.reporting.story.cells import cell_text, origin_text
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Line
from soat.store.reporting.tile_positions import ISLANDS, TILE_POSITIONS

SHADES = 5
MAP_NOTE = Message(
    "Sơ đồ ô vuông, mỗi tỉnh một ô, không phải bản đồ địa giới. Ô càng đậm càng nhiều việc.",
    "One tile for each province, not a map of borders. The darker a tile, the more there is to do.",
)
_CHOOSE = Message("Tô màu theo:", "Colour by:")
_NO_FIGURE = Message(NONE_SHOWN, NONE_SHOWN)
_LISTS = {
    EPOCH_63: Message("63 tỉnh, thành phố (2021)", "The 63 provinces (2021)"),
    EPOCH_34: Message("34 tỉnh, thành phố (từ 1/7/2025)", "The 34 provinces (since 1 July 2025)"),
}


@dataclass(frozen=True)
class TileMeasure:
    """One choice of the map: the text of each tile, and its shade where it is known."""

    id: str
    heading: Message
    texts: Mapping[str, Message]
    titles: Mapping[str, str]
    shades: Mapping[str, int]
    best: Message
    worst: Message


def tile_maps(report: RunReport) -> tuple[str, dict[str, object]]:
    """The markup of the map of each list of places, and what the script needs to recolour it."""
    markup = ""
    choices: dict[str, object] = {}
    places = figures_by_place(report.figures)
    for epoch in TILE_POSITIONS:
        own = {place[2]: found for place, found in places.items() if place[1] == epoch}
        measures = [one for one in (_measure(column, own) for column in _on_map()) if one]
        if own and measures:
            markup += _map(epoch, measures, report.level)
            choices[epoch] = {one.id: _for_script(one) for one in measures}
    return markup, choices


def _on_map() -> list[PlaceColumn]:
    return [column for column in PLACE_COLUMNS if column.on_map]


def _measure(column: PlaceColumn, places: Mapping[str, FiguresOfPlace]) -> TileMeasure | None:
    numbers = {code: sorted_by(found, column) for code, found in places.items()}
    known = {code: number for code, number in numbers.items() if number is not None}
    if not known:
        return None
    worst_last = sorted(known, key=lambda code: (known[code] * _direction(column), code))
    return TileMeasure(
        column.id,
        column.heading,
        {code: _text(found, column) for code, found in places.items()},
        {code: _title(found, column) for code, found in places.items()},
        {code: rank * SHADES // len(worst_last) for rank, code in enumerate(worst_last)},
        _text(places[worst_last[0]], column),
        _text(places[worst_last[-1]], column),
    )


def _direction(column: PlaceColumn) -> int:
    return -1 if column.high_is_good else 1


def _text(found: FiguresOfPlace, column: PlaceColumn) -> Message:
    figure = column.figure(found)
    if figure is None or figure.numerator is None:
        return _NO_FIGURE
    line = Line(column.heading, (figure,))
    return Message(*(cell_text(line, figure, column.shown, language) for language in LANGUAGES))


def _title(found: FiguresOfPlace, column: PlaceColumn) -> str:
    figure = column.figure(found)
    return "" if figure is None else origin_text(figure)


# ── markup ───────────────────────────────────────────────────────────────────────────────────


def _map(epoch: str, measures: list[TileMeasure], level: str) -> str:
    first = measures[0]
    tiles = "".join(
        _tile((level, epoch, code), position, first)
        for code, position in TILE_POSITIONS[epoch].items()
    )
    grid = element("div", tiles + _islands(epoch), class_="tiles", data_epoch=epoch)
    buttons = "".join(
        element("button", told(one.heading), type="button", data_measure=one.id) for one in measures
    )
    choice = element("div", told(_CHOOSE) + " " + buttons, class_="choice")
    name = element("h3", told(_LISTS[epoch]))
    return element("div", name + choice + _legend(first) + grid, class_="map")


def _tile(place: Place, position: tuple[int, int], measure: TileMeasure) -> str:
    code, name = place[2], place_words(place)
    text = measure.texts.get(code, _NO_FIGURE)
    shade = measure.shades.get(code)
    inside = element("b", told(name)) + element("i", told(text))
    return element(
        "div",
        inside,
        class_="tile" if shade is None else f"tile q{shade}",
        data_code=code,
        title=measure.titles.get(code, ""),
        style=f"grid-row:{position[0]};grid-column:{position[1]}",
    )


def _islands(epoch: str) -> str:
    return "".join(
        element(
            "div",
            element("b", told(Message(name, name)))
            + element("i", told(place_words(("province", epoch, code)))),
            class_="island",
            style=f"grid-row:{row};grid-column:{column}",
        )
        for (name, code), (row, column) in ISLANDS[epoch].items()
    )


def _legend(measure: TileMeasure) -> str:
    swatches = "".join(f'<span class="q{shade}"></span>' for shade in range(SHADES))
    best = element("i", told(measure.best), class_="best")
    worst = element("i", told(measure.worst), class_="worst")
    return element("div", f"{best} {swatches} {worst}", class_="legend")


def _for_script(measure: TileMeasure) -> dict[str, object]:
    return {
        "best": vars(measure.best),
        "worst": vars(measure.worst),
        "tiles": {
            code: {
                "text": vars(text),
                "title": measure.titles[code],
                "shade": measure.shades.get(code),
            }
            for code, text in measure.texts.items()
        },
    }
