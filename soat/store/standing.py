"""What a run keeps for its updates: tables in editions, each with the rows that it changed.

    standing/standing.json             what was settled, with what register
    standing/0000/<table>/*.parquet    as the run left them
    standing/0001/<table>/*.parquet    rows that the first update gave …
    standing/0001/<table>.gone.parquet … and the profiles whose earlier rows they replace

An update of a few people writes a few rows, however large the country. A table that is not cut by
profile stands whole in the last edition that has it.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from soat.model.errors import InputUnusable
from soat.model.kept_tables import BY_NAME, Kept
from soat.model.messages import Message
from soat.store.pieces import Pieces, parquet_rows
from soat.store.run_folder import write_json, write_query

FOLDER = "standing"
_ABOUT = "standing.json"
_FORMAT = 2
"""1 had no `residence_text` in `people_typed`."""
MOST_EDITIONS = 12
"""More layers than this are laid into one: every look passes through all of them."""

_NOTHING_KEPT = Message(
    "Kết quả này không giữ gì để cập nhật.", "This run keeps nothing to be updated from."
)
_OTHER_VERSION = Message(
    "Kết quả này do một phiên bản khác của phần mềm tạo ra, giữ bảng theo cách khác.",
    "This run was made by another version of the software, which keeps its tables otherwise.",
)
_RUN_AGAIN = Message(
    "Chạy lại `soat run` bằng phiên bản này, bằng DuckDB và không có --no-updates.",
    "Run `soat run` again with this version, by DuckDB and without --no-updates.",
)


@dataclass(frozen=True)
class Standing:
    """The tables that a finished run keeps."""

    folder: Path
    about: Mapping[str, Any]

    @property
    def editions(self) -> list[Path]:
        """Oldest first."""
        return sorted(one for one in self.folder.iterdir() if one.name.isdigit())

    def rows(self, name: str) -> str:
        """The rows of a kept table, as a query."""
        layers = [one for one in self.editions if (one / name).is_dir()]
        if not BY_NAME[name].by_person:
            return f"FROM {_rows_in(layers[-1], name)}"
        return " UNION ALL BY NAME ".join(
            self._layer(layers, at, name) for at in range(len(layers))
        )

    def _layer(self, layers: list[Path], at: int, name: str) -> str:
        rows = f"SELECT t.* FROM {_rows_in(layers[at], name)} t"
        gone = [_gone_file(later, name) for later in layers[at + 1 :]]
        if not gone:
            return rows
        return f"{rows} ANTI JOIN {parquet_rows(gone)} g ON g.person_ref = t.person_ref"

    def has(self, name: str) -> bool:
        """Whether the table is kept at all."""
        return any((one / name).is_dir() for one in self.editions)


def _rows_in(edition: Path, name: str) -> str:
    return parquet_rows(sorted((edition / name).glob("*.parquet")))


def _gone_file(edition: Path, name: str) -> Path:
    return edition / f"{name}.gone.parquet"


def open_standing(run: Path) -> Standing:
    """What the run keeps. Raises InputUnusable when it keeps nothing, or something broken."""
    folder = run / FOLDER
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        made_in = int(about["format"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise InputUnusable(_NOTHING_KEPT, str(run), _RUN_AGAIN) from fault
    if made_in != _FORMAT:
        raise InputUnusable(_OTHER_VERSION, str(run), _RUN_AGAIN)
    return Standing(folder, about)


def begin_standing(run: Path, about: Mapping[str, Any]) -> Standing:
    """An empty first edition in a run folder that is being made."""
    folder = run / FOLDER
    (folder / "0000").mkdir(parents=True)
    write_json(folder / _ABOUT, {**about, "format": _FORMAT})
    return Standing(folder, about)


def keep_tables(
    standing: Standing, workshop: duckdb.DuckDBPyConnection, tables: Iterable[Kept]
) -> None:
    """Write tables of a working database into the first edition."""
    for kept in tables:
        put(standing.editions[-1], kept.name, workshop, kept.query)


def keep_pieces(standing: Standing, pieces: Pieces, tables: Iterable[Kept]) -> None:
    """Move the files of finished pieces into the first edition."""
    for kept in tables:
        folder = standing.editions[-1] / kept.name
        folder.mkdir()
        for number, file in enumerate(pieces.files_of(kept.name) or [pieces.shape_of(kept.name)]):
            file.rename(folder / f"{number:05d}.parquet")


def put(edition: Path, name: str, workshop: duckdb.DuckDBPyConnection, query: str) -> None:
    """Write a query's rows as a table of an edition."""
    (edition / name).mkdir()
    write_query(workshop, query, edition / name / "rows.parquet")


def put_gone(edition: Path, name: str, workshop: duckdb.DuckDBPyConnection, query: str) -> None:
    """Write whose earlier rows an edition replaces."""
    write_query(workshop, f"SELECT DISTINCT person_ref FROM ({query})", _gone_file(edition, name))


def next_edition(before: Standing, run: Path, about: Mapping[str, Any]) -> Standing:
    """The editions so far in another run folder, as links, and a new empty one after them."""
    folder = run / FOLDER
    shutil.copytree(before.folder, folder, copy_function=_link)
    (folder / _ABOUT).unlink()
    write_json(folder / _ABOUT, {**about, "format": _FORMAT})
    (folder / f"{len(before.editions):04d}").mkdir()
    return Standing(folder, about)


def _link(source: str, target: str) -> None:
    # Kept files are never written again, so two runs may share one.
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def lay_into_one(standing: Standing, workshop: duckdb.DuckDBPyConnection) -> None:
    """Write every table once, when there are many layers."""
    if len(standing.editions) <= MOST_EDITIONS:
        return
    whole = standing.folder / "whole"
    whole.mkdir()
    for name in BY_NAME:
        if standing.has(name):
            put(whole, name, workshop, standing.rows(name))
    for edition in standing.editions:
        shutil.rmtree(edition)
    whole.rename(standing.folder / "0000")
