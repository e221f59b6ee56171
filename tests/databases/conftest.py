"""A PostgreSQL server of its own, on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.debian import needed


@pytest.fixture(scope="session")
def postgresql_programs() -> Path:
    """The folder of initdb and pg_ctl. On CI they must be there and are installed; elsewhere their
    lack skips."""
    why = "CI has no PostgreSQL, and half of the databases would go untried"
    return needed(_found, "postgresql", "postgresql", why)


def _found() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    elsewhere = shutil.which("initdb")
    found = [*debian, *([Path(elsewhere)] if elsewhere else [])]
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql(postgresql_programs: Path) -> Iterator[str]:
    """The address of an empty database. The server refuses to run as root: then it runs as the
    user that its package made."""
    # A socket's path may be a hundred signs long at most: not pytest's own folders.
    with tempfile.TemporaryDirectory(prefix="soat-pg-") as name:
        folder = Path(name)
        as_user: tuple[str, ...] = ()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            as_user = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
        # In the order of a language, which production may have: places must sort right in it too.
        order = ("--locale-provider=icu", "--icu-locale=vi", "--encoding=UTF8", "--locale=C.UTF-8")
        data = str(folder / "data")
        start = (*as_user, str(postgresql_programs / "pg_ctl"), "-D", data, "-w")
        _run(*as_user, str(postgresql_programs / "initdb"), "-D", data, "-A", "trust", *order)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(*start, "-o", options, "-l", str(folder / "log"), "start")
        try:
            owner = "postgres" if as_user else os.environ.get("USER", "postgres")
            yield f"postgres://{owner}@{quote(str(folder), safe='')}/postgres"
        finally:
            _run(*start, "-m", "immediate", "stop")


def _run(*words: str) -> None:
    # pg_ctl's server would hold a pipe open for ever.
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, words
