"""What bench.lookup left, as figures with the targets of one person at once."""

from typing import Any

from bench.figures import Figure, Target

_WAITING = {"wall p50": Target(20.0, at_most=True), "wall p99": Target(80.0, at_most=True)}
_TOGETHER = Target(2000.0)


def lookup_figures(told: dict[str, Any]) -> list[Figure]:
    """Milliseconds for one record, and the quickest batches; processor time has no target."""
    rates = told["batch_records_per_second"]
    size = max(rates, key=lambda batch: float(rates[batch]["wall"]))
    return [
        *(
            Figure(f"one person, {name}", float(value), "ms", _WAITING.get(name))
            for name, value in told["single_milliseconds"].items()
        ),
        Figure(f"in batches of {size}, wall", float(rates[size]["wall"]), "/s", _TOGETHER),
        Figure(f"in batches of {size}, processor", float(rates[size]["processor"]), "/s"),
    ]
