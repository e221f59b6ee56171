"""Where a record is verified at once: the same stages, against the register's snapshot.

The register may be out of reach (a disk that is not there, a snapshot being replaced). That is no
fault of the record's: it waits, and is verified when the register is back.
"""

from collections.abc import Mapping
from pathlib import Path
from threading import local

from soat.look_up import Answer, LookUp
from soat.model.errors import SoatError


class RegisterOutOfReach(Exception):
    """Nothing was said of the record: it has to wait."""


class RegisterDesk:
    """Verifies single records against one snapshot; each thread opens it for itself."""

    def __init__(self, snapshot: Path, profile: str = "vn") -> None:
        self._snapshot, self._profile = snapshot, profile
        self._here = local()

    def verify(self, record: Mapping[str, str | None]) -> Answer:
        """What a run over this record would say. Raises RegisterOutOfReach."""
        try:
            return self._opened().verify(record)
        except (OSError, SoatError) as fault:
            self._here.look_up = None
            raise RegisterOutOfReach from fault

    def _opened(self) -> LookUp:
        opened: LookUp | None = getattr(self._here, "look_up", None)
        if opened is None:
            opened = self._here.look_up = LookUp.open(self._snapshot, self._profile)
        return opened
