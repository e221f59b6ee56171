"""Two run folders held against each other, table by table."""

from pathlib import Path
from typing import Any

import duckdb

# What a run keeps for its updates is laid out by how it came about, and is no answer.
_KEPT = "standing"
# Of a run that was updated these tell how it came about: which files were read, and refused.
_OF_THE_FILES = frozenset({"rejects.parquet", "measures/rows_by_outcome.parquet"})


def rows_of(file: Path, but: frozenset[str] = frozenset()) -> list[tuple[Any, ...]]:
    """The rows of a table in an order of their own, probabilities to nine digits."""
    with duckdb.connect() as connection:
        columns = connection.execute(f"DESCRIBE FROM '{file}'").fetchall()
        cells = ", ".join(
            f'round("{name}", 9)' if kind == "DOUBLE" else f'"{name}"'
            for name, kind, *_ in columns
            if name not in but
        )
        return connection.execute(f"SELECT {cells} FROM '{file}' ORDER BY ALL").fetchall()


def answers_in(run: Path) -> list[str]:
    """The tables of a run's answers."""
    files = (file.relative_to(run) for file in run.rglob("*.parquet"))
    return sorted(str(file) for file in files if file.parts[0] != _KEPT)


def assert_same_answers(one: Path, other: Path) -> None:
    """Both folders hold the same tables with the same rows, and the same report."""
    assert answers_in(one) == answers_in(other)
    for file in answers_in(one):
        assert rows_of(one / file) == rows_of(other / file), file
    assert (one / "report.json").read_bytes() == (other / "report.json").read_bytes()


def assert_same_but_for_its_files(one: Path, other: Path) -> None:
    """The same, apart from the runs' names and what is told of rows refused."""
    assert answers_in(one) == answers_in(other)
    for file in answers_in(one):
        if file not in _OF_THE_FILES:
            unnamed = frozenset({"run_id"})
            assert rows_of(one / file, unnamed) == rows_of(other / file, unnamed), file
