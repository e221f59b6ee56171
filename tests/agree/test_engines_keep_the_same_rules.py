"""Both engines run a stage by the same rules: order, doors, scaffolding, views, lookups, faults."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from soat.backends.door import StageDoorError
from soat.backends.duckdb_backend import connect
from soat.backends.engines import DuckDbRunner, StageRunner
from soat.backends.spark.faults import SparkStepFault
from soat.backends.spark.workshop import SparkWorkshop
from soat.model.messages import Message
from soat.model.stages import LookupStep, SqlStep, Stage, Step

ENGINES = ("duckdb", "spark", "small_spark")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(tmp_path / "spill") as opened:
        opened.execute("CREATE TABLE words AS SELECT unnest(['b', 'a', 'b', '']) AS word")
        yield opened


@pytest.fixture(params=ENGINES)
def engine(
    request: pytest.FixtureRequest,
    connection: duckdb.DuckDBPyConnection,
    spark: SparkSession,
    tmp_path: Path,
) -> StageRunner:
    if request.param == "duckdb":
        return DuckDbRunner(connection)
    return SparkWorkshop(spark, connection, tmp_path, small=request.param == "small_spark")


def shouted(values: Sequence[str]) -> Sequence[Sequence[object]]:
    return [[value.upper(), len(value)] for value in values]


def stage(*steps: Step, gives: dict[str, tuple[str, ...]]) -> Stage:
    return Stage("shout", Message("", ""), {"words": ("word",)}, gives, steps)


DISTINCT = SqlStep("distinct_words", "one word", "SELECT DISTINCT word FROM words")
SEEN = SqlStep("seen_words", "one word", "FROM distinct_words WHERE word <> ''", view=True)
LOUD = LookupStep(
    "loud_words",
    "one word and its loud form",
    "SELECT word FROM seen_words ORDER BY word",
    shouted,
    (("loud", "VARCHAR"), ("letters", "INTEGER")),
    kept=True,
)
TOTAL = SqlStep("total_letters", "all of it", "SELECT sum(letters) AS letters FROM loud_words")


def test_steps_run_in_order_and_what_is_kept_stands_in_duckdb(
    engine: StageRunner, connection: duckdb.DuckDBPyConnection
) -> None:
    steps: list[tuple[int, int]] = []
    measure = engine.run_stage(
        stage(DISTINCT, SEEN, LOUD, TOTAL, gives={"total_letters": ("letters",)}),
        lambda done, of: steps.append((done, of)),
    )
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [(step.step, step.rows) for step in measure.steps] == [
        *(("distinct_words", 3), ("seen_words", 0), ("loud_words", 2), ("total_letters", 1)),
    ]
    rows = connection.execute("FROM loud_words ORDER BY value").fetchall()
    assert rows == [("a", "A", 1), ("b", "B", 1)]
    assert connection.execute("FROM total_letters").fetchall() == [(2,)]
    with pytest.raises(duckdb.CatalogException):
        connection.execute("FROM distinct_words")


def test_a_later_stage_reads_and_replaces_what_an_earlier_one_gave(
    engine: StageRunner, connection: duckdb.DuckDBPyConnection
) -> None:
    engine.run_stage(stage(DISTINCT, gives={"distinct_words": ("word",)}))
    again = SqlStep("distinct_words", "one word", "SELECT word || '!' AS word FROM distinct_words")
    engine.run_stage(stage(again, gives={"distinct_words": ("word",)}))
    rows = connection.execute("FROM distinct_words ORDER BY word").fetchall()
    assert rows == [("!",), ("a!",), ("b!",)]


def test_a_given_view_outlives_its_stage(
    engine: StageRunner, connection: duckdb.DuckDBPyConnection
) -> None:
    engine.run_stage(stage(DISTINCT, SEEN, gives={"seen_words": ("word",)}))
    reading = SqlStep("letters", "one word", "SELECT word FROM seen_words")
    engine.run_stage(stage(reading, gives={"letters": ("word",)}))
    assert connection.execute("FROM letters ORDER BY word").fetchall() == [("a",), ("b",)]


def test_a_table_that_is_dropped_is_gone_everywhere(
    engine: StageRunner, connection: duckdb.DuckDBPyConnection
) -> None:
    engine.run_stage(stage(DISTINCT, gives={"distinct_words": ("word",)}))
    engine.drop("distinct_words")
    with pytest.raises(duckdb.CatalogException):
        connection.execute("FROM distinct_words")
    asking = Stage("x", Message("", ""), {"distinct_words": ("word",)}, {}, ())
    with pytest.raises(StageDoorError, match="table distinct_words is missing"):
        engine.run_stage(asking)


def test_a_lookup_of_no_values_makes_an_empty_table(
    engine: StageRunner, connection: duckdb.DuckDBPyConnection
) -> None:
    connection.execute("DELETE FROM words").fetchall()
    engine.run_stage(stage(DISTINCT, SEEN, LOUD, gives={"loud_words": ("loud", "letters")}))
    assert connection.execute("FROM loud_words").fetchall() == []


def test_every_fault_at_the_doors_is_told_at_once(engine: StageRunner) -> None:
    asking = Stage("x", Message("", ""), {"words": ("word", "tone"), "people": ("name",)}, {}, ())
    with pytest.raises(StageDoorError, match=r"words\.tone is missing; table people is missing"):
        engine.run_stage(asking)
    with pytest.raises(StageDoorError, match="table whispers is missing"):
        engine.run_stage(stage(DISTINCT, gives={"whispers": ("word",)}))


def test_a_sum_wider_than_parquet_keeps_its_value(
    engine: StageRunner, connection: duckdb.DuckDBPyConnection
) -> None:
    connection.execute("CREATE TABLE sums AS SELECT sum(9007199254740993) AS total")
    reading = SqlStep("doubled", "one sum", "SELECT total + 1 AS total FROM sums")
    engine.run_stage(stage(reading, gives={"doubled": ("total",)}))
    assert connection.execute("FROM doubled").fetchall() == [(9007199254740994,)]


def test_a_failed_step_on_spark_tells_nothing_of_a_row(
    connection: duckdb.DuckDBPyConnection,
    spark: SparkSession,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    connection.execute("CREATE TABLE people AS SELECT 'Nguyễn Văn Hùng' AS name")
    failing = SqlStep("numbers", "a number", "SELECT CAST(name AS INTEGER) AS n FROM people")
    with pytest.raises(SparkStepFault) as fault:
        SparkWorkshop(spark, connection, tmp_path).run_stage(stage(failing, gives={}))
    assert str(fault.value) == "step numbers: CAST_INVALID_INPUT"
    assert fault.value.__cause__ is None
    told = capfd.readouterr()
    assert "Hùng" not in told.out + told.err


def test_what_is_read_no_more_leaves_the_disk(
    connection: duckdb.DuckDBPyConnection, spark: SparkSession, tmp_path: Path
) -> None:
    workshop = SparkWorkshop(spark, connection, tmp_path)
    workshop.run_stage(stage(DISTINCT, SEEN, LOUD, gives={"loud_words": ("loud",)}))
    left = [folder.name for folder in (tmp_path / "tables").iterdir()]
    assert [name.rpartition("-")[0] for name in left] == ["loud_words"]
    assert pq.read_table(tmp_path / "tables" / left[0]).num_rows == 2
    workshop.close()
    assert list((tmp_path / "tables").iterdir()) == []
