"""Nothing in the project names a package registry or a path of one computer."""

import re
from pathlib import Path

import pytest

from scripts.run_uv import pip_settings, uv_environment
from tests.architecture.repository import ROOT, place, project_files

# Written in pieces, so that this file does not hold what it forbids.
FORBIDDEN = [
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "deb." + "debian",
    "conda." + "anaconda",
    *("/" + folder + "/" for folder in ("work", "root", "farm")),
    "/opt/" + "pypi",
    "file:///" + "opt",
]
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def pins(text: str) -> dict[str, str]:
    """Name and marker → version, of a requirements file."""
    found = re.findall(r"^([a-z0-9._-]+)==(\S+)(.*?)\\$", text, re.MULTILINE)
    return {name + marker: version for name, version, marker in found}


def test_no_file_names_a_registry_or_a_path_of_one_computer() -> None:
    named = {
        place(path): words
        for path in project_files()
        if (words := [word for word in FORBIDDEN if word in path.read_text("utf-8", "replace")])
    }
    assert named == {}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_pinned_by_hash_and_hold_no_option(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins(text)
    assert [line for line in lines if line.startswith("-")] == []
    assert [line for line in lines if not re.match(r"    --hash=sha256:|[a-z0-9]\S+==", line)] == []
    for block in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_requirements_agree_where_they_overlap() -> None:
    run, test, bench = (
        pins((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"))
        for name in ("run", "test", "bench")
    )
    assert run.items() <= test.items()
    assert run.items() <= bench.items()


def test_what_only_the_package_of_places_would_import_is_left_out() -> None:
    left_out = {"geopy", "shapely", "unidecode"}
    names = {re.split(r"[ ;]", name)[0] for path in REQUIREMENTS for name in pins(path.read_text())}
    assert names & left_out == set()


def test_what_pip_knows_is_told_to_uv() -> None:
    settings = pip_settings(
        "global.index-url='https://mirror.example/simple'\n"
        "global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'\n"
        ":env:.index-url='https://other.example/simple'\n"
        ":env:.disable-pip-version-check='1'\n"
    )
    assert uv_environment(settings) == {
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_DEFAULT_INDEX": "https://other.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
    }
