"""Everything that holds on SQLite holds on PostgreSQL: the same tests, on a real server."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, environment


@pytest.mark.slow
def test_the_book_of_cases_holds_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    words = (sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider")
    done = subprocess.run(
        (*words, "--basetemp", str(tmp_path / "inner"), "tests/casework"),
        cwd=ROOT,
        env={**environment(), "SOAT_TEST_DATABASE": postgresql},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in done.stdout.splitlines()[-1]
