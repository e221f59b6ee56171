"""What is printed commands no terminal, fits every width, and can be written in every encoding."""

import re
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from soat.cli.explanation_view import print_explanation
from soat.cli.failures import tell_error
from soat.cli.report_view import report_view
from soat.cli.terminal import harmless
from soat.engine.explain.case import CandidateRow, PersonCase, VerdictRow
from soat.engine.explain.sentences import explain
from soat.engine.measure.headline import Figure
from soat.model.errors import WrongUsage
from soat.model.messages import Message
from soat.store.reporting.read_report import RunReport
from tests.command import SOAT, environment, run_words
from tests.unit.cli.conftest import Soat

CLEAR_SCREEN = "\x1b[2J"
RIGHT_TO_LEFT = "\u202e"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hùng"),
        (f"Lan{CLEAR_SCREEN}", "Lan\\x1b[2J"),
        ("a\r\nb\tc\0", "a\\x0d\\x0ab\\x09c\\x00"),
        (f"a{RIGHT_TO_LEFT}b", "a\\u202eb"),
        ("\x9b31m", "\\x9b31m"),
        ("t\udce9p", "t\\udce9p"),
    ],
)
def test_what_could_command_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_an_explanation_holds_no_commands(capsys: pytest.CaptureFixture[str]) -> None:
    verdict = VerdictRow(f"P\n{CLEAR_SCREEN}", "present", "unidentified", (), None, "x", 0.1, "ask")
    candidate = CandidateRow(1, "079099000002", 0.5, {}, f"Lan{CLEAR_SCREEN}")
    recorded = {"name": f"Hùng{RIGHT_TO_LEFT}\r"}
    case = PersonCase(verdict, candidates=(candidate,), recorded=recorded)
    print_explanation(verdict, explain(case, "en"))
    told = capsys.readouterr().out
    assert told.startswith("P\\x0a\\x1b[2J\n")
    assert not re.search("[\x1b\r\u202e]", told)


def test_an_error_holds_no_commands(capsys: pytest.CaptureFixture[str]) -> None:
    heading = Message(f"Tiêu đề {CLEAR_SCREEN}", f"Heading {CLEAR_SCREEN}")
    tell_error(WrongUsage(heading, f"file{CLEAR_SCREEN}.csv", heading))
    told = capsys.readouterr().err
    assert CLEAR_SCREEN not in told
    assert "file\\x1b[2J.csv" in told


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("level", ["nation", "province"])
@pytest.mark.parametrize(("width", "bars"), [(72, False), (80, False), (100, True), (120, True)])
def test_no_figure_is_cut_at_any_width(
    width: int, bars: bool, level: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    people, doses = 82_268_445, 204_999_999
    place = (level, "2021" if level == "province" else "", "01" if level == "province" else "")
    figures = [
        Figure(f"{unit}_by_verdict", date(2022, 4, 25), *place, "verdict", "verified", count, count)
        for unit, count in (("people", people), ("doses", doses))
    ]
    report = RunReport("run", date(2022, 4, 25), level, tuple(figures))
    Console(width=width).print(report_view(report, language, bars))
    told = capsys.readouterr().out
    point = "." if language == "vi" else ","
    assert f"82{point}268{point}445" in told
    assert f"204{point}999{point}999" in told
    assert "…" not in told


@pytest.mark.parametrize("command", [("report",), ("explain", "P08")])
def test_without_unicode_everything_is_still_written(
    run_folder: Path, command: tuple[str, ...]
) -> None:
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "SOAT_LANG": "vi"}
    words = (*SOAT, command[0], str(run_folder), *command[1:])
    outcome = run_words(words, run_folder, {**environment(), **plain})
    assert outcome.code == 0, outcome.err
    assert outcome.out.isascii()
    assert "BANG TONG HOP" in outcome.out or "co so du lieu dan cu" in outcome.out


def test_a_reader_who_has_seen_enough_is_no_fault(run_folder: Path) -> None:
    report = " ".join((*SOAT, "report", str(run_folder), "--format", "json"))
    words = ("bash", "-c", f"{report} | (exec 0<&-; sleep 1); exit ${{PIPESTATUS[0]}}")
    outcome = run_words(words, run_folder, environment())
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("size", ["much", "4", "-1GB", "4GB; DROP TABLE x"])
def test_memory_without_number_and_unit_is_wrong_usage(
    soat: Soat, tmp_path: Path, size: str
) -> None:
    answer = soat("register", "build", "r", "--out", tmp_path / "s", "--memory-limit", size)
    assert answer.code == 2
    assert "Viết một số và đơn vị" in answer.err
    assert "Write a number and a unit" in answer.err


def test_a_full_disk_is_told_wherever_it_strikes(run_folder: Path) -> None:
    report = " ".join((*SOAT, "report", str(run_folder), "--format", "json"))
    outcome = run_words(("sh", "-c", f"{report} > /dev/full"), run_folder, environment())
    assert outcome.code == 1
    assert "The disk is full; nothing was written." in outcome.err
