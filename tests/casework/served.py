"""The application as its users start it, with accounts, for tests that look through a browser."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import duckdb
import psycopg
from playwright.sync_api import Page
from psycopg import sql

from soat.review.places import COUNTRY, place_path
from tests.command import SOAT, environment, run_words

PASSWORD = "rà soát mỗi ngày"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running application: its address, and a case of its station that a name settles."""

    address: str
    name: str
    right: str
    home: Path
    variables: Mapping[str, str]

    def add_account(self, name: str, role: str, place: str) -> None:
        """An account more, whose password is that of all."""
        _add_account(self.home, self.variables, (name, role, place))


@contextmanager
def serving(run: Path, home: Path) -> Iterator[Served]:
    """The application over a run: the station `tram` of one commune, a site `coso` there, their
    district `huyen`, and the auditor `kiemtra`, who must set up a second factor first."""
    variables = _variables(home)
    loaded = run_words((*SOAT, "load", str(run)), home, variables)
    assert loaded.code == 0, loaded.err
    (province, district, commune), name, right = _case_of(run)
    here = ("2021", province, district, commune)
    for account in (
        ("tram", "station", place_path(*here)),
        ("huyen", "district", place_path(*here[:3])),
        ("coso", "site", place_path(*here, _site_in(run, commune))),
        ("kiemtra", "auditor", COUNTRY),
    ):
        _add_account(home, variables, account)
    port = _free_port()
    server = subprocess.Popen(
        (*SOAT, "serve", "--port", str(port)),
        cwd=home,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield Served(address, name, right, home, variables)
    finally:
        server.terminate()
        try:
            server.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


def sign_in(page: Page, served: Served, account: str = "tram") -> None:
    """From nothing to the first page, or to what must be done before it."""
    page.goto(served.address)
    page.get_by_label("Tên đăng nhập").fill(account)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def _add_account(home: Path, variables: Mapping[str, str], told: tuple[str, str, str]) -> None:
    name, role, place = told
    words = ("account", "add", name, "--role", role, "--place", place)
    made = run_words((*SOAT, *words), home, dict(variables))
    assert made.code == 0, made.err


def _variables(home: Path) -> dict[str, str]:
    variables = {
        **environment(),
        "SOAT_DEMO": "1",
        "SOAT_HOME": str(home),
        "DATABASE_URL": _own_database(),
        "SOAT_HOSTS": "127.0.0.1",
        "SOAT_PASSWORD": PASSWORD,
    }
    for name in ("DJANGO_SETTINGS_MODULE", "PYTHONWARNINGS"):
        variables.pop(name, None)
    return variables


def _own_database() -> str:
    """What the browser does stays: it gets a database that no other test looks at."""
    address = os.environ.get("SOAT_TEST_DATABASE", "")
    if not address:
        return ""
    browsed = address.rpartition("/")[2] + "_browsed"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(browsed)))
    return address.rpartition("/")[0] + f"/{browsed}"


def _case_of(run: Path) -> tuple[tuple[str, str, str], str, str]:
    """Where somebody lives whose name alone is wrong, as it is typed, and as it is right."""
    # The database may be PostgreSQL's; the run's own files say the same.
    with duckdb.connect() as con:
        found = con.execute(
            f"""SELECT c.province_code, c.district_code, c.residence_code, c.full_name,
                r.register_value
            FROM '{run}/standing/0000/people_comparable/*.parquet' c
            JOIN '{run}/verdicts.parquet' v ON v.person_ref = c.person_ref
            JOIN '{run}/repairs.parquet' r ON r.person_ref = c.person_ref
            WHERE v.reasons = ['name'] AND c.residence_code IS NOT NULL
            ORDER BY c.person_ref LIMIT 1"""
        ).fetchall()
    province, district, commune, name, right = map(str, found[0])
    return (province, district, commune), name, right


def _site_in(run: Path, commune: str) -> str:
    with duckdb.connect() as con:
        found = con.execute(
            f"""SELECT min(site_code) FROM '{run}/standing/0000/sites_typed/*.parquet'
            WHERE commune_code = ?""",
            [commune],
        ).fetchall()
    return str(found[0][0])


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            urlopen(f"{address}/sign-in/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the application did not start")
