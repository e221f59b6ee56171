"""`make bench`: seconds and peak memory of every leg, against a floor measured in the same run.

A country is simulated (or used again), the register snapshot is built, the engine runs over it,
and the floor (bench/floor.py) is measured three times on the same files; the middle one counts.
Prints tables; leaves `bench/out/speed.json` and the scorecard `bench/out/scorecard.html`, which
shows the latest figures of all benches.
"""

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from bench.country import Country, country_of, fresh_folder, run_over
from bench.figures import Figure, Target
from bench.machine import machine_facts, machine_line
from bench.measured import MeasuredRun, checked, run_module, run_soat
from bench.printing import console, count, print_table
from bench.scorecard import write_scorecard
from bench.where import out_folder

_LIMIT_SECONDS = 60.0
_LIMIT_GIB = 4.0
_FLOOR_RUNS = 3
# Of the stages that a run reports, those that have a limit of their own.
_STAGE_LIMITS = {"settle_doses": 20.0}


@dataclass(frozen=True)
class Leg:
    """One leg of the journey and what it cost; `limit_seconds` is None where there is no limit."""

    name: str
    seconds: float
    peak_bytes: int
    rows: int | None = None
    limit_seconds: float | None = None
    part_of: str | None = None

    @property
    def peak_gib(self) -> float:
        return self.peak_bytes / 2**30

    @property
    def mark(self) -> str:
        if self.limit_seconds is None:
            return ""
        within = self.seconds <= self.limit_seconds and self.peak_gib <= _LIMIT_GIB
        return "ok" if within else "MISS"


@dataclass(frozen=True)
class SpeedFigures:
    """Everything measured in one go."""

    people: int
    register_people: int
    scenario: str
    floor_seconds: float
    legs: list[Leg] = field(default_factory=list)
    steps: list[tuple[str, str, int, float]] = field(default_factory=list)
    machine: dict[str, Any] = field(default_factory=machine_facts)

    @property
    def figures(self) -> list[Figure]:
        """Every limit as a figure with its target; rows a second of the whole run."""
        limited = [leg for leg in self.legs if leg.limit_seconds is not None]
        whole = [leg.seconds for leg in self.legs if leg.name == "soat run"]
        return [
            *(Figure(leg.name, leg.seconds, "s", Target(leg.limit_seconds or 0.0, at_most=True))
              for leg in limited),
            *(Figure(f"{leg.name}: peak memory", leg.peak_gib, "GiB",
                     Target(_LIMIT_GIB, at_most=True)) for leg in limited),
            *(Figure("profiles a second", self.people / seconds, "/s") for seconds in whole),
        ]  # fmt: skip

    def as_json(self) -> dict[str, object]:
        return {
            "people": self.people,
            "register_people": self.register_people,
            "scenario": self.scenario,
            "machine": self.machine,
            "command": " ".join(["python -m bench.run", *sys.argv[1:]]),
            "figures": [figure.as_json() for figure in self.figures],
            "floor_seconds": self.floor_seconds,
            "legs": [
                {
                    "name": leg.name,
                    "part_of": leg.part_of,
                    "seconds": leg.seconds,
                    "times_floor": leg.seconds / self.floor_seconds,
                    "peak_bytes": leg.peak_bytes,
                    "rows": leg.rows,
                    "limit_seconds": leg.limit_seconds,
                    "mark": leg.mark,
                }
                for leg in self.legs
            ],
        }


def _leg(name: str, run: MeasuredRun, limit_seconds: float | None = None) -> Leg:
    return Leg(name, run.seconds, run.peak_bytes, limit_seconds=limit_seconds)


def stage_legs(run_folder: Path) -> list[Leg]:
    """The stages that the run itself reports in `run.json`, with the most rows that a step made.

    Their peak is the memory of the whole process during the stage, as the run saw it.
    """
    return [
        Leg(
            stage["stage"],
            stage["seconds"],
            stage["peak_memory_bytes"],
            max((step["rows"] for step in stage["steps"]), default=None),
            _STAGE_LIMITS.get(stage["stage"]),
            "soat run",
        )
        for stage in _stages(run_folder)
    ]


