"""A chain of steps as one query says what the steps one by one say, and is planned once."""

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa
import pytest

from soat.backends.merged_joins import joins_merged
from soat.backends.one_query import (
    Given,
    OneQuery,
    StreamTable,
    close_small,
    connect_small,
    needed_steps,
)
from soat.model.stages import LookupStep, SqlStep


def _lengths(values: Sequence[str]) -> list[list[object]]:
    return [[len(value)] for value in values]


DOUBLED = SqlStep("doubled", "a number doubled", "SELECT n * 2 AS n FROM numbers")
LENGTHS = LookupStep(
    "lengths", "a text", "SELECT n::VARCHAR FROM doubled", _lengths, (("long", "INTEGER"),)
)
IDLE = SqlStep("idle", "never read", "SELECT 1 / 0 AS n FROM nowhere")
CHAIN = (DOUBLED, IDLE, LENGTHS)
ANSWER = "SELECT value, long FROM lengths ORDER BY value"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    made = connect_small()
    yield made
    close_small(made, ["stream_numbers"])


def test_only_the_steps_that_the_answer_reads_are_needed() -> None:
    assert [step.name for step in needed_steps(CHAIN, ["numbers"], ANSWER)] == [
        "doubled",
        "lengths",
    ]


def test_a_query_reads_what_its_stream_holds_by_then(connection: duckdb.DuckDBPyConnection) -> None:
    stream = StreamTable(pa.table({"n": [1, 5]}))
    connection.register("stream_numbers", stream)
    query = OneQuery(connection, "asked", CHAIN, (Given("numbers", "FROM stream_numbers"),), ANSWER)
    assert query.rows() == [("10", 2), ("2", 1)]
    stream.rows = pa.table({"n": [500]})
    assert query.rows() == [("1000", 4)]
    assert query.small_table(query.table().schema) == query.table()
    stream.rows = stream.rows.slice(0, 0)
    assert query.small_table(query.table().schema).num_rows == 0


PEOPLE, REGISTER = "sought p", "register_comparable r"
SAME_NAME = SqlStep(
    "pairs_name",
    "a pair",
    f"SELECT p.person_ref, r.register_row FROM {PEOPLE} JOIN {REGISTER} ON p.name = r.name",
)
SAME_YEAR = SqlStep(
    "pairs_year",
    "a pair",
    f"""SELECT p.person_ref, r.register_row FROM {PEOPLE} JOIN {REGISTER} ON p.year = r.year
        WHERE p.name IS NULL
        UNION ALL
        SELECT p.person_ref, r.register_row FROM {PEOPLE} JOIN {REGISTER} ON p.year + 1 = r.year""",
)
OTHERWISE = SqlStep("pairs_known", "a pair", "SELECT person_ref, register_row FROM known")
UNION = SqlStep(
    "pairs",
    "a pair",
    "\nUNION\n".join(
        f"SELECT person_ref, register_row FROM {name}"
        for name in ("pairs_name", "pairs_year", "pairs_known")
    ),
)
WORLD = """
    CREATE TABLE sought AS FROM (VALUES ('a', 'lan', 1990), ('b', NULL, 1991), ('c', 'an', NULL))
        AS rows(person_ref, name, year);
    CREATE TABLE register_comparable AS
        FROM (VALUES (1, 'lan', 1980), (2, 'an', 1991), (3, NULL, 1992)) AS rows(register_row,
            name, year);
    CREATE TABLE known AS FROM (VALUES ('c', 3)) AS rows(person_ref, register_row)"""


def test_merged_joins_find_the_same_pairs() -> None:
    steps = (SAME_NAME, SAME_YEAR, OTHERWISE, UNION)
    merged = joins_merged(steps, ("sought",))
    assert [step.name for step in merged] == ["sought_by_any_key", "pairs_known", "pairs"]
    found = []
    for chain in (steps, merged):
        with duckdb.connect() as world:
            world.execute(WORLD).fetchall()
            for step in chain:
                assert isinstance(step, SqlStep)
                world.execute(f"CREATE TABLE {step.name} AS {step.sql}").fetchall()
            found.append(world.execute("FROM pairs ORDER BY ALL").fetchall())
    assert found[0] == found[1] == [("a", 1), ("a", 2), ("b", 2), ("b", 3), ("c", 2), ("c", 3)]
