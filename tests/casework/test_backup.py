"""A backup taken while the application runs, restored elsewhere, is the whole book: tried as
docs/how-to/operate-the-application.md tells it, on SQLite and on PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.casework.conftest import SmallCountry
from tests.command import SOAT, environment, run_words

SERVER = os.environ.get("SOAT_TEST_DATABASE", "")
HOSTILE = "UPDATE casework_auditevent SET actor = 'x'"


class Installation:
    """A home and its database."""

    def __init__(self, home: Path, name: str) -> None:
        home.mkdir()
        self.home, self.address = home, ""
        if SERVER:
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {name}")
            self.address = f"{SERVER.rpartition('/')[0]}/{name}"

    def soat(self, *words: str) -> str:
        variables = {
            **environment(),
            "SOAT_DEMO": "1",
            "SOAT_HOME": str(self.home),
            "DATABASE_URL": self.address,
            "SOAT_PASSWORD": "rà soát mỗi ngày",
        }
        del variables["PYTHONWARNINGS"]
        done = run_words((*SOAT, *words, "--lang", "en"), self.home, variables)
        assert done.code == 0, done.err
        return done.out

    def refuses(self, sql: str) -> bool:
        if self.address:
            with psycopg.connect(self.address) as server, pytest.raises(psycopg.Error):
                server.execute(sql)
            return True
        with (
            closing(sqlite3.connect(self.home / "soat.sqlite3")) as book,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            book.execute(sql)
        return True


def program(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(debian[-1]) if debian else str(shutil.which(name))


def back_up(of: Installation, folder: Path) -> None:
    """The database first, then the archive: every file that the database names is then there."""
    if of.address:
        words = ("--format=custom", f"--file={folder / 'soat.dump'}", of.address)
        subprocess.run((program("pg_dump"), *words), check=True)
    else:
        with closing(sqlite3.connect(of.home / "soat.sqlite3")) as book:
            book.execute("VACUUM INTO ?", (str(folder / "soat.sqlite3"),))
    shutil.copytree(of.home / "archive", folder / "archive")


def restore(into: Installation, folder: Path) -> None:
    if into.address:
        words = ("--no-owner", "--exit-on-error", f"--dbname={into.address}")
        subprocess.run((program("pg_restore"), *words, str(folder / "soat.dump")), check=True)
    else:
        shutil.copy(folder / "soat.sqlite3", into.home)
    shutil.copytree(folder / "archive", into.home / "archive")


@pytest.fixture
def running(country: SmallCountry, tmp_path: Path) -> Iterator[Installation]:
    """An installation with a run, an account, an archived file and a reader in the middle of it."""
    made = Installation(tmp_path / "home", "book_backed_up")
    made.soat("load", str(country.run))
    made.soat("account", "add", "quantri", "--role", "administrator", "--place", "/")
    (made.home / "archive").mkdir(exist_ok=True)
    (made.home / "archive" / "returned").write_bytes(b"a returned sheet")
    if made.address:
        with psycopg.connect(made.address) as reader:
            reader.execute("SELECT 1 FROM casework_profile")
            yield made
        return
    with closing(sqlite3.connect(made.home / "soat.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM casework_profile").fetchall()
        yield made


@pytest.mark.slow
def test_a_backup_taken_while_it_runs_is_the_whole_book(
    running: Installation, country: SmallCountry, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    back_up(running, folder)
    restored = Installation(tmp_path / "elsewhere", "book_restored")
    restore(restored, folder)
    whole = running.soat("audit", "verify")
    assert "The trail is whole: 2 events" in whole
    assert restored.soat("audit", "verify") == whole
    assert (restored.home / "archive" / "returned").read_bytes() == b"a returned sheet"
    assert restored.refuses(HOSTILE)
    assert "1500 profiles" in restored.soat("load", str(country.run))
    assert restored.soat("audit", "verify") == whole, "the run was in already"