def slowest_steps(run_folder: Path, how_many: int = 10) -> list[tuple[str, str, int, float]]:
    """The dearest steps of the run: stage, step, rows made, seconds."""
    steps = [
        (stage["stage"], step["step"], step["rows"], step["seconds"])
        for stage in _stages(run_folder)
        for step in stage["steps"]
    ]
    return sorted(steps, key=lambda step: -step[3])[:how_many]


def _stages(run_folder: Path) -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = json.loads(
        (run_folder / "run.json").read_text(encoding="utf-8")
    )["stages"]
    return stages


def _pattern(table: Path) -> str:
    return str(table / "*.parquet") if table.is_dir() else str(table)


def measure_floor(country: Country) -> list[MeasuredRun]:
    """The floor, several times; each a process of its own."""
    out = out_folder("floor") / "joined.parquet"
    sides = [_pattern(country.table(name)) for name in ("register", "people")]
    return [
        checked(run_module("bench.floor", [*sides, out]), "the floor") for _ in range(_FLOOR_RUNS)
    ]


def middle_seconds(runs: list[MeasuredRun]) -> float:
    """The middle one of an odd number of runs."""
    return sorted(run.seconds for run in runs)[len(runs) // 2]


def _rows_of(table: Path) -> int:
    with duckdb.connect() as con:
        sql = f"select count(*) from read_parquet('{_pattern(table)}')"
        return int(con.execute(sql).fetchall()[0][0])


def measure_speed(scenario: str, people: int, seed: int) -> SpeedFigures:
    """Simulate, build, run and measure the floor."""
    facts = machine_facts()
    country = country_of(scenario, people, seed)
    work = fresh_folder(out_folder("speed"), country.folder.name)
    work.mkdir()
    snapshot, run_folder = work / "snapshot", work / "run"
    build = run_soat(
        "register", "build", country.table("register"), "--out", snapshot, "--no-look-up"
    )
    whole = run_over(country, run_folder, snapshot)
    floor = measure_floor(country)
    legs = [
        Leg("floor: raw key join", middle_seconds(floor), max(run.peak_bytes for run in floor)),
        _leg("soat register build", build, _LIMIT_SECONDS),
        _leg("soat run", whole, _LIMIT_SECONDS),
        *stage_legs(run_folder),
    ]
    register_people = _rows_of(country.table("register"))
    profiles = _rows_of(country.table("people"))
    steps = slowest_steps(run_folder)
    return SpeedFigures(
        profiles, register_people, scenario, middle_seconds(floor), legs, steps, facts
    )


def print_speed(figures: SpeedFigures) -> None:
    """The legs with their cost as a multiple of the floor."""
    rows = [
        [
            f"  {leg.name}" if leg.part_of else leg.name,
            f"{leg.seconds:.2f}",
            f"{leg.seconds / figures.floor_seconds:.1f} ×",
            f"{leg.peak_gib:.2f}" if leg.peak_bytes else "–",
            count(leg.rows) if leg.rows is not None else "",
            f"≤ {leg.limit_seconds:g} s, {_LIMIT_GIB:g} GiB" if leg.limit_seconds else "",
            leg.mark,
        ]
        for leg in figures.legs
    ]
    title = (
        f"{figures.scenario}: {count(figures.people)} profiles against "
        f"{count(figures.register_people)} people of the register"
    )
    columns = ("leg", "seconds", "of the floor", "peak GiB", "most rows", "limit", "")
    print_table(title, columns, rows)
    cells = [
        [step, stage, count(rows), f"{seconds:.2f}"] for stage, step, rows, seconds in figures.steps
    ]
    print_table("The dearest steps", ("step", "stage", "rows", "seconds"), cells)
    console.print(machine_line(figures.machine), markup=False)


def main() -> None:
    """Measure, print, leave the JSON and the scorecard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", default="vn-2022-04-25")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a limit is passed")
    given = parser.parse_args()
    figures = measure_speed(given.scenario, given.people, given.seed)
    print_speed(figures)
    target = out_folder(".") / "speed.json"
    target.write_text(json.dumps(figures.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    console.print(f"Scorecard: {write_scorecard(out_folder('.'))}")
    if given.strict and any(leg.mark == "MISS" for leg in figures.legs):
        sys.exit(1)


if __name__ == "__main__":
    main()
