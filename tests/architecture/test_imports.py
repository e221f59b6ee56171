"""Imports run one way (docs/architecture.md; the contract itself stands in pyproject.toml)."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.repository import ROOT, SOAT, functions, place, python_files, syntax


def test_import_contracts_are_kept() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_model_knows_only_the_standard_library() -> None:
    foreign = [
        place(path, node.lineno)
        for path in python_files(SOAT / "model")
        for node in ast.walk(syntax(path))
        for name in imported_modules(node)
        if name.split(".")[0] not in sys.stdlib_module_names and name.split(".")[:2] != _MODEL
    ]
    assert foreign == []


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        place(path, node.lineno)
        for path in python_files(SOAT)
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


_MODEL = ["soat", "model"]


def imported_modules(node: ast.AST) -> list[str]:
    """The full names that one import statement asks for."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return []
