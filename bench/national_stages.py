"""The stages of one run as run.json tells them, each name once, sorted into two parts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

IDENTITY, DOSES = "identity", "doses and measures"
# A stage whose name holds one of these works on doses or measures; every other one on people.
_DOSE_WORDS = ("dose", "daily_report", "sites", "entry_gap", "check", "measure", "missing",
               "histor", "gap", "national", "report", "lives", "living", "batch")  # fmt: skip


@dataclass(frozen=True)
class StageSum:
    """One stage over all the pieces that it was run in."""

    stage: str
    part: str
    seconds: float
    peak_memory_bytes: int
    spilled_bytes: int
    rows: int


def part_of(stage: str) -> str:
    """Whether a stage is of the identity part or of doses and measures."""
    return DOSES if any(word in stage for word in _DOSE_WORDS) else IDENTITY


def stage_sums(run_json: Path) -> list[StageSum]:
    """Seconds and rows added up over pieces, the highest memory and spill; in order of travel."""
    stages = json.loads(run_json.read_text(encoding="utf-8"))["stages"]
    by_name: dict[str, list[dict[str, Any]]] = {}
    for stage in stages:
        by_name.setdefault(stage["stage"], []).append(stage)
    return [_sum(name, pieces) for name, pieces in by_name.items()]


def _sum(name: str, pieces: list[dict[str, Any]]) -> StageSum:
    return StageSum(
        name,
        part_of(name),
        sum(piece["seconds"] for piece in pieces),
        max(piece["peak_memory_bytes"] for piece in pieces),
        max(piece.get("spilled_bytes", 0) for piece in pieces),
        sum(most_rows(piece["steps"]) for piece in pieces),
    )


def most_rows(steps: Iterable[dict[str, Any]]) -> int:
    """The most rows that a step of the stage made."""
    return max((step["rows"] for step in steps), default=0)
