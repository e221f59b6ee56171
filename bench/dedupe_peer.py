"""dedupe on a simulated country, with the labels that a person would have given it.

dedupe learns from labelled pairs. In place of the person at the console it is given 400 pairs
labelled from the truth, half of them one person, half two people who look alike: a better teacher
than any user has. Variables as its examples choose them; blocking predicates and the classifier
are its own.
"""

import random
from collections.abc import Iterable
from typing import Any

import dedupe
import duckdb
import pyarrow as pa
from dedupe import variables

from bench.peer_job import PeerJob, peer_job

VARIANTS = ("tuned",)
_LABELS = 200
_LEARNED_FROM = 200
_SEED = 20220425
_SAME = ("given", "sex", "commune", "district")
_FIELDS = ("number", "name", "given", "dob", "sex", "commune", "district")

_LABELS_SQL = """
-- one row: a profile and the register person that it is, or one that it is not though either the
-- name and year or the birth date and commune agree; the same pairs each time
with told as (select person_ref, citizen_id from {labels}
              where citizen_id is not null and not rejected),
same as (
    select person_ref, citizen_id, true as same from told
    where person_ref in (select unique_id from people_side)
    order by md5(person_ref || 'same') limit {each}),
near as (
    select p.unique_id as person_ref, r.unique_id as citizen_id
    from people_side p join register_side r on p.name = r.name and p.birth_year = r.birth_year
    union
    select p.unique_id, r.unique_id
    from people_side p join register_side r on p.dob = r.dob and p.commune = r.commune),
other as (
    select person_ref, n.citizen_id, false as same from near n join told t using (person_ref)
    where n.citizen_id <> t.citizen_id
    order by md5(person_ref || n.citizen_id) limit {each})
from same union all from other"""

Record = dict[str, Any]
Labelled = dict[str, list[tuple[Record, Record]]]


def side_records(con: duckdb.DuckDBPyConnection, side: str) -> dict[str, Record]:
    """One side as dedupe wants it: a dictionary of dictionaries."""
    columns = ", ".join(_FIELDS)
    rows = con.execute(f"select unique_id, {columns} from {side}").fetchall()
    return {row[0]: dict(zip(_FIELDS, row[1:], strict=True)) for row in rows}


def labelled_pairs(
    con: duckdb.DuckDBPyConnection, labels: str, sides: tuple[dict[str, Record], dict[str, Record]]
) -> Labelled:
    """Pairs that are one person, and pairs that are two."""
    pairs: Labelled = {"match": [], "distinct": []}
    people, register = sides
    for ref, number, same in con.execute(
        _LABELS_SQL.format(labels=labels, each=_LABELS)
    ).fetchall():
        if ref in people and number in register:
            pairs["match" if same else "distinct"].append((people[ref], register[number]))
    return pairs


def sampled(records: dict[str, Record], pairs: Labelled) -> dict[str, Record]:
    """Some of one side, the labelled ones among them.

    Its learner indexes every record that it is given in several ways, and all labelled ones must be
    indexed; the linking itself goes over everything.
    """
    labelled = {id(record) for told in pairs.values() for pair in told for record in pair}
    some = set(random.sample(sorted(records), min(_LEARNED_FROM, len(records))))
    return {key: record for key, record in records.items() if key in some or id(record) in labelled}


def same(left: str, right: str) -> float:
    """0 when equal, 1 when not: dedupe wants a distance."""
    return 0.0 if left == right else 1.0


def new_linker() -> dedupe.RecordLink:
    """The variables; every column may be missing.

    What few values are shared by many is compared by a function of our own: of a variable `Exact`
    dedupe would make blocking predicates too, and list every pair of people of one sex.
    """
    return dedupe.RecordLink(
        [
            variables.ShortString("number", has_missing=True),
            variables.String("name", has_missing=True),
            variables.ShortString("dob", has_missing=True),
            *(variables.Custom(column, same, has_missing=True) for column in _SAME),
        ],
        num_cores=2,
    )


def link_table(links: Iterable[tuple[tuple[str, str], float]]) -> pa.Table:
    """One row: a profile, the register person, the probability."""
    rows = [(*ids, float(p)) for ids, p in links]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table(columns, names=["person_ref", "citizen_id", "p"])


def link(job: PeerJob) -> None:
    """Learn from the labels, then link every profile to at most one register person."""
    random.seed(_SEED)
    if job.labels is None:
        raise SystemExit("dedupe learns from labelled pairs: give --labels TRUTH")
    with job.sides() as con:
        with job.timed("prepare"):
            sides = (side_records(con, "people_side"), side_records(con, "register_side"))
            pairs = labelled_pairs(con, job.labels, sides)
        with job.timed("train"):
            linker = new_linker()
            linker.prepare_training(*(sampled(side, pairs) for side in sides))
            linker.mark_pairs(pairs)
            linker.train(recall=0.98, index_predicates=False)
        with job.timed("predict"):
            links = linker.join(*sides, 0.01, constraint="many-to-one")
        con.register("links", link_table(links))
        job.write(con, "from links")


if __name__ == "__main__":
    link(peer_job(__doc__, VARIANTS))
