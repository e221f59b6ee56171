"""A country worked through in pieces gives what one piece gives, and goes on after a kill."""

import json
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.command import SOAT, environment, soat
from tests.run_tables import assert_same_answers, rows_of

AS_OF = "2022-04-25"
PEOPLE, CUT, SMALL_CUT = 3000, 1500, 1000


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated country with its run in one piece beside it."""
    folder = tmp_path_factory.mktemp("country")
    # The scenario with every fault that there is: what crosses cuts is there many times over.
    made = ("simulate", "--people", PEOPLE, "--scenario", "hostile", "--out", "made")
    assert soat(folder, *made).code == 0
    add_untidy_keys(folder / "made" / "doses")
    assert soat(folder, "register", "build", "made/register", "--out", "snapshot").code == 0
    assert soat(folder, *run_into("whole")).code == 0
    return folder


def add_untidy_keys(doses: Path) -> None:
    """A text file of doses whose people are named with no-break spaces around."""
    with duckdb.connect() as connection:
        connection.execute(
            f"""COPY (SELECT * REPLACE (dose_ref || '-again' AS dose_ref,
                    chr(160) || person_ref || chr(160) AS person_ref)
                FROM '{doses}/*.parquet' ORDER BY dose_ref LIMIT 200)
            TO '{doses}/untidy.csv' (FORMAT csv, HEADER)"""
        ).fetchall()


def run_into(out: str, register: str = "snapshot", cut: int = 10**6) -> tuple[object, ...]:
    """The command of a run; `cut` people a piece."""
    tables = ("people", "doses", "daily_reports", "sites")
    given = [word for name in tables for word in (f"--{name.replace('_', '-')}", f"made/{name}")]
    named = ("run", "--register", register, "--out", out, "--as-of", AS_OF)
    return (*named, "--people-in-a-cut", cut, *given)


def test_pieces_give_what_one_piece_gives(country: Path) -> None:
    outcome = soat(country, *run_into("pieces", cut=SMALL_CUT))
    assert outcome.code == 0, outcome.err
    assert_same_answers(country / "whole", country / "pieces")
    assert not list(country.glob(".pieces.pieces-*")), "finished pieces are removed at the end"


def test_a_raw_register_is_cut_too(country: Path) -> None:
    outcome = soat(country, *run_into("raw", "made/register", CUT))
    assert outcome.code == 0, outcome.err
    told = rows_of(country / "raw" / "verdicts.parquet")
    unnamed = [row[:-1] for row in told]
    assert unnamed == [row[:-1] for row in rows_of(country / "whole" / "verdicts.parquet")]


def test_a_snapshot_made_in_pieces_is_the_same(country: Path) -> None:
    cut = ("--people-in-a-cut", CUT)
    outcome = soat(country, "register", "build", "made/register", "--out", "pieced", *cut)
    assert outcome.code == 0, outcome.err
    files = sorted(file.relative_to(country / "snapshot") for file in snapshot_files(country))
    for file in files:
        assert rows_of(country / "pieced" / file) == rows_of(country / "snapshot" / file), file
    assert read_json(country / "pieced" / "manifest.json") == read_json(
        country / "snapshot" / "manifest.json"
    )


def snapshot_files(country: Path) -> list[Path]:
    """The register people and the facts; what else a snapshot holds is made from these."""
    folder = country / "snapshot"
    return [*(folder / "people").glob("*.parquet"), *(folder / "facts").glob("*.parquet")]


@pytest.mark.parametrize("leg", ["Seeking candidates", "Settling everyone"])
def test_a_killed_run_goes_on_from_its_pieces(country: Path, leg: str) -> None:
    shutil.rmtree(country / "resumed", ignore_errors=True)
    kill_at(leg, country, run_into("resumed", cut=CUT))
    assert not (country / "resumed").exists()
    outcome = soat(country, *run_into("resumed", cut=CUT))
    assert outcome.code == 0, outcome.err
    assert read_json(country / "resumed" / "run.json")["reused_pieces"] > 0
    assert_same_answers(country / "whole", country / "resumed")


def test_a_run_killed_five_times_goes_on_from_where_it_was(country: Path) -> None:
    reached = []
    for lines in (7, 11, 15, 18, 20):
        reached.append(kill_after(lines, country, run_into("hunted", cut=CUT)))
        assert not (country / "hunted").exists()
    assert len(set(reached)) == len(reached), "each kill meets another leg"
    assert soat(country, *run_into("hunted", cut=CUT)).code == 0
    assert_same_answers(country / "whole", country / "hunted")


# In the second case what the piece was made of had been dropped: all are made again.
@pytest.mark.parametrize(
    ("leg", "table"), [("Weighing", "unsettled_people"), ("Settling everyone", "plausible_pairs")]
)
def test_a_damaged_piece_is_made_again(country: Path, leg: str, table: str) -> None:
    shutil.rmtree(country / "mended", ignore_errors=True)
    kill_at(leg, country, run_into("mended", cut=CUT))
    pieces = next(country.glob(".mended.pieces-*"))
    damaged = next(pieces.rglob(f"{table}/cut=*/*.parquet"))
    damaged.write_bytes(damaged.read_bytes()[:-8])
    outcome = soat(country, *run_into("mended", cut=CUT))
    assert outcome.code == 0, outcome.err
    assert_same_answers(country / "whole", country / "mended")


def test_other_inputs_use_no_piece_again(country: Path) -> None:
    shutil.rmtree(country / "other", ignore_errors=True)
    kill_at("Weighing", country, run_into("other", cut=CUT))
    outcome = soat(country, *run_into("other", cut=CUT + 500))
    assert outcome.code == 0, outcome.err
    assert read_json(country / "other" / "run.json")["reused_pieces"] == 0


def read_json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def kill_after(lines: int, folder: Path, words: tuple[object, ...]) -> str:
    """Start the command and kill it when it has told so many steps of progress; the last one."""
    told: list[str] = []

    def enough(line: str) -> bool:
        told.append(line)
        return len(told) == lines

    kill_when(enough, folder, words)
    return told[-1].partition("%")[2]


def kill_at(leg: str, folder: Path, words: tuple[object, ...]) -> None:
    """Start the command and kill it when it says that leg."""
    kill_when(lambda line: leg in line, folder, words)


def kill_when(it_is_time: Callable[[str], bool], folder: Path, words: tuple[object, ...]) -> None:
    """Start the command and kill it, beyond its own reach, at the first such line."""
    command = [*SOAT, *(str(word) for word in words)]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr
        for line in running.stderr:
            if it_is_time(line):
                running.send_signal(signal.SIGKILL)
                break
    assert running.returncode == -signal.SIGKILL
