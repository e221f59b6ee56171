"""Every way to fail has its exit code and is told in both languages, without personal data."""

import os
import signal
import threading
from pathlib import Path

import duckdb
import pytest

from soat import journey
from soat.model.errors import (
    InputUnusable,
    LimitPassed,
    MachineTrouble,
    SoatError,
    WrongUsage,
)
from soat.model.messages import Message
from tests.unit.cli.conftest import Soat

RUN = ("run", "--register", "r", "--people", "p", "--out", "o")


def told(error: type[SoatError]) -> SoatError:
    return error(Message("Chuyện gì", "What"), "where.csv", Message("Làm gì", "Do this"))


# The journey is replaced here, and only here: what is tested is how the door tells a failure,
# whatever it was. That the journey fails rightly is tested on real files in tests/golden.
@pytest.mark.parametrize(
    ("error", "code"),
    [(WrongUsage, 2), (InputUnusable, 3), (LimitPassed, 4), (MachineTrouble, 1)],
)
def test_a_persons_mistake(
    soat: Soat, monkeypatch: pytest.MonkeyPatch, error: type[SoatError], code: int
) -> None:
    def fail(*_: object) -> Path:
        raise told(error)

    monkeypatch.setattr(journey, "run", fail)
    answer = soat(*RUN)
    assert answer.code == code
    assert answer.out == ""
    for part in ("Chuyện gì", "What", "where.csv", "Làm gì", "Do this"):
        assert part in answer.err


def test_ctrl_c(soat: Soat, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(journey, "run", interrupted)
    answer = soat(*RUN)
    assert answer.code == 130
    assert "Đã dừng" in answer.err
    assert "Stopped as asked" in answer.err


def test_ctrl_c_during_a_query(soat: Soat, monkeypatch: pytest.MonkeyPatch) -> None:
    def query(*_: object) -> Path:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        with duckdb.connect() as connection:
            for _ in range(2000):
                connection.execute("SELECT sum(range) FROM range(1000000)").fetchall()
        return Path()

    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(journey, "run", query)
    answer = soat(*RUN)
    assert answer.code == 130
    assert "Stopped as asked" in answer.err
    assert "our fault" not in answer.err
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_bug_shows_where_but_not_what_was_in_the_data(
    soat: Soat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Path:
        name = "Nguyễn Văn Bí Mật"
        duckdb.sql(f"SELECT CAST('{name}' AS DATE)").fetchall()
        return Path()

    monkeypatch.setattr(journey, "run", fail)
    answer = soat(*RUN)
    assert answer.code == 1
    assert "test_failures.py" in answer.err
    assert "ConversionException" in answer.err
    assert "Bí Mật" not in answer.err
    assert "Lỗi của phần mềm" in answer.err
    assert "This is our fault" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("run", "--register", "r"),
        ("run", "--register", "r", "--people", "p", "--out", "o", "--as-of", "25/04/2022"),
        ("run", "--register", "r", "--people", "p", "--out", "o", "--engine", "abacus"),
        ("run", "--register", "r", "--people", "p", "--out", "o", "--max-rejected", "2"),
        ("simulate", "--people", "0", "--out", "o"),
        ("report",),
        ("report", "folder", "--format", "pdf"),
        ("explain", "folder"),
    ],
)
def test_wrong_usage(soat: Soat, arguments: tuple[str, ...]) -> None:
    answer = soat(*arguments)
    assert answer.code == 2
    assert "Dùng sai lệnh" in answer.err
    assert "Wrong usage" in answer.err


def test_help_lists_the_commands_of_the_contract(soat: Soat) -> None:
    answer = soat("--help")
    assert answer.code == 0
    for command in ("simulate", "register", "run", "update", "report", "explain", "version"):
        assert f"\n  {command}" in answer.out


def test_version(soat: Soat) -> None:
    answer = soat("version")
    assert (answer.code, answer.out) == (0, "soat 0.1.0\n")
