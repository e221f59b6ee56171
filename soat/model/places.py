"""The communes of both epochs, read from the data file of the package `vietnamadminunits`.

Source: General Statistics Office list of January 2025 (63 provinces, 10,040 communes; epoch 2021)
and the list in force since 1 July 2025 (34 provinces, 3,321 communes; epoch 2025), as the package
carries them (MIT). The package itself is never imported: only its data file is read.
Communes merged away between 2021 and January 2025 are not in it.
"""

import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from soat.model.errors import InputUnusable
from soat.model.messages import Message

EPOCH_63 = "2021"
EPOCH_34 = "2025"


@dataclass(frozen=True)
class PlaceRow:
    """One commune of one epoch (columns of the table `places`, in its order)."""

    epoch: str
    commune_code: str
    commune_name: str
    district_code: str | None
    district_name: str | None
    province_code: str
    province_name: str


_LEGACY_SQL = """
select '2021', wardCode, ward, districtCode, district, provinceCode, provinceShort
from admin_units_legacy where wardCode is not null order by wardCode"""
_CURRENT_SQL = """
select '2025', wardCode, ward, null, null, provinceCode, provinceShort
from admin_units where wardCode is not null order by wardCode"""


def _data_file() -> Path:
    try:
        located = distribution("vietnamadminunits").locate_file("vietnamadminunits/data/dataset.db")
    except PackageNotFoundError as missing:
        raise InputUnusable(
            Message("Thiếu danh mục đơn vị hành chính.", "The list of places is not installed."),
            "vietnamadminunits",
            Message("Chạy lại `make install`.", "Run `make install` again."),
        ) from missing
    return Path(str(located))


@cache
def all_places() -> tuple[PlaceRow, ...]:
    """Every commune of both epochs, ordered by epoch and code."""
    with sqlite3.connect(f"file:{_data_file()}?mode=ro&immutable=1", uri=True) as connection:
        rows = connection.execute(_LEGACY_SQL).fetchall()
        rows += connection.execute(_CURRENT_SQL).fetchall()
    connection.close()
    return tuple(PlaceRow(*row) for row in rows)
