"""Apache Spark for the tests that compare the engines."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from soat.backends.spark.session import SparkSettings, open_session

INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "openjdk-17-jre-headless")
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
    on_ci = bool(os.environ.get("CI"))
    if shutil.which("java") is None and on_ci and os.geteuid() == 0:
        subprocess.run(("apt-get", "update"), check=True, capture_output=True)
        subprocess.run(INSTALL, check=True, capture_output=True)
    path = shutil.which("java")
    if path is None and not on_ci:
        pytest.skip("needs Java: apt-get install openjdk-17-jre-headless, or `make java`")
    assert path, "CI has no Java, and nobody would know whether the engines agree"
    return path


@pytest.fixture(scope="session")
def spark(java: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    settings = SparkSettings(master="local[2]", memory="1g", options=QUICK)
    session = open_session(settings, tmp_path_factory.mktemp("spark"))
    yield session
    session.stop()
