"""The headline duel: Soát, Splink 5 and the plain exact join on the same files, end to end.

Rounds alternate between the contestants, so that noise of the machine shows as the spread between
rounds and meets everyone alike. Seconds are compared by the fastest round of each; Splink's with
its training and without. Leaves `bench/out/duel.json`.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from bench.capped import Caps
from bench.contestants import SOAT, TITLES, Outing, outing
from bench.country import Country, country_in, country_of
from bench.figures import Figure, Target
from bench.machine import machine_facts, machine_line
from bench.peers import as_row, print_outings
from bench.printing import console, print_table
from bench.scorecard import write_scorecard
from bench.where import out_folder

RIVAL = "Splink 5, tuned"
_CONTESTANTS = (SOAT, RIVAL, "exact join", "Splink 5, default")
_TIMES_FASTER = Target(10.0)


def fastest(outings: list[Outing], who: str) -> Outing | None:
    """The contestant's quickest round that ended well."""
    ended = [found for found in outings if found.who == who and found.run.is_ok]
    return min(ended, key=lambda found: found.run.seconds, default=None)


def duel_figures(outings: list[Outing]) -> list[Figure]:
    """What the issue asks of the duel; empty when either side never ended well."""
    ours, theirs = fastest(outings, SOAT), fastest(outings, RIVAL)
    if ours is None or theirs is None or ours.scores is None or theirs.scores is None:
        return []
    own, rival = ours.scores.decided.score, theirs.scores.decided.score
    untrained = theirs.run.seconds - theirs.parts.get("train", 0.0)
    cpu = theirs.run.cpu_seconds / ours.run.cpu_seconds
    at_ours = theirs.scores.recall_at_precision(own.precision)
    return [
        Figure("times faster, training included", theirs.run.seconds / ours.run.seconds, "×",
               _TIMES_FASTER),
        Figure("times faster, without Splink's training", untrained / ours.run.seconds, "×"),
        Figure("times faster, without its training and our snapshot",
               untrained / ours.parts.get("run", ours.run.seconds), "×"),
        Figure("times less processor time", cpu, "×"),
        Figure("precision; to beat: Splink's at 0.9", own.precision, "",
               Target(rival.precision)),
        Figure("recall; to beat: Splink's at 0.9", own.recall, "", Target(rival.recall)),
        Figure("recall above Splink's where Splink is as precise", own.recall - at_ours, ""),
        Figure("F1 above Splink's at its best threshold",
               own.f1 - theirs.scores.best.score.f1, ""),
        Figure("peak memory, share of Splink's", ours.run.peak_bytes / theirs.run.peak_bytes, "",
               Target(1.0, at_most=True)),
    ]  # fmt: skip


def run_duel(country: Country, titles: list[str], rounds: int, caps: Caps) -> list[Outing]:
    """Every contestant in turn, as many rounds as asked; written after each."""
    facts = machine_facts()
    out = out_folder("duel") / f"{country.people}"
    outings: list[Outing] = []
    for number in range(1, rounds + 1):
        for title in titles:
            outings.append(outing(title, country, out, caps))
            shutil.rmtree(out)
            console.print(f"round {number}: {' · '.join(as_row(outings[-1]))}", markup=False)
            _write(outings, facts)
    return outings


def _write(outings: list[Outing], facts: dict[str, Any]) -> None:
    kept = {
        "machine": facts,
        "command": " ".join(["python -m bench.duel", *sys.argv[1:]]),
        "runs": [found.as_json() for found in outings],
        "figures": [figure.as_json() for figure in duel_figures(outings)],
    }
    target = out_folder(".") / "duel.json"
    target.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def print_duel(outings: list[Outing], figures: list[Figure]) -> None:
    """Every round, then the figures with their targets."""
    print_outings("The duel, every round", outings)
    rows = [[f.name, f"{f.value:.6g} {f.unit}", str(f.target or ""), f.mark] for f in figures]
    print_table(f"{SOAT} beside {RIVAL}", ("figure", "value", "target", ""), rows)


def main() -> None:
    """Hold the duel, print it, leave the JSON and the scorecard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--country", type=Path, help="a simulated country to use as it is")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--who", action="append", choices=TITLES, help="may be given repeatedly")
    parser.add_argument("--cap-seconds", type=float, default=3600.0)
    parser.add_argument("--cap-gib", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strict", action="store_true", help="end with 1 when a target is missed")
    given = parser.parse_args()
    country = (
        country_in(given.country)
        if given.country
        else country_of("vn-2022-04-25", given.people, given.seed)
    )
    caps = Caps(given.cap_seconds, given.cap_gib)
    outings = run_duel(country, given.who or list(_CONTESTANTS), given.rounds, caps)
    figures = duel_figures(outings)
    print_duel(outings, figures)
    console.print(machine_line(machine_facts()), markup=False)
    console.print(f"Scorecard: {write_scorecard(out_folder('.'))}")
    if given.strict and (not figures or any(figure.mark == "MISS" for figure in figures)):
        sys.exit(1)


if __name__ == "__main__":
    main()
