"""The plain exact join, as a spreadsheet or a first SQL query does it.

A profile is linked where number, folded name and birth date all equal those of one register
person, after the same standardisation that every peer gets.
"""

from bench.peer_job import PeerJob, peer_job

VARIANTS = ("plain",)

_JOIN_SQL = """
-- one row: a profile whose number, name and birth date stand together in the register; NULL never
-- equals anything, so a missing field leaves the profile unlinked
select p.unique_id as person_ref, r.unique_id as citizen_id, 1.0::double as p
from people_side p join register_side r using (number, name, dob)"""


def link(job: PeerJob) -> None:
    """Join and write."""
    with job.sides() as con:
        with job.timed("predict"):
            con.execute(f"create table links as {_JOIN_SQL}").fetchall()
        job.write(con, "from links")


if __name__ == "__main__":
    link(peer_job(__doc__, VARIANTS))
