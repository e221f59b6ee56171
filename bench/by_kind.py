"""Accuracy by corruption kind: where the records are lost, and where links go wrong."""

from dataclasses import dataclass

import duckdb

_KINDS_SQL = """
-- one row: a kind of corruption with the profiles that have it (a profile stands in the row of
-- each of its kinds), and how they fared: among people of the register links right and wrong,
-- then links of absent people, then all profiles and their right verdicts, then the peer's links
with spread as (
    select s.*, unnest(case when len(kinds) = 0 then ['(none)']
                            when len(kinds) = 1 then list_append(kinds, '(one kind)')
                            else list_append(kinds, '(several kinds)') end) as kind
    from scored s)
select kind, count(*) filter (present), count(*) filter (right_link),
       count(*) filter (present and wrong_link), count(*) filter (absent and linked),
       count(*), count(*) filter (said_verdict = true_verdict),
       count(*) filter (present and b.citizen_id = true_citizen),
       count(*) filter (present and b.citizen_id <> true_citizen)
from spread left join peer_links b using (person_ref)
group by kind order by 2 desc, kind"""


@dataclass(frozen=True)
class KindRow:
    """How the profiles with one kind of corruption fared, and how the peer did with them."""

    kind: str
    present: int
    right: int
    wrong: int
    absent_linked: int
    people: int
    verdict_right: int
    peer_right: int
    peer_wrong: int

    @property
    def recall(self) -> float | None:
        return self.right / self.present if self.present else None

    @property
    def precision(self) -> float | None:
        given = self.right + self.wrong
        return self.right / given if given else None

    @property
    def verdict_share(self) -> float:
        return self.verdict_right / self.people

    @property
    def peer_recall(self) -> float | None:
        return self.peer_right / self.present if self.present else None


def kind_rows(con: duckdb.DuckDBPyConnection) -> list[KindRow]:
    """One row for each kind, the most frequent first; `peer_links` may be an empty table."""
    return [KindRow(*row) for row in con.execute(_KINDS_SQL).fetchall()]


def set_peer_links(con: duckdb.DuckDBPyConnection, links_sql: str | None = None) -> None:
    """Make `peer_links` (person_ref, citizen_id): the peer's decision, or nothing."""
    empty = "select null::varchar as person_ref, null::varchar as citizen_id where false"
    con.execute(f"create or replace table peer_links as {links_sql or empty}")
