"""The documents are true: generated pages are current, links lead somewhere, words are used."""

import re
from pathlib import Path

import pytest

from scripts.generate_docs import all_closed_lists, old_pages
from tests.architecture.repository import ROOT, place, project_files

GLOSSARY = ROOT / "GLOSSARY.md"
PAGES = [path for path in project_files() if path.suffix == ".md"]


def glossary_terms() -> list[str]:
    """The first column of the glossary's tables."""
    cells = re.findall(r"^\| \*\*(.+?)\*\* \|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    return [spoken(term) for term in cells]


def spoken(name: str) -> str:
    """`NumberStatus` and `number_status` as people say them."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def test_generated_pages_are_current() -> None:
    assert [place(path) for path in old_pages()] == [], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_links_into_a_page_lead_to_a_heading(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [(page.parent / target if target else page, anchor) for target, anchor in links]
    lost = [anchor for target, anchor in local if anchor not in anchors_of(target)]
    assert lost == []


def anchors_of(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_term_of_the_glossary_is_used() -> None:
    written = [
        path
        for path in project_files()
        if path.suffix in {".py", ".md", ".toml"} and path != GLOSSARY
    ]
    words = spoken(" ".join(path.read_text(encoding="utf-8") for path in written))
    terms = glossary_terms()
    assert len(terms) > 30
    assert [term for term in terms if term not in words] == []


def test_every_closed_list_is_explained_in_the_glossary() -> None:
    terms = glossary_terms()
    assert [one.__name__ for one in all_closed_lists() if spoken(one.__name__) not in terms] == []


def test_the_first_screen_says_how_to_start() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    for command in ("make demo", "make test", "make install"):
        assert any(command in line for line in first_screen), command
