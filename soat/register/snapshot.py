"""Snapshots: the comparable register on disk, in buckets of consecutive citizen numbers.

A snapshot folder holds `manifest.json`, `people/bucket-00000.parquet` … sorted by citizen number
(each bucket covers a range that the manifest states), and `former.parquet`, sorted by former
number. Bulk joins read all of it; a look-up opens one bucket.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from soat.model.errors import InputUnusable
from soat.model.messages import Message
from soat.model.tables import REGISTER_COMPARABLE, REGISTER_FACTS, Table

FORMAT = "soat-register-snapshot"
FORMAT_VERSION = 2
BUCKET_PEOPLE = 500_000
FORMER_FILE = "former.parquet"


@dataclass(frozen=True)
class Bucket:
    """One file of the snapshot and the range of citizen numbers in it, both ends included."""

    file: str
    first: str
    last: str
    people: int


@dataclass(frozen=True)
class Manifest:
    """What a snapshot says of itself."""

    format: str
    format_version: int
    soat_version: str
    profile: str
    people: int
    columns: tuple[str, ...]
    sources: tuple[dict[str, object], ...]
    rejected: int
    buckets: tuple[Bucket, ...]


def is_snapshot(path: Path) -> bool:
    """Whether the path is a snapshot folder, of whatever version."""
    return path.is_dir() and (path / "manifest.json").is_file()


def write_snapshot(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    about: dict[str, object],
) -> Manifest:
    """Write the table register_comparable into `folder`; `about` gives the manifest's soat_version,
    profile, sources and rejected."""
    (folder / "people").mkdir(parents=True)
    connection.execute("SET preserve_insertion_order = true")
    people = _count(connection, "SELECT count(*) FROM register_comparable")
    names = ", ".join(REGISTER_COMPARABLE.column_names)
    extra = ", ".join(_extra_columns(connection))
    columns = f"{names}, {extra}" if extra else names
    buckets = tuple(
        _write_bucket(connection, folder, columns, index)
        for index in range(-(-people // BUCKET_PEOPLE))
    )
    connection.execute(
        f"""COPY (SELECT former_id, register_row, citizen_id FROM register_comparable
            WHERE former_id IS NOT NULL ORDER BY former_id, register_row)
        TO '{_quoted(folder / FORMER_FILE)}' (FORMAT parquet, COMPRESSION zstd)"""
    ).fetchall()
    connection.execute("SET preserve_insertion_order = false")
    _write_facts(connection, folder)
    manifest = Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        people=people,
        columns=tuple(columns.split(", ")),
        buckets=buckets,
        **about,  # type: ignore[arg-type]
    )
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return manifest


def _write_facts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "facts").mkdir()
    for table in REGISTER_FACTS:
        connection.execute(
            f"COPY (FROM {table.name} ORDER BY ALL) TO '{_fact_file(folder, table)}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()


def open_facts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the tables of REGISTER_FACTS from a snapshot."""
    for table in REGISTER_FACTS:
        connection.execute(
            f"CREATE OR REPLACE TABLE {table.name} AS FROM '{_fact_file(folder, table)}'"
        ).fetchall()


def _fact_file(folder: Path, table: Table) -> str:
    return _quoted(folder / "facts" / f"{table.name}.parquet")


