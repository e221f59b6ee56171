"""The tutorial's files do what the tutorial says."""

import re
from pathlib import Path

from tests.command import ROOT, soat

TUTORIAL = ROOT / "docs" / "tutorial" / "your-first-list.md"


def test_your_first_list(tmp_path: Path) -> None:
    register, people = re.findall(r"```\n(\S+ .*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)[:2]
    (tmp_path / "so-dan-cu.csv").write_text(register, encoding="utf-8")
    (tmp_path / "danh-sach.csv").write_text(people, encoding="utf-8")
    run = ("run", "--register", "so-dan-cu.csv", "--people", "danh-sach.csv", "--out", "ket-qua")
    first = soat(tmp_path, *run)
    assert first.code == 0, first.err
    assert _counts(first.out, "Profiles compared", "All verified", "All wrong") == [4, 1, 2]
    assert _counts(first.out, "All unidentified", "people: The row repeats the headings") == [1, 1]
    lan = soat(tmp_path, "explain", "ket-qua", "DT2").out
    assert "leading zero was lost" in lan
    assert lan.count("safe to correct in bulk") == 2
    nobody = "UNIDENTIFIED: nobody in the population register can be said for sure to be this"
    assert nobody in soat(tmp_path, "explain", "ket-qua", "DT4").out
    assert nobody in TUTORIAL.read_text("utf-8")
    again = soat(tmp_path, *run)
    assert again.code == 2
    assert "The output folder already holds something." in again.err


def _counts(told: str, *labels: str) -> list[int]:
    """The first figure behind each label."""
    found = [re.search(rf"{re.escape(label)} +([0-9]+)", told) for label in labels]
    return [int(one.group(1)) for one in found if one]
