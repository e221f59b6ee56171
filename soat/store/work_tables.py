"""The working database, and its tables that come from the vocabulary, not from a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from soat.backends.duckdb_backend import connect
from soat.model.places import all_places


def load_places(workshop: duckdb.DuckDBPyConnection) -> None:
    """Make the table `places` of both epochs."""
    rows = [vars(place) for place in all_places()]
    workshop.register("_places", pa.Table.from_pylist(rows))
    workshop.execute("CREATE OR REPLACE TABLE places AS FROM _places").fetchall()
    workshop.unregister("_places")


@contextmanager
def workshop_in(folder: Path, memory_limit: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A working database beside the results, gone when the block ends."""
    with TemporaryDirectory(prefix="workshop-", dir=folder) as bench:
        connection = connect(Path(bench) / "spill", memory_limit)
        try:
            yield connection
        finally:
            connection.close()
