"""Runs stages on Apache Spark, with the answers of DuckDB."""

import time
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException

from soat.backends.door import check_door
from soat.backends.duckdb_backend import StageMeasure, StepMeasure, peak_memory
from soat.backends.scaffolding import cleared_after
from soat.backends.spark.faults import SparkStepFault, TranslationFault
from soat.backends.spark.tables import SparkTables
from soat.backends.spark.translation import spark_sql
from soat.model.stages import LookupStep, Stage, Step

_ARROW_TYPES: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


def run_stage(
    tables: SparkTables, stage: Stage, on_step: Callable[[int, int], None] | None = None
) -> StageMeasure:
    """Run the stage's steps in order, check its doors, drop what it does not keep.

    The memory measured is this process's: what the executors hold, Spark's own metrics tell.
    """
    check_door(stage.name, stage.needs, tables.columns_of)
    began, measures = time.perf_counter(), []
    with peak_memory() as peak:
        for index, step in enumerate(stage.steps):
            measures.append(_run_step(tables, stage, step))
            for cleared in cleared_after(stage, index):
                tables.drop(cleared.name)
            if on_step:
                on_step(index + 1, len(stage.steps))
    check_door(stage.name, stage.gives, tables.columns_of)
    return StageMeasure(stage.name, time.perf_counter() - began, peak[0], tuple(measures))


def _run_step(tables: SparkTables, stage: Stage, step: Step) -> StepMeasure:
    began = time.perf_counter()
    try:
        rows = _rows_of(tables, stage, step)
    except (PySparkException, Py4JJavaError) as fault:
        # Spark's own words may show values of a row; its class of error does not.
        kind = fault.getCondition() if isinstance(fault, PySparkException) else None
        raise SparkStepFault(f"step {step.name}: {kind or type(fault).__name__}") from None
    return StepMeasure(step.name, rows, time.perf_counter() - began)


def _rows_of(tables: SparkTables, stage: Stage, step: Step) -> int:
    if isinstance(step, LookupStep):
        return _run_lookup(tables, step)
    made = tables.session.sql(spark_sql(step.sql, tables.columns_of))
    # What outlives the stage is stored, for what a view reads does not outlive it.
    if step.view and not (step.kept or step.name in stage.gives):
        tables.keep_view(step.name, made)
        return 0
    return tables.store(step.name, made)


def _run_lookup(tables: SparkTables, step: LookupStep) -> int:
    """The distinct values come to the driver, which answers them in Python."""
    asked = tables.session.sql(spark_sql(step.values_sql, tables.columns_of))
    values: list[Any] = asked.toArrow().column(0).to_pylist()
    answers = list(step.answers(values)) if values else []
    columns: dict[str, pa.Array[Any]] = {"value": pa.array(values, pa.string())}
    for index, (name, kind) in enumerate(step.columns):
        columns[name] = pa.array([answer[index] for answer in answers], _arrow_type(kind))
    return tables.store_arrow(step.name, pa.table(columns))


def _arrow_type(kind: str) -> pa.DataType:
    if kind not in _ARROW_TYPES:
        raise TranslationFault(f"a lookup gives no {kind}")
    return _ARROW_TYPES[kind]
