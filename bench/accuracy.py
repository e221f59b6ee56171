"""`make bench-accuracy`: the engine's answers against the truth, by corruption kind.

For each scenario a country is simulated (or used again), the engine runs over it, Splink 5 runs
over the same files, and everything is compared with the truth in columns. Doses and the entry gap
are then measured on a larger country (bench/dose_measures.py). Targets are those of
the issue; a target missed prints MISS and the command ends with 1 when `--strict` is given.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import duckdb

from bench import accuracy_tables as tables
from bench.acceptance import acceptance_rows
from bench.by_kind import kind_rows, set_peer_links
from bench.calibration import reliability
from bench.country import Country, country_of, fresh_folder, run_over
from bench.dose_answers import open_dose_answers
from bench.dose_measures import dose_measures
from bench.figures import Measure
from bench.measures import TARGETS, all_measures, field_reasons, wrong_link_relations
from bench.oracle import find_ceiling
from bench.printing import console
from bench.repair_kinds import named_rows, safe_by_kind
from bench.scorecard import write_scorecard
from bench.scored import AnswerFiles, open_answers
from bench.splink_measured import PeerRun, measure_peer, print_peer
from bench.where import out_folder

_SCENARIOS = ("vn-2022-04-25", "hostile")
_PEERS = ("tuned", "default")


def print_answers(con: duckdb.DuckDBPyConnection, scenario: str) -> list[Measure]:
    """Print every table of one scenario; `scored` and `peer_links` are there."""
    measures = all_measures(con, TARGETS[scenario])
    tables.print_kinds(kind_rows(con))
    tables.print_reasons(field_reasons(con))
    tables.print_reliability("Links not exact: probability and truth", reliability(con))
    tables.print_reliability("Candidates shown: probability and truth", reliability(con, True))
    tables.print_acceptance(acceptance_rows(con))
    tables.print_named(named_rows(con))
    tables.print_safe(safe_by_kind(con))
    tables.print_relations(wrong_link_relations(con))
    tables.print_ceiling(find_ceiling(con))
    tables.print_measures(scenario, measures)
    return measures


def measure_country(country: Country, run_folder: Path, peers: list[PeerRun]) -> list[Measure]:
    """Open the engine's answers, with the first peer's links beside them, and print."""
    with open_answers(AnswerFiles(country.folder, run_folder)) as con:
        set_peer_links(con, peers[0].decision_sql if peers else None)
        measures = print_answers(con, country.scenario)
        for peer in peers:
            print_peer(con, peer)
    return measures


def _scenario_measures(scenario: str, options: argparse.Namespace) -> list[Measure]:
    country = country_of(scenario, options.people, options.seed)
    console.rule(f"{scenario}: {options.people:,} people, seed {options.seed}")
    run_folder = fresh_folder(out_folder("runs"), f"{scenario}-{options.people}")
    run = run_over(country, run_folder)
    console.print(f"soat run: {run.seconds:.1f} s, peak {run.peak_gib:.2f} GiB")
    peers = [] if options.no_peer else [measure_peer(country, variant) for variant in _PEERS]
    return measure_country(country, run_folder, peers)


def _dose_measures(scenario: str, people: int, seed: int) -> list[Measure]:
    country = country_of(scenario, people, seed)
    console.rule(f"{scenario}: doses of {people:,} people, seed {seed}")
    run_folder = fresh_folder(out_folder("runs"), f"{scenario}-{people}")
    run = run_over(country, run_folder)
    console.print(f"soat run: {run.seconds:.1f} s, peak {run.peak_gib:.2f} GiB")
    with open_dose_answers(AnswerFiles(country.folder, run_folder)) as con:
        measures = dose_measures(con)
    tables.print_measures(f"{scenario}: doses", measures)
    return measures


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--dose-people", type=int, default=1_000_000, help="0 leaves doses out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", action="append", choices=sorted(TARGETS))
    parser.add_argument("--no-peer", action="store_true", help="leave Splink out")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a target is missed")
    return parser.parse_args()


def main() -> None:
    """Measure each scenario; leave the figures in bench/out/accuracy.json."""
    options = _options()
    found = {s: _scenario_measures(s, options) for s in options.scenario or _SCENARIOS}
    if options.dose_people:
        found["doses"] = _dose_measures(_SCENARIOS[0], options.dose_people, options.seed)
    figures = {
        scenario: [{**asdict(m), "value": m.value, "mark": m.mark} for m in measures]
        for scenario, measures in found.items()
    }
    target = out_folder(".") / "accuracy.json"
    target.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    console.print(f"Scorecard: {write_scorecard(out_folder('.'))}")
    missed = [m.name for measures in found.values() for m in measures if m.mark == "MISS"]
    if missed and options.strict:
        sys.exit(1)


if __name__ == "__main__":
    main()
