"""Changes such as a day brings, drawn from a simulated country: what `soat update` is measured on.

    python -m bench.change_files COUNTRY PROFILES OUT

Of so many profiles a third are given the register's name (what a clerk mends), some lose their
phone or a digit of their number, one in ten is a new profile; and of the doses of these, some are
moved to another site, and one in twenty is withdrawn.
"""

import sys
from pathlib import Path

import duckdb

from soat.model.tables import DOSES, PEOPLE

_PEOPLE = ", ".join(PEOPLE.column_names)
_DOSES = ", ".join(DOSES.column_names)


def _lot(key: str, of: int, salt: str) -> str:
    return f"hash({key} || '{salt}') % {of} = 0"


def write_changes(country: Path, profiles: int, out: Path) -> dict[str, Path]:
    """Write people, doses and withdrawn Parquet files into `out`; which file is which option."""
    out.mkdir(parents=True, exist_ok=True)
    files = {name: out / f"{name}.parquet" for name in ("people", "doses", "withdrawn")}
    with duckdb.connect() as connection:
        for name in ("people", "doses", "register"):
            connection.execute(f"CREATE VIEW {name} AS FROM '{country}/{name}/*.parquet'")
        connection.execute(
            f"""CREATE TABLE chosen AS SELECT * FROM people
            WHERE person_ref IS NOT NULL AND full_name IS NOT NULL
                AND hash(person_ref) / 18446744073709551616.0
                    < {profiles} * 1.0 / (SELECT count(*) FROM people)"""
        )
        mended = f"""CASE WHEN {_lot("c.person_ref", 3, "n")} THEN r.full_name END"""
        cut = f"""CASE WHEN {_lot("c.person_ref", 8, "c")} THEN left(c.citizen_id, 11)
            ELSE c.citizen_id END"""
        queries = {
            "people": f"""SELECT {_PEOPLE} FROM (SELECT c.* REPLACE (
                    CASE WHEN {_lot("c.person_ref", 10, "p")} THEN 'new-' || c.person_ref
                        ELSE c.person_ref END AS person_ref,
                    coalesce({mended}, c.full_name) AS full_name, {cut} AS citizen_id,
                    CASE WHEN {_lot("c.person_ref", 6, "t")} THEN NULL ELSE c.phone END AS phone)
                FROM chosen c LEFT JOIN register r ON r.citizen_id = c.citizen_id)""",
            "doses": f"""SELECT {_DOSES} FROM (SELECT d.* REPLACE (
                    CASE WHEN {_lot("dose_ref", 5, "s")} THEN NULL ELSE d.site_code END
                        AS site_code)
                FROM doses d SEMI JOIN chosen c ON c.person_ref = d.person_ref
                WHERE {_lot("dose_ref", 2, "d")})""",
            "withdrawn": f"""SELECT NULL::VARCHAR AS person_ref, dose_ref, 'bench' AS withdrawn_by
                FROM doses d SEMI JOIN chosen c ON c.person_ref = d.person_ref
                WHERE NOT {_lot("dose_ref", 2, "d")} AND {_lot("dose_ref", 10, "w")}""",
        }
        for name, query in queries.items():
            connection.execute(f"COPY ({query}) TO '{files[name]}' (FORMAT parquet)")
    return files


if __name__ == "__main__":
    write_changes(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
