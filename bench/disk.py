"""What a national bench needs on the disk, said and checked before it starts."""

import shutil
from dataclasses import dataclass
from pathlib import Path

# Bytes for each profile. Measured at a million people: a country with its truth 217, a snapshot 57,
# a run 606 at its fullest with nothing spilled, what its updates need included; the rest is room
# for spill, for two updated runs and for comparing with the truth.
_COUNTRY = 240
_SNAPSHOT = 80
_RUN = 1000
_HEADROOM = 1.15


@dataclass(frozen=True)
class DiskNeed:
    """Bytes that the bench will hold at once, at its largest size, and what there is."""

    countries: int
    snapshot: int
    run: int
    free: int

    @property
    def total(self) -> int:
        return round((self.countries + self.snapshot + self.run) * _HEADROOM)

    @property
    def refusal(self) -> str | None:
        """Why it cannot start; None when it can."""
        if self.total <= self.free:
            return None
        return f"{self.sentence} That is too little: free some, or give --work another disk."

    @property
    def sentence(self) -> str:
        return (
            f"This bench needs about {_gb(self.total)} on the disk: {_gb(self.countries)} for "
            f"simulated countries, {_gb(self.snapshot)} for the snapshot, {_gb(self.run)} for the "
            f"run with what it spills, and some headroom. {_gb(self.free)} are free."
        )


def disk_need(sizes: list[int], to_simulate: list[int], work: Path) -> DiskNeed:
    """The need of these sizes in people; each is deleted before the next one starts.

    Countries that are given lie elsewhere and cost nothing here.
    """
    largest = max(sizes, default=0)
    return DiskNeed(
        max(to_simulate, default=0) * _COUNTRY,
        largest * _SNAPSHOT,
        largest * _RUN,
        shutil.disk_usage(work).free,
    )


def _gb(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
