"""People by buckets: human beings with all their profiles, whatever province they live in."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import duckdb

from soat.countrywide.cutting import Cut, groups_of
from soat.countrywide.identity import Identity
from soat.countrywide.piece_by_piece import Bench, Country
from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.model.schedule import Schedule
from soat.model.stages import Stage
from soat.store.pieces import parquet_rows, put_with_pieces

BY_BUCKET = ("lives", "verdicts", "repairs", "people_comparable")
"""What is laid out of people by the buckets of their human beings."""

_SMALL = ("sites_typed", "decisions_typed", "daily_reports_comparable")


@dataclass
class DoseWork:
    """Everything that the pieces of this part share."""

    identity: Identity
    schedule: Schedule
    measured: MeasureSettings
    buckets: int
    clocks_before: Path | None = None

    @property
    def country(self) -> Country:
        return self.identity.country

    @property
    def as_of(self) -> date:
        return self.measured.as_of

    @cached_property
    def stages(self) -> dict[str, Stage]:
        return {
            stage.name: stage
            for stage in (
                *settle_doses_stages(self.schedule, self.as_of),
                *entry_gap_stages(self.as_of, self.measured.reports_given),
                *check_stages(self.schedule, self.as_of),
                *national_stages(self.measured),
            )
        }


def keep_small_tables(work: DoseWork, workshop: duckdb.DuckDBPyConnection) -> None:
    """Never from an earlier try: they are in the working database anyway, and cost nothing."""
    put_with_pieces(work.country.pieces, "small-000", workshop, _SMALL)


def bucket_of(text: str, buckets: int) -> str:
    """In which bucket a key lies, as SQL."""
    return f"CAST(md5_number_lower({text}) % {buckets} AS INTEGER)"


def find_shared(work: DoseWork) -> None:
    """Profiles of human beings who have several, with the bucket of the human being."""

    def make(bench: Bench) -> None:
        work.country.see(bench, "settled_verdicts")
        work.country.see(bench, "unregistered_humans")
        registered = bucket_of("'R' || v.citizen_id", work.buckets)
        unregistered = bucket_of("'P' || u.human", work.buckets)
        bench.give(
            "shared_people",
            f"""SELECT v.person_ref, {registered} AS bucket FROM settled_verdicts v
            SEMI JOIN (SELECT register_row FROM settled_verdicts WHERE register_row IS NOT NULL
                GROUP BY register_row HAVING count(*) > 1) s ON s.register_row = v.register_row
            UNION ALL
            SELECT u.person_ref, {unregistered} FROM unregistered_humans u
            SEMI JOIN (SELECT human FROM unregistered_humans GROUP BY human HAVING count(*) > 1) s
                ON s.human = u.human""",
        )

    work.country.piece("shared-000", 0.02, make)


def lay_out_people(work: DoseWork) -> None:
    """Everybody's birth and death, and what is counted of people, by bucket."""
    groups = list(groups_of(work.identity.cuts, work.identity.people_in_a_group))
    for number, group in enumerate(groups):
        work.country.piece(
            f"lives-{number:03d}", 0.1 / len(groups), partial(_lives_of, work, group)
        )


def _lives_of(work: DoseWork, group: tuple[Cut, ...], bench: Bench) -> None:
    register = work.identity.register.files()
    bench.see("register_comparable", register, register[0])
    for table in ("persons", "settled_verdicts", "verdicts", "repairs"):
        work.country.see(bench, table, *(cut.folder for cut in group))
    people = [file for cut in group for file in cut.files]
    bench.see("people_comparable", people, work.country.pieces.shape_of("people_comparable"))
    work.country.see(bench, "shared_people")
    bench.run(work.stages["lives"])
    bench.workshop.execute(
        f"""CREATE TABLE buckets AS SELECT l.person_ref,
            coalesce(s.bucket, {bucket_of("l.person_ref", work.buckets)}) AS bucket
        FROM lives l LEFT JOIN shared_people s ON s.person_ref = l.person_ref"""
    ).fetchall()
    counted = work.stages["measure_counts"].needs
    for table in BY_BUCKET:
        columns = ("*",) if table == "lives" else counted[table]
        cells = ", ".join(f"t.{column}" for column in columns)
        bench.give(
            f"{table}_by_bucket",
            f"SELECT {cells}, b.bucket FROM {table} t JOIN buckets b USING (person_ref)",
            "bucket",
        )
    deaths = " UNION ALL ".join(
        f"SELECT person_ref, {cut.number} AS cut FROM {parquet_rows(cut.files)}" for cut in group
    )
    bench.give(
        "deaths",
        f"""SELECT l.person_ref, l.deceased_on, c.cut FROM lives l
            JOIN ({deaths}) c ON c.person_ref = l.person_ref WHERE l.deceased_on IS NOT NULL""",
        "cut",
    )
