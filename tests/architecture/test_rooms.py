"""Each room opens with what comes in, what goes out, and what it refuses to know."""

import ast
from pathlib import Path

from tests.architecture.repository import SOAT, place, python_files, syntax

OPENING = ("Comes in:", "Goes out:", "Refuses to know:")


def test_every_room_has_a_door_plate() -> None:
    rooms = {path.parent for path in python_files(SOAT)}
    assert {place(room) for room in rooms if not (room / "__init__.py").is_file()} == set()


def test_every_door_plate_says_what_comes_in_goes_out_and_is_refused() -> None:
    plates = [path for path in python_files(SOAT) if path.name == "__init__.py"]
    unsaid = {
        place(path): missing
        for path in plates
        if path.parent != SOAT
        and not holds_only_data(path)
        and (missing := [words for words in OPENING if words not in opening_words(path)])
    }
    assert len(plates) > 10
    assert unsaid == {}


def holds_only_data(plate: Path) -> bool:
    """Whether the folder is no room but a drawer of data files, without any code."""
    others = [path for path in plate.parent.iterdir() if path.is_file() and path != plate]
    code = [path for path in others if path.suffix == ".py"]
    return bool(others) and not code and len(syntax(plate).body) == 1


def opening_words(path: Path) -> str:
    """The docstring with which a file opens."""
    return ast.get_docstring(syntax(path)) or ""
