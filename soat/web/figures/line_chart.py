"""Lines over days as a picture: points in a box, scales that people read, made on the server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 14, 12, 26
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MARKS = 4


@dataclass(frozen=True)
class Series:
    """One line: its name, its tone, and its numbers by day."""

    name: str
    tone: str
    numbers: Mapping[date, float]


@dataclass(frozen=True)
class Point:
    """One number of a line, where it stands and what is said of it."""

    x: str
    y: str
    said: str


@dataclass(frozen=True)
class DrawnLine:
    """One line as SVG takes it."""

    name: str
    tone: str
    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Chart:
    """A picture of lines with its two scales; `label` says the whole of it in a sentence."""

    label: str
    lines: tuple[DrawnLine, ...]
    heights: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


def chart(
    label: str, series: Sequence[Series], text: Callable[[float], str], most: float | None = None
) -> Chart | None:
    """The lines in one picture; None when there is no number. `most` is the top of the scale."""
    drawn = [one for one in series if one.numbers]
    if not drawn:
        return None
    days = sorted({day for one in drawn for day in one.numbers})
    highest = max(max(one.numbers.values()) for one in drawn)
    step = _step((most or highest or 1.0) / _MARKS)
    top = most or step * _MARKS

    def x_of(day: date) -> float:
        span = (days[-1] - days[0]).days
        part = (day - days[0]).days / span if span else 0.5
        return _LEFT + part * (WIDTH - _LEFT - _RIGHT)

    def y_of(number: float) -> float:
        return _TOP + (1 - number / top) * (HEIGHT - _TOP - _BOTTOM)

    marks = [top * mark / _MARKS for mark in range(_MARKS + 1)]
    return Chart(
        label,
        tuple(_drawn(one, x_of, y_of, text) for one in drawn),
        tuple((f"{y_of(mark):.1f}", text(mark)) for mark in marks),
        tuple(_day_marks(days, x_of)),
    )


def _step(rough: float) -> float:
    """The least round number that is not less."""
    size = 1.0
    while size * 10 <= rough:
        size *= 10
    return next(size * step for step in _STEPS if size * step >= rough)


def _drawn(
    one: Series,
    x_of: Callable[[date], float],
    y_of: Callable[[float], float],
    text: Callable[[float], str],
) -> DrawnLine:
    points = tuple(
        Point(
            f"{x_of(day):.1f}",
            f"{y_of(number):.1f}",
            f"{day:%d/%m/%Y} · {one.name}: {text(number)}",
        )
        for day, number in sorted(one.numbers.items())
    )
    return DrawnLine(one.name, one.tone, " ".join(f"{one.x},{one.y}" for one in points), points)


def _day_marks(days: Sequence[date], x_of: Callable[[date], float]) -> list[tuple[str, str, str]]:
    """The first day, the last, and the one in the middle."""
    if len(days) == 1:
        return [(f"{x_of(days[0]):.1f}", f"{days[0]:%d/%m/%Y}", "middle")]
    shown = [(days[0], "start"), (days[-1], "end")]
    if len(days) > 2:
        shown.insert(1, (days[len(days) // 2], "middle"))
    return [(f"{x_of(day):.1f}", f"{day:%d/%m/%Y}", anchor) for day, anchor in shown]
