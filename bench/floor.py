"""The floor: the least that any checking of people against a register has to do.

One process, one query, raw Parquet in and Parquet out: join the profiles to the register on the
number as typed and compare three fields as typed. Nothing is standardised, mended, sought or
explained. What the engine takes is printed as a multiple of this.

Run as `python -m bench.floor REGISTER PEOPLE OUT`.
"""

import sys

import duckdb

_JOIN_SQL = """
-- one row: a profile, the register person of its number as typed, and three raw comparisons
-- (NULL when that number is not in the register)
copy (
    select p.person_ref, r.citizen_id, p.full_name = r.full_name as same_name,
           p.birth_date = r.birth_date as same_birth_date, p.sex = r.sex as same_sex
    from read_parquet('{people}') p left join read_parquet('{register}') r using (citizen_id))
to '{out}' (format parquet)"""


def join_raw(register: str, people: str, out: str) -> None:
    """Join and write; the names are patterns of Parquet files."""
    with duckdb.connect() as con:
        con.execute("set preserve_insertion_order = false")
        con.execute(_JOIN_SQL.format(register=register, people=people, out=out))


if __name__ == "__main__":
    join_raw(*sys.argv[1:4])
