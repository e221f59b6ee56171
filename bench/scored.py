"""Verdicts laid beside the truth: one table that every measure of accuracy reads.

The truth folder says who each profile is (`citizen_id`, NULL when absent from the register), what
the verdict ought to be, and what was done to the record. Absent people are those that the register
does not hold, foreigners apart (their verdict is `exempt`).
"""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.workshop import open_workshop


@dataclass(frozen=True)
class AnswerFiles:
    """Where a simulated country and the engine's answers to it lie."""

    country: Path
    run: Path

    @property
    def truth(self) -> Path:
        return self.country / "truth"


_SOURCES = {
    "truth_people": ("truth", "people"),
    "truth_register": ("truth", "register"),
    "register": ("country", "register"),
    "people_sent": ("country", "people"),
    "verdicts": ("run", "verdicts"),
    "repairs": ("run", "repairs"),
    "candidates": ("run", "candidates"),
}

_PEOPLE_SQL = """
-- one row: a profile that was sent; of rows with the same key the one that is accepted, the first
create or replace table people as
from people_sent where person_ref is not null
qualify row_number() over (partition by person_ref) = 1"""

_SCORED_SQL = """
-- one row: an accepted profile with what is true of it and what was said of it.
-- said_* are NULL when the run gave no verdict for it (which is itself counted)
create or replace table scored as
select t.person_ref,
       t.citizen_id as true_citizen,
       t.verdict as true_verdict,
       t.number_status as true_status,
       coalesce(t.reasons, []) as true_reasons,
       coalesce(t.corruptions, []) as corruptions,
       list_distinct(list_transform(coalesce(t.corruptions, []), lambda c: c.kind)) as kinds,
       t.citizen_id is not null as present,
       t.citizen_id is null and t.verdict <> 'exempt' as absent,
       v.citizen_id as said_citizen,
       v.verdict as said_verdict,
       v.number_status as said_status,
       coalesce(v.reasons, []) as said_reasons,
       v.rule, v.tier, v.match_probability as p,
       v.citizen_id is not null as linked,
       v.citizen_id is not null and v.citizen_id is not distinct from t.citizen_id as right_link,
       v.citizen_id is not null and v.citizen_id is distinct from t.citizen_id as wrong_link,
       v.person_ref is not null as answered
from truth_people t left join verdicts v using (person_ref)
where not t.rejected"""


def parquet_of(folder: Path, name: str) -> str:
    """The table as one file or as a folder of parts, whichever is there."""
    single = folder / f"{name}.parquet"
    return str(single if single.is_file() else folder / name / "*.parquet")


def open_answers(files: AnswerFiles, folder: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection in which every file is a view and `scored` is ready.

    With a folder it is a database there, and without `people`, which only the oracle reads.
    """
    con = open_workshop(folder)
    for view, (part, name) in _SOURCES.items():
        path = parquet_of(getattr(files, part), name)
        con.execute(f"create view {view} as from read_parquet('{path}', union_by_name = true)")
    if folder is None:
        con.execute(_PEOPLE_SQL).fetchall()
    con.execute(_SCORED_SQL).fetchall()
    _lay_out_counts(con, files.run)
    return con


def _lay_out_counts(con: duckdb.DuckDBPyConnection, run: Path) -> None:
    """Make `intake_counts`: for each input table what the run says it read, kept and left out.

    Rows that repeat an earlier row to the letter are merged, not rejected; both are left out.
    """
    counts = json.loads((run / "run.json").read_text(encoding="utf-8"))["counts"]
    con.execute(
        "create table intake_counts (name varchar, read bigint, accepted bigint, left_out bigint)"
    )
    for row in counts:
        values = [row["table"], row["read"], row["accepted"], row["rejected"] + row["merged"]]
        con.execute("insert into intake_counts values (?, ?, ?, ?)", values)
