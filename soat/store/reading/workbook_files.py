"""Workbooks as sites send them: titles above the headings, merged cells, dates, floats, sheets."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from soat.store.reading import faults
from soat.store.reading.headings import (
    HEADING_ROWS_SEARCHED,
    HeadingRow,
    find_heading_row,
    require_columns,
)
from soat.store.reading.landing import BrokenRow, Landing, WholeRow
from soat.store.reading.source_files import WORKBOOK, SourceFile, digest_of
from soat.store.reading.workbook_size import refuse_too_large

_MIDNIGHT = datetime.time(0)
_EXACT_UP_TO = 1e18


@dataclass(frozen=True)
class _Sheet:
    """A sheet's rows as text, merged cells filled, and the heading row found in it."""

    name: str
    rows: list[list[str]]
    heading: HeadingRow | None


def read_workbook_file(landing: Landing, path: Path) -> SourceFile:
    """Land every sheet that has the table's columns; say which were skipped.

    Raises InputUnusable when no sheet has them.
    """
    sheets = _sheets(landing, path)
    fitting = [sheet for sheet in sheets if _fits(sheet, landing)]
    if not fitting:
        nearest = max(sheets, key=lambda sheet: len(sheet.heading.places) if sheet.heading else 0)
        require_columns(nearest.heading, landing.wanted, path.name)
    rows = 0
    for sheet in fitting:
        assert sheet.heading is not None
        file = path.name if len(fitting) == 1 else f"{path.name}#{sheet.name}"
        rows += landing.land(_records(sheet, sheet.heading), sheet.heading.places, file)
        landing.set_repeated_headings_aside(sheet.heading, file)
        landing.derive_dose_refs(sheet.heading, file)
    return SourceFile(
        path.name,
        WORKBOOK,
        path.stat().st_size,
        digest_of(path),
        rows,
        fitting[0].heading.headings if fitting[0].heading else {},
        fitting[0].heading.unused if fitting[0].heading else (),
        sheets=tuple(sheet.name for sheet in fitting),
        skipped_sheets=tuple(sheet.name for sheet in sheets if sheet not in fitting),
    )


def _fits(sheet: _Sheet, landing: Landing) -> bool:
    heading = sheet.heading
    return heading is not None and all(must in heading.places for must in landing.wanted.required)


def _sheets(landing: Landing, path: Path) -> list[_Sheet]:
    refuse_too_large(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            rows = [
                (name, _filled_rows(workbook.get_sheet_by_name(name)))
                for name in workbook.sheet_names
            ]
    except (CalamineError, OSError, ValueError):
        raise faults.content_unreadable(path.name, "XLSX") from None
    return [
        _Sheet(
            name, cells, find_heading_row(cells[:HEADING_ROWS_SEARCHED], landing.wanted, path.name)
        )
        for name, cells in rows
    ]


def _filled_rows(sheet: CalamineSheet) -> list[list[str]]:
    """All rows as text; a merged cell says the same in every cell that it covers."""
    rows = [[_as_text(cell) for cell in row] for row in sheet.iter_rows()]
    left = sheet.start[1] if sheet.start else 0
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:
            for at in range(first - left, min(last - left + 1, len(row))):
                row[at] = rows[top][first - left]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _records(sheet: _Sheet, heading: HeadingRow) -> Iterator[WholeRow | BrokenRow]:
    rows = sheet.rows[heading.index + 1 :]
    if rows and _numbering(rows[0]):
        rows = rows[1:]
    for number, row in enumerate(rows, 1):
        yield WholeRow(number, [cell or None for cell in row])


def _as_text(cell: object) -> str:
    """The cell as one would type it: 79099012345.0 is 79099012345, midnight is no time."""
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < _EXACT_UP_TO:
            return str(int(cell))
        return repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == _MIDNIGHT else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _numbering(row: Sequence[str]) -> bool:
    """Whether the row only numbers the columns, as printed forms do: (1), (2), (3)."""
    said = [cell.strip("() ") for cell in row if cell]
    return len(said) > 1 and said == [str(at) for at in range(1, len(said) + 1)]
