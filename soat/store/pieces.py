"""The finished pieces of a run under way: Parquet on disk, so that a killed run goes on from them.

A piece is one folder `units/<name>` that appears by one rename when all of it is written. It holds
a folder of Parquet files for each table it gave, and `done.json`: what was measured, and a digest
of every file. A table may be cut: then its files lie in `<column>=<value>/` folders.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from soat.store.run_folder import quoted, write_json

DONE_FILE = "done.json"
_SHAPE = "shape.parquet"
_FOOTER_BYTES = 1 << 16


@dataclass(frozen=True)
class Pieces:
    """The pieces in one folder."""

    folder: Path

    @property
    def units(self) -> Path:
        return self.folder / "units"

    def begun(self, name: str) -> Path:
        """An empty folder to write a piece into, beside the finished ones."""
        staging = self.folder / "staging" / name
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        return staging

    def finished(self, name: str, notes: dict[str, object]) -> None:
        """Show the piece whose folder `begun` gave, with its notes and the digests of its files."""
        staging = self.folder / "staging" / name
        files = {str(file.relative_to(staging)): _digest(file) for file in _parquet_of(staging)}
        write_json(staging / DONE_FILE, {"files": files, "notes": notes})
        self.units.mkdir(exist_ok=True)
        shutil.rmtree(self.units / name, ignore_errors=True)
        staging.rename(self.units / name)

    def notes_of(self, name: str) -> dict[str, Any] | None:
        """The notes of a finished piece; None when it is not finished, or a file of it changed.

        Files of tables that were dropped since are not missed: what was made of them is finished.
        """
        done = self.units / name / DONE_FILE
        if not done.is_file():
            return None
        content: dict[str, Any] = json.loads(done.read_text(encoding="utf-8"))
        for file, digest in content["files"].items():
            path = self.units / name / file
            dropped = not (self.units / name / Path(file).parts[0]).exists()
            if not dropped and (not path.is_file() or _digest(path) != digest):
                return None
        notes: dict[str, Any] = content["notes"]
        return notes

    def files_of(self, table: str, *cuts: str) -> list[Path]:
        """The files of a table: of these cuts of it (`cut=3`), one after the other, or of all.

        Pieces stand in their order.
        """
        units = sorted(self.units.iterdir())
        found: list[Path] = []
        for cut in cuts or ("",):
            for unit in units:
                found += sorted((unit / table / cut).rglob("*.parquet"))
        return [file for file in found if file.name != _SHAPE]

    def shape_of(self, table: str) -> Path:
        """A file without rows that has the table's columns."""
        shapes = (unit / table / _SHAPE for unit in sorted(self.units.iterdir()))
        for shape in shapes:
            if shape.is_file():
                return shape
        raise PieceLost(self, table)

    def sweep(self) -> None:
        """Remove what a killed run left unfinished."""
        for left in [self.folder / "staging", *self.folder.glob("workshop-*")]:
            shutil.rmtree(left, ignore_errors=True)

    def remove(self) -> None:
        """Remove every piece."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def drop(self, tables: Iterable[str]) -> None:
        """Free the disk of tables that nobody needs any more."""
        for table in tables:
            for unit in self.units.iterdir():
                shutil.rmtree(unit / table, ignore_errors=True)


class PieceLost(Exception):
    """A table that a piece needs is gone, or not whole: all pieces have to be made again."""

    def __init__(self, pieces: Pieces, table: str) -> None:
        super().__init__(table)
        self.pieces = pieces


Made = TypeVar("Made")


def made_again_if_lost(make: Callable[[], Made]) -> Made:
    """What `make` gives; where a piece was lost, all are removed and it is made once more."""
    try:
        return make()
    except PieceLost as lost:
        lost.pieces.remove()
        return make()


def pieces_beside(out: Path, name: str) -> Pieces:
    """The pieces of the run of that name, in a hidden folder beside its results.

    Pieces of other runs into the same folder are removed: inputs or settings were others.
    """
    folder = out.parent / f".{out.name}.pieces-{name}"
    for other in out.parent.glob(f".{out.name}.pieces-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units").mkdir(exist_ok=True)
    return Pieces(folder)


def write_piece(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    folder: Path,
    cut_by: str | None = None,
    ordered: bool = False,
) -> int:
    """Write a query's rows into a table's folder, and its shape; returns the number of rows.

    `cut_by` names a column by which the rows are cut, or one cut (`cut=3`) that they all belong
    to. `ordered` keeps them as the query orders them, so that the same rows are the same bytes.
    """
    whole = cut_by is None or "=" in cut_by
    target = folder / (cut_by or "") if whole else folder
    target.mkdir(parents=True)
    cutting = "" if whole else f", PARTITION_BY ({cut_by}), WRITE_PARTITION_COLUMNS false"
    connection.execute(f"SET preserve_insertion_order = {ordered}")
    made = connection.execute(
        f"COPY ({query}) TO '{quoted(target / 'rows.parquet' if whole else target)}' "
        f"(FORMAT parquet, COMPRESSION zstd{cutting}, COMPRESSION_LEVEL 1)"
    ).fetchall()
    connection.execute("SET preserve_insertion_order = false")
    _write_shape(connection, query, folder, None if whole else cut_by)
    return int(made[0][0])


def put_with_pieces(
    pieces: Pieces, name: str, connection: duckdb.DuckDBPyConnection, tables: Iterable[str]
) -> None:
    """Write tables of another database as a piece, whether or not there was such a piece."""
    folder = pieces.begun(name)
    for table in tables:
        write_piece(connection, f"FROM {table}", folder / table)
    pieces.finished(name, {})


def _write_shape(
    connection: duckdb.DuckDBPyConnection, query: str, folder: Path, cut_by: str | None
) -> None:
    columns = f"* EXCLUDE ({cut_by})" if cut_by else "*"
    empty: pa.Table = connection.sql(f"SELECT {columns} FROM ({query}) LIMIT 0").to_arrow_table()
    pq.write_table(empty, folder / _SHAPE)


def rows_in(files: Iterable[Path]) -> int:
    """How many rows the files hold, by their footers."""
    return sum(pq.read_metadata(file).num_rows for file in files)


def parquet_rows(files: Iterable[Path]) -> str:
    """The rows of these files, as the start of a FROM clause."""
    listed = ", ".join(f"'{quoted(file)}'" for file in files)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def _parquet_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.parquet"))


def _digest(file: Path) -> str:
    """Of its size and its footer, which holds every column chunk's place, size and statistics:
    reading tens of gigabytes once more would cost what a resumed run is to save."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(max(0, size - _FOOTER_BYTES))
        tail = opened.read()
    return hashlib.sha256(f"{size}:".encode() + tail).hexdigest()
