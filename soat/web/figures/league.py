"""The places below as a table that is sorted by a link on each heading."""

from collections.abc import Sequence
from urllib.parse import urlencode

from soat.model.messages import Message
from soat.store.reporting.numerals import NONE_SHOWN
from soat.store.reporting.story.lines import Line
from soat.web.figures.place_figures import (
    LEAGUE_BY_ID,
    LEAGUE_COLUMNS,
    LeagueColumn,
    PlaceTold,
    number_of,
)
from soat.web.figures.tables import Cell, Heading, Kind, Row, Table, figure_cell
from soat.web.figures.vietnamese_order import vietnamese_order
from soat.web.figures.work_tables import At

BY_NAME = "name"
_PLACE_NOT_KNOWN = Message("Không rõ địa bàn", "Place not known")


def league_table(
    told: Sequence[PlaceTold], rest: PlaceTold | None, title: str, by: str, at: At
) -> Table:
    """A line for each place, most to do first; columns of which nothing is known are left out."""
    columns = [one for one in LEAGUE_COLUMNS if any(one.figure(place, at) for place in told)]
    by = by if by == BY_NAME or LEAGUE_BY_ID.get(by) in columns else _first_sort(columns)
    known = [one for one in told if any(column.figure(one, at) for column in columns)]
    rows = [_row(place, columns, at) for place in _ordered(known, by, at)]
    if rest is not None:
        rows.append(_row(rest, columns, at))
    return Table(
        "league",
        title,
        at.said("Địa bàn", "Place"),
        tuple(_heading(column, by, at) for column in columns),
        tuple(rows),
        _without_figures([one for one in told if one not in known], at),
        empty=at.said(
            "Chưa có số liệu của địa bàn nào ở dưới.", "There are no figures of any place below."
        ),
        more={
            "full": True,
            "by_name": f"?{urlencode({'by': BY_NAME})}",
            "sorted_by_name": by == BY_NAME,
        },
    )


def _without_figures(told: Sequence[PlaceTold], at: At) -> tuple[str, ...]:
    """The places of which nothing is known are named: none of them is a place of zeros."""
    if not told:
        return ()
    names = sorted((one.place.name for one in told if one.place), key=vietnamese_order)
    said = at.said(
        "Không có số liệu nào ({count}): {names}.", "Without any figures ({count}): {names}."
    )
    return (said.format(count=len(names), names=", ".join(names)),)


def _first_sort(columns: Sequence[LeagueColumn]) -> str:
    wanted = ("open", "never_entered")
    return next((one.id for one in columns if one.id in wanted), BY_NAME)


def _ordered(told: Sequence[PlaceTold], by: str, at: At) -> list[PlaceTold]:
    """Most to do first; of whom nothing is known, last."""
    named = sorted(told, key=lambda one: vietnamese_order(one.place.name if one.place else ""))
    if by == BY_NAME:
        return named
    column = LEAGUE_BY_ID[by]
    numbers = {id(one): number_of(column.figure(one, at), column.shown) for one in named}
    sign = 1 if column.high_is_good else -1

    def order(one: PlaceTold) -> tuple[bool, float]:
        number = numbers[id(one)]
        return number is None, sign * (number or 0.0)

    return sorted(named, key=order)


def _heading(column: LeagueColumn, by: str, at: At) -> Heading:
    kind = Kind.SHARE if column.shown.value == "share" else Kind.COUNT
    direction = "ascending" if column.high_is_good else "descending"
    return Heading(
        column.heading.said_in(at.language),
        kind,
        f"?{urlencode({'by': column.id})}",
        direction if column.id == by else "",
    )


def _row(told: PlaceTold, columns: Sequence[LeagueColumn], at: At) -> Row:
    name = told.place.name if told.place else _PLACE_NOT_KNOWN.said_in(at.language)
    cells = []
    for column in columns:
        figure = column.figure(told, at)
        line = Line(column.heading, (figure,))
        told_cell = figure_cell(line, figure, column.shown, at.language)
        cells.append(told_cell if figure else Cell(NONE_SHOWN))
    return Row(name, tuple(cells), place=told.place.path if told.place else "")
