"""One measured figure with its target."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


def within(ordered: Sequence[float], share: float) -> float:
    """What so large a share of the ordered values keeps within."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@dataclass(frozen=True)
class Target:
    """What a measure must reach; `at_most` turns the comparison round."""

    value: float
    at_most: bool = False

    def is_met_by(self, value: float) -> bool:
        return value <= self.value if self.at_most else value >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.value:g}"


@dataclass(frozen=True)
class Measure:
    """One figure: numerator, denominator, and the target if there is one."""

    name: str
    counted: float
    divided_by: float
    target: Target | None = None
    empty_value: float = 1.0

    @property
    def value(self) -> float:
        return self.counted / self.divided_by if self.divided_by else self.empty_value

    @property
    def mark(self) -> str:
        if self.target is None:
            return ""
        return "ok" if self.target.is_met_by(self.value) else "MISS"


@dataclass(frozen=True)
class Figure:
    """One measured number with its unit, and the target if there is one; None: not measured."""

    name: str
    value: float | None
    unit: str = ""
    target: Target | None = None

    @property
    def mark(self) -> str:
        if self.target is None or self.value is None:
            return ""
        return "ok" if self.target.is_met_by(self.value) else "MISS"

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "target": asdict(self.target) if self.target else None,
            "mark": self.mark,
        }
