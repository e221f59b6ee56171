"""A command run as a process of its own, with its seconds and its peak memory.

Peak memory is the highest resident set of that one process (`wait4`). Linux hands a new process
the resident set of its parent as a starting value, so the parent must stay small: every heavy
piece of the bench (Splink, the floor, the engine) runs through here and never in the parent.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.where import ROOT


@dataclass(frozen=True)
class MeasuredRun:
    """What one process cost."""

    seconds: float
    peak_bytes: int
    exit_code: int
    output: str

    @property
    def peak_gib(self) -> float:
        return self.peak_bytes / 2**30


def run_module(module: str, arguments: Sequence[str | Path], *, quiet: bool = True) -> MeasuredRun:
    """Run `python -m module arguments` with this same Python, from the project's root."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdout:
        process.stdout.close()
    seconds = time.perf_counter() - started
    return MeasuredRun(seconds, usage.ru_maxrss * 1024, process.returncode, output)


def run_soat(*arguments: str | Path) -> MeasuredRun:
    """Run the `soat` command; stop the bench with its output when it fails."""
    return checked(run_module("soat.cli.main", arguments), f"soat {arguments[0]}")


def checked(run: MeasuredRun, what: str) -> MeasuredRun:
    """The run itself, if it ended with exit code 0; else the bench ends here."""
    if run.exit_code != 0:
        raise SystemExit(f"{what} ended with exit code {run.exit_code}:\n{run.output[-4000:]}")
    return run
