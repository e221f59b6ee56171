"""Runs a small table through the standardize stages and reads the answer back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import gettempdir

import duckdb
import pyarrow as pa

from soat.backends.duckdb_backend import connect, run_stage
from soat.engine.standardize.stages import people_stage, register_stage
from soat.model.places import all_places
from soat.model.profile import Profile, load_profile
from soat.model.tables import PEOPLE, PLACES, REGISTER

VN = load_profile("vn")
Row = Mapping[str, str | None]
Answer = dict[str, object]
_PLACES = [asdict(place) for place in all_places()]


def _load(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[Row]
) -> None:
    values = {c: pa.array([row.get(c) for row in rows], pa.string()) for c in columns}
    connection.register("arrived", pa.table(values))
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arrived")
    connection.unregister("arrived")


def _read(connection: duckdb.DuckDBPyConnection, query: str) -> list[Answer]:
    return connection.sql(query).to_arrow_table().to_pylist()


def people(rows: Iterable[Row], profile: Profile = VN) -> list[Answer]:
    """`people_comparable`, in the order of `rows`; person_ref is filled in."""
    typed = [{"full_name": "An", **row, "person_ref": f"{n:06}"} for n, row in enumerate(rows)]
    with connect(Path(gettempdir())) as connection:
        _load(connection, "people_typed", PEOPLE.column_names + profile.extra_names, typed)
        _load(connection, "places", PLACES.column_names, _PLACES)
        run_stage(connection, people_stage(profile))
        return _read(connection, "SELECT * FROM people_comparable ORDER BY person_ref")


def register(rows: Iterable[Row], profile: Profile = VN) -> list[Answer]:
    """`register_comparable`, in the order in which the stage leaves it."""
    with connect(Path(gettempdir())) as connection:
        columns = REGISTER.column_names + profile.extra_names
        _load(connection, "register_typed", columns, list(rows))
        _load(connection, "places", PLACES.column_names, _PLACES)
        run_stage(connection, register_stage(profile))
        return _read(connection, "SELECT * FROM register_comparable ORDER BY register_row")


def read_as(column: str, given: Sequence[str | None], *wanted: str) -> dict[str | None, object]:
    """What each value of one column is read as: one value, or a tuple of several."""
    answers = people({column: value} for value in given)
    return {
        value: answer[wanted[0]] if len(wanted) == 1 else tuple(answer[name] for name in wanted)
        for value, answer in zip(given, answers, strict=True)
    }
