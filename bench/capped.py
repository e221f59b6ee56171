"""A command run as a process of its own that may not take more than so much time and memory.

Peak memory is the larger of two: the highest resident set of one process (`wait4`), and the sum
over all processes that the command started, each page that they share counted once (looked at
every second). What passes a cap is ended and reported as such: that is a result too.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Self

from bench.where import ROOT

_LOOK_SECONDS = 1.0
_TICKS = os.sysconf("SC_CLK_TCK")
_REASON_LENGTH = 300


@dataclass(frozen=True)
class Caps:
    """The most that a process and its children may take; `disk_folder` is looked at, not capped."""

    seconds: float = 600.0
    gib: float = 12.0
    disk_folder: Path | None = None


@dataclass(frozen=True)
class CappedRun:
    """What came of it: `outcome` is ok, out of time, out of memory, or failed with its reason."""

    outcome: str
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    reason: str = ""
    peak_disk_bytes: int = 0

    @property
    def is_ok(self) -> bool:
        return self.outcome == "ok"

    def after(self, earlier: "CappedRun") -> "CappedRun":
        """Two legs as one: seconds added, the higher peak."""
        return replace(
            self,
            seconds=self.seconds + earlier.seconds,
            cpu_seconds=self.cpu_seconds + earlier.cpu_seconds,
            peak_bytes=max(self.peak_bytes, earlier.peak_bytes),
            peak_disk_bytes=max(self.peak_disk_bytes, earlier.peak_disk_bytes),
        )

    def as_json(self) -> dict[str, object]:
        return {
            "outcome": self.outcome,
            "reason": self.reason,
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(self.cpu_seconds, 3),
            "peak_bytes": self.peak_bytes,
            "peak_disk_bytes": self.peak_disk_bytes,
        }


def run_capped(module: str, arguments: Sequence[str | Path], caps: Caps) -> CappedRun:
    """Run `python -m module arguments` from the project's root, within the caps."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=output, text=True, start_new_session=True
        )
        with _Watch(process.pid, caps) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - watch.began
        process.returncode = os.waitstatus_to_exitcode(status)
        is_ok = process.returncode == 0 and not watch.passed
        reason = "" if is_ok else _last_words(output)
    return CappedRun(
        "ok" if is_ok else watch.passed or "failed",
        seconds,
        max(sum(watch.cpu_seconds.values()), usage.ru_utime + usage.ru_stime),
        max(watch.peak_bytes, usage.ru_maxrss * 1024),
        reason,
        watch.peak_disk_bytes,
    )


def _last_words(output: IO[str]) -> str:
    """The last line that the process wrote: for Python the name of what went wrong."""
    output.seek(0)
    lines = [line.strip() for line in output.read().splitlines() if line.strip()]
    return lines[-1][:_REASON_LENGTH] if lines else ""


class _Watch:
    """Looks at one session of processes, and ends it when a cap is passed."""

    def __init__(self, session: int, caps: Caps) -> None:
        self.session = session
        self.caps = caps
        self.began = time.perf_counter()
        self.passed = ""
        self.peak_bytes = 0
        self.peak_disk_bytes = 0
        # Children that nobody waits for do not show in `wait4`: the last that was seen of each.
        self.cpu_seconds: dict[str, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._end()

    def _look_on(self) -> None:
        while not self.passed and not self._over.wait(_LOOK_SECONDS):
            self._look()
        if self.passed:
            self._end()

    def _look(self) -> None:
        processes = session_processes(self.session)
        self.cpu_seconds |= {seen.name: seen.cpu_seconds for seen in processes}
        self.peak_bytes = max(self.peak_bytes, sum(seen.held_bytes for seen in processes))
        if self.caps.disk_folder is not None:
            held = folder_bytes(self.caps.disk_folder)
            self.peak_disk_bytes = max(self.peak_disk_bytes, held)
        if self.peak_bytes > self.caps.gib * 2**30:
            self.passed = "out of memory"
        elif time.perf_counter() - self.began > self.caps.seconds:
            self.passed = "out of time"

    def _end(self) -> None:
        """End what is left of the process group that this bench itself started."""
        try:
            os.killpg(self.session, signal.SIGKILL)
        except ProcessLookupError:
            return


@dataclass(frozen=True)
class SeenProcess:
    """One process as it was seen: the pages that it shares count in part."""

    name: str
    cpu_seconds: float
    held_bytes: int


def session_processes(session: int) -> list[SeenProcess]:
    """Every process of the session, on Linux; elsewhere none is seen."""
    seen = (_seen(folder, session) for folder in Path("/proc").glob("[0-9]*"))
    return [process for process in seen if process is not None]


def _seen(folder: Path, session: int) -> SeenProcess | None:
    """One process; None when it is of another session or has just ended."""
    try:
        # After the name, which stands in brackets and may hold anything: state, parent, group,
        # session …, and ten fields later the clock ticks in user and in system mode.
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        if int(fields[3]) != session:
            return None
        rollup = (folder / "smaps_rollup").read_text().splitlines()
    except (OSError, IndexError, ValueError):
        return None
    held = sum(int(line.split()[1]) * 1024 for line in rollup if line.startswith("Pss:"))
    return SeenProcess(folder.name, (int(fields[11]) + int(fields[12])) / _TICKS, held)


def folder_bytes(folder: Path) -> int:
    """What the files of a folder take; files that vanish meanwhile count as nothing."""
    total = 0
    for root, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.stat(os.path.join(root, name)).st_blocks * 512
            except OSError:
                continue
    return total
