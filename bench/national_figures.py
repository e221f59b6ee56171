"""What a national bench has to show, from what it measured, each with its target.

The seconds of a run that belong to no stage (starting, reading files for their digests, writing)
are charged to the identity part whole. A target that is set for the whole country is marked only
where the whole country was measured.
"""

from collections.abc import Sequence
from typing import Any

from bench.figures import Figure, Target
from bench.national_stages import DOSES, IDENTITY
from bench.scaling import scaling_exponent, step_exponents

WHOLE_COUNTRY = 82_000_000


def _at_most(value: float) -> Target:
    return Target(value, at_most=True)


_MINUTES = {"identity": 12.0, "doses": 15.0, "whole": 30.0, "build": 10.0}


def national_figures(sizes: Sequence[dict[str, Any]]) -> list[Figure]:
    """The figures of the largest size that ended well, then how cost grows over all sizes."""
    ended = [size for size in sizes if size["outcome"] == "ok"]
    if not ended:
        return []
    largest = max(ended, key=lambda size: size["people"])
    return [*size_figures(largest), *scaling_figures(ended)]


def size_figures(size: dict[str, Any]) -> list[Figure]:
    """Minutes, memory, rows a second and the ratio to the floor of one size."""
    people, legs = size["people"], size["legs"]
    whole = people >= WHOLE_COUNTRY
    parts = part_seconds(size)
    verify = sum(s["seconds"] for s in size["stages"] if "verify" in s["stage"])
    run = legs["run"]
    at = f"{people:,} people"

    def minutes(name: str, seconds: float, limit: str) -> Figure:
        target = _at_most(_MINUTES[limit]) if whole else None
        return Figure(f"{name}, {at}", seconds / 60, "min", target)

    return [
        minutes("identity", parts[IDENTITY], "identity"),
        minutes("doses and measures", parts[DOSES], "doses"),
        minutes("whole run", run["seconds"], "whole"),
        minutes("snapshot build", legs["register build"]["seconds"], "build"),
        Figure(f"peak memory of the run, {at}", run["peak_bytes"] / 2**30, "GiB",
               _at_most(14.0) if whole else None),
        Figure(f"peak memory of the build, {at}", legs["register build"]["peak_bytes"] / 2**30,
               "GiB"),
        Figure(f"most spilled at once, {at}",
               max((s["spilled_bytes"] for s in size["stages"]), default=0) / 1e9, "GB"),
        Figure(f"verify over the bare key join, {at}", verify / legs["floor"]["seconds"], "×",
               _at_most(6.0) if whole else None),
        Figure(f"whole run over the bare key join, {at}",
               run["seconds"] / legs["floor"]["seconds"], "×"),
        Figure(f"profiles a second, whole run, {at}", people / run["seconds"], "/s"),
        *_update_figures(legs, at, whole),
    ]  # fmt: skip


def _update_figures(legs: dict[str, Any], at: str, whole: bool) -> list[Figure]:
    """What an update costs; none where it was not measured."""
    if "update of 1,000" not in legs:
        return []
    share = legs["update of 1 %"]["seconds"] / legs["run"]["seconds"]
    return [
        Figure(f"update of 1 % over the whole run, {at}", share, "×", _at_most(0.05)),
        Figure(
            f"update of 1,000 people, {at}",
            legs["update of 1,000"]["seconds"],
            "s",
            _at_most(15.0) if whole else None,
        ),
    ]


def part_seconds(size: dict[str, Any]) -> dict[str, float]:
    """Seconds of the two parts of a run; what belongs to no stage is charged to identity."""
    doses = sum(s["seconds"] for s in size["stages"] if s["part"] == DOSES)
    return {DOSES: doses, IDENTITY: size["legs"]["run"]["seconds"] - doses}


def scaling_figures(ended: Sequence[dict[str, Any]]) -> list[Figure]:
    """The exponent of seconds over people through all sizes, and between neighbours."""
    points = [(size["people"], size["legs"]["run"]["seconds"]) for size in ended]
    largest = max((people for people, _ in points), default=0)
    target = _at_most(1.1) if largest >= WHOLE_COUNTRY else None
    steps = [
        Figure(f"scaling exponent, {smaller / 1e6:g} to {larger / 1e6:g} million", exponent)
        for smaller, larger, exponent in step_exponents(points)
    ]
    busy = [(size["people"], size["legs"]["run"]["cpu_seconds"]) for size in ended]
    return [
        Figure("scaling exponent, all sizes", scaling_exponent(points), "", target),
        Figure("scaling exponent of processor time, all sizes", scaling_exponent(busy)),
        *steps,
    ]
