"""The route of `soat update`: rows that changed → the run as it is now.

changes ─ intake ─┬─ whom they touch ─ settled again ─ counted again ─┬─ run folder
                  └─ another day, register or version: everybody ─────┘
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from soat import journey
from soat.backends.engines import DuckDbRunner
from soat.model.errors import InputUnusable
from soat.model.messages import Message
from soat.model.profile import load_profile
from soat.model.run_settings import RunSettings, UpdateSettings
from soat.register.snapshot import is_snapshot
from soat.store.answers import file_facts
from soat.store.keeping import (
    digest_of_register,
    standing_day,
    standing_register,
    versions_of,
)
from soat.store.run_folder import (
    built_aside,
    digest_of,
    replaced_when_done,
    write_json,
    write_query,
)
from soat.store.standing import Standing, open_standing
from soat.store.trip import Progress, Trip
from soat.store.work_tables import workshop_in
from soat.update.checks import TouchesEverybody
from soat.update.route import open_changes, update_touched
from soat.update.work import Changes

_INPUTS = ("people", "doses", "daily_reports", "sites", "decisions")


def update(settings: UpdateSettings, progress: Progress) -> Path:
    """The run with its changes; returns its folder."""
    with _place_of(settings) as folder:
        standing = open_standing(settings.run)
        told = _work_in(settings, standing, folder, progress)
        write_json(folder / "run.json", told)
    return settings.out or settings.run


def _work_in(
    settings: UpdateSettings, standing: Standing, folder: Path, progress: Progress
) -> dict[str, Any]:
    """The run as it is now, into `folder`; what `run.json` says of it."""
    register = _register_of(settings, standing)
    profile = load_profile(standing.about["settings"]["profile"])
    with workshop_in(folder, settings.memory_limit) as workshop:
        engine = DuckDbRunner(workshop)
        trip = Trip(workshop, engine, profile, settings.max_rejected_share, progress)
        _read_changes(trip, settings)
        run_id = _name_of(standing, trip)
        changes = open_changes(trip, settings.run, standing, folder, settings.memory_limit)
        touched = None
        if not _is_anew(settings, standing, trip):
            with suppress(TouchesEverybody):
                touched = update_touched(trip, changes, (run_id, register), folder)
        if touched is None:
            _settle_anew(trip, settings, changes, register, folder)
        changes.country.pieces.remove()
    return _facts(trip, settings, run_id, touched, folder)


@contextmanager
def _place_of(settings: UpdateSettings) -> Iterator[Path]:
    """The folder to write into: another, or one that takes the run's place."""
    place = built_aside(settings.out) if settings.out else replaced_when_done(settings.run)
    with place as folder:
        yield folder


def _read_changes(trip: Trip, settings: UpdateSettings) -> None:
    given = {name: getattr(settings, name) for name in _INPUTS}
    with trip.leg("read"):
        for table, path in {**given, "withdrawals": settings.withdrawn}.items():
            if path is not None:
                trip.read(path, table)


def _name_of(standing: Standing, trip: Trip) -> str:
    files = sorted(f"{fact['table']}:{fact['sha256']}" for fact in file_facts(trip.sources))
    return digest_of([standing.about["run_id"], versions_of(trip.profile), *files])


def _is_anew(settings: UpdateSettings, standing: Standing, trip: Trip) -> bool:
    """Whether something changed that everybody's answer hangs on."""
    return (
        _is_another(standing, settings.register)
        or (settings.as_of or standing_day(standing)) != standing_day(standing)
        or standing.about["versions"] != versions_of(trip.profile)
        or not trip.profile.settles_in_parts
    )


def _is_another(standing: Standing, given: Path | None) -> bool:
    """Whether the register is not the snapshot that the run was settled by, wherever it lies."""
    register = given or standing_register(standing)
    if not is_snapshot(register):
        return True
    told = standing.about["register_digest"]
    return given is not None if told is None else bool(told != digest_of_register(register))


def _register_of(settings: UpdateSettings, standing: Standing) -> Path:
    """The register to go by. Raises InputUnusable when it lies no more where the run had it."""
    register = settings.register or standing_register(standing)
    if not register.exists():
        raise InputUnusable(
            Message(
                "Không còn bản chụp sổ dân cư của kết quả này.",
                "The register snapshot of this run is no longer there.",
            ),
            str(register),
            Message("Chỉ ra nó bằng --register.", "Name it with --register."),
        )
    return register


def _settle_anew(
    trip: Trip, settings: UpdateSettings, changes: Changes, register: Path, folder: Path
) -> None:
    """A run over the rows that stand now, whose clocks go on."""
    standing = changes.standing
    inputs = folder / "inputs"
    inputs.mkdir()
    files = {name: _standing_file(trip, changes, name, inputs) for name in _INPUTS}
    rejects = inputs / "rejects.parquet"
    write_query(trip.workshop, changes.made("rejects_now"), rejects)
    given = standing.about["reports_given"] or "daily_reports" in trip.paths
    made = journey.run(
        RunSettings(
            register=register,
            people=inputs / "people.parquet",
            out=folder / "anew",
            as_of=settings.as_of or standing_day(standing),
            doses=files["doses"],
            daily_reports=inputs / "daily_reports.parquet" if given else None,
            sites=files["sites"],
            decisions=files["decisions"],
            previous=settings.run,
            profile=standing.about["settings"]["profile"],
            memory_limit=settings.memory_limit,
            people_in_a_cut=standing.about["settings"]["people_in_a_cut"],
            rejects=rejects,
        ),
        trip.progress,
    )
    for one in made.iterdir():
        one.rename(folder / one.name)
    made.rmdir()
    shutil.rmtree(inputs)


def _standing_file(trip: Trip, changes: Changes, name: str, inputs: Path) -> Path | None:
    """The rows of an input that stand now, as a file; None when there is none."""
    file = inputs / f"{name}.parquet"
    rows = changes.after(f"{name}_typed")
    return file if write_query(trip.workshop, rows, file) else None


def _facts(
    trip: Trip,
    settings: UpdateSettings,
    run_id: str,
    touched: dict[str, int] | None,
    folder: Path,
) -> dict[str, Any]:
    """`run.json` of the run, or of the run made anew, with what this update did."""
    source = folder if touched is None else settings.run
    facts: dict[str, Any] = json.loads((source / "run.json").read_text(encoding="utf-8"))
    before = json.loads((settings.run / "run.json").read_text(encoding="utf-8"))
    told = {
        "run_id": run_id if touched is not None else facts["run_id"],
        "inputs": file_facts(trip.sources),
        "counts": [asdict(count) for count in trip.counts],
        "touched": touched,
        "stages": [asdict(stage) for stage in trip.stages],
        "seconds_of_pieces": trip.seconds_of_pieces,
    }
    facts["run_id"] = told["run_id"]
    facts["updates"] = [*before.get("updates", []), told]
    return facts
