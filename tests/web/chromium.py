"""Where the browser is, and how it is started."""

import shutil

from tests.debian import needed

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def chromium_path() -> str:
    """The browser's path. On CI it must be there and is installed; elsewhere its lack skips."""
    why = "CI has no Chromium, and the pages would go out unseen"
    return needed(_found, "chromium", "browser", why)


def _found() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")
