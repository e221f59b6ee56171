"""A real Chromium, and the report that it opens."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from soat.store.reporting.html.page import PageFigures, html_page
from tests.unit.store.reporting.country_of_figures import nation, provinces
from tests.web.chromium import chromium_path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. On CI it must be there and is installed; elsewhere its lack skips."""
    return chromium_path()


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
