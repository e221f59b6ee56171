"""Ctrl-C, told apart from every other failure wherever it strikes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Interruption:
    """Whether somebody pressed Ctrl-C."""

    asked: bool = False


@contextmanager
def watching_for_interruption() -> Iterator[Interruption]:
    """Note Ctrl-C while the block runs; it raises KeyboardInterrupt as ever.

    DuckDB turns a KeyboardInterrupt that strikes during a query into a RuntimeError of its own:
    without the note it could not be told from a fault of ours.
    """
    interruption = Interruption()

    def note(signal_number: int, frame: FrameType | None) -> None:
        interruption.asked = True
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield interruption
    finally:
        signal.signal(signal.SIGINT, before)
