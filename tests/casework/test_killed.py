"""A load that is killed has happened wholly, or not at all; the next one goes well."""

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.casework.conftest import SmallCountry
from tests.command import SOAT, environment

# Seconds after the first staged row: while rows are staged, merged, and about when it is done.
MOMENTS = (0.0, 0.15, 0.4, 0.8)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_load_leaves_all_or_nothing(
    country: SmallCountry, tmp_path: Path, moment: float
) -> None:
    variables = {**environment(), "SOAT_DEMO": "1", "SOAT_HOME": str(tmp_path), "DATABASE_URL": ""}
    words = (*SOAT, "load", str(country.run))
    begun = subprocess.Popen(
        words, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while begun.poll() is None and not (tmp_path / "loading.sqlite3").exists():
        time.sleep(0.005)
    time.sleep(moment)
    os.kill(begun.pid, signal.SIGKILL)
    begun.wait()
    profiles, runs, events = counted(tmp_path)
    assert (profiles > 0) == (runs == 1) == (events == 1)
    again = subprocess.run(words, env=variables, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert counted(tmp_path)[1:] == (1, 1)
    assert not list(tmp_path.glob("loading.*"))


def counted(home: Path) -> tuple[int, int, int]:
    with sqlite3.connect(home / "soat.sqlite3") as database:
        tables = ("casework_profile", "casework_loadedrun", "casework_auditevent")
        rows = [database.execute(f"SELECT count(*) FROM {table}").fetchall() for table in tables]
    database.close()
    profiles, runs, events = (int(row[0][0]) for row in rows)
    return profiles, runs, events
