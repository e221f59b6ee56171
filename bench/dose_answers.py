"""What is said of doses laid beside what is true of them: the views that dose measures read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from bench.scored import AnswerFiles, parquet_of
from bench.workshop import open_workshop

_TRUTH = ("doses", "given", "cells")
_SAID = (
    "dose_rows",
    "dose_pairs",
    "histories",
    "entry_cells",
    "batch_fault_rows",
    "missing_candidates",
    "persons",
)
CELL = "site_code, given_on, product, dose_kind, dose_number, age_group"

_JOINED_SQL = """
-- one row: two rows said to be one dose, automatically or as a pair for the site's list
create table said_same as
select dose_ref, kept_dose_ref as other_dose_ref, true as automatic
from dose_rows where state = 'duplicate'
union all
select dose_ref, other_dose_ref, false from dose_pairs"""

_JUDGED_SQL = """
-- one row: such a pair with whether both rows tell of one true dose
create table judged_same as
select s.*, a.true_dose_id = b.true_dose_id as is_right
from said_same s
join truth_doses a on a.dose_ref = s.dose_ref
join truth_doses b on b.dose_ref = s.other_dose_ref
where not a.rejected and not b.rejected"""

_CELLS_SQL = f"""
-- one row: a cell that was reported, in truth or in the answers, and not held in doubt: NULL counts
-- are none. A site-day without a report is in neither: its gap is not known
create table compared_cells as
select coalesce(t.never_entered, 0) as true_missing,
       coalesce(t.entered_elsewhere, 0) as true_elsewhere,
       coalesce(e.missing, 0) as said_gross, coalesce(e.explained, 0) as said_explained,
       coalesce(e.never_entered, 0) as said_missing
from (from truth_cells where reported is not null) t
full join (from entry_cells where status <> 'not_reported') e using ({CELL})
where coalesce(e.status, 'compared') = 'compared'"""


@contextmanager
def open_dose_answers(
    files: AnswerFiles, folder: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with `truth_*`, the answers, `judged_same` and `compared_cells`."""
    with open_workshop(folder) as con:
        for name in _TRUTH:
            _view(con, f"truth_{name}", files.truth, name)
        for name in _SAID:
            _view(con, name, files.run, name)
        for sql in (_JOINED_SQL, _JUDGED_SQL, _CELLS_SQL):
            con.execute(sql).fetchall()
        yield con


def _view(con: duckdb.DuckDBPyConnection, view: str, folder: Path, name: str) -> None:
    path = parquet_of(folder, name)
    con.execute(f"create view {view} as from read_parquet('{path}', union_by_name = true)")
