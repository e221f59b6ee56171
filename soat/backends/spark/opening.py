"""The Spark engine as the environment describes it, for the length of one run."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from soat.backends.spark.session import SparkSettings, open_session
from soat.backends.spark.workshop import SparkWorkshop

MASTER = "SOAT_SPARK_MASTER"
"""Spark's master: local[*] when unset; `given` leaves it to spark-submit or spark-defaults.conf."""

MEMORY = "SOAT_SPARK_MEMORY"
"""Memory of Java where it runs on this machine only (4g when unset)."""


@contextmanager
def spark_runner(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[SparkWorkshop]:
    """Stages run on Spark, their tables in a folder within `folder` that is gone afterwards."""
    with TemporaryDirectory(prefix="spark-", dir=folder) as bench:
        session = open_session(settings_of(os.environ), Path(bench))
        try:
            yield SparkWorkshop(session, connection, Path(bench))
        finally:
            session.stop()


def settings_of(environment: Mapping[str, str]) -> SparkSettings:
    """What the environment says about where Spark runs."""
    master = environment.get(MASTER, "local[*]")
    return SparkSettings(
        master=None if master == "given" else master, memory=environment.get(MEMORY, "4g")
    )
