"""The provinces as a table that a click sorts."""

from soat.model.messages import Message
from soat.store.reporting.html.markup import element, figure_link, told
from soat.store.reporting.place_columns import PLACE_COLUMNS, PlaceColumn, figures_by_place
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import Place
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Line, Shown, fraction_of

_PLACE = Message("Tỉnh, thành phố", "Province")
_UNKNOWN = Message("Không rõ địa bàn", "Place unknown")


def league_table(report: RunReport) -> str:
    """A line for each province; columns of which nothing is known anywhere are left out."""
    places = figures_by_place(report.figures)
    columns = [
        column
        for column in PLACE_COLUMNS
        if any(column.figure(found) is not None for found in places.values())
    ]
    head = element("th", _sorter(_PLACE), scope="col")
    head += "".join(element("th", _sorter(one.heading), scope="col") for one in columns)
    known_first = sorted(places, key=lambda place: (not place[1], place))
    body = "".join(_row(place, places[place], columns) for place in known_first)
    table = element("thead", element("tr", head)) + element("tbody", body)
    return element("div", element("table", table, class_="league sortable"), class_="scroll")


def _sorter(heading: Message) -> str:
    return element("button", told(heading), type="button")


def _row(place: Place, found: FiguresOfPlace, columns: list[PlaceColumn]) -> str:
    name = place_words(place)
    label = element("th", told(name), scope="row", data_sort=name.vi)
    return element("tr", label + "".join(_cell(found, column) for column in columns))


def place_words(place: Place) -> Message:
    """A place's name; its code where no list has it."""
    level, epoch, code = place
    if not epoch:
        return _UNKNOWN
    name = place_name(level, epoch, code) or code
    return Message(name, name)


def _cell(found: FiguresOfPlace, column: PlaceColumn) -> str:
    figure = column.figure(found)
    line = Line(column.heading, (figure,))
    known = sorted_by(found, column)
    return element(
        "td",
        figure_link(line, figure, column.shown),
        class_="num",
        data_sort="" if known is None else f"{known:.6f}",
    )


def sorted_by(found: FiguresOfPlace, column: PlaceColumn) -> float | None:
    """The number by which places are ordered in a column; None when it is not known."""
    figure = column.figure(found)
    if figure is None or figure.numerator is None:
        return None
    return fraction_of(figure) if column.shown is Shown.SHARE else float(figure.numerator)
