"""Ctrl-C and its like, told apart from every other failure wherever they strike."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

# Ctrl-C; what `kill`, a service manager or a shut-down sends; a terminal that was closed.
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Interruption:
    """The signal by which somebody asked to stop, if anybody did."""

    asked_by: int | None = None


@contextmanager
def watching_for_interruption() -> Iterator[Interruption]:
    """Note a stopping signal while the block runs; it raises KeyboardInterrupt, as Ctrl-C does.

    DuckDB turns a KeyboardInterrupt that strikes during a query into a RuntimeError of its own:
    without the note it could not be told from a fault of ours.
    """
    interruption = Interruption()

    def note(signal_number: int, frame: FrameType | None) -> None:
        interruption.asked_by = interruption.asked_by or signal_number
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    # Who set a signal to be ignored (nohup, for one) means it.
    heeded = [each for each in _STOPPING if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, note) for each in heeded}
    try:
        yield interruption
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
