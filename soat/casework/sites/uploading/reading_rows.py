"""From a guarded file to rows as sent: the readers of a run, over a file of one's own name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from soat.backends.duckdb_backend import connect
from soat.casework.judging import Refused
from soat.casework.uploads import Guarded
from soat.model.closed_lists import RejectReason
from soat.model.errors import SoatError
from soat.model.messages import Message
from soat.model.tables import DOSES, PEOPLE
from soat.store.reading import SourceFiles, read_table

MOST_ROWS = 5000
_UTF_8 = "utf-8-sig"
_NEEDED = {"people": ("full_name",), "doses": ("given_on",)}
_TOO_MANY = Message(
    "Tệp có hơn {rows} dòng nên chưa nhận dòng nào. Hãy chia thành nhiều tệp.",
    "The file has more than {rows} rows, and none was taken in. Split it into several files.",
).filled(rows=MOST_ROWS)
_NO_ROWS = Message(
    "Tệp không có dòng dữ liệu nào. Hãy kiểm tra lại trang tính đã chọn.",
    "The file has no rows of data. Check which sheet it was saved from.",
)
_OTHER_HEADINGS = Message(
    "Dòng tiêu đề không rõ ràng. Hãy để một dòng tiêu đề duy nhất ngay trên dữ liệu.",
    "The headings are not clear. Leave one row of headings just above the data.",
)


@dataclass(frozen=True)
class SentRow:
    """One row: its number in the file, and the columns of person and dose as they stood in it.

    A row that was broken when it was read has neither, and `broken` is why (RejectReason).
    """

    number: int
    person: dict[str, str | None]
    dose: dict[str, str | None]
    broken: str = ""

    @property
    def sent(self) -> dict[str, str]:
        """What stood in the row."""
        told = {**self.person, **self.dose}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class SentFile:
    """The rows in order; `encoding` names the code page where the file is not in UTF-8."""

    rows: tuple[SentRow, ...]
    encoding: str


def read_rows(guarded: Guarded) -> SentFile:
    """Every row of the file. Raises Refused with what is wrong with the file as a whole."""
    with TemporaryDirectory(prefix="soat-upload-") as folder:
        file = Path(folder, f"upload{guarded.ending}")
        file.write_bytes(guarded.data)
        with connect(Path(folder)) as connection:
            try:
                found = {
                    table: read_table(connection, file, table, required=needed)
                    for table, needed in _NEEDED.items()
                }
            except SoatError as fault:
                raise Refused(_said(fault)) from fault
            _refuse_unfit(found)
            rows = tuple(_rows(connection))
    encoding = found["people"].files[0].encoding or _UTF_8
    return SentFile(rows, "" if encoding == _UTF_8 else encoding)


def _said(fault: SoatError) -> Message:
    return Message(f"{fault.what.vi} {fault.remedy.vi}", f"{fault.what.en} {fault.remedy.en}")


def _refuse_unfit(found: dict[str, SourceFiles]) -> None:
    people, doses = found["people"].rows_read, found["doses"].rows_read
    if people != doses:
        raise Refused(_OTHER_HEADINGS)
    if people > MOST_ROWS:
        raise Refused(_TOO_MANY)
    if people == 0:
        raise Refused(_NO_ROWS)


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[SentRow]:
    """Rows of several sheets are numbered on, in the order of the sheets' names."""
    people = _by_place(connection, "raw_people", PEOPLE.column_names)
    doses = _by_place(connection, "raw_doses", DOSES.column_names)
    broken = _by_place(connection, "raw_people_broken", ("reason",))
    places = sorted({*people, *doses, *broken})
    for number, place in enumerate(places, start=1):
        person, dose = people.get(place), doses.get(place)
        if person is None or dose is None:
            reason = broken.get(place, {}).get("reason")
            yield SentRow(number, {}, {}, reason or RejectReason.ROW_BROKEN.value)
        else:
            yield SentRow(number, person, dose)


def _by_place(
    connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]
) -> dict[tuple[str, int], dict[str, Any]]:
    listed = ", ".join(("file", "row_number", *columns))
    rows = connection.execute(f"SELECT {listed} FROM {table}").fetchall()
    return {(row[0], row[1]): dict(zip(columns, row[2:], strict=True)) for row in rows}
