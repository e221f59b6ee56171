"""The desk of every intake test."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.unit.intake.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "in"
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute("SET autoload_known_extensions = false")
        connection.execute("SET preserve_insertion_order = false")
        yield Desk(connection, folder)
