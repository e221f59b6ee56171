"""A snapshot gives back the register, whole or one person at a time."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from soat.backends.duckdb_backend import connect, run_stage
from soat.engine.standardize.register_facts import register_facts_stage
from soat.model.errors import InputUnusable
from soat.model.tables import REGISTER_COMPARABLE
from soat.register import snapshot as snapshots

ABOUT: dict[str, object] = {
    "soat_version": "0",
    "profile": "vn",
    "sources": (),
    "rejected": 0,
}


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    columns = ", ".join(
        {
            "register_row": "i AS register_row",
            "citizen_id": "lpad((i * 10)::VARCHAR, 12, '0') AS citizen_id",
            "former_id": "CASE WHEN i % 2 = 0 THEN lpad((i // 4)::VARCHAR, 9, '0') END"
            " AS former_id",
            "province_code": "CASE WHEN i < 20 THEN ['01', '79'][1 + i % 2] END AS province_code",
        }.get(column.name, f"NULL::{column.type} AS {column.name}")
        for column in REGISTER_COMPARABLE.columns
    )
    with connect(tmp_path / "spill") as connection:
        connection.execute(
            f"CREATE TABLE register_comparable AS SELECT {columns} FROM range(25) AS t(i)"
        ).fetchall()
        run_stage(connection, register_facts_stage())
        yield connection


@pytest.fixture
def folder(tmp_path: Path, workshop: duckdb.DuckDBPyConnection) -> Path:
    made = tmp_path / "snapshot"
    made.mkdir()
    snapshots.write_snapshot(workshop, made, ABOUT)
    return made


def test_every_province_is_a_bucket(folder: Path) -> None:
    manifest = snapshots.read_manifest(folder)
    told = [(bucket.province, bucket.people) for bucket in manifest.buckets]
    assert told == [("01", 10), ("79", 10), ("none", 5)]
    assert manifest.people == 25


def test_the_same_rows_come_back(folder: Path, workshop: duckdb.DuckDBPyConnection) -> None:
    before = workshop.execute("FROM register_comparable ORDER BY register_row").fetchall()
    workshop.execute("DROP TABLE register_comparable").fetchall()
    snapshots.open_snapshot(workshop, folder)
    assert workshop.execute("FROM register_comparable ORDER BY register_row").fetchall() == before


def test_another_version_is_refused_by_its_number(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["format_version"] = 99
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputUnusable, match="version 99"):
        snapshots.read_manifest(folder)


@pytest.mark.parametrize("file", ["people/province-79.parquet", "facts/register_names.parquet"])
def test_a_snapshot_that_lost_a_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(InputUnusable, match=file):
        snapshots.read_manifest(folder)
