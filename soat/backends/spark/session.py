"""A Spark session that reads the engine's SQL as DuckDB does."""

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.functions import arrow_udf

from soat.backends.functions import ENGINE_FUNCTIONS, EngineFunction, on_spark

_ARROW = {"string": pa.string(), "bigint": pa.int64(), "double": pa.float64()}

# Answers depend on these; nobody may set them otherwise.
_FIXED = {
    # Overflow and a text that is no number are errors, as in DuckDB, and not NULL.
    "spark.sql.ansi.enabled": "true",
    # A time has no zone here, and a day none either.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    # Upper and lower case letter by letter, as DuckDB's, not by the rules of a language.
    "spark.sql.icu.caseMappings.enabled": "false",
    # A text that holds ${…} is a text.
    "spark.sql.variable.substitute": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
_USUAL = {
    "spark.ui.enabled": "false",
    # Spark's messages about a failed row show the row: nothing of a person may reach a log.
    "spark.log.level": "OFF",
    "spark.executor.syncLogLevel.enabled": "true",
    "spark.ui.showConsoleProgress": "false",
    # Days before 1582 are written as they are, not refused.
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
_JAVA = "spark.driver.extraJavaOptions"
_QUIET = Path(__file__).parent / "log4j2.properties"
_ON_THIS_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # Every small table of a join takes a page: of the usual 64 MB, thirty joins fill the memory.
    "spark.buffer.pageSize": "2m",
}


@dataclass(frozen=True)
class SparkSettings:
    """Where Spark runs. `master` None: as spark-submit or the cluster's defaults say.

    `options` are Spark's own settings; those that answers depend on cannot be changed.
    """

    master: str | None = "local[2]"
    memory: str = "2g"
    options: dict[str, str] = field(default_factory=dict)


def open_session(settings: SparkSettings, folder: Path) -> SparkSession:
    """A session with the engine's functions; what it spills goes into `folder`."""
    # The workers must be of this environment, or they do not find its packages.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("soat")
    options = {**_USUAL, "spark.sql.warehouse.dir": str(folder / "warehouse")}
    if settings.master is not None:
        builder = builder.master(settings.master)
    if (settings.master or "").startswith("local"):
        options |= _ON_THIS_MACHINE | {
            "spark.driver.memory": settings.memory,
            "spark.local.dir": str(folder / "spill"),
        }
    options |= settings.options
    options[_JAVA] = f"{options.get(_JAVA, '')} -Dlog4j2.configurationFile={_QUIET}".strip()
    for name, value in {**options, **_FIXED}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    logging.getLogger("SQLQueryContextLogger").disabled = True
    for function in ENGINE_FUNCTIONS:
        answers = arrow_udf(_by_columns(function), function.gives)  # type: ignore[call-overload]
        session.udf.register(on_spark(function.name), answers)
    return session


def _by_columns(function: EngineFunction) -> Any:
    """The function of whole Arrow columns; Spark reads its kind from the hints."""
    kind, answer = _ARROW[function.gives], function.answer

    def of_one(texts: pa.Array) -> pa.Array:  # type: ignore[type-arg]
        return pa.array([_of_known(answer, text) for text in texts.to_pylist()], kind)

    def of_two(ones: pa.Array, others: pa.Array) -> pa.Array:  # type: ignore[type-arg]
        pairs = zip(ones.to_pylist(), others.to_pylist(), strict=True)
        return pa.array([_of_known(answer, *pair) for pair in pairs], kind)

    return of_two if function.arguments == 2 else of_one


def _of_known(answer: Callable[..., Any], *texts: str | None) -> object:
    return None if None in texts else answer(*texts)
