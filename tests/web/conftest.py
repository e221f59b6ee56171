"""A real Chromium, and the report that it opens."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from soat.store.reporting.html.page import PageFigures, html_page
from tests.unit.store.reporting.country_of_figures import nation, provinces

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. On CI it must be there and is installed; elsewhere its lack skips."""
    on_ci = bool(os.environ.get("CI"))
    if not _found() and on_ci and os.geteuid() == 0:
        subprocess.run(("apt-get", "update"), check=True, capture_output=True)
        subprocess.run(INSTALL, check=True, capture_output=True)
    path = _found()
    if path is None and not on_ci:
        pytest.skip("needs Chromium: apt-get install chromium, or `make browser`")
    assert path, "CI has no Chromium, and the page would go out unseen"
    return path


def _found() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "report.html"
    figures = PageFigures(nation(), provinces(), None, date(2022, 6, 1))
    file.write_text(html_page(figures, "vi"), encoding="utf-8")
    return file


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """A test has no use for a log of requests."""


@pytest.fixture(scope="session")
def served(page_file: Path) -> Iterator[str]:
    """The same file from a web server of this computer."""
    handler = partial(_Quiet, directory=str(page_file.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{page_file.name}"
        server.shutdown()
