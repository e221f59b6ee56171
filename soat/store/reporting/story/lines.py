"""What a section of the report is made of: columns, lines, and the figures in them."""

from dataclasses import dataclass
from enum import StrEnum

from soat.engine.measure.headline import Figure
from soat.model.messages import Message

NOT_KNOWN = Message("chưa biết", "not known")


class Shown(StrEnum):
    """How a column writes the figure of a line."""

    COUNT = "count"
    OUT_OF = "out_of"
    SHARE = "share"
    BAR = "bar"
    DAYS = "days"
    A_DAY = "a_day"
    PER_100K = "per_100k"


class Tone(StrEnum):
    """Whether a line is good news; the colour of its bar."""

    PLAIN = "plain"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True)
class Column:
    """A heading, how the figure is written, and which of the line's figures it is."""

    heading: Message
    shown: Shown
    figure: int = 0


@dataclass(frozen=True)
class Line:
    """One line: what it says, and a figure for each thing that the columns show.

    A figure of None leaves the cell empty; a figure whose numerator is None is said as `unknown`.
    """

    label: Message
    figures: tuple[Figure | None, ...]
    depth: int = 0
    strong: bool = False
    tone: Tone = Tone.PLAIN
    unknown: Message = NOT_KNOWN
    mark: str = ""


@dataclass(frozen=True)
class Section:
    """One question and its answer. `notes` are sentences below the table.

    Where there are more than `at_first` lines, the others are shown on request.
    """

    id: str
    title: Message
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[Message, ...] = ()
    at_first: int = 30


def fraction_of(figure: Figure | None) -> float | None:
    """The figure as a share; None when it is not known or of nothing."""
    if figure is None or figure.numerator is None or not figure.denominator:
        return None
    return figure.numerator / figure.denominator
