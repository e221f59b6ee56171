"""The real command in a process of its own, as a person's terminal starts it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOAT = (sys.executable, "-m", "soat.cli.main")
WIDE = "500"


@dataclass(frozen=True)
class Outcome:
    """What a finished command leaves behind in the terminal."""

    code: int
    out: str
    err: str


def environment() -> dict[str, str]:
    """So wide a terminal that no message is broken into lines; warnings are errors."""
    ours = {"COLUMNS": WIDE, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "SOAT_LANG": "en"}
    return {**os.environ, **ours}


def soat(folder: Path, *arguments: object, inside: tuple[str, ...] = ()) -> Outcome:
    """Run `soat` with these arguments in `folder`; `inside` is a command to run it under."""
    words = (*inside, *SOAT, *(str(argument) for argument in arguments))
    return run_words(words, folder, environment())


def run_words(words: tuple[str, ...], folder: Path, variables: dict[str, str]) -> Outcome:
    """Run any command in `folder` with exactly these environment variables."""
    done = subprocess.run(
        words, cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
