"""Who links people to the register, how each is run, and what one run of one of them brought.

Soát runs as its users run it: `soat register build`, then `soat run`, people and register only.
A peer runs as `python -m bench.NAME_peer` (bench/peer_job.py). All run on the same files, under the
same caps, and are scored by the same query.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.capped import CappedRun, Caps, run_capped
from bench.country import Country
from bench.peer_scores import Scores, score_contestant, score_soat
from bench.scored import parquet_of

SOAT = "Soát"
_CLI = "soat.cli.main"


@dataclass(frozen=True)
class Peer:
    """One peer with one set of settings. `decision` is the probability from which it links."""

    title: str
    module: str
    variant: str
    decision: float
    needs_labels: bool = False


PEERS = (
    Peer("exact join", "bench.exact_peer", "plain", 0.0),
    Peer("Splink 5, tuned", "bench.splink_peer", "tuned", 0.9),
    Peer("Splink 5, default", "bench.splink_peer", "default", 0.9),
    Peer("GoldenMatch, tuned", "bench.goldenmatch_peer", "tuned", 0.0),
    Peer("GoldenMatch, default", "bench.goldenmatch_peer", "default", 0.0),
    Peer("recordlinkage", "bench.recordlinkage_peer", "tuned", 0.5),
    Peer("dedupe", "bench.dedupe_peer", "tuned", 0.5, needs_labels=True),
)
TITLES = (SOAT, *(peer.title for peer in PEERS))


@dataclass(frozen=True)
class Outing:
    """One run of one contestant over one country; `scores` is None when it did not end well."""

    who: str
    people: int
    run: CappedRun
    parts: dict[str, float]
    scores: Scores | None

    def as_json(self) -> dict[str, Any]:
        scored = self.scores
        return {
            "who": self.who,
            "people": self.people,
            **self.run.as_json(),
            "parts": {name: round(seconds, 3) for name, seconds in self.parts.items()},
            "decided": scored.decided.as_json() if scored else None,
            "best": scored.best.as_json() if scored else None,
        }


def outing(title: str, country: Country, out: Path, caps: Caps) -> Outing:
    """Let one contestant link the country's people; its folder is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    if title == SOAT:
        return _soat_outing(country, out, caps)
    return _peer_outing(next(p for p in PEERS if p.title == title), country, out, caps)


def _soat_outing(country: Country, out: Path, caps: Caps) -> Outing:
    register = country.table("register")
    build = run_capped(
        _CLI, ["register", "build", register, "--out", out / "snapshot", "--no-look-up"], caps
    )
    if not build.is_ok:
        return Outing(SOAT, country.people, build, {}, None)
    given: list[str | Path] = [
        *("run", "--register", out / "snapshot", "--people", country.table("people")),
        *("--as-of", country.as_of, "--out", out / "run"),
    ]
    run = run_capped(_CLI, given, caps)
    scores = score_soat(country, out / "run") if run.is_ok else None
    seconds = {"register build": build.seconds, "run": run.seconds}
    return Outing(SOAT, country.people, run.after(build), seconds, scores)


def _peer_outing(peer: Peer, country: Country, out: Path, caps: Caps) -> Outing:
    sides = [parquet_of(country.folder, name) for name in ("register", "people")]
    labels = ["--labels", parquet_of(country.folder / "truth", "people")]
    given: list[str | Path] = [peer.variant, *sides, out, *(labels if peer.needs_labels else [])]
    run = run_capped(peer.module, given, caps)
    if not run.is_ok:
        return Outing(peer.title, country.people, run, {}, None)
    parts = json.loads((out / "seconds.json").read_text(encoding="utf-8"))
    scores = score_contestant(country, f"from '{out / 'links.parquet'}'", peer.decision)
    return Outing(peer.title, country.people, run, parts, scores)
