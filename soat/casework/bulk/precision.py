"""How right repairs of each kind were when they were measured: what stands beside the sample."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from soat.engine.resolve.repairs import policy_lines

_MEASURED = Path(__file__).parent / "measured.toml"
# Of n repairs without a wrong one the true share of wrong ones is, 19 times of 20, below 3 ÷ n.
_RULE_OF_THREE = 3


@dataclass(frozen=True)
class Measured:
    """Repairs of one kind that were held against the truth, and how many of them were wrong."""

    kind: str
    repairs: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of right ones."""
        return 1 - self.wrong / self.repairs

    @property
    def at_least(self) -> float:
        """What the share of right ones is at least, 19 times of 20 (Agresti–Coull beyond none)."""
        if not self.wrong:
            return max(0.0, 1 - _RULE_OF_THREE / self.repairs)
        share = (self.wrong + 2) / (self.repairs + 4)
        return float(
            max(0.0, 1 - share - 1.645 * (share * (1 - share) / (self.repairs + 4)) ** 0.5)
        )


@dataclass(frozen=True)
class Measurement:
    """All that was measured, on which day and over how many simulated profiles."""

    measured_on: date
    people: int
    by_kind: dict[str, Measured]


@cache
def field_of(kind: str) -> str:
    """The field that safe repairs of this kind are made in; the policy gives each kind one."""
    fields = {line["kind"]: str(line["field"]) for line in policy_lines()}
    return fields.get(kind, "")


@cache
def measurement() -> Measurement:
    """What `python -m bench.policy_precision` measured last."""
    told = tomllib.loads(_MEASURED.read_text(encoding="utf-8"))
    lines = [Measured(line["kind"], line["repairs"], line["wrong"]) for line in told["line"]]
    people = sum(country["people"] for country in told["country"])
    return Measurement(told["measured_on"], people, {line.kind: line for line in lines})
