"""Soát and Splink 5 on real data that nobody here made, on the same split in the same run.

`python -m bench.external` writes FEBRL 4 and the historical figures in the contract's form, runs
`soat run --profile bench/profiles/…` and Splink with its tutorials' settings, and prints
precision, recall and F1 of the links. Soát is scored at its own decision, which is what counts;
Splink at 0.9, the probability that the profiles accept from too. Both are also scored at the
threshold that is best for them, which only the truth can tell.
Results also go to `bench/out/external/scores.json`. Without the data it says so and ends with 0.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.country import fresh_folder
from bench.external_files import FEBRL4, HISTORICAL, ExternalFiles, ExternalSet, write_external_set
from bench.links import LinkScore, best_threshold, keep_best_links, score_links
from bench.measured import MeasuredRun, checked, run_module, run_soat
from bench.printing import console, print_table, share
from bench.scorecard import write_scorecard
from bench.where import PROFILES, out_folder

_THRESHOLD = 0.9
_PEERS = {"tutorial": "Splink 5, tutorial", "widened": "Splink 5, widened"}


@dataclass(frozen=True)
class ScoredWay:
    """One line of the table: who linked, how, and what came of it."""

    who: str
    decision: str
    score: LinkScore
    seconds: float
    peak_gib: float

    def as_row(self) -> list[str]:
        shares = (self.score.precision, self.score.recall, self.score.f1)
        cost = [f"{self.seconds:.1f}", f"{self.peak_gib:.2f}"]
        return [self.who, self.decision, *(share(value) for value in shares), *cost]

    def as_json(self) -> dict[str, object]:
        return {
            "who": self.who,
            "decision": self.decision,
            "precision": self.score.precision,
            "recall": self.score.recall,
            "f1": self.score.f1,
            "seconds": self.seconds,
            "peak_gib": self.peak_gib,
        }


def _connect_with_links(links_sql: str, files: ExternalFiles) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"create table truth as from '{files.truth}'")
    con.execute(f"create table links as {links_sql}")
    return con


def soat_ways(source: ExternalSet, files: ExternalFiles, folder: Path) -> Iterator[ScoredWay]:
    """Run the engine with the set's profile; score its verdicts, and its likeliest candidates."""
    run_folder = fresh_folder(folder, "run")
    run = run_soat(
        "run",
        *("--register", files.register, "--people", files.people),
        *("--out", run_folder, "--profile", PROFILES / f"{source.name}.toml"),
    )
    verdicts, evidence = run_folder / "verdicts.parquet", run_folder / "evidence.parquet"
    links_sql = "select person_ref, citizen_id, match_probability as p from '{}' where {}"
    with _connect_with_links(links_sql.format(verdicts, "true"), files) as con:
        score = score_links(con, "links", "truth")
        yield ScoredWay("Soát", "its own", score, run.seconds, run.peak_gib)
    with _connect_with_links(links_sql.format(evidence, "rank = 1"), files) as con:
        best = best_threshold(con, "links", "truth")
        score = _score(con, "links", best)
        decision = f"p ≥ {best:.4f} (its best)"
        yield ScoredWay("Soát", decision, score, run.seconds, run.peak_gib)


def splink_ways(
    source: ExternalSet, variant: str, files: ExternalFiles, folder: Path
) -> Iterator[ScoredWay]:
    """Run Splink; score each person's best link at 0.9 and at its best, and all pairs at 0.9."""
    model = f"{source.name}-{variant}"
    run = checked(run_module("bench.external_splink", [model, folder]), "Splink")
    with _connect_with_links(f"from '{folder / model}.parquet'", files) as con:
        keep_best_links(con, "links", "best")
        best = best_threshold(con, "best", "truth")
        yield _splink_way(variant, f"p ≥ {_THRESHOLD}", _score(con, "best", _THRESHOLD), run)
        yield _splink_way(variant, f"p ≥ {best:.4f} (its best)", _score(con, "best", best), run)
        yield _splink_way(
            variant, f"all pairs, p ≥ {_THRESHOLD}", _score(con, "links", _THRESHOLD), run
        )


def _score(con: duckdb.DuckDBPyConnection, links: str, threshold: float) -> LinkScore:
    return score_links(con, links, "truth", threshold)


def _splink_way(variant: str, decision: str, score: LinkScore, run: MeasuredRun) -> ScoredWay:
    return ScoredWay(_PEERS[variant], decision, score, run.seconds, run.peak_gib)


def measure_set(source: ExternalSet, peers_only: bool) -> list[ScoredWay]:
    """Write one set, link it every way, print the table."""
    folder = out_folder(f"external/{source.name}")
    files = write_external_set(source, folder)
    ways = [] if peers_only else [*soat_ways(source, files, folder)]
    for variant in _PEERS:
        ways += splink_ways(source, variant, files, folder)
    columns = ("linked by", "decision", "precision", "recall", "F1", "seconds", "peak GiB")
    print_table(
        f"{source.name}: links of people to the register", columns, [w.as_row() for w in ways]
    )
    return ways


def main() -> None:
    """Measure both sets; leave the scores as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-only", action="store_true", help="leave the engine out")
    peers_only = parser.parse_args().peers_only
    scores = {}
    for source in (FEBRL4, HISTORICAL):
        if not source.is_here:
            console.print(f"{source.name}: skipped, its files are not in ../shared/data/linkage")
            continue
        scores[source.name] = [way.as_json() for way in measure_set(source, peers_only)]
    if scores:
        target = out_folder("external") / "scores.json"
        target.write_text(json.dumps(scores, ensure_ascii=False, indent=1), encoding="utf-8")
        console.print(f"Scorecard: {write_scorecard(out_folder('.'))}")


if __name__ == "__main__":
    main()
