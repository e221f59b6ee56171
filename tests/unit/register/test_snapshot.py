"""A snapshot gives back the register, whole or one person at a time."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from soat.backends.duckdb_backend import connect
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
        }.get(column.name, f"NULL::{column.type} AS {column.name}")
        for column in REGISTER_COMPARABLE.columns
    )
    with connect(tmp_path / "spill") as connection:
        connection.execute(
            f"CREATE TABLE register_comparable AS SELECT {columns} FROM range(25) AS t(i)"
        ).fetchall()
        yield connection


@pytest.fixture
def folder(
    tmp_path: Path, workshop: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setattr(snapshots, "BUCKET_PEOPLE", 10)
    made = tmp_path / "snapshot"
    made.mkdir()
    snapshots.write_snapshot(workshop, made, ABOUT)
    return made


def test_buckets_cover_the_register_in_order(folder: Path) -> None:
    manifest = snapshots.read_manifest(folder)
    assert [bucket.people for bucket in manifest.buckets] == [10, 10, 5]
    assert [bucket.first for bucket in manifest.buckets] == [
        "000000000000",
        "000000000100",
        "000000000200",
    ]
    assert manifest.people == 25


def test_the_same_rows_come_back(folder: Path, workshop: duckdb.DuckDBPyConnection) -> None:
    before = workshop.execute("FROM register_comparable ORDER BY register_row").fetchall()
    workshop.execute("DROP TABLE register_comparable").fetchall()
    snapshots.open_snapshot(workshop, folder)
    assert workshop.execute("FROM register_comparable ORDER BY register_row").fetchall() == before


@pytest.mark.parametrize("row", [0, 9, 10, 24])
def test_one_person_is_found_by_number(folder: Path, row: int) -> None:
    person = snapshots.look_up(folder, f"{row * 10:012d}")
    assert person is not None
    assert person["register_row"] == row


def test_a_number_that_nobody_has_finds_nobody(folder: Path) -> None:
    assert snapshots.look_up(folder, "000000000005") is None
    assert snapshots.look_up(folder, "999999999999") is None


def test_a_former_number_may_be_several_peoples(folder: Path) -> None:
    found = snapshots.look_up_former(folder, "000000001")
    assert [person["register_row"] for person in found] == [4, 6]
    assert snapshots.look_up_former(folder, "000000099") == []


def test_another_version_is_refused_by_its_number(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["format_version"] = 99
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputUnusable, match="version 99"):
        snapshots.read_manifest(folder)


@pytest.mark.parametrize("file", ["people/bucket-00001.parquet", "former.parquet"])
def test_a_snapshot_that_lost_a_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(InputUnusable, match=file):
        snapshots.read_manifest(folder)
