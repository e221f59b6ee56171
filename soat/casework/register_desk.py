"""Where a record is verified at once: the same stages, against the register's snapshot.

The register may be out of reach (a disk that is not there, a snapshot being replaced). That is no
fault of the record's: it waits, and is verified when the register is back.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from soat.casework.models import LoadedRun
from soat.look_up import Answer, LookUp
from soat.model.errors import SoatError


def snapshot_now() -> str:
    """Where the register's snapshot lies: as the settings say, or as the last run loaded had it."""
    if settings.REGISTER:
        return str(settings.REGISTER)
    last = LoadedRun.objects.order_by("-loaded_at").first()
    return last.register if last else ""


# Each keeps the processors busy by itself; more of them open only make everybody wait longer.
_AT_ONCE = 2


class RegisterOutOfReach(Exception):
    """Nothing was said of the record: it has to wait."""


class RegisterDesk:
    """Verifies records against one snapshot, for as many callers at once as there are.

    Open look-ups are lent to one caller at a time, and belong to no thread: a web server ends its
    idle threads, and a connection of DuckDB that is closed by the end of its thread takes the whole
    process with it.
    """

    def __init__(self, snapshot: Path, profile: str = "vn") -> None:
        self._snapshot, self._profile = snapshot, profile
        self._idle: list[LookUp] = []
        self._room = BoundedSemaphore(_AT_ONCE)

    @property
    def snapshot(self) -> Path:
        """Which register is asked."""
        return self._snapshot

    def verify(self, record: Mapping[str, str | None]) -> Answer:
        """What a run over this record would say. Raises RegisterOutOfReach."""
        return self.verify_many([record])[0]

    def verify_many(self, records: Sequence[Mapping[str, str | None]]) -> list[Answer]:
        """What a run over exactly these records would say, in their order: about half a thousandth
        of a second each, where one alone takes a twentieth. Raises RegisterOutOfReach."""
        with self._room:
            try:
                look_up = self._lent()
                answers = look_up.verify_many(records)
            except (OSError, SoatError) as fault:
                # What was open may be of a snapshot that is there no more.
                self._idle.clear()
                raise RegisterOutOfReach from fault
            self._idle.append(look_up)
            return answers

    def open(self) -> None:
        """Open the register before anybody asks: the first who does need not wait for it."""
        with self._room, suppress(OSError, SoatError):
            self._idle.append(self._lent())

    def _lent(self) -> LookUp:
        try:
            return self._idle.pop()
        except IndexError:
            return LookUp.open(self._snapshot, self._profile)
