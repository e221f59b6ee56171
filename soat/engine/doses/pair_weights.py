"""Weights of the evidence for one dose: data with a date and a provenance (pair_weights.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "pair_weights.toml"

COMPARED = ("product", "lot", "site", "ordinal", "source", "entered")


@dataclass(frozen=True)
class PairWeights:
    """Bits: `days` from the smallest limit up, and by column and level."""

    start: float
    proposed_from: float
    doubtful_from: float
    days: tuple[tuple[int, float], ...]
    swapped: float
    levels: dict[str, dict[str, float]]

    def total_sql(self) -> str:
        """The sum of bits of a row that has `days_apart`, `by_swap` and `<column>_agreement`."""
        return f"{self.start!r} + {self._days_sql()} + " + " + ".join(
            self._level_sql(column) for column in COMPARED
        )

    def _days_sql(self) -> str:
        steps = " ".join(f"WHEN days_apart <= {days} THEN {bits!r}" for days, bits in self.days)
        return f"CASE WHEN by_swap THEN {self.swapped!r} {steps} END"

    def _level_sql(self, column: str) -> str:
        levels = " ".join(
            f"WHEN '{level}' THEN {bits!r}" for level, bits in self.levels[column].items()
        )
        return f"CASE {column}_agreement {levels} END"


def load_pair_weights() -> PairWeights:
    """The shipped weights. Raises KeyError when a column is missing."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    days = sorted((int(limit), float(bits)) for limit, bits in content["days"].items())
    return PairWeights(
        start=content["start"],
        proposed_from=content["proposed_from"],
        doubtful_from=content["doubtful_from"],
        days=tuple(days),
        swapped=content["swapped"]["bits"],
        levels={column: content[column] for column in COMPARED},
    )
