"""Which files a source is made of, and what was found in each."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from soat.store.reading import faults

PARQUET, CSV, WORKBOOK = "parquet", "csv", "workbook"
_FORMATS = {
    ".parquet": PARQUET,
    ".csv": CSV,
    ".tsv": CSV,
    ".txt": CSV,
    ".csv.gz": CSV,
    ".tsv.gz": CSV,
    ".txt.gz": CSV,
    ".xlsx": WORKBOOK,
    ".xlsm": WORKBOOK,
    ".xls": WORKBOOK,
}
_CHUNK = 1 << 20


@dataclass(frozen=True)
class SourceFile:
    """One file that was read: its name without folders, its digest, and what was found in it.

    `rows` counts the data rows read, the broken ones included. `headings` maps each column that
    was filled to the heading it was filled from; `unused_headings` were found and not needed.
    """

    name: str
    format: str
    bytes: int
    sha256: str
    rows: int
    headings: dict[str, str]
    unused_headings: tuple[str, ...] = ()
    encoding: str | None = None
    separator: str | None = None
    sheets: tuple[str, ...] = ()
    skipped_sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParquetFile:
    """One Parquet file and the select list that turns its columns into the table's."""

    path: Path
    select: str
    found: SourceFile


@dataclass(frozen=True)
class SourceFiles:
    """Everything read into one raw table, in the order of file names.

    `parquet` are those of the files whose rows were not landed: they stay where they are.
    """

    table: str
    files: tuple[SourceFile, ...] = field(default=())
    parquet: tuple[ParquetFile, ...] = field(default=())

    @property
    def rows_read(self) -> int:
        return sum(file.rows for file in self.files)


def format_of(path: Path) -> str | None:
    """`parquet`, `csv`, `workbook`, or None when the name's ending says none of them."""
    name = path.name.lower()
    return next((kind for ending, kind in _FORMATS.items() if name.endswith(ending)), None)


def files_of(source: Path) -> tuple[Path, ...]:
    """The source itself, or the files of the folder by name.

    Names that begin with `.`, `_` or `~$` are marks left by tools and are passed over. Anything
    else that cannot be read stops the run: what stands in the folder was meant to be counted.
    """
    try:
        if not source.exists():
            raise faults.not_found(source.name)
        if not source.is_dir():
            return (_readable(source),)
        members = [path for path in source.iterdir() if not path.name.startswith((".", "_", "~$"))]
    except PermissionError:
        raise faults.not_permitted(source.name) from None
    if not members:
        raise faults.folder_empty(source.name)
    return tuple(_readable(path) for path in sorted(members, key=lambda path: path.name))


def _readable(path: Path) -> Path:
    if not path.name.isprintable() and not _in_utf_8(path.name):
        raise faults.name_unreadable(path.name)
    if not path.exists():
        raise faults.not_found(path.name)
    if not path.is_file() or format_of(path) is None:
        raise faults.format_unknown(path.name)
    try:
        with path.open("rb") as opened:
            first = opened.read(1)
    except OSError:
        raise faults.not_permitted(path.name) from None
    if not first:
        raise faults.file_empty(path.name)
    return path


def _in_utf_8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest_of(path: Path) -> str:
    """The file's SHA-256, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
