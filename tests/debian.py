"""Programs that some tests need and that Debian has a package for."""

import os
import subprocess
from collections.abc import Callable
from typing import TypeVar

import pytest

Found = TypeVar("Found")


def needed(find: Callable[[], Found | None], package: str, make: str, why: str) -> Found:
    """What `find` finds. On CI it must be there and is installed from the package; elsewhere its
    lack skips the test, and says how to have it: by hand, or by `make`. `why` is said on CI."""
    on_ci = bool(os.environ.get("CI"))
    if find() is None and on_ci and os.geteuid() == 0:
        subprocess.run(("apt-get", "update"), check=True, capture_output=True)
        install = ("apt-get", "install", "--yes", "--no-install-recommends", package)
        subprocess.run(install, check=True, capture_output=True)
    found = find()
    if found is None and not on_ci:
        pytest.skip(f"needs {package}: apt-get install {package}, or `make {make}`")
    assert found is not None, why
    return found
