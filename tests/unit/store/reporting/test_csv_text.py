"""What somebody typed is never run by the spreadsheet that opens our CSV."""

import csv
import io

import pytest

from soat.store.reporting.csv_text import MARK, Cell, csv_bytes, harmless


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"])
def test_what_could_be_run_is_text(sign: str, before: str) -> None:
    cell = f"{before}{sign}SUM(A1)"
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        *(("Nguyễn Thị Đào", "Nguyễn Thị Đào"), ("a=b", "a=b"), ("", ""), (None, None)),
        *((-5, -5), (-0.5, -0.5), ("-5", "-5"), ("-1.234,5", "-1.234,5")),
        *(("+84912345678", "'+84912345678"), ("-5+1", "'-5+1"), ("-", "'-"), ("-٥", "'-٥")),
    ],
)
def test_other_cells_stay_and_so_do_numbers(cell: Cell, written: Cell) -> None:
    assert harmless(cell) == written


def test_a_file_is_marked_and_every_line_is_made_harmless() -> None:
    text = csv_bytes([["Tên", "Số"], ["=1+1", 3], ['a,"b"\n@', None]]).decode("utf-8")
    assert text.startswith(MARK)
    lines = list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))
    assert lines == [["Tên", "Số"], ["'=1+1", "3"], ['a,"b"\n@', ""]]
