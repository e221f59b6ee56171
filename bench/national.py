"""`make bench-national`: the whole country, from 1 million people to 82.2 million.

For each size a simulated country is taken (`--country SIZE=FOLDER`) or made, the register snapshot
is built (timed apart), the floor is measured (bench/floor.py, on the same files), and `soat run`
goes over everything. What the system keeps of the files in memory is given back before each leg.
Seconds, rows, memory and spilled bytes of each stage come from the run's own run.json. A size that
fails leaves its reason and the others' figures. `bench/out/national.json` is written after each.
"""

import argparse
import json
import shutil
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.capped import CappedRun, Caps, folder_bytes, run_capped
from bench.country import Country, country_in
from bench.disk import disk_need
from bench.machine import machine_facts, machine_line
from bench.national_figures import national_figures
from bench.national_stages import StageSum, stage_sums
from bench.page_cache import forget_files
from bench.printing import console, count, print_table
from bench.scorecard import write_scorecard
from bench.scored import parquet_of
from bench.where import out_folder

_SIZES = "1000000,4000000,16000000,64000000,82200000"
_SCENARIO = "vn-2022-04-25"
_CLI = "soat.cli.main"


@dataclass(frozen=True)
class Plan:
    """What `make bench-national` is asked."""

    sizes: list[int]
    countries: dict[int, Path]
    work: Path
    seed: int
    caps: Caps
    memory_limit: str | None
    with_accuracy: bool


@dataclass
class SizeFigures:
    """One size: what was there, what each leg cost, how it ended."""

    people: int
    outcome: str = "ok"
    rows: dict[str, int] = field(default_factory=dict)
    input_bytes: int = 0
    simulate_seconds: float | None = None
    legs: dict[str, dict[str, object]] = field(default_factory=dict)
    stages: list[StageSum] = field(default_factory=list)
    accuracy: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "stages": [asdict(stage) for stage in self.stages]}


class LegFailed(Exception):
    """One leg did not end well; the size ends here, the bench goes on."""


def measure_size(people: int, plan: Plan) -> SizeFigures:
    """Every leg of one size; what it leaves on the disk is deleted."""
    found = SizeFigures(people)
    folder = plan.work / f"{people}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        country = _country(people, plan, folder, found)
        _measure_legs(country, folder, plan, found)
    except LegFailed as failure:
        found.outcome = str(failure)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _country(people: int, plan: Plan, folder: Path, found: SizeFigures) -> Country:
    if people in plan.countries:
        return country_in(plan.countries[people])
    target = folder / "country"
    given: list[str | Path] = [
        *("simulate", "--people", str(people), "--seed", str(plan.seed)),
        *("--scenario", _SCENARIO, "--out", target),
    ]
    made = run_capped(_CLI, given, plan.caps)
    found.simulate_seconds = made.seconds
    if not made.is_ok:
        raise LegFailed(f"simulate: {made.outcome} {made.reason}".strip())
    return country_in(target)


_TABLES = ("register", "people", "doses", "daily_reports", "sites")
Command = tuple[str, list[str | Path]]


def _legs_of(country: Country, folder: Path, limit: list[str | Path]) -> dict[str, Command]:
    """The legs in order: a module and what it is given."""
    register, people, *others = (country.table(name) for name in _TABLES)
    options = zip(("--doses", "--daily-reports", "--sites"), others, strict=True)
    given: list[str | Path] = [part for option in options for part in option]
    snapshot = folder / "snapshot"
    sides = [parquet_of(country.folder, name) for name in ("register", "people")]
    run = ["run", "--register", snapshot, "--people", people, *given, "--as-of", country.as_of]
    legs: dict[str, Command] = {
        "register build": (
            _CLI,
            ["register", "build", register, "--out", snapshot, "--no-look-up", *limit],
        ),
        "floor": ("bench.floor", [*sides, folder / "floor.parquet"]),
        "run": (_CLI, [*run, "--out", folder / "run", *limit]),
    }
    for name, profiles in changed_profiles(count_of(country)).items():
        changes, updated = folder / f"changes-{name}", folder / f"updated-{name}"
        legs[f"changes of {name}"] = (
            "bench.change_files",
            [country.folder, str(profiles), changes],
        )
        legs[f"update of {name}"] = (
            _CLI,
            ["update", folder / "run", *change_options(changes), "--out", updated, *limit],
        )
    return legs


def count_of(country: Country) -> int:
    """How many profiles the country has."""
    told = json.loads((country.folder / "scenario.json").read_text(encoding="utf-8"))
    return int(told["rows"]["people"])


