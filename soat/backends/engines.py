"""Which engine runs the stages. Spark is opened by name: what it needs is an optional extra."""

import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

from soat.backends.duckdb_backend import StageMeasure, run_stage
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.model.stages import Stage

ENGINES = ("duckdb", "spark")
_EXTRA = ("pyspark", "sqlglot", "rapidfuzz")
_OPENER = "soat.backends.spark.opening"


class StageRunner(Protocol):
    """Runs stages whose tables stand in a DuckDB connection before and afterwards."""

    def run_stage(
        self, stage: Stage, on_step: Callable[[int, int], None] | None = None
    ) -> StageMeasure: ...

    def drop(self, table: str) -> None:
        """Remove a table that a stage gave and nobody reads any more."""


@dataclass(frozen=True)
class DuckDbRunner:
    """Runs stages where their tables stand."""

    connection: duckdb.DuckDBPyConnection

    def run_stage(
        self, stage: Stage, on_step: Callable[[int, int], None] | None = None
    ) -> StageMeasure:
        return run_stage(self.connection, stage, on_step)

    def drop(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE {table}").fetchall()


@contextmanager
def open_engine(
    name: str, connection: duckdb.DuckDBPyConnection, folder: Path
) -> Iterator[StageRunner]:
    """The engine of that name for the tables of `connection`; it may write into `folder`.

    Raises WrongUsage where it cannot run.
    """
    refuse_engine(name)
    if name == "duckdb":
        yield DuckDbRunner(connection)
        return
    with importlib.import_module(_OPENER).spark_runner(connection, folder) as runner:
        yield runner


def refuse_engine(name: str) -> None:
    """Raise WrongUsage for an engine that does not exist or lacks what it needs here."""
    if name not in ENGINES:
        raise WrongUsage(
            Message("Không có máy tính toán này.", "There is no such engine."),
            f"--engine {name}",
            Message(f"Chọn {' hoặc '.join(ENGINES)}.", f"Choose {' or '.join(ENGINES)}."),
        )
    if name == "spark":
        _refuse_lacking_extra()
        _refuse_lacking_java()


def _refuse_lacking_extra() -> None:
    lacking = [package for package in _EXTRA if importlib.util.find_spec(package) is None]
    if lacking:
        raise WrongUsage(
            Message(
                f"Máy tính toán Spark cần thêm gói: {', '.join(lacking)}.",
                f"The Spark engine needs further packages: {', '.join(lacking)}.",
            ),
            "--engine spark",
            Message("Cài soat[spark].", "Install soat[spark]."),
        )


def _refuse_lacking_java() -> None:
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise WrongUsage(
            Message("Máy tính toán Spark cần Java 17.", "The Spark engine needs Java 17."),
            "--engine spark",
            Message(
                "Cài openjdk-17-jre-headless, hoặc đặt JAVA_HOME.",
                "Install openjdk-17-jre-headless, or set JAVA_HOME.",
            ),
        )
