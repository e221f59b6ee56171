"""A whole run stage by stage, on whichever engine: from a country's files to its figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from soat.backends.duckdb_backend import StageMeasure, run_stage
from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
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
from soat.model.dose_tables import DOSE_CLOCKS
from soat.model.profile import Profile, load_profile
from soat.model.schedule import load_schedule
from soat.model.stages import Stage
from soat.model.tables import DECISIONS_TYPED, REJECTS
from soat.store.reading import read_table
from soat.store.work_tables import load_places

AS_OF = date(2022, 4, 25)
RUN_ID = "agree"
CITIZEN_DIGITS = 12
RunStage = Callable[[Stage], StageMeasure]


@dataclass(frozen=True)
class Compared:
    """A table that a stage gives, with the columns that it promises."""

    stage: str
    table: str
    columns: tuple[str, ...]


def take_in(connection: duckdb.DuckDBPyConnection, country: Path) -> None:
    """Read a simulated country's files; rows become typed. Always DuckDB's work."""
    stages = {
        "people": people_intake((), True),
        "register": register_intake((), CITIZEN_DIGITS, True),
        "doses": doses_intake(),
        "daily_reports": daily_reports_intake(),
        "sites": sites_intake(),
    }
    for table, stage in stages.items():
        read_table(connection, country / table, table)
        run_stage(connection, stage)
    load_places(connection)
    empty = {
        DECISIONS_TYPED.name: DECISIONS_TYPED.as_sql,
        "clocks_before": DOSE_CLOCKS.as_sql,
        REJECTS.name: REJECTS.as_sql,
    }
    for name, columns in empty.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")


def stages_after_intake() -> Iterator[Stage]:
    """The journey's stages in order, for a country with every kind of file."""
    profile = load_profile("vn")
    schedule = load_schedule(profile.schedule)
    yield from stages_of_identity(profile)
    yield standardize_doses_stage(schedule)
    yield from settle_doses_stages(schedule, AS_OF)
    yield from entry_gap_stages(AS_OF, True)
    yield from check_stages(schedule, AS_OF)
    yield from national_stages(MeasureSettings(AS_OF, profile.places_epoch, True))


def stages_of_identity(profile: Profile) -> Iterator[Stage]:
    """From typed people and register to the verdict of everybody."""
    yield register_stage(profile)
    yield register_facts_stage()
    yield people_stage(profile)
    yield verify_stage()
    yield from resolve_stages(profile, RUN_ID)


def tables_given(stages: list[Stage]) -> list[Compared]:
    """What is compared: every table that any of the stages gives, as it stands after the last."""
    given = {
        table: Compared(stage.name, table, columns)
        for stage in stages
        for table, columns in stage.gives.items()
        if columns
    }
    return list(given.values())