def changed_profiles(people: int) -> dict[str, int]:
    """The change sets of an update, by name: one profile in a hundred, and a thousand."""
    return {"1 %": people // 100, "1,000": min(1000, people)}


def change_options(changes: Path) -> list[str | Path]:
    """The options of `soat update` by the files of bench.change_files."""
    names = ("people", "doses", "withdrawn")
    return [part for name in names for part in (f"--{name}", changes / f"{name}.parquet")]


def _measure_legs(country: Country, folder: Path, plan: Plan, found: SizeFigures) -> None:
    told = json.loads((country.folder / "scenario.json").read_text(encoding="utf-8"))
    found.rows = {name: rows for name, rows in told["rows"].items() if "/" not in name}
    inputs = [country.table(name) for name in _TABLES]
    found.input_bytes = sum(folder_bytes(table) for table in inputs)
    limit: list[str | Path] = ["--memory-limit", plan.memory_limit] if plan.memory_limit else []
    caps = Caps(plan.caps.seconds, plan.caps.gib, folder)
    for name, (module, given) in _legs_of(country, folder, limit).items():
        forget_files([*inputs, folder])
        leg = run_capped(module, given, caps)
        found.legs[name] = leg.as_json()
        _say(country.people, name, leg)
        if not leg.is_ok:
            raise LegFailed(f"{name}: {leg.outcome} {leg.reason}".strip())
    found.stages = stage_sums(folder / "run" / "run.json")
    if plan.with_accuracy:
        found.accuracy = _accuracy(country, folder, caps)


def _accuracy(country: Country, folder: Path, caps: Caps) -> list[dict[str, Any]]:
    """The answers against the truth; where the comparison fails, the speed is not lost."""
    work = folder / "accuracy"
    work.mkdir()
    compared = run_capped("bench.national_accuracy", [country.folder, folder / "run", work], caps)
    _say(country.people, "accuracy", compared)
    if not compared.is_ok:
        return []
    told: list[dict[str, Any]] = json.loads((work / "accuracy.json").read_text(encoding="utf-8"))
    return told


def _say(people: int, name: str, leg: CappedRun) -> None:
    console.print(
        f"{time.strftime('%H:%M')} {count(people)}: {name}: {leg.outcome}, {leg.seconds:.1f} s, "
        f"{leg.cpu_seconds:.0f} s of processor, peak {leg.peak_bytes / 2**30:.2f} GiB, "
        f"disk {leg.peak_disk_bytes / 1e9:.1f} GB {leg.reason}",
        markup=False,
    )


def _write(found: list[SizeFigures], facts: dict[str, Any]) -> dict[str, Any]:
    sizes = [size.as_json() for size in found]
    kept = {
        "machine": facts,
        "command": " ".join(["python -m bench.national", *sys.argv[1:]]),
        "sizes": sizes,
        "figures": [figure.as_json() for figure in national_figures(sizes)],
    }
    target = out_folder(".") / "national.json"
    target.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    return kept


def measure_nation(plan: Plan) -> dict[str, Any]:
    """Every size in turn; the figures are on the disk after each."""
    facts = machine_facts()
    found: list[SizeFigures] = []
    kept: dict[str, Any] = {}
    for people in sorted(plan.sizes):
        found.append(measure_size(people, plan))
        kept = _write(found, facts)
    return kept


def print_nation(kept: dict[str, Any]) -> None:
    """The figures with their targets, then each size's legs."""
    rows = [
        [f["name"], "–" if f["value"] is None else f"{f['value']:.3f} {f['unit']}",
         f"{'≤' if f['target']['at_most'] else '≥'} {f['target']['value']:g}"
         if f["target"] else "", f["mark"]]
        for f in kept["figures"]
    ]  # fmt: skip
    print_table("The whole country", ("figure", "value", "target", ""), rows)
    cells = [
        [count(size["people"]), name, f"{leg['seconds']:.1f}", f"{leg['peak_bytes'] / 2**30:.2f}",
         f"{leg['peak_disk_bytes'] / 1e9:.1f}", leg["outcome"]]
        for size in kept["sizes"]
        for name, leg in size["legs"].items()
    ]  # fmt: skip
    for size in kept["sizes"]:
        missed = [m["name"] for m in size["accuracy"] if m["mark"] == "MISS"]
        if size["accuracy"]:
            console.print(f"{count(size['people'])}, accuracy targets missed: {missed or 'none'}")
    print_table("Every leg", ("people", "leg", "seconds", "peak GiB", "disk GB", "outcome"), cells)


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=_SIZES, help="people, comma-separated")
    parser.add_argument("--country", action="append", default=[], metavar="SIZE=FOLDER",
                        help="a simulated country to use as it is")  # fmt: skip
    parser.add_argument("--work", type=Path, help="where the disk is (default: bench/out)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory-limit", help="handed on to soat, such as 4GB")
    parser.add_argument("--cap-seconds", type=float, default=4 * 3600.0)
    parser.add_argument("--cap-gib", type=float, default=22.0)
    parser.add_argument("--no-accuracy", action="store_true", help="do not compare with truth")
    given = parser.parse_args()
    named = [text.partition("=") for text in given.country]
    return Plan(
        [int(size) for size in given.sizes.split(",")],
        {int(size): Path(folder) for size, _, folder in named},
        given.work or out_folder("national"),
        given.seed,
        Caps(given.cap_seconds, given.cap_gib),
        given.memory_limit,
        not given.no_accuracy,
    )


def main() -> None:
    """Check the disk, measure, print, leave the JSON and the scorecard."""
    plan = _plan()
    plan.work.mkdir(parents=True, exist_ok=True)
    to_simulate = [size for size in plan.sizes if size not in plan.countries]
    need = disk_need(plan.sizes, to_simulate, plan.work)
    if need.refusal:
        raise SystemExit(need.refusal)
    console.print(need.sentence, markup=False)
    kept = measure_nation(plan)
    print_nation(kept)
    console.print(machine_line(kept["machine"]), markup=False)
    console.print(f"Scorecard: {write_scorecard(out_folder('.'))}")
    if any(size["outcome"] != "ok" for size in kept["sizes"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
