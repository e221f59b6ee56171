"""Calibration: of the answers given with probability p, a share p ought to be right."""

from dataclasses import dataclass

import duckdb

from bench.figures import Measure, Target

_EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)

_RELIABILITY_SQL = """
-- one row: a band of probability with its answers, their mean probability and those right.
-- an answer is a link with a probability; `what` limits them
select (select max(edge) from (values {edges}) e(edge) where edge <= p) as from_p,
       count(*), avg(p), count(*) filter (is_right)
from ({answers}) where p is not null group by from_p order by from_p"""

_LINKS = "select p, right_link as is_right from scored where linked and rule <> 'exact'"
_CANDIDATES = """
select c.match_probability as p, coalesce(c.citizen_id = s.true_citizen, false) as is_right
from candidates c join scored s using (person_ref)"""


@dataclass(frozen=True)
class ReliabilityBand:
    """Answers whose probability lies between `from_p` and the next edge."""

    from_p: float
    answers: int
    mean_p: float
    right: int

    @property
    def share_right(self) -> float:
        return self.right / self.answers

    @property
    def gap(self) -> float:
        return abs(self.mean_p - self.share_right)


def reliability(con: duckdb.DuckDBPyConnection, candidates: bool = False) -> list[ReliabilityBand]:
    """Bands of the links that needed evidence, or of the candidates shown to people.

    Links of the rule `exact` are left out: they are most of the links and would hide the rest.
    """
    edges = ", ".join(f"({edge})" for edge in _EDGES)
    sql = _RELIABILITY_SQL.format(edges=edges, answers=_CANDIDATES if candidates else _LINKS)
    rows = con.execute(sql).fetchall()
    return [ReliabilityBand(float(edge), many, mean, right) for edge, many, mean, right in rows]


def calibration_measure(bands: list[ReliabilityBand]) -> Measure:
    """Expected calibration error: the mean gap, each band weighing as many as its answers."""
    weighted = sum(band.answers * band.gap for band in bands)
    answers = sum(band.answers for band in bands)
    return Measure("calibration error, links not exact", weighted, answers, Target(0.02, True), 0.0)
