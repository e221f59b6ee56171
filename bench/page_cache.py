"""A cold start: the system is asked to give back what it keeps of these files in memory."""

import os
from collections.abc import Iterable
from pathlib import Path


def forget_files(paths: Iterable[Path]) -> None:
    """Ask for every file, and every file in every folder. Where it cannot be asked, nothing."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in paths:
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        for file in files:
            with file.open("rb") as handle:
                os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
