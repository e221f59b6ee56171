"""What one peer's process is asked, and what it leaves: pairs with a probability, and seconds.

Every peer runs as `python -m bench.NAME_peer VARIANT REGISTER PEOPLE OUT`; OUT gets
`links.parquet` (person_ref, citizen_id, p) and `seconds.json`. Nobody but a peer that cannot work
without labelled pairs is given the truth (`--labels`), in place of the person who would label.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from bench.peer_sides import prepare_sides


@dataclass(frozen=True)
class PeerJob:
    """One run of one peer. The inputs are quoted patterns of Parquet files."""

    variant: str
    register: str
    people: str
    out: Path
    labels: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Add the seconds of the block to the part of that name."""
        began = time.perf_counter()
        yield
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - began

    @contextmanager
    def sides(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A database with `people_side` and `register_side`; making them is timed."""
        with duckdb.connect() as con:
            con.execute("set enable_progress_bar = false")
            with self.timed("prepare"):
                prepare_sides(con, self.register, self.people)
            yield con

    def write(self, con: duckdb.DuckDBPyConnection, links_sql: str) -> None:
        """Leave the links and the seconds."""
        target = self.out / "links.parquet"
        con.execute(f"copy ({links_sql}) to '{target}' (format parquet)").fetchall()
        (self.out / "seconds.json").write_text(json.dumps(self.seconds), encoding="utf-8")


def peer_job(description: str | None, variants: Sequence[str]) -> PeerJob:
    """Read the command line of a peer's process."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("variant", choices=sorted(variants))
    parser.add_argument("register", help="a Parquet file, or a pattern of several")
    parser.add_argument("people", help="a Parquet file, or a pattern of several")
    parser.add_argument("out", type=Path)
    parser.add_argument("--labels", help="the truth of the people, as Parquet")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    labels = f"'{given.labels}'" if given.labels else None
    return PeerJob(
        given.variant, f"'{given.register}'", f"'{given.people}'", given.out, labels=labels
    )
