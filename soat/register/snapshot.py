"""Snapshots: the comparable register on disk, in one bucket for each province of residence.

A snapshot folder holds `manifest.json`, `people/province-01.parquet` … sorted by commune and
citizen number, and `facts/`: what is known of the register as a whole. A run in one piece reads all
of it, a piece of a country the buckets of its own provinces.
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
NOWHERE = "none"
"""Stands for the province of register people without a known residence."""


@dataclass(frozen=True)
class Bucket:
    """One file of the snapshot: the people of one province."""

    file: str
    province: str
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
    columns = snapshot_columns(connection)
    buckets = tuple(
        _write_bucket(connection, folder, columns, province) for province in _provinces(connection)
    )
    connection.execute("SET preserve_insertion_order = false")
    _write_facts(connection, folder)
    return write_manifest(folder, columns, buckets, about)


def write_manifest(
    folder: Path, columns: tuple[str, ...], buckets: tuple[Bucket, ...], about: dict[str, object]
) -> Manifest:
    """Write `manifest.json`, last: with it the folder is a snapshot."""
    manifest = Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        people=sum(bucket.people for bucket in buckets),
        columns=columns,
        buckets=buckets,
        **about,  # type: ignore[arg-type]
    )
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return manifest


def snapshot_columns(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The columns that a snapshot of the table register_comparable has."""
    return (*REGISTER_COMPARABLE.column_names, *_extra_columns(connection))


def _provinces(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        f"SELECT DISTINCT coalesce(province_code, '{NOWHERE}') AS province "
        "FROM register_comparable ORDER BY province"
    ).fetchall()
    return [province for (province,) in rows]


def _write_facts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "facts").mkdir()
    for table in REGISTER_FACTS:
        connection.execute(
            f"COPY (FROM {table.name} ORDER BY ALL) TO '{_quoted(fact_file(folder, table))}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()


def open_facts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the tables of REGISTER_FACTS from a snapshot."""
    for table in REGISTER_FACTS:
        connection.execute(
            f"CREATE OR REPLACE TABLE {table.name} AS FROM '{_quoted(fact_file(folder, table))}'"
        ).fetchall()


def fact_file(folder: Path, table: Table) -> Path:
    """Where a snapshot keeps one of REGISTER_FACTS."""
    return folder / "facts" / f"{table.name}.parquet"


def _extra_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Columns that a profile declared beyond the common ones."""
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'register_comparable' "
        "AND starts_with(column_name, 'x_') ORDER BY column_index"
    ).fetchall()
    return [name for (name,) in rows]


def _write_bucket(
    connection: duckdb.DuckDBPyConnection, folder: Path, columns: tuple[str, ...], province: str
) -> Bucket:
    rows = f"FROM register_comparable WHERE coalesce(province_code, '{NOWHERE}') = '{province}'"
    return write_bucket(connection, folder, f"SELECT {', '.join(columns)} {rows}", province)


def write_bucket(
    connection: duckdb.DuckDBPyConnection, folder: Path, query: str, province: str
) -> Bucket:
    """Write the people of one province, in order."""
    name = f"people/province-{province}.parquet"
    made = connection.execute(
        f"""COPY (FROM ({query}) ORDER BY residence_code NULLS LAST, citizen_id)
        TO '{_quoted(folder / name)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)"""
    ).fetchall()
    return Bucket(name, province, int(made[0][0]))


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
    files = [bucket.file for bucket in manifest.buckets]
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


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")
