"""Runs stages on one machine with DuckDB."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from soat.backends.door import check_door
from soat.backends.scaffolding import cleared_after, is_view
from soat.model.stages import LookupStep, Stage, Step

_PAGE = 4096
_DEFAULT_MEMORY = "60%"
_SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class StepMeasure:
    """One finished step: rows made and seconds taken."""

    step: str
    rows: int
    seconds: float


@dataclass(frozen=True)
class StageMeasure:
    """One finished stage: seconds, peak resident memory of the process and most bytes spilled to
    disk at once, its steps."""

    stage: str
    seconds: float
    peak_memory_bytes: int
    steps: tuple[StepMeasure, ...] = field(default=())
    spilled_bytes: int = 0


def connect(temp: Path, memory_limit: str | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into `temp` past its limit, and loads no extension.

    `memory_limit` is DuckDB's (`4GB`); without it 60 % of the machine. In memory, because a
    database file would pay for compressing tables that live for seconds.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = false")
    # Nothing here outlives the process: a checkpoint, now and then, stops the work for seconds.
    connection.execute("SET checkpoint_threshold = '1000TB'")
    connection.execute("SET temp_directory = ?", [str(temp)])
    connection.execute("SET memory_limit = ?", [memory_limit or _DEFAULT_MEMORY])
    return connection


def run_stage(
    connection: duckdb.DuckDBPyConnection,
    stage: Stage,
    on_step: Callable[[int, int], None] | None = None,
) -> StageMeasure:
    """Run the stage's steps in order, check its doors, drop what it does not keep."""
    check_door(stage.name, stage.needs, columns_of(connection))
    began, measures = time.perf_counter(), []
    with peak_memory() as peak, peak_spill(connection) as spilled:
        for index, step in enumerate(stage.steps):
            measures.append(_run_step(connection, step))
            _drop_scaffolding(connection, stage, index)
            if on_step:
                on_step(index + 1, len(stage.steps))
    check_door(stage.name, stage.gives, columns_of(connection))
    seconds = time.perf_counter() - began
    return StageMeasure(stage.name, seconds, peak[0], tuple(measures), spilled[0])


def columns_of(connection: duckdb.DuckDBPyConnection) -> Callable[[str], Sequence[str]]:
    """Tells a table's columns as they stand now; none when there is no such table. The database,
    which looks at all tables for one, is asked once."""
    rows = connection.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE NOT internal GROUP BY ALL"
    ).fetchall()
    columns = dict(rows)
    return lambda table: columns.get(table, [])


def _run_step(connection: duckdb.DuckDBPyConnection, step: Step) -> StepMeasure:
    began = time.perf_counter()
    if isinstance(step, LookupStep):
        rows = _run_lookup(connection, step)
    elif step.view:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {step.name} AS {step.sql}")
        rows = 0
    else:
        made = connection.execute(f"CREATE OR REPLACE TABLE {step.name} AS {step.sql}").fetchall()
        rows = int(made[0][0])
    return StepMeasure(step.name, rows, time.perf_counter() - began)


def _run_lookup(connection: duckdb.DuckDBPyConnection, step: LookupStep) -> int:
    values = [value for (value,) in connection.execute(step.values_sql).fetchall()]
    answers = list(step.answers(values)) if values else []
    columns: dict[str, Any] = {"value": pa.array(values, pa.string())}
    for index, (name, _) in enumerate(step.columns):
        column: list[Any] = [answer[index] for answer in answers]
        columns[name] = pa.array(column)
    table = pa.table(columns)
    casts = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in step.columns)
    connection.register("_lookup_answers", table)
    connection.execute(
        f"CREATE OR REPLACE TABLE {step.name} AS SELECT value, {casts} FROM _lookup_answers"
    ).fetchall()
    connection.unregister("_lookup_answers")
    return len(values)


def _drop_scaffolding(connection: duckdb.DuckDBPyConnection, stage: Stage, done: int) -> None:
    for step in cleared_after(stage, done):
        kind = "VIEW" if is_view(step) else "TABLE"
        connection.execute(f"DROP {kind} IF EXISTS {step.name}").fetchall()


@contextmanager
def peak_memory() -> Iterator[list[int]]:
    """The peak resident memory, in bytes, of this process while the block runs (Linux)."""
    with _peak(_resident_bytes) as peak:
        yield peak


@contextmanager
def peak_spill(connection: duckdb.DuckDBPyConnection) -> Iterator[list[int]]:
    """The most bytes that the connection's database had spilled at once while the block runs."""
    told = connection.execute("SELECT current_setting('temp_directory')").fetchall()
    folder = Path(str(told[0][0]))
    with _peak(lambda: _bytes_in(folder)) as peak:
        yield peak


@contextmanager
def _peak(look: Callable[[], int]) -> Iterator[list[int]]:
    peak, done = [look()], threading.Event()

    def sample() -> None:
        while not done.wait(_SAMPLE_SECONDS):
            peak[0] = max(peak[0], look())

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    try:
        yield peak
    finally:
        done.set()
        sampler.join()
        peak[0] = max(peak[0], look())


def _bytes_in(folder: Path) -> int:
    try:
        return sum(file.stat().st_size for file in folder.iterdir())
    except OSError:
        return 0


def _resident_bytes() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0
