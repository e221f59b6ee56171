"""From doses to findings and counts, piece by piece, once everybody has a verdict.

    the whole          small tables; which human beings have several profiles
    group by group     lives                     → people by bucket
    chunk by chunk     route                     → dose rows by bucket
    bucket by bucket   place                     → doses at their human beings
    the whole          batch faults, grounds of checks
    bucket by bucket   settle, count, check      → histories
    cut by cut         check people
    the whole          entry gap, sites, the living

A bucket holds human beings with all their profiles and doses: told by the digest of the profile's
key, or of the human being's where it has several profiles.
"""

from functools import partial
from pathlib import Path

import duckdb

from soat.countrywide.buckets import (
    BY_BUCKET,
    DoseWork,
    bucket_of,
    find_shared,
    keep_small_tables,
    lay_out_people,
)
from soat.countrywide.chunks import (
    Source,
    chunk_numbers,
    cleaned_key,
    find_repeated_keys,
    make_source,
    show_chunk,
)
from soat.countrywide.cutting import Cut
from soat.countrywide.piece_by_piece import Bench
from soat.engine.intake.stages import doses_intake
from soat.engine.standardize.doses import standardize_doses_stage
from soat.model.count_tables import JUDGED_BY
from soat.model.dose_tables import DOSE_CLOCKS, OUTPUT_DOSE_TABLES
from soat.model.kept_tables import COUNTED_DOSES, PLACED_ROWS
from soat.model.tables import DAILY_REPORTS_TYPED, DOSES_TYPED
from soat.store.pieces import parquet_rows
from soat.store.reading import SourceFiles, TableCounts
from soat.store.reading.conservation import added_up, places_of

_CHECKED_BY = tuple(table.name for table in JUDGED_BY)


def settle_doses(
    work: DoseWork, workshop: duckdb.DuckDBPyConnection, files: SourceFiles | None
) -> TableCounts | None:
    """Run it all; `workshop` has the small tables, `files` the dose rows if any were given.

    What the figures need is then with the country's pieces.
    """
    keep_small_tables(work, workshop)
    find_shared(work)
    lay_out_people(work)
    source = make_source(work.country, workshop, files, _rows_in_a_chunk(work)) if files else None
    told = [_route(work, source)] if source else []
    told += [_place(work, bucket, source) for bucket in range(work.buckets)]
    # The disk would not hold a country's doses in every form at once.
    work.country.pieces.drop(("raw_doses_text", "raw_doses_routed", "doses_typed_again"))
    _look_at_all_doses(work)
    work.country.pieces.drop(("dose_entries",))
    for bucket in range(work.buckets):
        _settle(work, bucket)
    work.country.pieces.drop(("placed_doses", *(f"{table}_by_bucket" for table in BY_BUCKET)))
    for cut in work.identity.cuts:
        _check_people(work, cut)
    _close_the_gap(work)
    work.country.pieces.drop(("doses_settled", "deaths"))
    return added_up(source.files, told) if source else None


