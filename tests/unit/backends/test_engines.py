"""An engine is opened by name, and refused with a sentence where it cannot run."""

import importlib.util
import shutil
from pathlib import Path

import duckdb
import pytest

from soat.backends.engines import DuckDbRunner, open_engine, refuse_engine
from soat.backends.spark.opening import settings_of
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.model.stages import SqlStep, Stage

ONE = Stage(
    "one", Message("", ""), {}, {"ones": ("n",)}, (SqlStep("ones", "a one", "SELECT 1 AS n"),)
)


def test_duckdb_runs_a_stage_where_its_tables_stand(tmp_path: Path) -> None:
    with duckdb.connect() as connection, open_engine("duckdb", connection, tmp_path) as engine:
        assert isinstance(engine, DuckDbRunner)
        assert engine.run_stage(ONE).stage == "one"
        assert connection.execute("FROM ones").fetchall() == [(1,)]


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(WrongUsage) as refused:
        refuse_engine("abacus")
    assert refused.value.remedy.en == "Choose duckdb or spark."


def test_spark_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WrongUsage) as refused:
        refuse_engine("spark")
    assert refused.value.remedy.en == "Install soat[spark]."


def test_spark_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(WrongUsage) as refused:
        refuse_engine("spark")
    assert "openjdk-17-jre-headless" in refused.value.remedy.en


def test_the_environment_says_where_spark_runs() -> None:
    here = settings_of({})
    assert (here.master, here.memory) == ("local[*]", "4g")
    there = settings_of({"SOAT_SPARK_MASTER": "spark://head:7077", "SOAT_SPARK_MEMORY": "8g"})
    assert (there.master, there.memory) == ("spark://head:7077", "8g")
    assert settings_of({"SOAT_SPARK_MASTER": "given"}).master is None
