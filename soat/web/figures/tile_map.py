"""The provinces as a map of tiles, in the layout of the report; the darker, the more to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soat.store.reporting.numerals import NONE_SHOWN
from soat.store.reporting.story.lines import Line
from soat.store.reporting.tile_positions import ISLANDS, TILE_POSITIONS
from soat.web.figures.place_figures import LEAGUE_COLUMNS, LeagueColumn, PlaceTold, number_of
from soat.web.figures.tables import figure_cell
from soat.web.figures.work_tables import At

SHADES = 5
_WIDE, _HIGH, _GAP = 76, 50, 3
_LETTERS_A_LINE = 12


@dataclass(frozen=True)
class Tile:
    """One province: where it stands, what it says; a shade where its number is known."""

    x: int
    y: int
    lines: tuple[str, ...]
    text: str
    place: str
    shade: str
    said: str

    @property
    def middle(self) -> int:
        return self.x + (_WIDE - _GAP) // 2

    def line_at(self, number: int) -> int:
        """The baseline of a line of the tile, the name's from the top."""
        return self.y + 15 + 12 * number

    @property
    def named(self) -> list[tuple[int, str]]:
        return [(self.line_at(number), line) for number, line in enumerate(self.lines)]

    @property
    def number_at(self) -> int:
        return self.y + _HIGH - _GAP - 7


@dataclass(frozen=True)
class Step:
    """One step of the legend: from which number to which, and how many provinces."""

    shade: str
    text: str


@dataclass(frozen=True)
class TileMap:
    """The whole map; `choices` are the figures that it can be coloured by."""

    heading: str
    width: int
    height: int
    tile_width: int
    tile_height: int
    tiles: tuple[Tile, ...]
    islands: tuple[Tile, ...]
    legend: tuple[Step, ...]
    choices: tuple[tuple[str, str, bool], ...]


def tile_map(told: Sequence[PlaceTold], epoch: str, by: str, at: At) -> TileMap | None:
    """The map of one list of places; None where nothing is known of any province."""
    columns = [
        one
        for one in LEAGUE_COLUMNS
        if one.on_map and any(number_of(one.figure(place, at), one.shown) for place in told)
    ]
    if epoch not in TILE_POSITIONS or not columns:
        return None
    column = next((one for one in columns if one.id == by), columns[0])
    places = {place.place.path: place for place in told if place.place}
    shades = _shades(places, column, at)
    positions = TILE_POSITIONS[epoch]
    tiles = tuple(
        _tile(f"/{epoch}/p{code}/", position, places, shades, (column, at))
        for code, position in positions.items()
    )
    rows, across = (max(place[side] for place in positions.values()) for side in (0, 1))
    return TileMap(
        column.heading.said_in(at.language),
        *(across * _WIDE, rows * _HIGH, _WIDE - _GAP, _HIGH - _GAP),
        tiles,
        tuple(_island(name, position) for (name, _), position in ISLANDS[epoch].items()),
        tuple(_legend(places, shades, column, at)),
        tuple((one.id, one.heading.said_in(at.language), one is column) for one in columns),
    )


def _shades(places: Mapping[str, PlaceTold], column: LeagueColumn, at: At) -> dict[str, int]:
    """Five steps of as many provinces each; equal numbers share a step."""
    numbers = {
        path: number
        for path, told in places.items()
        if (number := number_of(column.figure(told, at), column.shown)) is not None
    }
    sign = -1 if column.high_is_good else 1
    worst_last = sorted(numbers, key=lambda path: (sign * numbers[path], path))
    shades: dict[str, int] = {}
    for rank, path in enumerate(worst_last):
        before = worst_last[rank - 1] if rank else ""
        same = bool(before) and numbers[before] == numbers[path]
        shades[path] = shades[before] if same else rank * SHADES // len(worst_last)
    return shades


def _text(told: PlaceTold | None, column: LeagueColumn, at: At) -> str:
    figure = column.figure(told, at) if told else None
    cell = figure_cell(Line(column.heading, (figure,)), figure, column.shown, at.language)
    return cell.text or NONE_SHOWN


def _tile(
    path: str,
    position: tuple[int, int],
    places: Mapping[str, PlaceTold],
    shades: Mapping[str, int],
    shown: tuple[LeagueColumn, At],
) -> Tile:
    told = places.get(path)
    name = told.place.name if told and told.place else path
    text = _text(told, *shown)
    shade = f"q{shades[path]}" if path in shades else "none"
    x, y = _corner(position)
    return Tile(x, y, _lines(name), text, path if told else "", shade, f"{name}: {text}")


def _island(name: str, position: tuple[int, int]) -> Tile:
    x, y = _corner(position)
    return Tile(x, y, _lines(name), "", "", "island", name)


def _corner(position: tuple[int, int]) -> tuple[int, int]:
    row, column = position
    return (column - 1) * _WIDE, (row - 1) * _HIGH


def _lines(name: str) -> tuple[str, ...]:
    """The name in two lines at most, broken between words."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LETTERS_A_LINE or not lines[-1] or len(lines) == 2:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _legend(
    places: Mapping[str, PlaceTold], shades: Mapping[str, int], column: LeagueColumn, at: At
) -> list[Step]:
    steps = []
    for shade in sorted(set(shades.values())):
        own = [path for path in places if shades.get(path) == shade]
        own.sort(key=lambda path: number_of(column.figure(places[path], at), column.shown) or 0)
        least, most = (_text(places[path], column, at) for path in (own[0], own[-1]))
        span = least if least == most else f"{least} – {most}"
        steps.append(Step(f"q{shade}", f"{span} · {len(own)} {at.said('tỉnh', 'provinces')}"))
    return steps
