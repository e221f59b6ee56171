"""The look-up index on disk: plain columns of numbers, mapped into memory and read where needed.

The folder `look_up/` stands in the snapshot beside its Parquet files. Each file is one column of
little-endian numbers (`people` is one column of records); `names.arrow` and `places.arrow` are
Arrow files, uncompressed. Nothing is loaded when it is opened: the machine's page cache holds what
is used.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from soat.model.errors import InputUnusable
from soat.model.messages import Message

FOLDER = "look_up"
FORMAT_VERSION = 1
LAYOUT_FILE = "layout.json"
NAMES_FILE = "names.arrow"
PLACES_FILE = "places.arrow"
NAMES_BATCH = 65_536

Numbers = npt.NDArray[Any]

PERSON = np.dtype(
    [
        ("former", "<i8"),
        ("name", "<u4"),
        ("year", "<i2"),
        ("month", "u1"),
        ("day", "u1"),
        ("deceased", "<i4"),
        ("place", "<u2"),
        ("sex", "u1"),
        ("spare", "u1"),
    ]
)
"""One register person, by register row; the citizen number stands in `numbers`."""

NO_DAY = -(2**31)
FORMER_OF_NINE = 10**13
"""Added to a former number of 9 digits, to tell it from one of 12 that begins with zeros."""
FIRST_YEAR = 1000
"""Date blocks count from here."""


@dataclass(frozen=True)
class Order:
    """The register in one order: what rows are blocked by, and the columns that narrow a block."""

    name: str
    columns: tuple[tuple[str, str], ...]


_ROW = ("row", "<u4")
BY_COMMUNE = Order(
    "commune",
    (
        _ROW,
        ("bag", "<u4"),
        ("given", "<u2"),
        ("surname", "<u2"),
        ("year", "<i2"),
        ("month", "u1"),
        ("day", "u1"),
    ),
)
BY_NAME = Order("name", (_ROW, ("year", "<i2"), ("month", "u1"), ("day", "u1"), ("place", "<u2")))
BY_DATE = Order(
    "date", (_ROW, ("given", "<u2"), ("surname", "<u2"), ("place", "<u2"), ("letter", "u1"))
)
BY_ENDING = Order("ending", (_ROW, ("head", "<u4"), ("year", "<i2"), ("given", "<u2")))
BY_FORMER = Order("former", (_ROW, ("number", "<i8")))
BY_NUMBER = Order("number", (("number", "<i8"),))
BY_TEXT = Order("text", (("text", "<u8"), ("name", "<u4")))
OF_NAMES = Order("names", (("bag", "<u8"), ("letters", "<u4"), ("people", "<u4")))
BLOCKED = (BY_COMMUNE, BY_NAME, BY_DATE, BY_ENDING)
ORDERS = (*BLOCKED, BY_FORMER, BY_NUMBER, BY_TEXT, OF_NAMES)


def column_file(order: Order, column: str) -> str:
    """The file of one column of an order."""
    return f"{order.name}_{column}.bin"


def date_block(year: int, month: int, day: int) -> int:
    """The number of a date's block: swapping day and month has no effect, and a month without a
    day (0) is the month twice, as the engine's least and greatest have it."""
    low, high = sorted((month, day or month))
    return (year - FIRST_YEAR) * 512 + low * 32 + high


DATE_BLOCK_SQL = f"""(year::INTEGER - {FIRST_YEAR}) * 512
    + least(month, CASE WHEN day = 0 THEN month ELSE day END)::INTEGER * 32
    + greatest(month, day)"""
"""The same over columns of numbers."""

DATE_BLOCKS = (2200 - FIRST_YEAR) * 512


@dataclass(frozen=True)
class Layout:
    """What the index says of itself."""

    format_version: int
    people: int
    names: int


def write_layout(folder: Path, layout: Layout) -> None:
    """The last file written: an index without it is not finished."""
    text = json.dumps(vars(layout), indent=2, sort_keys=True)
    (folder / LAYOUT_FILE).write_text(text + "\n", encoding="utf-8")


def read_layout(folder: Path) -> Layout:
    """The layout of an index folder. Raises InputUnusable when there is none that we can read."""
    try:
        layout = Layout(**json.loads((folder / LAYOUT_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as fault:
        raise _unusable(folder) from fault
    if layout.format_version != FORMAT_VERSION:
        raise _unusable(folder)
    return layout


def refuse_another_register(folder: Path, people: int) -> None:
    """Raise InputUnusable when the index was not built from a register of so many people."""
    if read_layout(folder).people != people:
        raise _unusable(folder)


def _unusable(folder: Path) -> InputUnusable:
    return InputUnusable(
        Message(
            "Bản chụp này không có chỉ mục tra cứu mà bản soat này đọc được.",
            "This snapshot has no look-up index that this soat can read.",
        ),
        folder.parent.name,
        Message(
            "Tạo lại bằng `soat register build`.", "Build it again with `soat register build`."
        ),
    )


class LookUpFiles:
    """The index, opened: columns by order and name, as arrays that the machine pages in."""

    def __init__(self, folder: Path) -> None:
        self.layout = read_layout(folder)
        self._columns: dict[str, Numbers] = {}
        try:
            for order in ORDERS:
                for name, kind in order.columns:
                    self._columns[f"{order.name}.{name}"] = _mapped(
                        folder / column_file(order, name), kind
                    )
            for order in BLOCKED:
                self._columns[f"{order.name}.starts"] = _mapped(
                    folder / column_file(order, "starts"), "<u4"
                )
            self.people = _mapped(folder / "people.bin", PERSON)
            self.names = pa.ipc.open_file(pa.memory_map(str(folder / NAMES_FILE)))
            places = pa.ipc.open_file(pa.memory_map(str(folder / PLACES_FILE))).read_all()
        except (OSError, ValueError, pa.ArrowException) as fault:
            raise _unusable(folder) from fault
        if len(self.people) != self.layout.people or len(self.of(BY_NUMBER, "number")) != len(
            self.people
        ):
            raise _unusable(folder)
        self.places: list[dict[str, str | None]] = places.to_pylist()

    def of(self, order: Order, column: str) -> Numbers:
        """One column of an order."""
        return self._columns[f"{order.name}.{column}"]

    def block(self, order: Order, number: int) -> slice:
        """Where a block's rows stand in its order; an empty slice when there is no such block."""
        starts = self._columns[f"{order.name}.starts"]
        if not 0 <= number < len(starts) - 1:
            return slice(0, 0)
        return slice(int(starts[number]), int(starts[number + 1]))


def _mapped(file: Path, kind: Any) -> Numbers:
    if file.stat().st_size == 0:
        return np.empty(0, kind)
    return np.memmap(file, dtype=kind, mode="r").view(np.ndarray)
