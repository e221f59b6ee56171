"""A snapshot of a register that is too large to be standardised at once.

chunk by chunk       take in                     → typed rows by the first digits of the number
digits by digits     standardise, number the rows → comparable rows by province, names counted
the whole            names
province by province the snapshot's bucket
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from soat.countrywide.chunks import (
    Source,
    make_source,
    show_chunk,
    take_in_chunks,
)
from soat.countrywide.piece_by_piece import Bench, Country
from soat.engine.intake.stages import register_intake
from soat.engine.standardize.register_facts import register_facts_stage
from soat.engine.standardize.stages import register_stage
from soat.model.tables import REGISTER_COMPARABLE, REGISTER_FACTS, REGISTER_NAMES, Table
from soat.register.snapshot import (
    NOWHERE,
    Bucket,
    fact_file,
    write_bucket,
    write_manifest,
)
from soat.store.pieces import PieceLost, rows_in
from soat.store.reading import SourceFiles, TableCounts
from soat.store.reading.conservation import places_of
from soat.store.run_folder import quoted
from soat.store.work_tables import load_places

# So many leading digits tell about 250 groups of people apart: place of registration, century, sex.
_LEADING_DIGITS = 4
_CITIZEN_DIGITS = 12


@dataclass(frozen=True)
class _Batch:
    """Register people whose numbers begin alike, in the order of numbers."""

    number: int
    beginnings: tuple[str, ...]
    people_before: int


def build_in_pieces(
    country: Country, landed_in: duckdb.DuckDBPyConnection, files: SourceFiles, rows_in_a_piece: int
) -> TableCounts:
    """Take in and standardise a register; its rows are then with the pieces, by province."""
    country.pieces.sweep()
    source = make_source(country, landed_in, files, rows_in_a_piece)
    counts = take_in_chunks(country, source, 0.2, partial(_take_in_chunk, country))
    batches = _batches(country, rows_in_a_piece)
    for batch in batches:
        country.piece(
            f"standardize-{batch.number:03d}",
            0.5 / len(batches),
            partial(_standardize, country, batch),
        )
    country.pieces.drop(("register_typed",))
    country.piece("names-000", 0.02, partial(_count_names, country))
    return counts


def write_snapshot_of_pieces(
    country: Country, folder: Path, about: dict[str, object], people: int
) -> None:
    """Write the snapshot folder from the standardised pieces, which hold so many people.

    Raises PieceLost when they do not.
    """
    for part in ("people", "facts"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    provinces = sorted(
        {
            file.parent.name.partition("=")[2]
            for file in country.pieces.files_of("register_standardized")
        }
    )
    share = 0.25 / max(len(provinces), 1)
    buckets = tuple(_write_province(country, folder, province, share) for province in provinces)
    if sum(bucket.people for bucket in buckets) != people:
        raise PieceLost(country.pieces, "register_standardized")
    _write_facts(country, folder, buckets)
    columns = (*REGISTER_COMPARABLE.column_names, *_extras(country))
    write_manifest(folder, columns, buckets, about)


def _take_in_chunk(country: Country, source: Source, number: int, bench: Bench) -> None:
    profile = country.profile
    show_chunk(country, bench, source, number)
    bench.run(register_intake(profile.extra_names, _CITIZEN_DIGITS, profile.name_needed))
    bench.notes["places"] = places_of(bench.workshop, "register")
    bench.give("register_rejected")
    beginning = f"left(citizen_id, {_LEADING_DIGITS}) AS beginning"
    bench.give("register_typed", f"SELECT *, {beginning} FROM register_typed", "beginning")


def _batches(country: Country, most_people: int) -> list[_Batch]:
    """Neighbouring beginnings together, as long as they fit."""
    held: dict[str, int] = {}
    for file in country.pieces.files_of("register_typed"):
        beginning = file.parent.name.partition("=")[2]
        held[beginning] = held.get(beginning, 0) + rows_in([file])
    batches: list[_Batch] = []
    together: list[str] = []
    before = people = 0
    for beginning in sorted(held):
        if together and people + held[beginning] > most_people:
            batches.append(_Batch(len(batches), tuple(together), before))
            before, people, together = before + people, 0, []
        together.append(beginning)
        people += held[beginning]
    return [*batches, _Batch(len(batches), tuple(together), before)]


def _standardize(country: Country, batch: _Batch, bench: Bench) -> None:
    load_places(bench.workshop)
    files = [
        file
        for beginning in batch.beginnings
        for file in country.pieces.files_of("register_typed", f"beginning={beginning}")
    ]
    bench.see("register_typed", files, country.pieces.shape_of("register_typed"))
    bench.run(register_stage(country.profile))
    bench.give(
        "register_standardized",
        f"""SELECT * EXCLUDE (name_count) REPLACE (register_row + {batch.people_before}
                AS register_row), coalesce(province_code, '{NOWHERE}') AS province
            FROM register_comparable""",
        "province",
    )
    bench.give(
        "register_names_counted",
        """SELECT name_ascii, any_value(name_count) AS name_count FROM register_comparable
            WHERE name_ascii IS NOT NULL GROUP BY name_ascii""",
    )


def _count_names(country: Country, bench: Bench) -> None:
    country.see(bench, "register_names_counted")
    bench.give(
        "register_names",
        """SELECT name_ascii, sum(name_count)::INTEGER AS name_count
            FROM register_names_counted GROUP BY name_ascii""",
    )


def _write_province(country: Country, folder: Path, province: str, share: float) -> Bucket:
    """Not a piece: the file is the result itself, and a bucket half written is no snapshot."""
    extras = "".join(f", {name}" for name in _extras(country))
    columns = ", ".join(
        "n.name_count" if name == "name_count" else f"r.{name}"
        for name in REGISTER_COMPARABLE.column_names
    )
    with country.bench("write") as bench:
        files = country.pieces.files_of("register_standardized", f"province={province}")
        bench.see("register_part", files, files[0])
        country.see(bench, "register_names")
        bench.workshop.execute("SET preserve_insertion_order = true")
        query = f"""SELECT {columns}{extras} FROM register_part r
            LEFT JOIN register_names n ON n.name_ascii = r.name_ascii"""
        bucket = write_bucket(bench.workshop, folder, query, province)
    country.passed("write", share)
    return bucket


def _write_facts(country: Country, folder: Path, buckets: tuple[Bucket, ...]) -> None:
    with country.bench("facts") as bench:
        files = [folder / bucket.file for bucket in buckets]
        bench.see("register_comparable", files, files[0])
        country.see(bench, "register_names")
        bench.run(register_facts_stage(names_known=True))
        for table in REGISTER_FACTS:
            _write_fact(bench, folder, table)


def _write_fact(bench: Bench, folder: Path, table: Table) -> None:
    order = "name_ascii" if table is REGISTER_NAMES else "ALL"
    bench.workshop.execute(
        f"COPY (FROM {table.name} ORDER BY {order}) TO '{quoted(fact_file(folder, table))}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()


def _extras(country: Country) -> tuple[str, ...]:
    return tuple(f"x_{name}" for name in country.profile.extra_names)
