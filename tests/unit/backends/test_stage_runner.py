"""The back end runs a stage's steps, checks its doors and clears its scaffolding."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from soat.backends.door import StageDoorError
from soat.backends.duckdb_backend import columns_of, connect, run_stage
from soat.model.messages import Message
from soat.model.stages import LookupStep, SqlStep, Stage, Step


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(tmp_path) as connection:
        connection.execute(
            "CREATE TABLE words AS SELECT unnest(['b', 'a', 'b']) AS word"
        ).fetchall()
        yield connection


def shouted(values: Sequence[str]) -> Sequence[Sequence[object]]:
    return [[value.upper(), len(value)] for value in values]


def stage(*steps: Step, gives: dict[str, tuple[str, ...]]) -> Stage:
    return Stage("shout", Message("", ""), {"words": ("word",)}, gives, steps)


DISTINCT = SqlStep("distinct_words", "one word", "SELECT DISTINCT word FROM words")
LOUD = LookupStep(
    "loud_words",
    "one word and its loud form",
    "SELECT word FROM distinct_words ORDER BY word",
    shouted,
    (("loud", "VARCHAR"), ("letters", "INTEGER")),
    kept=True,
)


def test_steps_run_in_order_and_only_what_is_kept_stays(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    measure = run_stage(workshop, stage(DISTINCT, LOUD, gives={"loud_words": ("loud",)}))
    assert workshop.execute("FROM loud_words ORDER BY value").fetchall() == [
        ("a", "A", 1),
        ("b", "B", 1),
    ]
    assert columns_of(workshop)("distinct_words") == []
    assert [(step.step, step.rows) for step in measure.steps] == [
        ("distinct_words", 2),
        ("loud_words", 2),
    ]
    assert measure.peak_memory_bytes > 0


def test_a_lookup_of_no_values_makes_an_empty_table(workshop: duckdb.DuckDBPyConnection) -> None:
    workshop.execute("DELETE FROM words").fetchall()
    run_stage(workshop, stage(DISTINCT, LOUD, gives={"loud_words": ("loud", "letters")}))
    assert workshop.execute("FROM loud_words").fetchall() == []


def test_every_fault_at_the_door_is_told_at_once(workshop: duckdb.DuckDBPyConnection) -> None:
    asking = Stage("x", Message("", ""), {"words": ("word", "tone"), "people": ("name",)}, {}, ())
    with pytest.raises(StageDoorError, match=r"words\.tone is missing; table people is missing"):
        run_stage(workshop, asking)


def test_a_stage_that_does_not_give_what_it_promised_is_our_fault(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(StageDoorError, match="table whispers is missing"):
        run_stage(workshop, stage(DISTINCT, gives={"whispers": ("word",)}))


def test_a_table_is_dropped_when_its_last_reader_is_done(
    workshop: duckdb.DuckDBPyConnection,
) -> None:
    seen: list[tuple[int, bool]] = []

    def look(done: int, steps: int) -> None:
        seen.append((done, bool(columns_of(workshop)("distinct_words"))))

    last = SqlStep("counted", "the count", "SELECT count(*) AS words FROM loud_words", kept=True)
    run_stage(workshop, stage(DISTINCT, LOUD, last, gives={"counted": ("words",)}), look)
    assert seen == [(1, True), (2, False), (3, False)]
