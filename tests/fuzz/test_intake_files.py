"""Fuzzed intake files: whatever the bytes are, the answer is a count that adds up or a sentence.

Never another exception, never a lost row, never a value from a row in the message.
"""

import csv
import io
import random
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from soat.backends.duckdb_backend import run_stage
from soat.engine.intake.stages import doses_intake, people_intake
from soat.model.errors import InputUnusable
from soat.store.reading import TableCounts, check, read_table

pytestmark = pytest.mark.slow

HEADINGS = ["Mã đối tượng", "Họ và tên", "Ngày sinh", "Ngày tiêm"]
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
PLAIN = st.text(st.sampled_from("ABCĐ ư1290/-.:"), max_size=10)
ROWS = st.lists(st.lists(st.one_of(CELLS, PLAIN), min_size=4, max_size=4), max_size=8)


def counted(path: Path) -> tuple[TableCounts, TableCounts]:
    """Both tables of the flat form, taken in with the run-time check."""
    with duckdb.connect() as connection:
        people = read_table(connection, path, "people")
        run_stage(connection, people_intake())
        doses = read_table(connection, path, "doses")
        run_stage(connection, doses_intake())
        return check(connection, people), check(connection, doses)


def written(rows: list[list[str]], separator: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows([HEADINGS, *rows])
    return text.getvalue()


@given(
    rows=ROWS,
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=40)
def test_well_formed_files_keep_every_row(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    separator: str,
    end: str,
    encoding: str,
) -> None:
    if end == "\n":
        # Python's writer does not quote a bare \r then, so it ends a line for every reader.
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    path = tmp_path_factory.mktemp("csv") / "flat.csv"
    path.write_bytes(written(rows, separator, end).encode(encoding))
    people, doses = counted(path)
    assert people.read == doses.read == len(rows)


@given(rows=ROWS, seed=st.integers(0, 10_000), changes=st.integers(1, 30))
@settings(max_examples=50)
def test_damaged_files_end_in_counts_or_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], seed: int, changes: int
) -> None:
    content = bytearray(written(rows).encode())
    chance = random.Random(seed)
    start = content.index(b"\n") + 1
    for _ in range(changes):
        at = chance.randrange(start, len(content) + 1)
        content[at : at + chance.randrange(2)] = bytes([chance.choice(b'",;\r\n\xff\xc3\x80A')])
    path = tmp_path_factory.mktemp("csv") / "damaged.csv"
    path.write_bytes(content)
    with suppress(InputUnusable):
        counted(path)


@given(
    content=st.binary(max_size=400), ending=st.sampled_from(["csv", "xlsx", "parquet", "csv.gz"])
)
@settings(max_examples=50)
def test_junk_is_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = tmp_path_factory.mktemp("junk") / f"junk.{ending}"
    path.write_bytes(content)
    with pytest.raises(InputUnusable) as told:
        counted(path)
    assert told.value.where == path.name
    assert told.value.what.vi
    assert told.value.remedy.vi


@given(rows=ROWS, titles=st.integers(0, 4))
@settings(max_examples=20)
def test_workbooks_keep_every_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], titles: int
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "flat.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["SỞ Y TẾ"]] * titles + [HEADINGS, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    while rows and not any(rows[-1]):
        rows.pop()
    people, doses = counted(path)
    assert people.read == doses.read == len(rows)
