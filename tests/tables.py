"""Text tables: how tests write rows down, and how rows are shown again.

    person_ref | full_name       | citizen_id
    a          | Nguyễn Văn Hùng | 001090000001
    b          | Trần Thị Hoà    |

An empty cell is NULL. A backslash begins a Python escape (`\\u0301`), for what cannot be seen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, str | None]

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def rows_of(text: str) -> list[Row]:
    """The rows of a text table. Raises ValueError when a line has another number of cells."""
    lines = [_cells(line) for line in text.strip().splitlines() if line.strip()]
    if not lines:
        return []
    heading = [cell or "" for cell in lines[0]]
    return [dict(zip(heading, line, strict=True)) for line in lines[1:]]


def _cells(line: str) -> list[str | None]:
    return [_seen(cell.strip()) or None for cell in line.split("|")]


def _seen(cell: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape.group(1), 16)), cell)


def shown(value: object) -> str:
    """A value of an answer as a cell of a text table says it: lists by commas, NULL empty."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def said(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> list[Row]:
    """The rows with these columns only, every value as a text table says it, in one order."""
    kept = [{column: shown(row[column]) or None for column in columns} for row in rows]
    return sorted(kept, key=lambda row: [row[column] or "" for column in columns])
