"""The country's counts without what was of the touched, and with what is; then the entry gap."""

from functools import partial

from soat.countrywide.piece_by_piece import Bench
from soat.model.kept_tables import ADDED_UP, COUNTED_DOSES, RARE_ROWS
from soat.update.histories import counts_of
from soat.update.views import load, show
from soat.update.work import Side, Work

_WHOLE_STAGES = ("entry_gap", "missing_candidates", "check_sites")
# Every total is told, though it be none.
_TOTALS = "row_counts"


def count_again(work: Work) -> None:
    """Every count of the country, and what is made of counts alone."""
    work.piece("gap-000", 0.15, partial(_count, work))
    stages = [work.stages[name] for name in _WHOLE_STAGES]
    work.whole |= {table for stage in stages for table in stage.gives}
    work.whole |= {*ADDED_UP, *RARE_ROWS}


def _count(work: Work, bench: Bench) -> None:
    for table, counted in ADDED_UP.items():
        load(bench, table, _added_up(work, table, counted))
        bench.give(table)
    for table in RARE_ROWS:
        load(bench, table, _exchanged(work, table))
        bench.give(table)
    made = {*ADDED_UP, *RARE_ROWS}
    stages = [work.stages[name] for name in _WHOLE_STAGES]
    given = {table for stage in stages for table in stage.gives}
    for table in {table for stage in stages for table in stage.needs} - given - made:
        kept = COUNTED_DOSES.name if table == "doses_settled" else table
        show(bench, table, work.after(kept))
    bench.run(*stages)
    for table in sorted(given):
        bench.give(table, f"FROM {table} ORDER BY ALL")


def _sides(work: Work, table: str) -> tuple[str, str, str]:
    was, now = (work.made(counts_of(side, table)) for side in Side)
    return work.before(table), was, now


def _added_up(work: Work, table: str, counted: tuple[str, ...]) -> str:
    """The counts before, less those of the touched before, and those of the touched now."""
    before, was, now = _sides(work, table)
    less = ", ".join(f"-{column} AS {column}" for column in counted)
    sums = ", ".join(f"CAST(sum({column}) AS BIGINT) AS {column}" for column in counted)
    some = " OR ".join(f"sum({column}) <> 0" for column in counted)
    having = "" if table == _TOTALS else f"HAVING {some}"
    return f"""SELECT * EXCLUDE ({", ".join(counted)}), {sums}
        FROM (SELECT * FROM ({before})
            UNION ALL BY NAME SELECT * REPLACE ({less}) FROM ({was})
            UNION ALL BY NAME SELECT * FROM ({now}))
        GROUP BY ALL {having}"""


def _exchanged(work: Work, table: str) -> str:
    """The rows before, less those of the touched before, and those of the touched now."""
    before, was, now = _sides(work, table)
    return f"""(SELECT * FROM ({before}) EXCEPT ALL SELECT * FROM ({was}))
        UNION ALL SELECT * FROM ({now})"""
