"""One section of the report as a table on the terminal."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from soat.cli.bars import share_bar
from soat.model.messages import Message
from soat.store.reporting.story.cells import cell_text
from soat.store.reporting.story.lines import Column, Line, Section, Shown, Tone, fraction_of

_LABEL, _LABEL_WITHOUT_BARS = 60, 44
# With so many columns of figures the label takes what is left.
_MANY_COLUMNS = 4
_COLOURS = {Tone.GOOD: "green", Tone.WATCH: "yellow", Tone.BAD: "red", Tone.QUIET: "bright_black"}
_MORE = Message(
    "… còn {n} dòng nữa: soat report --format csv", "… {n} more: soat report --format csv"
)


def plain_table(show_header: bool = True) -> Table:
    """A table without lines, in which only labels are made narrower when the room runs out."""
    return Table(
        box=None, pad_edge=False, padding=(0, 1), header_style="bold", show_header=show_header
    )


def more_lines(count: int, language: str) -> Text:
    """How many lines are not shown, and how to see them."""
    return Text("  " + _MORE.said_in(language).format(n=count), style="dim")


def section_view(section: Section, language: str, bars: bool) -> RenderableType:
    """The section's title, its lines and its notes."""
    columns = [one for one in section.columns if bars or one.shown is not Shown.BAR]
    table = _table_for(columns, language, bars)
    for line in section.lines[: section.at_first]:
        cells = [_cell(line, column, language) for column in columns]
        table.add_row(_label(line, language), *cells, style="bold" if line.strong else "")
    title = Text("\n" + section.title.said_in(language), style="bold cyan")
    left = len(section.lines) - section.at_first
    more = [more_lines(left, language)] if left > 0 else []
    notes = [
        Padding(Text(note.said_in(language), style="dim"), (0, 0, 0, 2)) for note in section.notes
    ]
    return Group(title, table, *more, *notes)


def _table_for(columns: list[Column], language: str, bars: bool) -> Table:
    table = plain_table(show_header=any(column.heading.vi for column in columns))
    label = _LABEL if bars else _LABEL_WITHOUT_BARS
    wide = len(columns) >= _MANY_COLUMNS or any(column.heading.vi for column in columns)
    table.add_column("", min_width=None if wide else label)
    for column in columns:
        # What stands in brackets goes below, so that the label keeps its room.
        heading = column.heading.said_in(language).replace(" (", "\n(")
        if column.shown is Shown.BAR:
            table.add_column(heading, no_wrap=True)
        else:
            table.add_column(heading, justify="right", no_wrap=True)
    return table


def _label(line: Line, language: str) -> RenderableType:
    mark = f"{line.mark} " if line.mark else ""
    return Padding(Text(mark + line.label.said_in(language)), (0, 0, 0, 2 + 2 * line.depth))


def _cell(line: Line, column: Column, language: str) -> Text:
    figure = line.figures[column.figure] if column.figure < len(line.figures) else None
    if column.shown is Shown.BAR:
        return share_bar(fraction_of(figure), _COLOURS.get(line.tone, "blue"))
    return Text(cell_text(line, figure, column.shown, language))
