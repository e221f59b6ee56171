"""`soat explain` on a run of twelve people."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Soat


def test_a_person_with_evidence(soat: Soat, run_folder: Path) -> None:
    answer = soat("explain", run_folder, "P08", "--lang", "en")
    assert answer.code == 0
    told = " ".join(answer.out.split())
    assert "WRONG: this person was found in the population register" in told
    assert "recorded “79099000001”, in the register “079099000001” (+16.5 bits)." in told
    assert "Each bit above zero doubles the odds of the same person" in told
    assert (
        "Number: recorded “79099000001”, in the register “079099000001” (the leading zero was "
        "lost, as spreadsheets do) → safe to correct in bulk." in told
    )


def test_several_people_fit(soat: Soat, run_folder: Path) -> None:
    told = soat("explain", run_folder, "P09").out
    assert "Nhiều người cùng khớp" in told
    assert "1. số 079099000002, khả năng 50,00 %" in told
    assert "2. số 079099000003, khả năng 49,00 %" in told
    assert "hỏi gia đình" in told


@pytest.mark.parametrize("person", [f"P{number:02}" for number in range(1, 13)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_everybody_can_be_explained(
    soat: Soat, run_folder: Path, person: str, language: str
) -> None:
    answer = soat("explain", run_folder, person, "--lang", language)
    assert answer.code == 0
    assert len(answer.out.splitlines()) >= 4


def test_an_unknown_person_is_not_repeated_back(soat: Soat, run_folder: Path) -> None:
    answer = soat("explain", run_folder, "0901234567")
    assert answer.code == 2
    assert "No profile has this reference" in answer.err
    assert "0901234567" not in answer.err


def test_a_folder_that_is_no_run(soat: Soat, tmp_path: Path) -> None:
    answer = soat("explain", tmp_path / "none", "P01")
    assert answer.code == 3
    assert "Không có thư mục kết quả này" in answer.err
