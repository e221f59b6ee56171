"""Where the browser is, and how it is started."""

import os
import shutil
import subprocess

import pytest

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


def chromium_path() -> str:
    """The browser's path. On CI it must be there and is installed; elsewhere its lack skips."""
    on_ci = bool(os.environ.get("CI"))
    if not _found() and on_ci and os.geteuid() == 0:
        subprocess.run(("apt-get", "update"), check=True, capture_output=True)
        subprocess.run(INSTALL, check=True, capture_output=True)
    path = _found()
    if path is None and not on_ci:
        pytest.skip("needs Chromium: apt-get install chromium, or `make browser`")
    assert path, "CI has no Chromium, and the pages would go out unseen"
    return path


def _found() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")
