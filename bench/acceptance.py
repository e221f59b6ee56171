"""What another acceptance threshold would bring: people not linked, by their likeliest candidate.

Were everybody accepted whose likeliest candidate reaches p, these would be the links. People whom
the engine leaves open on purpose, however likely one candidate is (twins between number and name),
stand in the table too: their wrong ones are the price.
"""

from dataclasses import dataclass

import duckdb

_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)

_ACCEPTANCE_SQL = """
-- one row: a threshold with the people not linked whose likeliest candidate reaches it, those of
-- them whose candidate is right, and those absent from the register
with likeliest as (
    select s.absent, c.match_probability as p, c.citizen_id = s.true_citizen as is_right
    from candidates c join scored s using (person_ref) where c.rank = 1 and not s.linked)
select t.threshold, count(*) filter (p >= t.threshold),
       count(*) filter (p >= t.threshold and is_right),
       count(*) filter (p >= t.threshold and absent)
from (values {thresholds}) t(threshold) left join likeliest on true
group by t.threshold order by t.threshold"""

_LINKS_SQL = """
select count(*) filter (present and linked), count(*) filter (right_link),
       count(*) filter (present), count(*) filter (absent and linked) from scored"""


@dataclass(frozen=True)
class AcceptanceRow:
    """The links there would be if candidates were accepted from this probability on."""

    threshold: float
    gained: int
    gained_right: int
    precision: float
    recall: float
    absent_linked: int


def acceptance_rows(con: duckdb.DuckDBPyConnection) -> list[AcceptanceRow]:
    """One row for each threshold, from the boldest to the most careful."""
    given, right, present, absent = con.execute(_LINKS_SQL).fetchall()[0]
    thresholds = ", ".join(f"({threshold})" for threshold in _THRESHOLDS)
    rows = con.execute(_ACCEPTANCE_SQL.format(thresholds=thresholds)).fetchall()
    return [
        AcceptanceRow(
            float(threshold),
            more,
            more_right,
            _share(right + more_right, given + more - more_absent),
            _share(right + more_right, present),
            absent + more_absent,
        )
        for threshold, more, more_right, more_absent in rows
    ]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
