"""`make bench-peers`: every peer at growing sizes until it fails or passes a cap.

At each size the country is the same for all, Soát runs first, and each contestant has a process of
its own under the same caps. A contestant that fails at one size is not tried at a larger one: the
failure is its result. Leaves `bench/out/peers.json`, written after every run.
"""

import argparse
import json
import shutil
import sys
from typing import Any

from bench.capped import Caps
from bench.contestants import TITLES, Outing, outing
from bench.country import country_of
from bench.machine import machine_facts, machine_line
from bench.printing import console, count, print_table, share
from bench.scorecard import write_scorecard
from bench.where import out_folder

_SIZES = (10_000, 50_000, 200_000, 500_000)
_COLUMNS = ("who", "people", "outcome", "seconds", "CPU s", "peak GiB", "precision", "recall",
            "absent linked", "best F1")  # fmt: skip


def as_row(found: Outing) -> list[str]:
    """One outing as a row of the printed table."""
    scored = found.scores
    decided = scored.decided if scored else None
    return [
        found.who,
        count(found.people),
        found.run.outcome,
        f"{found.run.seconds:.1f}",
        f"{found.run.cpu_seconds:.1f}",
        f"{found.run.peak_bytes / 2**30:.2f}",
        share(decided.score.precision if decided else None, 5),
        share(decided.score.recall if decided else None, 5),
        str(decided.absent_linked) if decided else "–",
        share(scored.best.score.f1 if scored else None, 5),
    ]


def print_outings(title: str, outings: list[Outing]) -> None:
    """The outings as one table; reasons of those that failed below it."""
    print_table(title, _COLUMNS, [as_row(found) for found in outings])
    for found in outings:
        if found.run.reason:
            console.print(f"{found.who}, {count(found.people)}: {found.run.reason}", markup=False)


def _write(outings: list[Outing], about: dict[str, Any]) -> None:
    target = out_folder(".") / "peers.json"
    kept = {**about, "runs": [found.as_json() for found in outings]}
    target.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def measure_peers(titles: list[str], sizes: list[int], caps: Caps, seed: int) -> list[Outing]:
    """Every contestant at every size that it reaches."""
    about = {
        "machine": machine_facts(),
        "command": " ".join(["python -m bench.peers", *sys.argv[1:]]),
        "caps": {"seconds": caps.seconds, "gib": caps.gib},
    }
    outings: list[Outing] = []
    failed: set[str] = set()
    for people in sizes:
        country = country_of("vn-2022-04-25", people, seed)
        for title in titles:
            if title in failed:
                continue
            out = out_folder("peers") / "outing"
            outings.append(outing(title, country, out, caps))
            console.print(" · ".join(as_row(outings[-1])), markup=False)
            shutil.rmtree(out)
            if not outings[-1].run.is_ok:
                failed.add(title)
            _write(outings, about)
    return outings


def main() -> None:
    """Measure, print, leave the JSON and the scorecard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, _SIZES)), help="comma-separated")
    parser.add_argument("--who", action="append", choices=TITLES, help="may be given repeatedly")
    parser.add_argument("--cap-seconds", type=float, default=600.0)
    parser.add_argument("--cap-gib", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    caps = Caps(given.cap_seconds, given.cap_gib)
    outings = measure_peers(given.who or list(TITLES), sizes, caps, given.seed)
    print_outings("Soát and its peers on the same files", outings)
    console.print(machine_line(machine_facts()), markup=False)
    console.print(f"Scorecard: {write_scorecard(out_folder('.'))}")


if __name__ == "__main__":
    main()
