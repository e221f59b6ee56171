"""Where the small country of the application's tests is kept, once for all workers of a session."""

import os
from pathlib import Path

import pytest

KEPT = "SOAT_TEST_COUNTRY"


def country_folder(factory: pytest.TempPathFactory) -> Path:
    """Below the session's own folder, that of its workers together, or where KEPT says."""
    kept = os.environ.get(KEPT)
    session = factory.getbasetemp()
    within = session.parent if "PYTEST_XDIST_WORKER" in os.environ else session
    return Path(kept) if kept else within / "casework-country"
