"""Links scored against the truth: precision, recall and F1.

A link says "this profile is that register person". Tables are DuckDB relations by name:
links `(person_ref, citizen_id, p)`, truth `(person_ref, citizen_id)` with `citizen_id` NULL for
people who are not in the register.
"""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class LinkScore:
    """Counts of one set of links. `present` counts the people who are in the register."""

    given: int
    right: int
    present: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.present if self.present else 1.0

    @property
    def f1(self) -> float:
        """Twice the right links, divided by the links given plus the links there are."""
        both = self.given + self.present
        return 2 * self.right / both if both else 1.0


_SCORE_SQL = """
-- one row: links given with at least that probability, those right, people present in the register
select count(l.person_ref),
       count(*) filter (l.citizen_id = t.citizen_id),
       (select count(*) from {truth} where citizen_id is not null)
from {links} l join {truth} t using (person_ref)
where l.citizen_id is not null and l.p >= ?"""

_BEST_SQL = """
-- one row: the likeliest link of one profile; ties fall to the lower number, so that the same
-- input gives the same answer
create or replace table {best} as
select person_ref, citizen_id, p from {links}
qualify row_number() over (partition by person_ref order by p desc, citizen_id) = 1"""

_SWEEP_SQL = """
-- one row: a threshold (the p of some link) with the counts at or above it
select p, sum(count(*)) over w, sum(count(*) filter (right_link)) over w
from (
    select l.p, l.citizen_id = t.citizen_id as right_link
    from {links} l join {truth} t using (person_ref))
group by p window w as (order by p desc)"""


def score_links(
    con: duckdb.DuckDBPyConnection, links: str, truth: str, threshold: float = 0.0
) -> LinkScore:
    """Score the links of table `links` whose p is at least the threshold."""
    sql = _SCORE_SQL.format(links=links, truth=truth)
    given, right, present = con.execute(sql, [threshold]).fetchall()[0]
    return LinkScore(given, right, present)


def keep_best_links(con: duckdb.DuckDBPyConnection, links: str, best: str) -> None:
    """Make the table `best`: one link for each profile, the likeliest."""
    con.execute(_BEST_SQL.format(links=links, best=best))


def sweep(con: duckdb.DuckDBPyConnection, links: str, truth: str) -> list[tuple[float, LinkScore]]:
    """Every threshold that changes anything, with the score of the links at or above it."""
    present = score_links(con, links, truth, 2.0).present
    rows = con.execute(_SWEEP_SQL.format(links=links, truth=truth)).fetchall()
    return [(p, LinkScore(int(given), int(right), present)) for p, given, right in rows]


def best_threshold(con: duckdb.DuckDBPyConnection, links: str, truth: str) -> float:
    """The threshold at which F1 is highest: a peer's luckiest setting, known only from truth."""
    scored = [(score.f1, p) for p, score in sweep(con, links, truth)]
    return max(scored, default=(0.0, 1.0))[1]
