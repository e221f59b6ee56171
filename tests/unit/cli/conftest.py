"""A finished run folder of twelve people, and the command as a function."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from soat.cli.main import exit_code_of
from tests.unit.measure.small_run import write_small_run


@dataclass(frozen=True)
class Answer:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Soat = Callable[..., Answer]


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_run(tmp_path_factory.mktemp("runs") / "twelve")


@pytest.fixture
def soat(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Soat:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("SOAT_LANG", raising=False)

    def call(*arguments: object) -> Answer:
        code = exit_code_of([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return Answer(code, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return call
