"""CSV: which separator, where the headings stand, and which of two ways to read it.

A sound UTF-8 file with one record on each line is read by DuckDB. Whatever else there is
(other encodings, wrong bytes, records over several lines, ragged rows, open quotes) is read line
by line (csv_records), which is slower and loses nothing. That the fast way missed nothing is
checked by the number of lines.
"""

import csv
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from soat.store.reading.csv_records import CsvShape, records_of
from soat.store.reading.headings import (
    HEADING_ROWS_SEARCHED,
    HeadingRow,
    find_heading_row,
    require_columns,
)
from soat.store.reading.landing import Landing, named, quoted
from soat.store.reading.picking import picked
from soat.store.reading.source_files import CSV, SourceFile, digest_of
from soat.store.reading.text_form import TextForm, form_of, head_of, lines_of

_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class _Heading:
    row: HeadingRow
    separator: str
    lines: int


def read_csv_file(landing: Landing, path: Path) -> SourceFile:
    """Land one CSV file and say what was found. Raises InputUnusable."""
    form = form_of(path)
    heading = _find_heading(head_of(path, form), landing, path.name)
    rows = _read_fast(landing, path, form, heading)
    if rows is None:
        rows = _read_carefully(landing, path, form, heading)
    landing.set_repeated_headings_aside(heading.row, path.name)
    landing.derive_dose_refs(heading.row, path.name)
    return SourceFile(
        path.name,
        CSV,
        path.stat().st_size,
        digest_of(path),
        rows,
        heading.row.headings,
        heading.row.unused,
        encoding=form.encoding,
        separator=heading.separator,
    )


def _find_heading(head: str, landing: Landing, name: str) -> _Heading:
    """The separator under which most headings are known, and the heading row then."""
    best: _Heading | None = None
    for separator in _SEPARATORS:
        records, ends = _first_records(head, separator)
        row = find_heading_row(records, landing.wanted, name)
        if row and (best is None or len(row.places) > len(best.row.places)):
            best = _Heading(row, separator, ends[row.index])
    require_columns(best.row if best else None, landing.wanted, name)
    assert best is not None
    return best


def _first_records(head: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """The first records, and for each the number of lines up to its end."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    records: list[list[str]] = []
    ends: list[int] = []
    try:
        for record in islice(reader, HEADING_ROWS_SEARCHED):
            records.append(record)
            ends.append(reader.line_num)
    except csv.Error:
        pass  # What was read so far may still hold the headings.
    return records, ends


def _read_fast(landing: Landing, path: Path, form: TextForm, heading: _Heading) -> int | None:
    """Rows read by DuckDB; None, with nothing landed, when the file needs the careful way."""
    if form.lines is None or heading.lines != heading.row.index + 1:
        return None
    try:
        made = landing.connection.execute(_fast_query(landing, path, heading)).fetchall()
    except duckdb.Error:
        return None
    rows = int(made[0][0])
    if rows == form.lines - heading.lines:
        return rows
    landing.forget(path.name)
    return None


def _fast_query(landing: Landing, path: Path, heading: _Heading) -> str:
    width = len(heading.row.cells)
    cells = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(width))
    values = ", ".join(
        f"{picked(column, [f'c{at}' for at in places])} AS {named(column)}"
        for column, places in heading.row.places.items()
    )
    return (
        f"INSERT INTO {landing.text_table} BY NAME "
        f"SELECT {values}, {quoted(path.name)} AS file, row_number() OVER () AS row_number "
        f"FROM read_csv({quoted(str(path))}, auto_detect = false, header = false, "
        f"skip = {heading.row.index + 1}, delim = {quoted(heading.separator)}, "
        "quote = '\"', escape = '\"', nullstr = '', strict_mode = true, parallel = false, "
        f"columns = {{{cells}}})"
    )


def _read_carefully(landing: Landing, path: Path, form: TextForm, heading: _Heading) -> int:
    shape = CsvShape(heading.separator, heading.row.cells, heading.lines)
    records = records_of(lines_of(path, form), shape)
    return landing.land(records, heading.row.places, path.name)
