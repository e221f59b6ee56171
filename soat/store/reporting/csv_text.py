"""CSV that a spreadsheet opens rightly, and in which it runs nothing that somebody typed."""

import csv
import io
import re
from collections.abc import Iterable

Cell = str | int | float | None

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The mark by which Excel knows UTF-8; it stands before the first line."""

# A text that begins so would be run as a formula by one spreadsheet or another; the full-width
# signs by those of the Far East.
_RUN = re.compile(r"\s*?[=+\-@\t\r\n＝＋－＠]")
_NUMBER_BELOW_NOUGHT = re.compile(r"-[0-9]+(?:[.,][0-9]+)*")


def csv_bytes(lines: Iterable[Iterable[Cell]]) -> bytes:
    """The lines as a file in UTF-8, marked so that Excel knows it."""
    return (MARK + "".join(map(csv_line, lines))).encode()


def csv_line(cells: Iterable[Cell]) -> str:
    """One line with its end."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def harmless(cell: Cell) -> Cell:
    """The cell, with an apostrophe in front where a spreadsheet would run it: then it is text."""
    if not isinstance(cell, str) or _NUMBER_BELOW_NOUGHT.fullmatch(cell):
        return cell
    return f"'{cell}" if _RUN.match(cell) else cell
