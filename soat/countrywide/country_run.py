"""The identity part of a run, piece by piece, and its tables for the rest of the journey."""

import re
from pathlib import Path

import duckdb

from soat.countrywide.chunks import make_source
from soat.countrywide.identity import Identity, Register, identify
from soat.countrywide.piece_by_piece import Country
from soat.register.snapshot import read_manifest
from soat.store.pieces import parquet_rows
from soat.store.reading import SourceFiles, TableCounts
from soat.store.refusals import refuse_other_columns, refuse_other_profile
from soat.store.work_tables import load_places

# Bytes of memory for each person of a group whose rows are joined with the whole register.
_BYTES_A_PERSON = 1000
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}

# What the figures and the writing of answers read.
_KEPT = ("people_rejected", "people_comparable", "verdicts")


def open_register(country: Country, snapshot: Path) -> Register:
    """The snapshot, if it was made for this profile."""
    manifest = read_manifest(snapshot)
    refuse_other_profile(manifest.profile, country.profile.name, snapshot.name)
    refuse_other_columns(manifest.columns, country.profile, snapshot.name)
    return Register(snapshot, manifest)


def identify_country(
    country: Country,
    workshop: duckdb.DuckDBPyConnection,
    register: Register,
    people: SourceFiles,
    named: tuple[str, int],
) -> tuple[TableCounts, Identity]:
    """Settle everybody; the tables that later rooms read are then views in `workshop`.

    `named` is the run's name and the people of a cut.
    """
    country.pieces.sweep()
    run_id, cut = named
    source = make_source(country, workshop, people, cut)
    identity = Identity(country, register, run_id, people_in_a_group(workshop, cut))
    counts = identify(identity, source, cut)
    _show_answers(country, workshop)
    return counts, identity


def people_in_a_group(workshop: duckdb.DuckDBPyConnection, at_least: int) -> int:
    """How many people are held against the whole register at once: what the memory allows."""
    told = str(workshop.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])
    number, unit = re.fullmatch(r"([\d.]+) ?([KMGT]?)i?B?(?:ytes)?", told).groups()  # type: ignore[union-attr]
    return max(at_least, int(float(number) * _UNITS[unit]) // _BYTES_A_PERSON)


def _show_answers(country: Country, workshop: duckdb.DuckDBPyConnection) -> None:
    load_places(workshop)
    rejected = [table for table in ("register_rejected",) if country.pieces.files_of(table)]
    for table in (*_KEPT, *rejected):
        rows = parquet_rows(country.pieces.files_of(table))
        workshop.execute(f"CREATE OR REPLACE VIEW {table} AS FROM {rows}").fetchall()
