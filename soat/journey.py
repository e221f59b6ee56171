"""The route: every stage in order, from files to a verdict for every person. Read this first.

files ─ intake ─ standardize ─ verify ─ resolve ─ settle doses ─ check ─ measure ─ run folder
register file ─ intake ─ standardize ─ snapshot ─┘
"""

from dataclasses import asdict
from functools import partial
from pathlib import Path

import duckdb

from soat import __version__
from soat.backends.duckdb_backend import run_stage
from soat.backends.engines import DuckDbRunner, open_engine, refuse_engine
from soat.countrywide.buckets import DoseWork
from soat.countrywide.country_run import (
    identify_country,
    open_register,
    people_in_a_group,
)
from soat.countrywide.doses import settle_doses as settle_doses_in_pieces
from soat.countrywide.doses import show_dose_answers
from soat.countrywide.piece_by_piece import Country
from soat.countrywide.register import build_in_pieces, write_snapshot_of_pieces
from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.intake.decisions import decisions_intake
from soat.engine.intake.stages import (
    daily_reports_intake,
    doses_intake,
    people_intake,
    register_intake,
    sites_intake,
)
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.engine.resolve.stages import resolve_stages
from soat.engine.standardize.doses import standardize_doses_stage
from soat.engine.standardize.register_facts import register_facts_stage
from soat.engine.standardize.stages import people_stage, register_stage
from soat.engine.verify.stages import verify_stage
from soat.model.profile import load_profile
from soat.model.run_settings import RegisterSettings, RunSettings
from soat.model.schedule import load_schedule
from soat.model.tables import DAILY_REPORTS_TYPED, DECISIONS_TYPED, DOSES_TYPED, SITES_TYPED, Table
from soat.register.look_up_build import build_look_up_index, has_look_up_index
from soat.register.snapshot import is_snapshot, open_snapshot, write_snapshot
from soat.store.answers import (
    file_facts,
    gather_rejects,
    write_answers,
    write_answers_of_pieces,
    write_dose_answers,
    write_rejects,
)
from soat.store.earlier_run import clocks_file, open_clocks
from soat.store.keeping import begin_keeping, keep_all, keep_placed
from soat.store.pieces import Pieces, made_again_if_lost, parquet_rows, pieces_beside
from soat.store.refusals import (
    refuse_other_columns,
    refuse_other_profile,
    refuse_too_many_rejects,
)
from soat.store.reporting.write_report import write_report
from soat.store.run_facts import about_snapshot, facts_of_run, name_of_run
from soat.store.run_folder import built_aside, digest_of, write_json
from soat.store.trip import Progress, Trip
from soat.store.work_tables import load_places, workshop_in

# What the pieces of a country say that they are of the whole, added up.
_WORK_OF_PIECES = 1.97


# What stands empty where no file was given.
_NOT_GIVEN: tuple[Table, ...] = (DOSES_TYPED, DAILY_REPORTS_TYPED, SITES_TYPED, DECISIONS_TYPED)


def build_register(settings: RegisterSettings, progress: Progress) -> Path:
    """Standardise a register once: a snapshot folder that every run and look-up can open."""
    return made_again_if_lost(partial(_build_register, settings, progress))


def _build_register(settings: RegisterSettings, progress: Progress) -> Path:
    profile = load_profile(settings.profile)
    with (
        built_aside(settings.out) as folder,
        workshop_in(folder, settings.memory_limit) as workshop,
    ):
        engine = DuckDbRunner(workshop)
        trip = Trip(workshop, engine, profile, settings.max_rejected_share, progress)
        with trip.leg("read"):
            trip.read(settings.register, "register")
        pieces = _pieces_of_register(settings, trip)
        if pieces is None:
            _standardize_register(trip)
            write_snapshot(
                workshop, folder, about_snapshot(trip.profile, trip.sources, trip.counts)
            )
            gather_rejects(workshop, trip.sources)
        else:
            _build_in_pieces(trip, settings, pieces, folder)
        write_rejects(workshop, folder)
        if settings.look_up and has_look_up_index(profile):
            with trip.leg("look_up"):
                _build_look_up(workshop, folder)
    if pieces is not None:
        pieces.remove()
    return settings.out


