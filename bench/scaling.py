"""How cost grows with size: the exponent of a power law through measured points."""

import math
from collections.abc import Sequence
from itertools import pairwise


def scaling_exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of seconds over people, both as logarithms, by least squares.

    1 means twice the people take twice the seconds. None with fewer than two different sizes.
    """
    logs = [(math.log(people), math.log(seconds)) for people, seconds in points]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    return rise / sum((x - mean_x) ** 2 for x, _ in logs)


def step_exponents(points: Sequence[tuple[float, float]]) -> list[tuple[float, float, float]]:
    """The same between each size and the next: from, to, exponent. A bend shows here first."""
    ordered = sorted(points)
    steps = []
    for smaller, larger in pairwise(ordered):
        found = scaling_exponent([smaller, larger])
        if found is not None:
            steps.append((smaller[0], larger[0], found))
    return steps
