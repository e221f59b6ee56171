"""A simulated country settled once in one piece and once in cuts of its human beings."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from soat.backends.duckdb_backend import columns_of, connect, run_stage
from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.engine.standardize.doses import standardize_doses_stage
from soat.model.profile import load_profile
from soat.model.schedule import load_schedule
from soat.model.stages import Stage

AS_OF = date(2022, 4, 25)
CUTS = 3
_OF_HUMANS = ("history_id", "person_ref")


def stages_of_doses() -> list[Stage]:
    """Every stage from comparable doses to figures, as the journey orders them."""
    profile = load_profile("vn")
    schedule = load_schedule(profile.schedule)
    settings = MeasureSettings(AS_OF, profile.places_epoch, True)
    return [
        standardize_doses_stage(schedule),
        *settle_doses_stages(schedule, AS_OF),
        *entry_gap_stages(AS_OF, True),
        *check_stages(schedule, AS_OF),
        *national_stages(settings),
    ]


@contextmanager
def workshop_of(inputs: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A working database with the tables that stand in the folder."""
    with TemporaryDirectory() as spill, closing(connect(Path(spill), "2GB")) as connection:
        for file in sorted(inputs.glob("*.parquet")):
            connection.execute(f"CREATE TABLE {file.stem} AS FROM '{file}'").fetchall()
        yield connection


def run_whole(connection: duckdb.DuckDBPyConnection) -> None:
    """Every stage once, on everything."""
    for stage in stages_of_doses():
        run_stage(connection, stage)


def run_in_cuts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Every stage that may be cut in three cuts, each in a database of its own; others once.

    Human beings are told apart by their history_id, and profiles follow their human being. What
    the cuts give is put together before the next stage.
    """
    for stage in stages_of_doses():
        if stage.cut_by is None:
            run_stage(connection, stage)
            continue
        for cut in range(CUTS):
            with closing(duckdb.connect()) as one:
                _hand_over(connection, one, stage, cut, folder)
                run_stage(one, stage)
                for table in stage.gives:
                    one.execute(f"COPY (FROM {table}) TO '{folder}/{table}-{cut}.parquet'")
        for table in stage.gives:
            parts = f"read_parquet('{folder}/{table}-*.parquet')"
            connection.execute(f"CREATE TABLE {table} AS FROM {parts}").fetchall()


def _hand_over(
    country: duckdb.DuckDBPyConnection,
    one: duckdb.DuckDBPyConnection,
    stage: Stage,
    cut: int,
    folder: Path,
) -> None:
    """The tables that the stage needs, of this cut where they can be cut."""
    for table in stage.needs:
        file = folder / "handed-over.parquet"
        share = _share(country, table, stage.cut_by or "", cut)
        country.execute(f"COPY (FROM {table} t {share}) TO '{file}'").fetchall()
        one.execute(f"CREATE TABLE {table} AS FROM '{file}'").fetchall()


def _share(country: duckdb.DuckDBPyConnection, table: str, cut_by: str, cut: int) -> str:
    columns = columns_of(country)(table)
    if cut_by not in _OF_HUMANS:
        return f"WHERE hash({cut_by}) % {CUTS} = {cut}" if cut_by in columns else ""
    if "history_id" in columns:
        return f"WHERE hash(history_id) % {CUTS} = {cut}"
    if "person_ref" in columns:
        humans = f"SELECT person_ref FROM persons WHERE hash(history_id) % {CUTS} = {cut}"
        return f"SEMI JOIN ({humans}) USING (person_ref)"
    return ""