def _extra_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Columns that a profile declared beyond the common ones."""
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'register_comparable' "
        "AND starts_with(column_name, 'x_') ORDER BY column_index"
    ).fetchall()
    return [name for (name,) in rows]


def _write_bucket(
    connection: duckdb.DuckDBPyConnection, folder: Path, columns: str, index: int
) -> Bucket:
    name = f"people/bucket-{index:05d}.parquet"
    low, high = index * BUCKET_PEOPLE, (index + 1) * BUCKET_PEOPLE
    rows = f"FROM register_comparable WHERE register_row >= {low} AND register_row < {high}"
    connection.execute(
        f"""COPY (SELECT {columns} {rows} ORDER BY citizen_id)
        TO '{_quoted(folder / name)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)"""
    ).fetchall()
    first, last, people = connection.execute(
        f"SELECT min(citizen_id), max(citizen_id), count(*) {rows}"
    ).fetchall()[0]
    return Bucket(name, first, last, people)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot folder.

    Raises InputUnusable when it is broken, of another version, or a bucket is missing.
    """
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        version = content["format_version"]
        if content["format"] != FORMAT:
            raise ValueError("another format")
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise _unusable(
            folder, "Thư mục này không phải bản chụp sổ dân cư.", "This is no register snapshot."
        ) from fault
    if version != FORMAT_VERSION:
        raise _unusable(
            folder,
            f"Bản chụp sổ dân cư thuộc phiên bản {version}; bản soat này đọc phiên bản "
            f"{FORMAT_VERSION}.",
            f"The register snapshot is of version {version}; this soat reads version "
            f"{FORMAT_VERSION}.",
        )
    manifest = _manifest_from(content, folder)
    files = [*(bucket.file for bucket in manifest.buckets), FORMER_FILE]
    files += [f"facts/{table.name}.parquet" for table in REGISTER_FACTS]
    missing = [file for file in files if not (folder / file).is_file()]
    if missing:
        raise _unusable(
            folder,
            f"Bản chụp thiếu {len(missing)} tệp, ví dụ {missing[0]}.",
            f"The snapshot lacks {len(missing)} files, for example {missing[0]}.",
        )
    return manifest


def _manifest_from(content: dict[str, Any], folder: Path) -> Manifest:
    try:
        content |= {name: tuple(content[name]) for name in ("columns", "sources")}
        content["buckets"] = tuple(Bucket(**bucket) for bucket in content["buckets"])
        return Manifest(**content)
    except (KeyError, TypeError) as fault:
        raise _unusable(
            folder, "Tệp manifest.json của bản chụp bị hỏng.", "The snapshot's manifest is broken."
        ) from fault


def _unusable(folder: Path, vi: str, en: str) -> InputUnusable:
    return InputUnusable(
        Message(vi, en),
        folder.name,
        Message(
            "Tạo lại bằng `soat register build`.", "Build it again with `soat register build`."
        ),
    )


def open_snapshot(connection: duckdb.DuckDBPyConnection, folder: Path) -> Manifest:
    """Make the view register_comparable over a snapshot's buckets and return its manifest."""
    manifest = read_manifest(folder)
    files = ", ".join(f"'{_quoted(folder / bucket.file)}'" for bucket in manifest.buckets)
    columns = ", ".join(manifest.columns)
    try:
        made = connection.execute(
            f"CREATE OR REPLACE TABLE register_comparable AS "
            f"SELECT {columns} FROM read_parquet([{files}])"
        ).fetchall()
    except (duckdb.InterruptException, duckdb.OutOfMemoryException):
        raise
    except duckdb.Error as fault:
        if "No space left" in str(fault) or "max_temp_directory_size" in str(fault):
            raise
        raise _unusable(
            folder, "Có tệp của bản chụp bị hỏng.", "A file of the snapshot is broken."
        ) from fault
    if made[0][0] != manifest.people:
        raise _unusable(
            folder,
            "Số người trong bản chụp không đúng như manifest.json ghi.",
            "The snapshot does not hold as many people as its manifest says.",
        )
    open_facts(connection, folder)
    return manifest


def look_up(folder: Path, citizen_id: str) -> dict[str, object] | None:
    """The register person with this citizen number, or None; reads one bucket's row group."""
    manifest = read_manifest(folder)
    for bucket in manifest.buckets:
        if bucket.first <= citizen_id <= bucket.last:
            return _row(folder / bucket.file, citizen_id)
    return None


def look_up_former(folder: Path, former_id: str) -> list[dict[str, object]]:
    """Every register person with this former number: it is not unique."""
    with duckdb.connect() as connection:
        numbers = connection.execute(
            "SELECT citizen_id FROM read_parquet(?) WHERE former_id = ? ORDER BY register_row",
            [str(folder / FORMER_FILE), former_id],
        ).fetchall()
    found = [look_up(folder, citizen_id) for (citizen_id,) in numbers]
    return [person for person in found if person is not None]


def _row(file: Path, citizen_id: str) -> dict[str, object] | None:
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT * FROM read_parquet(?) WHERE citizen_id = ?", [str(file), citizen_id]
        )
        names = [description[0] for description in rows.description or []]
        found = rows.fetchall()
    return dict(zip(names, found[0], strict=True)) if found else None


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])