def _build_look_up(workshop: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The index of single look-ups, from the buckets just written."""
    buckets = parquet_rows(sorted((folder / "people").glob("*.parquet")))
    workshop.execute("DROP TABLE IF EXISTS register_comparable").fetchall()
    workshop.execute(f"CREATE VIEW register_comparable AS FROM {buckets}").fetchall()
    build_look_up_index(workshop, folder)


def _pieces_of_register(settings: RegisterSettings, trip: Trip) -> Pieces | None:
    if trip.sources[0].rows_read <= settings.people_in_a_cut or not trip.profile.settles_in_parts:
        return None
    digests = sorted(str(fact["sha256"]) for fact in file_facts(trip.sources))
    told = [__version__, repr(trip.profile), str(settings.people_in_a_cut), *digests]
    return pieces_beside(settings.out, digest_of(told))


def _build_in_pieces(trip: Trip, settings: RegisterSettings, pieces: Pieces, folder: Path) -> None:
    country = Country(
        pieces,
        trip.profile,
        settings.memory_limit,
        lambda leg, done: trip.progress(leg, min(done, 0.99)),
    )
    cut = settings.people_in_a_cut
    trip.counts.append(build_in_pieces(country, trip.workshop, trip.sources[0], cut))
    refuse_too_many_rejects(trip.counts, trip.max_rejected_share)
    about = about_snapshot(trip.profile, trip.sources, trip.counts)
    write_snapshot_of_pieces(country, folder, about, trip.counts[-1].accepted)
    rejected = parquet_rows(pieces.files_of("register_rejected"))
    trip.workshop.execute(f"CREATE OR REPLACE VIEW rejects AS FROM {rejected}").fetchall()


def run(settings: RunSettings, progress: Progress) -> Path:
    """The whole journey; returns the finished run folder."""
    return made_again_if_lost(partial(_run, settings, progress))


def _run(settings: RunSettings, progress: Progress) -> Path:
    profile = load_profile(settings.profile)
    refuse_engine(settings.engine)
    with (
        built_aside(settings.out) as folder,
        workshop_in(folder, settings.memory_limit) as workshop,
        open_engine(settings.engine, workshop, folder) as engine,
    ):
        trip = Trip(workshop, engine, profile, settings.max_rejected_share, progress)
        _read_inputs(trip, settings)
        run_id = name_of_run(settings, trip.profile, trip.sources)
        pieces = _pieces_of(settings, trip, run_id)
        begin_keeping(trip, settings, run_id, folder)
        if pieces is None:
            _identify(trip, settings, run_id)
            _settle_doses(trip, settings)
        else:
            _work_in_pieces(trip, settings, run_id, pieces)
        with trip.leg("write"):
            if pieces is None:
                write_answers(workshop, profile, folder)
                write_dose_answers(workshop, folder)
            else:
                write_answers_of_pieces(workshop, pieces, folder)
            write_report(workshop, folder, run_id, settings.as_of)
            keep_all(trip, pieces)
        told = facts_of_run(settings, run_id, trip.sources, trip.counts) | {
            "stages": [asdict(stage) for stage in trip.stages],
            "reused_pieces": trip.reused_pieces,
            "seconds_of_pieces": trip.seconds_of_pieces,
        }
        write_json(folder / "run.json", told)
    if pieces is not None:
        pieces.remove()
    return settings.out


# ── legs ─────────────────────────────────────────────────────────────────────────────────────


def _read_inputs(trip: Trip, settings: RunSettings) -> None:
    """Look at every file and take its digest, before anything is made of it."""
    sources = {
        "people": settings.people,
        "doses": settings.doses,
        "daily_reports": settings.daily_reports,
        "sites": settings.sites,
        "decisions": settings.decisions,
    }
    with trip.leg("read"):
        for table, path in sources.items():
            if path is not None:
                trip.read(path, table)
        if not is_snapshot(settings.register):
            trip.read(settings.register, "register")


def _identify(trip: Trip, settings: RunSettings, run_id: str) -> None:
    """From files to a verdict for everybody, in one piece."""
    profile = trip.profile
    with trip.leg("intake"):
        trip.take_in("people", people_intake(profile.extra_names, profile.name_needed))
    _open_register(trip, settings.register)
    trip.travel("standardize", people_stage(profile))
    trip.travel("verify", verify_stage())
    trip.travel("resolve", *resolve_stages(profile, run_id))


def _settle_doses(trip: Trip, settings: RunSettings) -> None:
    """From dose files to findings and figures, in one piece."""
    _take_in_doses(trip, settings)
    schedule = load_schedule(trip.profile.schedule)
    measured = _measured(trip, settings)
    trip.travel("standardize_doses", standardize_doses_stage(schedule))
    trip.travel("settle_doses", *settle_doses_stages(schedule, settings.as_of))
    keep_placed(trip)
    for table in ("dose_entries", "placed_doses"):
        trip.engine.drop(table)
    trip.travel("entry_gap", *entry_gap_stages(settings.as_of, measured.reports_given))
    trip.travel("check", *check_stages(schedule, settings.as_of))
    gather_rejects(trip.workshop, trip.sources, settings.rejects)
    open_clocks(trip.workshop, settings.previous)
    trip.travel("measure", *national_stages(measured))


def _measured(trip: Trip, settings: RunSettings) -> MeasureSettings:
    given = settings.daily_reports is not None
    return MeasureSettings(settings.as_of, trip.profile.places_epoch, given)


def _take_in_doses(trip: Trip, settings: RunSettings, but: str = "") -> None:
    """Take in doses, reports, sites and decisions, all `but` one; what was not given is empty."""
    stages = {
        "doses": doses_intake(),
        "daily_reports": daily_reports_intake(),
        "sites": sites_intake(),
        "decisions": decisions_intake(),
    }
    with trip.leg("intake_doses"):
        for table, stage in stages.items():
            if table in trip.paths and table != but:
                trip.take_in(table, stage)
        for typed in _NOT_GIVEN:
            trip.workshop.execute(f"CREATE TABLE IF NOT EXISTS {typed.name} ({typed.as_sql})")


def _open_register(trip: Trip, register: Path) -> None:
    if not is_snapshot(register):
        _standardize_register(trip)
        return
    with trip.leg("register"):
        manifest = open_snapshot(trip.workshop, register)
        refuse_other_profile(manifest.profile, trip.profile.name, register.name)
        refuse_other_columns(manifest.columns, trip.profile, register.name)
        load_places(trip.workshop)


def _standardize_register(trip: Trip) -> None:
    profile = trip.profile
    digits = 12 if profile.number_scheme == "vn" else None
    with trip.leg("register"):
        trip.take_in("register", register_intake(profile.extra_names, digits, profile.name_needed))
        load_places(trip.workshop)
        for stage_of_register in (register_stage(trip.profile), register_facts_stage()):
            trip.stages.append(trip.engine.run_stage(stage_of_register))
        trip.engine.drop("register_typed")


# ── in pieces ────────────────────────────────────────────────────────────────────────────────


def _pieces_of(settings: RunSettings, trip: Trip, run_id: str) -> Pieces | None:
    """Where the pieces of a large country stand; None when the run is one piece.

    Where weights are learned from the files at hand, they have to be seen whole; and Spark cuts
    its tables itself.
    """
    people = trip.source("people")
    small = people.rows_read <= settings.people_in_a_cut
    if small or settings.engine != "duckdb" or not trip.profile.settles_in_parts:
        return None
    # With other memory people would be grouped otherwise, and no group's piece fits.
    group = people_in_a_group(trip.workshop, settings.people_in_a_cut)
    told = [run_id, str(settings.people_in_a_cut), str(group), str(settings.updates)]
    return pieces_beside(settings.out, digest_of(told))


def _work_in_pieces(trip: Trip, settings: RunSettings, run_id: str, pieces: Pieces) -> None:
    """From files to figures, piece by piece; what is finished is used again."""
    begun = trip.done
    country = Country(
        pieces,
        trip.profile,
        settings.memory_limit,
        lambda leg, done: trip.progress(leg, begun + (0.85 - begun) * done / _WORK_OF_PIECES),
        keeps=trip.standing is not None,
    )
    # The small tables first: a refusal should not come at the end.
    _take_in_doses(trip, settings, but="doses")
    schedule = load_schedule(trip.profile.schedule)
    trip.stages.append(run_stage(trip.workshop, standardize_doses_stage(schedule)))
    open_clocks(trip.workshop, settings.previous)
    register = open_register(country, _snapshot_for_pieces(trip, settings, country))
    named = (run_id, settings.people_in_a_cut)
    people = trip.source("people")
    counts, identity = identify_country(country, trip.workshop, register, people, named)
    trip.counts.append(counts)
    refuse_too_many_rejects(trip.counts, trip.max_rejected_share)
    before = clocks_file(settings.previous) if settings.previous else None
    measured = _measured(trip, settings)
    work = DoseWork(identity, schedule, measured, len(identity.cuts), before)
    doses = trip.source("doses") if "doses" in trip.paths else None
    counts_of_doses = settle_doses_in_pieces(work, trip.workshop, doses)
    trip.counts += [counts_of_doses] if counts_of_doses else []
    refuse_too_many_rejects(trip.counts, trip.max_rejected_share)
    show_dose_answers(work, trip.workshop)
    gather_rejects(trip.workshop, trip.sources, settings.rejects)
    trip.stages += country.stages
    trip.reused_pieces, trip.seconds_of_pieces = country.reused, country.seconds
    trip.done = 0.85
    trip.travel("measure", work.stages["measure"])


def _snapshot_for_pieces(trip: Trip, settings: RunSettings, country: Country) -> Path:
    """The snapshot given; a raw register becomes one among the pieces."""
    if is_snapshot(settings.register):
        return settings.register
    folder = country.pieces.folder / "register"
    source = trip.source("register")
    # Its share of the progress is not known beforehand, and stands still meanwhile.
    builder = Country(country.pieces, trip.profile, settings.memory_limit, lambda leg, done: None)
    cut = settings.people_in_a_cut
    trip.counts.append(build_in_pieces(builder, trip.workshop, source, cut))
    refuse_too_many_rejects(trip.counts, trip.max_rejected_share)
    if not is_snapshot(folder):
        about = about_snapshot(trip.profile, trip.sources, trip.counts)
        write_snapshot_of_pieces(builder, folder, about, trip.counts[-1].accepted)
    return folder
