"""A station's morning in a real browser: sign in, find, correct, see it verified, undo."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import duckdb
import psycopg
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from soat.review.places import place_path
from tests.casework.conftest import SmallCountry
from tests.command import SOAT, environment, run_words
from tests.web.chromium import ARGUMENTS, chromium_path

PASSWORD = "rà soát mỗi ngày"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running application: its address, and a case of its station that a name settles."""

    address: str
    name: str
    right: str


@pytest.fixture(scope="module")
def served(country: SmallCountry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The application as its users start it, with one station's account."""
    home = tmp_path_factory.mktemp("home")
    variables = {
        **environment(),
        "SOAT_DEMO": "1",
        "SOAT_HOME": str(home),
        "DATABASE_URL": "",
        "SOAT_HOSTS": "127.0.0.1",
        "SOAT_PASSWORD": PASSWORD,
    }
    del variables["DJANGO_SETTINGS_MODULE"], variables["PYTHONWARNINGS"]
    place, name, right = _loaded(country, home, variables)
    account = ("account", "add", "tram", "--role", "station", "--place", place)
    made = run_words((*SOAT, *account), home, variables)
    assert made.code == 0, made.err
    port = _free_port()
    server = subprocess.Popen(
        (*SOAT, "serve", "--port", str(port)),
        cwd=home,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    _wait_for(address)
    yield Served(address, name, right)
    server.terminate()
    server.wait(PATIENCE_SECONDS)


def _loaded(country: SmallCountry, home: Path, variables: dict[str, str]) -> tuple[str, str, str]:
    loaded = run_words((*SOAT, "load", str(country.run)), home, variables)
    assert loaded.code == 0, loaded.err
    # The database may be PostgreSQL's; the run's own files say the same.
    with duckdb.connect() as con:
        found = con.execute(
            f"""SELECT c.province_code, c.district_code, c.residence_code, c.full_name,
                r.register_value
            FROM '{country.run}/standing/0000/people_comparable/*.parquet' c
            JOIN '{country.run}/verdicts.parquet' v ON v.person_ref = c.person_ref
            JOIN '{country.run}/repairs.parquet' r ON r.person_ref = c.person_ref
            WHERE v.reasons = ['name'] AND c.residence_code IS NOT NULL
            ORDER BY c.person_ref LIMIT 1"""
        ).fetchall()
    province, district, commune, name, right = map(str, found[0])
    return place_path("2021", province, district, commune), name, right


def _own_database(home: Path) -> str:
    """What the browser does stays: it gets a database that no other test looks at."""
    address = os.environ.get("SOAT_TEST_DATABASE", "")
    if not address:
        return ""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("CREATE DATABASE browsed")
    return address.rpartition("/")[0] + "/browsed"


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


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = chromium_path()
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        opened = browser.new_page(viewport={"width": 1366, "height": 768})
        faults: list[str] = []
        opened.on("console", lambda told: faults.append(told.text))
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        yield opened
        browser.close()
    assert faults == []


@pytest.mark.slow
def test_a_station_corrects_a_record_and_sees_it_verified(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_label("Tên đăng nhập").fill("tram")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
    page.get_by_role("navigation").get_by_role("link", name="Cần xử lý").click()
    page.get_by_label("Tìm theo tên").fill(served.name)
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name=served.name, exact=True).first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_label("Họ và tên").fill(served.right)
    page.get_by_role("button", name="Lưu và đối chiếu lại").click()
    expect(page.get_by_role("status")).to_contain_text("khớp Cơ sở dữ liệu quốc gia")
    expect(page.get_by_role("heading", level=1)).to_have_text(served.right)
    page.get_by_label("Lý do hoàn tác").fill("bấm nhầm")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(served.name)
    expect(page.get_by_text("bấm nhầm")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Save and verify again")).to_be_visible()
