"""Splink run beside the engine as a process of its own, and its links scored like ours."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.country import Country
from bench.links import best_threshold, keep_best_links, score_links
from bench.measured import checked, run_module
from bench.printing import print_table, share
from bench.where import out_folder

_THRESHOLDS = (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999)
DECISION = 0.9


@dataclass(frozen=True)
class PeerRun:
    """One run of Splink: where its pairs are and what it cost."""

    variant: str
    links: Path
    seconds: dict[str, float]
    peak_gib: float

    @property
    def decision_sql(self) -> str:
        """Its links at the threshold that a user would take: the best of each person at 0.9."""
        return f"""select person_ref, citizen_id from '{self.links}' where p >= {DECISION}
            qualify row_number() over (partition by person_ref order by p desc, citizen_id) = 1"""


def measure_peer(country: Country, variant: str) -> PeerRun:
    """Run Splink over the country's files in a process of its own."""
    out = out_folder(f"splink/{country.folder.name}-{variant}")
    sides = [_pattern(country.table(name)) for name in ("register", "people")]
    run = checked(run_module("bench.splink_peer", [variant, *sides, out]), "Splink")
    seconds = json.loads((out / "seconds.json").read_text(encoding="utf-8"))
    return PeerRun(variant, out / "links.parquet", seconds, run.peak_gib)


def _pattern(table: Path) -> str:
    return str(table / "*.parquet") if table.is_dir() else str(table)


def print_peer(con: duckdb.DuckDBPyConnection, peer: PeerRun) -> None:
    """Print the peer's precision and recall at several thresholds; `scored` is there.

    Links of absent people are counted apart, as ours are.
    """
    con.execute(f"create or replace table peer_pairs as from '{peer.links}'")
    con.execute(
        "create or replace table peer_truth as select person_ref, true_citizen as citizen_id "
        "from scored where present"
    )
    keep_best_links(con, "peer_pairs", "peer_best")
    best = best_threshold(con, "peer_best", "peer_truth")
    rows = [_row(con, threshold) for threshold in (*_THRESHOLDS, best)]
    rows[-1][0] += " (best F1)"
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in peer.seconds.items())
    title = f"Splink 5, {peer.variant}: {spent}, peak {peer.peak_gib:.2f} GiB"
    print_table(title, ("threshold", "precision", "recall", "F1", "absent linked"), rows)


def _row(con: duckdb.DuckDBPyConnection, threshold: float) -> list[str]:
    score = score_links(con, "peer_best", "peer_truth", threshold)
    absent = con.execute(
        "select count(*) from peer_best join scored using (person_ref) "
        "where absent and peer_best.p >= ?",
        [threshold],
    ).fetchall()[0][0]
    shares = [share(value, 5) for value in (score.precision, score.recall, score.f1)]
    return [f"p ≥ {threshold:g}", *shares, str(absent)]