def _rows_in_a_chunk(work: DoseWork) -> int:
    people = sum(cut.people for cut in work.identity.cuts)
    return max(1, 3 * people // max(1, work.buckets))


# ── doses to their human beings ──────────────────────────────────────────────────────────────


def _route(work: DoseWork, source: Source) -> list[int]:
    """Dose rows to their buckets; where the rows of repeated keys went, which are taken in here."""
    find_repeated_keys(work.country, source, 0.05)
    *numbers, last = chunk_numbers(source)
    share = 0.15 / (len(numbers) + 1)
    for number in numbers:
        make = partial(_route_chunk, work, source, number)
        work.country.piece(f"route-{number:04d}", share, make)
    again = partial(_take_in_again, work, source, last)
    places: list[int] = work.country.piece(f"route-{last:04d}", share, again)["places"]
    return places


def _route_chunk(work: DoseWork, source: Source, number: int, bench: Bench) -> None:
    show_chunk(work.country, bench, source, number)
    work.country.see(bench, "shared_people")
    # By the key as intake will clean it; a row without one goes anywhere.
    key = cleaned_key("person_ref", "c.")
    own = bucket_of(f"coalesce({key}, '')", work.buckets)
    bench.give(
        "raw_doses_routed",
        f"""SELECT c.*, coalesce(s.bucket, {own}) AS bucket FROM raw_doses c
            LEFT JOIN shared_people s ON s.person_ref = {key}""",
        "bucket",
    )


def _take_in_again(work: DoseWork, source: Source, number: int, bench: Bench) -> None:
    """Rows whose key stands in several rows: the first usable one counts, wherever it lies."""
    show_chunk(work.country, bench, source, number)
    work.country.see(bench, "lives", table="lives_by_bucket")
    bench.workshop.execute(
        "CREATE TABLE people_typed AS SELECT person_ref FROM lives SEMI JOIN (SELECT DISTINCT "
        f"{cleaned_key('person_ref')} AS person_ref FROM raw_doses) USING (person_ref)"
    ).fetchall()
    bench.run(doses_intake())
    bench.notes["places"] = places_of(bench.workshop, "doses")
    bench.give("doses_rejected_again", "FROM doses_rejected")
    work.country.see(bench, "shared_people")
    own = bucket_of("d.person_ref", work.buckets)
    bench.give(
        "doses_typed_again",
        f"""SELECT d.*, coalesce(s.bucket, {own}) AS bucket FROM doses_typed d
            LEFT JOIN shared_people s ON s.person_ref = d.person_ref""",
        "bucket",
    )


def _place(work: DoseWork, bucket: int, source: Source | None) -> list[int]:
    make = partial(_place_bucket, work, bucket, source)
    notes = work.country.piece(f"place-{bucket:03d}", 0.15 / work.buckets, make)
    places: list[int] = notes["places"]
    return places


def _place_bucket(work: DoseWork, bucket: int, source: Source | None, bench: Bench) -> None:
    work.country.see(bench, "lives", f"bucket={bucket}", table="lives_by_bucket")
    bench.workshop.execute(f"CREATE TABLE doses_typed ({DOSES_TYPED.as_sql})").fetchall()
    bench.notes["places"] = [0, 0, 0]
    if source:
        _take_in_bucket(work, bucket, bench)
    reports = f"CREATE TABLE daily_reports_typed ({DAILY_REPORTS_TYPED.as_sql})"
    bench.workshop.execute(reports).fetchall()
    work.country.see(bench, "sites_typed")
    bench.run(standardize_doses_stage(work.schedule), work.stages["place_doses"])
    if work.country.keeps:
        bench.keep(PLACED_ROWS)
    bench.give("doses_typed", None if work.country.keeps else "SELECT dose_ref FROM doses_typed")
    for table in ("placed_doses", "dose_entries"):
        bench.give_cut(table, f"bucket={bucket}")


def _take_in_bucket(work: DoseWork, bucket: int, bench: Bench) -> None:
    work.country.see(bench, "raw_doses", f"bucket={bucket}", table="raw_doses_routed")
    pieces = work.country.pieces
    broken = "raw_doses_broken"
    # Rows that could not be read at all have no human being: they are the first bucket's.
    rows = parquet_rows(pieces.files_of(broken) if bucket == 0 else [pieces.shape_of(broken)])
    bench.workshop.execute(f"CREATE TEMP VIEW {broken} AS FROM {rows}").fetchall()
    bench.workshop.execute("CREATE VIEW people_typed AS SELECT person_ref FROM lives").fetchall()
    bench.run(doses_intake())
    bench.notes["places"] = places_of(bench.workshop, "doses")
    bench.give("doses_rejected")
    work.country.see(bench, "again", f"bucket={bucket}", table="doses_typed_again")
    bench.workshop.execute("INSERT INTO doses_typed BY NAME FROM again").fetchall()


# ── what only the whole can tell ─────────────────────────────────────────────────────────────


def _look_at_all_doses(work: DoseWork) -> None:
    def batches(bench: Bench) -> None:
        for table in ("placed_doses", "dose_entries", "decisions_typed"):
            work.country.see(bench, table)
        bench.run(work.stages["likely_batch_days"], work.stages["batch_faults"])
        for table in ("batch_faults", "batch_fault_rows", "likely_batch_days"):
            bench.give(table)

    def grounds(bench: Bench) -> None:
        people = [file for cut in work.identity.cuts for file in cut.files]
        bench.see("people_comparable", people, work.country.pieces.shape_of("people_comparable"))
        sees = ("persons", "settled_verdicts", "daily_reports_comparable", "sites_typed")
        for table in (*sees, "decisions_typed"):
            work.country.see(bench, table)
        bench.run(work.stages["check_grounds"])
        for table in work.stages["check_grounds"].gives:
            bench.give(table)

    work.country.piece("batches-000", 0.1, batches)
    work.country.piece("grounds-000", 0.03, grounds)


# ── histories ────────────────────────────────────────────────────────────────────────────────


def _settle(work: DoseWork, bucket: int) -> None:
    make = partial(_settle_bucket, work, bucket)
    work.country.piece(f"history-{bucket:03d}", 0.25 / work.buckets, make)


def _settle_bucket(work: DoseWork, bucket: int, bench: Bench) -> None:
    names = ("settle_doses", "gap_counts", "check_doses", "measure_counts")
    stages = [work.stages[name] for name in names]
    work.country.see(bench, "placed_doses", f"bucket={bucket}")
    for table in BY_BUCKET:
        work.country.see(bench, table, f"bucket={bucket}", table=f"{table}_by_bucket")
    for table in ("batch_fault_rows", "decisions_typed", "sites_typed"):
        work.country.see(bench, table)
    # As large as the country's doses: it is read where it lies, by every bucket.
    if work.clocks_before is None:
        bench.workshop.execute(f"CREATE TABLE clocks_before ({DOSE_CLOCKS.as_sql})").fetchall()
    else:
        bench.see("clocks_before", [work.clocks_before], work.clocks_before)
    for table in _CHECKED_BY:
        work.country.see(bench, table)
    bench.run(*stages)
    read_by_all = ", ".join(work.stages["entry_gap"].needs["doses_settled"])
    bench.give("doses_settled", f"SELECT {read_by_all} FROM doses_settled")
    if work.country.keeps:
        bench.keep(COUNTED_DOSES)
    given = [table for stage in stages for table in stage.gives]
    for table in given:
        if table not in ("doses_settled", "dose_gaps"):
            bench.give_cut(table, f"bucket={bucket}", _order_of(table))


def _check_people(work: DoseWork, cut: Cut) -> None:
    def make(bench: Bench) -> None:
        pieces = work.country.pieces
        bench.see("people_comparable", list(cut.files), pieces.shape_of("people_comparable"))
        bench.see("people_typed", _typed_beside(cut), pieces.shape_of("people_typed"))
        for table in ("settled_verdicts", "repairs"):
            work.country.see(bench, table, cut.folder)
        work.country.see(bench, "deaths", cut.folder)
        bench.workshop.execute(
            "CREATE VIEW lives AS SELECT p.person_ref, d.deceased_on FROM people_comparable p "
            "LEFT JOIN deaths d ON d.person_ref = p.person_ref"
        ).fetchall()
        for table in ("person_others", "crowded_phones", *_CHECKED_BY):
            work.country.see(bench, table)
        bench.run(work.stages["check_people"])
        for table in ("person_findings", "person_marks"):
            bench.give_cut(table, cut.folder, _order_of(table))

    count = len(work.identity.cuts)
    work.country.piece(f"people_check-{cut.number:03d}", 0.05 / count, make)


def _typed_beside(cut: Cut) -> list[Path]:
    """The people of a cut as typed: cut by province in the same pieces, however many files."""
    folders = {file.parent: file.parents[2] / "people_typed" for file in cut.files}
    return [
        file
        for comparable, typed in folders.items()
        for file in sorted((typed / comparable.name).glob("*.parquet"))
    ]


def _order_of(table: str) -> str:
    """Answers stand in order; what is only counted up need not."""
    return "ALL" if table in {one.name for one in OUTPUT_DOSE_TABLES} else ""


# ── the gap, the sites, the living ───────────────────────────────────────────────────────────


def _close_the_gap(work: DoseWork) -> None:
    stages = [work.stages[name] for name in ("entry_gap", "missing_candidates", "check_sites")]
    made_here = {table for stage in stages for table in stage.gives}

    def make(bench: Bench) -> None:
        for table in {table for stage in stages for table in stage.needs} - made_here:
            work.country.see(bench, table)
        bench.run(*stages)
        for table in sorted(made_here):
            bench.give(table, f"FROM {table} ORDER BY ALL")

    def living(bench: Bench) -> None:
        files = work.identity.register.files()
        bench.see("register_comparable", files, files[0])
        bench.run(work.stages["living_counts"])
        bench.give("living_counts")

    work.country.piece("gap-000", 0.1, make)
    work.country.piece("living-000", 0.02, living)


def show_dose_answers(work: DoseWork, workshop: duckdb.DuckDBPyConnection) -> None:
    """Make views of everything that the figures and the writing of answers read."""
    pieces = work.country.pieces
    doses = [
        table for table in ("doses_rejected", "doses_rejected_again") if pieces.files_of(table)
    ]
    if doses:
        files = [file for table in doses for file in pieces.files_of(table)]
        workshop.execute(f"CREATE VIEW doses_rejected AS FROM {parquet_rows(files)}").fetchall()
    # What stood for the doses while the reports were standardised.
    for empty in ("VIEW doses_comparable", "TABLE doses_typed"):
        workshop.execute(f"DROP {empty}").fetchall()
    needed = {*work.stages["measure"].needs, *(table.name for table in OUTPUT_DOSE_TABLES)}
    for table in sorted(needed - {"verdicts", "people_comparable", "places", "rejects"}):
        rows = parquet_rows(pieces.files_of(table))
        workshop.execute(f"CREATE OR REPLACE VIEW {table} AS FROM {rows}").fetchall()
