"""The files of this repository, as the tests of its shape read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOAT = ROOT / "soat"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or is about to be under version control."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = set(listing.stdout.split("\0")) - {""}
    return tuple(sorted(ROOT / name for name in names if (ROOT / name).is_file()))


def python_files(under: Path = ROOT) -> list[Path]:
    """The Python files in a folder."""
    return [path for path in project_files() if path.suffix == ".py" and under in path.parents]


@cache
def syntax(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(syntax(path)) if isinstance(node, kinds)]


def place(path: Path, line: int | None = None) -> str:
    """A path as people click it."""
    name = str(path.relative_to(ROOT))
    return name if line is None else f"{name}:{line}"
