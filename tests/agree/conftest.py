"""Apache Spark for the tests that compare the engines."""

import shutil
from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from soat.backends.spark.session import SparkSettings, open_session
from tests.debian import needed

# Small tables: a few tasks, and no time spent on compiling queries that run once.
QUICK = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="session")
def java() -> str:
    """Java's path. On CI it must be there and is installed; elsewhere its lack skips."""
    why = "CI has no Java, and nobody would know whether the engines agree"
    return needed(lambda: shutil.which("java"), "openjdk-17-jre-headless", "java", why)


@pytest.fixture(scope="session")
def spark(java: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    settings = SparkSettings(master="local[2]", memory="1g", options=QUICK)
    session = open_session(settings, tmp_path_factory.mktemp("spark"))
    yield session
    session.stop()
