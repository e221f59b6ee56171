"""Rows into a file of one input table, as a whole or not at all."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from soat.casework.exporting.told_rows import Row
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.model.tables import Table
from soat.store.reporting.one_file import written_whole

_FORMS = (".parquet", ".csv")


def written(table: Table, file: Path, rows: Iterable[Row]) -> int:
    """Write the rows in the form that the file's name ends with; how many there were."""
    if file.suffix not in _FORMS:
        raise _unknown_form(file)
    columns: dict[str, list[str | None]] = {name: [] for name in table.column_names}
    for row in rows:
        for name, values in columns.items():
            values.append(_text(row.get(name)))
    schema = pa.schema([(name, pa.string()) for name in columns])
    told = pa.table(columns, schema=schema)
    with written_whole(file) as unfinished:
        if file.suffix == ".parquet":
            parquet.write_table(told, unfinished)
        else:
            csv.write_csv(told, unfinished)
    return told.num_rows


def _text(value: object) -> str | None:
    """As typed; nothing is nothing."""
    return None if value is None or value == "" else str(value)


def _unknown_form(file: Path) -> WrongUsage:
    return WrongUsage(
        Message("Không rõ phải ghi dạng tệp nào.", "Which form of file to write is not said."),
        file.name,
        Message(
            "Đặt tên tệp kết thúc bằng .parquet hoặc .csv.", "End its name by .parquet or .csv."
        ),
    )
