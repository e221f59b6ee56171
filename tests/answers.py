"""What the engine answers for a few rows of people and register: the real stages, in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from soat.backends.duckdb_backend import connect, run_stage
from soat.engine.intake.stages import people_intake, register_intake
from soat.engine.resolve.stages import resolve_stages
from soat.engine.standardize.register_facts import register_facts_stage
from soat.engine.standardize.stages import people_stage, register_stage
from soat.engine.verify.stages import verify_stage
from soat.model.places import all_places
from soat.model.profile import Profile, load_profile
from soat.model.tables import PEOPLE, REGISTER, Table
from tests.tables import Row

RUN_ID = "test"
_CITIZEN_DIGITS = 12
_ALL_REJECTS = "FROM people_rejected UNION ALL FROM register_rejected"


@dataclass(frozen=True)
class Answers:
    """The tables out, every row a dict, in the order of their keys."""

    verdicts: list[dict[str, object]]
    repairs: list[dict[str, object]]
    candidates: list[dict[str, object]]
    persons: list[dict[str, object]]
    rejects: list[dict[str, object]]
    evidence: list[dict[str, object]]

    def verdict_of(self, person_ref: str) -> dict[str, object]:
        """The one verdict of this profile."""
        (verdict,) = [row for row in self.verdicts if row["person_ref"] == person_ref]
        return verdict

    def repairs_of(self, person_ref: str) -> dict[object, dict[str, object]]:
        """The repairs of this profile by field."""
        return {row["field"]: row for row in self.repairs if row["person_ref"] == person_ref}


_ORDER = {
    "verdicts": "person_ref",
    "repairs": "person_ref, field",
    "candidates": "person_ref, rank",
    "persons": "person_ref",
    "rejects": '"table", file, row_number',
    "evidence": "person_ref, rank",
}


def answers_for(
    people: Sequence[Row], register: Sequence[Row], profile: Profile | None = None
) -> Answers:
    """Take in, standardise, verify and resolve these rows; columns not said are empty."""
    with finished_run(people, register, profile) as connection:
        connection.execute("CREATE OR REPLACE VIEW evidence AS FROM evidence_kept")
        connection.execute(f"CREATE OR REPLACE VIEW rejects AS {_ALL_REJECTS}")
        return Answers(**{name: _rows(connection, name) for name in _ORDER})


@contextmanager
def finished_run(
    people: Sequence[Row], register: Sequence[Row], profile: Profile | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working database after the last stage, for tests that look at more than the answers."""
    profile = profile or load_profile("vn")
    with TemporaryDirectory() as spill, connect(Path(spill), "1GB") as connection:
        connection.execute("SET threads = 1")
        _put(connection, "places", _places())
        put_raw(connection, PEOPLE, people, profile.extra_names)
        put_raw(connection, REGISTER, register, profile.extra_names)
        digits = _CITIZEN_DIGITS if profile.number_scheme == "vn" else None
        for stage in (
            people_intake(profile.extra_names, profile.name_needed),
            register_intake(profile.extra_names, digits, profile.name_needed),
            register_stage(profile),
            register_facts_stage(),
            people_stage(profile),
            verify_stage(),
            *resolve_stages(profile, RUN_ID),
        ):
            run_stage(connection, stage)
        yield connection


def put_raw(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    rows: Sequence[Row],
    extra: tuple[str, ...] = (),
) -> None:
    """The raw table that reading a file of these rows would land."""
    columns = {name: [row.get(name) for row in rows] for name in (*table.column_names, *extra)}
    unknown = {name for row in rows for name in row} - columns.keys()
    assert not unknown, f"{table.name} has no column {unknown}"
    arrays: dict[str, pa.Array[Any]] = {
        name: pa.array(values, pa.string()) for name, values in columns.items()
    }
    arrays["file"] = pa.array([f"{table.name}.csv"] * len(rows), pa.string())
    arrays["row_number"] = pa.array(range(1, len(rows) + 1), pa.int64())
    _put(connection, f"raw_{table.name}", pa.table(arrays))
    connection.execute(
        f"CREATE OR REPLACE TABLE raw_{table.name}_broken "
        "(file VARCHAR, row_number BIGINT, raw VARCHAR, reason VARCHAR)"
    )


@cache
def _places() -> pa.Table:
    return pa.Table.from_pylist([asdict(place) for place in all_places()])


def _put(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("_rows_put", rows)
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM _rows_put")
    connection.unregister("_rows_put")


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, object]]:
    query = f"FROM {name} ORDER BY {_ORDER[name]}"
    rows: list[dict[str, object]] = connection.sql(query).to_arrow_table().to_pylist()
    return rows
