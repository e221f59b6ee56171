"""Everything that holds on SQLite holds on PostgreSQL: the same tests, on a real server."""

import subprocess
import sys

import psycopg
import pytest

from tests.command import ROOT, environment
from tests.shared_country import KEPT, country_folder

PARTS = 4
"""Each takes a part of the files, in a database of its own, so that workers share the time."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_book_of_cases_holds_on_postgresql(
    postgresql: str, tmp_path_factory: pytest.TempPathFactory, part: int
) -> None:
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute(f"CREATE DATABASE part{part}")
    address = postgresql.rpartition("/")[0] + f"/part{part}"
    files = sorted(ROOT.glob("tests/casework/test_*.py"))[part::PARTS]
    words = (sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider")
    which = ("-m", "not any_database", "--basetemp", str(tmp_path_factory.mktemp("inner")))
    country = str(country_folder(tmp_path_factory))
    done = subprocess.run(
        (*words, *which, *(str(file) for file in files)),
        cwd=ROOT,
        env={**environment(), "SOAT_TEST_DATABASE": address, KEPT: country},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in done.stdout.splitlines()[-1]
