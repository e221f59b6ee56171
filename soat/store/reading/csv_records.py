"""The careful way through a CSV file: line by line, so that one bad quote costs one row."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from soat.store.reading.landing import BrokenRow, WholeRow
from soat.store.reading.text_form import DAMAGED, NOTHING

_LINES_IN_ONE_RECORD = 50


@dataclass(frozen=True)
class CsvShape:
    """The separator, the heading cells, and how many lines come before the first record."""

    separator: str
    headings: tuple[str, ...]
    lines_before: int

    @property
    def width(self) -> int:
        return len(self.headings)

    @property
    def least_width(self) -> int:
        """Cells up to the last heading that says something; the rest may be left out."""
        return max(at for at, heading in enumerate(self.headings) if heading) + 1


def records_of(lines: Iterator[str], shape: CsvShape) -> Iterator[WholeRow | BrokenRow]:
    """Every record after the headings. Blank lines are no records and are not counted."""
    ahead = _Ahead(lines)
    for _ in range(shape.lines_before):
        ahead.take()
    number, blanks = 0, " \t\ufeff".replace(shape.separator, "")
    while (line := ahead.take()) is not None:
        if not line.strip(blanks):
            continue
        number += 1
        cells = _cells(line, ahead, shape)
        if cells is None:
            yield BrokenRow(number, line)
        elif (whole := _fitted(cells, shape)) is None or _damaged(cells):
            yield BrokenRow(number, cells)
        else:
            yield WholeRow(number, whole)


def _damaged(cells: list[str]) -> bool:
    text = "".join(cells)
    return DAMAGED in text or NOTHING in text


class _Ahead:
    """Lines that can be given back after looking."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._given_back: deque[str] = deque()

    def take(self) -> str | None:
        if self._given_back:
            return self._given_back.popleft()
        return next(self._lines, None)

    def give_back(self, lines: list[str]) -> None:
        self._given_back.extendleft(reversed(lines))


def _cells(line: str, ahead: _Ahead, shape: CsvShape) -> list[str] | None:
    """The record that begins with this line; None when its quotes cannot be made sense of."""
    if '"' not in line:
        return line.split(shape.separator)
    if (cells := _parsed(line, shape)) is not None:
        return cells
    # An open quote: a cell with line ends in it, or a stray quote. We take further lines only if
    # they make a record of the right width; else this line alone is broken.
    taken: list[str] = []
    while len(taken) < _LINES_IN_ONE_RECORD and (more := ahead.take()) is not None:
        taken.append(more)
        if '"' not in more:
            continue
        cells = _parsed("\n".join([line, *taken]), shape)
        if cells is not None and _fitted(cells, shape) is not None:
            return cells
    ahead.give_back(taken)
    return None


def _parsed(text: str, shape: CsvShape) -> list[str] | None:
    try:
        records = list(csv.reader([text], delimiter=shape.separator, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def _fitted(cells: list[str], shape: CsvShape) -> list[str] | None:
    """The cells at the headings' width; None when they are too few or too many."""
    if len(cells) == shape.width:
        return cells
    if len(cells) < shape.least_width or any(cell.strip() for cell in cells[shape.width :]):
        return None
    return (cells + [""] * (shape.width - len(cells)))[: shape.width]
