"""A finished run keeps what its updates need: the rows that stand, and what was settled of them."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from soat import __version__
from soat.model.kept_tables import (
    COUNTED_DOSES,
    KEPT_COUNTS,
    KEPT_DOSES,
    KEPT_IDENTITY,
    KEPT_INPUTS,
    PLACED_ROWS,
    Kept,
)
from soat.model.profile import Profile
from soat.model.run_settings import RunSettings
from soat.register.snapshot import is_snapshot, write_snapshot
from soat.store.pieces import Pieces
from soat.store.run_facts import about_snapshot
from soat.store.run_folder import digest_of
from soat.store.standing import Standing, begin_standing, keep_pieces, keep_tables
from soat.store.trip import Trip

REGISTER = "register"
"""The folder, among what stands, of the snapshot made of a raw register."""

_SMALL = ("daily_reports_typed", "sites_typed", "decisions_typed")


def begin_keeping(trip: Trip, settings: RunSettings, run_id: str, folder: Path) -> None:
    """Open the first edition, when the run is to be updated later and can be."""
    if not settings.updates or settings.engine != "duckdb":
        return
    register = str(settings.register.resolve()) if is_snapshot(settings.register) else None
    trip.standing = begin_standing(
        folder,
        {
            "run_id": run_id,
            "register": register,
            "register_digest": digest_of_register(settings.register) if register else None,
            "versions": versions_of(trip.profile),
            "as_of": str(settings.as_of),
            "reports_given": settings.daily_reports is not None,
            "settings": {
                name: value
                for name, value in asdict(settings).items()
                if name in ("profile", "people_in_a_cut")
            },
        },
    )


def versions_of(profile: Profile) -> str:
    """What must be the same for an update to go on where the run ended."""
    return digest_of([__version__, repr(profile)])


def digest_of_register(snapshot: Path) -> str:
    """A snapshot's digest: its manifest names every source by digest."""
    return digest_of([(snapshot / "manifest.json").read_text("utf-8")])


def keep_placed(trip: Trip) -> None:
    """Keep what is dropped when doses are settled."""
    if trip.standing and trip.profile.settles_in_parts:
        keep_tables(trip.standing, trip.workshop, (PLACED_ROWS,))


def keep_all(trip: Trip, pieces: Pieces | None) -> None:
    """Keep the rest, from the working database or from finished pieces."""
    standing = trip.standing
    if standing is None:
        return
    _keep_register(trip, standing, pieces)
    if pieces is None:
        rest: tuple[Kept, ...] = KEPT_INPUTS
        if trip.profile.settles_in_parts:
            rest = (*KEPT_INPUTS, *KEPT_IDENTITY, COUNTED_DOSES, *KEPT_COUNTS)
        keep_tables(standing, trip.workshop, rest)
        return
    keep_tables(standing, trip.workshop, [one for one in KEPT_INPUTS if one.name in _SMALL])
    inputs = tuple(one for one in KEPT_INPUTS if one.name not in _SMALL)
    keep_pieces(standing, pieces, (*inputs, *KEPT_IDENTITY, *KEPT_DOSES, *KEPT_COUNTS))


def _keep_register(trip: Trip, standing: Standing, pieces: Pieces | None) -> None:
    if standing.about["register"] is not None:
        return
    folder = standing.folder / REGISTER
    if pieces is not None:
        (pieces.folder / "register").rename(folder)
    else:
        folder.mkdir()
        write_snapshot(
            trip.workshop, folder, about_snapshot(trip.profile, trip.sources, trip.counts)
        )


def standing_register(standing: Standing) -> Path:
    """Where the snapshot lies that the run was settled by; it may be gone."""
    told = standing.about["register"]
    return standing.folder / REGISTER if told is None else Path(told)


def standing_day(standing: Standing) -> date:
    """The day that the run's figures are stated for."""
    return date.fromisoformat(standing.about["as_of"])
