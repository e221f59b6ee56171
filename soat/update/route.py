"""The route of an update through whom it touches; the answer is that of a run over everybody."""

from pathlib import Path

from soat.countrywide.country_run import open_register
from soat.countrywide.piece_by_piece import Country
from soat.engine.measure.stages import MeasureSettings
from soat.model.schedule import load_schedule
from soat.store.keeping import standing_day
from soat.store.pieces import Pieces, rows_in
from soat.store.reporting.write_report import write_report
from soat.store.standing import Standing, lay_into_one, next_edition
from soat.store.trip import Trip
from soat.update.checks import check_people, look_at_grounds
from soat.update.counts import count_again
from soat.update.histories import find_histories, settle_histories
from soat.update.identity import settle_people
from soat.update.merging import show_for_measures, write_edition, write_outputs
from soat.update.register_rows import RegisterRows
from soat.update.taking_in import take_in
from soat.update.work import Changes, Work

# What the legs say that they are of the whole, added up.
_WORK_OF_LEGS = 1.1
_TOUCHED = ("changed_refs", "settled_again", "histories_again", "checked_again")


def open_changes(
    trip: Trip, run: Path, standing: Standing, folder: Path, memory_limit: str | None
) -> Changes:
    """Take in the changes of `run`, in a working folder of their own inside `folder`."""
    pieces = Pieces(folder / "pieces")
    pieces.units.mkdir(parents=True)
    country = Country(
        pieces,
        trip.profile,
        memory_limit,
        lambda leg, done: trip.progress(leg, 0.1 + 0.7 * min(1.0, done / _WORK_OF_LEGS)),
    )
    changes = Changes(country, run, standing)
    with trip.leg("intake"):
        take_in(trip, changes)
    return changes


def update_touched(
    trip: Trip, changes: Changes, named: tuple[str, Path], folder: Path
) -> dict[str, int]:
    """Settle whom the change touches and write the whole run into `folder`; how many were touched.

    `named` is the name of the run as it will be, and its snapshot of the register. Raises
    TouchesEverybody when that is everybody.
    """
    work = _work_of(trip, changes, *named)
    settle_people(work)
    find_histories(work)
    look_at_grounds(work)
    settle_histories(work)
    check_people(work)
    count_again(work)
    trip.stages += work.country.stages
    trip.seconds_of_pieces = work.country.seconds
    trip.done = 0.8
    show_for_measures(work, trip.workshop)
    trip.travel("measure", work.stages["measure"])
    with trip.leg("write"):
        write_outputs(work, trip.workshop, folder)
        write_report(trip.workshop, folder, work.run_id, work.measured.as_of)
        about = dict(work.standing.about) | {
            "run_id": work.run_id,
            "reports_given": work.measured.reports_given,
        }
        if about["register"] is not None:
            about["register"] = str(work.register.folder.resolve())
        standing = next_edition(work.standing, folder, about)
        write_edition(work, trip.workshop, standing)
        lay_into_one(standing, trip.workshop)
    files = work.country.pieces.files_of
    return {name: rows_in(files(name)) for name in _TOUCHED}


def _work_of(trip: Trip, changes: Changes, run_id: str, register: Path) -> Work:
    standing, country = changes.standing, changes.country
    given = bool(standing.about["reports_given"]) or "daily_reports" in trip.paths
    return Work(
        country,
        changes.run,
        standing,
        changes.replaced,
        changes.whole,
        register=RegisterRows(open_register(country, register), trip.profile),
        run_id=run_id,
        schedule=load_schedule(trip.profile.schedule),
        measured=MeasureSettings(standing_day(standing), trip.profile.places_epoch, given),
    )
