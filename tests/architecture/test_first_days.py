"""The pages for each role name buttons as they stand on the screen."""

import re
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, SOAT

PAGES = sorted((ROOT / "docs" / "how-to").glob("first-day-*.md"))


def on_the_screen() -> str:
    """Every text that a page may show: templates, and the sentences in the code."""
    files = [*(SOAT / "web").rglob("*.html"), *SOAT.rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_there_is_a_page_for_everybody() -> None:
    assert len(PAGES) == 7


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_button_that_is_named_stands_on_the_screen(page: Path) -> None:
    screen = on_the_screen()
    named = re.findall(r"\*\*([^*]+)\*\*", page.read_text(encoding="utf-8"))
    assert len(named) > 5
    assert [words for words in named if words not in screen] == []
