"""Imports run one way (docs/architecture.md; the contract itself stands in pyproject.toml)."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.repository import ROOT, SOAT, functions, place, python_files, syntax

LINT_IMPORTS = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
# A room -> an import that it must not make; together they break every contract.
TRESPASSES = {
    "model": "import soat.engine",
    "store": "import soat.simulate",
    "engine/standardize": "import soat.engine.resolve",
    "engine/verify": "import duckdb",
}


def test_import_contracts_are_kept() -> None:
    answer = subprocess.run(LINT_IMPORTS, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_import_contract_bites(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(SOAT, tmp_path / "soat", ignore=shutil.ignore_patterns("__pycache__"))
    for room, line in TRESPASSES.items():
        (tmp_path / "soat" / room / "trespass.py").write_text(line + "\n", encoding="utf-8")
    answer = subprocess.run(LINT_IMPORTS, cwd=tmp_path, capture_output=True, text=True, check=False)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert f"Contracts: 0 kept, {len(contracts)} broken." in answer.stdout, answer.stdout


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
