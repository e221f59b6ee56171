"""What a run keeps: layers of rows, of which the later replace the earlier."""

from pathlib import Path

import duckdb
import pytest

from soat.model.errors import InputUnusable
from soat.store import standing as kept
from soat.store.standing import (
    Standing,
    begin_standing,
    lay_into_one,
    next_edition,
    open_standing,
    put,
    put_gone,
)

ABOUT = {"run_id": "one"}


@pytest.fixture
def workshop() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def rows(values: str) -> str:
    return f"SELECT * FROM (VALUES {values}) v(person_ref, register_row)"


def first(folder: Path, workshop: duckdb.DuckDBPyConnection) -> Standing:
    standing = begin_standing(folder, ABOUT)
    edition = standing.editions[-1]
    put(edition, "plausible_rows", workshop, rows("('A', 1), ('B', 2), ('C', 3)"))
    put(edition, "sites_typed", workshop, "SELECT 's1' AS site_code")
    return standing


def later(
    before: Standing, folder: Path, workshop: duckdb.DuckDBPyConnection, values: str, gone: str
) -> Standing:
    standing = next_edition(before, folder, ABOUT | {"run_id": folder.name})
    edition = standing.editions[-1]
    put(edition, "plausible_rows", workshop, rows(values))
    put_gone(edition, "plausible_rows", workshop, f"SELECT unnest({gone}) AS person_ref")
    return standing


def told(standing: Standing, workshop: duckdb.DuckDBPyConnection, name: str) -> list[object]:
    return workshop.execute(f"SELECT * FROM ({standing.rows(name)}) ORDER BY ALL").fetchall()


def test_later_rows_stand_for_the_earlier(
    tmp_path: Path, workshop: duckdb.DuckDBPyConnection
) -> None:
    one = first(tmp_path / "one", workshop)
    two = later(one, tmp_path / "two", workshop, "('B', 7), ('D', 8)", "['B', 'D']")
    three = later(two, tmp_path / "three", workshop, "('B', 9)", "['A', 'B']")
    assert told(two, workshop, "plausible_rows") == [("A", 1), ("B", 7), ("C", 3), ("D", 8)]
    assert told(three, workshop, "plausible_rows") == [("B", 9), ("C", 3), ("D", 8)]
    assert told(one, workshop, "plausible_rows") == [("A", 1), ("B", 2), ("C", 3)]


def test_a_table_of_the_whole_stands_in_its_last_edition(
    tmp_path: Path, workshop: duckdb.DuckDBPyConnection
) -> None:
    two = later(first(tmp_path / "one", workshop), tmp_path / "two", workshop, "('A', 1)", "['A']")
    assert told(two, workshop, "sites_typed") == [("s1",)]
    put(two.editions[-1], "sites_typed", workshop, "SELECT 's2' AS site_code")
    assert told(two, workshop, "sites_typed") == [("s2",)]


def test_many_editions_are_laid_into_one(
    tmp_path: Path, workshop: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_EDITIONS", 2)
    two = later(first(tmp_path / "one", workshop), tmp_path / "two", workshop, "('B', 7)", "['B']")
    lay_into_one(two, workshop)
    assert len(two.editions) == 2
    three = later(two, tmp_path / "three", workshop, "('C', 9)", "['C', 'A']")
    before = told(three, workshop, "plausible_rows")
    lay_into_one(three, workshop)
    assert [edition.name for edition in three.editions] == ["0000"]
    assert told(three, workshop, "plausible_rows") == before == [("B", 7), ("C", 9)]
    assert told(three, workshop, "sites_typed") == [("s1",)]
    # The earlier run has its files still.
    assert told(two, workshop, "plausible_rows") == [("A", 1), ("B", 7), ("C", 3)]


def test_what_is_no_standing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputUnusable, match="keeps nothing"):
        open_standing(tmp_path)
    begin_standing(tmp_path / "run", ABOUT)
    assert open_standing(tmp_path / "run").about["run_id"] == "one"
    (tmp_path / "run" / "standing" / "standing.json").write_text('{"format": 1}')
    with pytest.raises(InputUnusable, match="another version"):
        open_standing(tmp_path / "run")
