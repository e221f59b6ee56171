"""Tables of the working database that come from the vocabulary, not from a file."""

from dataclasses import asdict

import duckdb
import pyarrow as pa

from soat.model.places import all_places


def load_places(workshop: duckdb.DuckDBPyConnection) -> None:
    """Make the table `places` of both epochs."""
    rows = [asdict(place) for place in all_places()]
    workshop.register("_places", pa.Table.from_pylist(rows))
    workshop.execute("CREATE OR REPLACE TABLE places AS FROM _places").fetchall()
    workshop.unregister("_places")
