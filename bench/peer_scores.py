"""Links of every contestant scored the same way, against the truth in columns.

Precision counts every link, those of people who are not in the register too; recall counts the
people who are. Rejected rows are no profiles. Each contestant is scored at its own decision (Soát:
its verdicts; the others: the likeliest link of each profile from probability 0.9), and peers also
at the threshold that is best for them, which only the truth can tell.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.country import Country
from bench.links import LinkScore, best_threshold, keep_best_links, score_links, sweep
from bench.scored import parquet_of

DECISION = 0.9

_TRUTH_SQL = """
-- one row: an accepted profile with the register person that it is; NULL when it is none
create or replace table truth as
select person_ref, citizen_id from read_parquet('{truth}') where not rejected"""

_ABSENT_SQL = """
-- one row: links of profiles whose person is not in the register
select count(*) from {links} l join truth t using (person_ref)
where t.citizen_id is null and l.p >= ?"""

SOAT_LINKS_SQL = """
select person_ref, citizen_id, coalesce(match_probability, 1.0)::double as p
from read_parquet('{run}/verdicts.parquet') where citizen_id is not null"""


@dataclass(frozen=True)
class LinkFigures:
    """One contestant at one threshold."""

    threshold: float
    score: LinkScore
    absent_linked: int

    def as_json(self) -> dict[str, float]:
        return {
            "threshold": self.threshold,
            "given": self.score.given,
            "right": self.score.right,
            "present": self.score.present,
            "absent_linked": self.absent_linked,
            "precision": self.score.precision,
            "recall": self.score.recall,
            "f1": self.score.f1,
        }


@dataclass(frozen=True)
class Scores:
    """One contestant at its decision, at its best, and its recall where as precise as asked."""

    decided: LinkFigures
    best: LinkFigures
    sweep: list[tuple[float, LinkScore]]

    def recall_at_precision(self, precision: float) -> float:
        """The most that it finds at any threshold at which it is at least so precise."""
        return max((s.recall for _, s in self.sweep if s.precision >= precision), default=0.0)


def score_contestant(country: Country, links_sql: str, decision: float = DECISION) -> Scores:
    """Score the pairs that the query gives: person_ref, citizen_id, p."""
    with duckdb.connect() as con:
        truth = parquet_of(country.folder / "truth", "people")
        con.execute(_TRUTH_SQL.format(truth=truth)).fetchall()
        con.execute(f"create table pairs as {links_sql}").fetchall()
        keep_best_links(con, "pairs", "best")
        best = best_threshold(con, "best", "truth")
        return Scores(_figures(con, decision), _figures(con, best), sweep(con, "best", "truth"))


def score_soat(country: Country, run: Path) -> Scores:
    """Score the verdicts of a run: every link that it decided on."""
    return score_contestant(country, SOAT_LINKS_SQL.format(run=run), 0.0)


def _figures(con: duckdb.DuckDBPyConnection, threshold: float) -> LinkFigures:
    absent = con.execute(_ABSENT_SQL.format(links="best"), [threshold]).fetchall()[0][0]
    return LinkFigures(threshold, score_links(con, "best", "truth", threshold), absent)
