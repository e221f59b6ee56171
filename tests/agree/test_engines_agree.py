"""DuckDB and Spark give the same tables: row by row, every column, after every stage."""

import csv
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from pyspark.sql import SparkSession

from soat.backends.duckdb_backend import connect, run_stage
from soat.backends.spark.workshop import SparkWorkshop
from soat.engine.intake.stages import people_intake, register_intake
from soat.model.profile import ExtraColumn, Profile
from soat.model.stages import Stage
from soat.model.tables import PEOPLE, REGISTER
from soat.store.work_tables import load_places
from tests.agree.whole_run import (
    Compared,
    stages_after_intake,
    stages_of_identity,
    tables_given,
    take_in,
)
from tests.answers import put_raw
from tests.command import soat
from tests.engine_settings import countries_tried
from tests.generated import Country, countries
from tests.rest_of_country import rest_of_country
from tests.tables import Row

SCENARIOS = (("vn-2022-04-25", 400), ("hostile", 300))
# Numbers for joins within one run: who gets which is nobody's concern.
MEANINGLESS = {"history_row", "dose_row"}
TakeIn = Callable[[duckdb.DuckDBPyConnection], None]


@pytest.mark.slow
def test_a_whole_run_on_spark_gives_what_duckdb_gives(tmp_path: Path, spark: SparkSession) -> None:
    """One country of everything: two simulated ones and a generated one, in one run."""
    for scenario, people in SCENARIOS:
        words = ("--people", people, "--scenario", scenario, "--seed", people, "--out", scenario)
        made = soat(tmp_path, "simulate", *words)
        assert made.code == 0, made.err
    country = together(tmp_path, [scenario for scenario, _ in SCENARIOS])
    people, register = generated()
    write_rows(country / "people" / "generated.csv", people)
    write_rows(country / "register" / "generated.csv", register)
    whole_run = list(stages_after_intake())
    must_agree((spark, tmp_path), whole_run, lambda c: take_in(c, country), small=True)


@pytest.mark.slow
def test_declared_columns_and_learned_weights_agree(tmp_path: Path, spark: SparkSession) -> None:
    """A country without numbers: weights learned from the files, and many profiles a person."""
    profile = Profile(
        "parishes",
        extra_columns=(
            ExtraColumn("parish", "name"),
            ExtraColumn("trade", "text"),
            ExtraColumn("house", "code"),
            ExtraColumn("wedding", "date"),
        ),
        blocking=(("name_bag",), ("birth_date",), ("given", "x_trade"), ("surname:3", "x_house")),
        accept_probability=0.9,
        many_profiles=True,
    )
    register = [declared(row, place) for place, row in enumerate(rest_of_country()[:240])]
    people = [recorded(row, place) for place, row in enumerate([*register[::3], *register[::7]])]

    def take_in_declared(connection: duckdb.DuckDBPyConnection) -> None:
        put_raw(connection, PEOPLE, people, profile.extra_names)
        put_raw(connection, REGISTER, register, profile.extra_names)
        run_stage(connection, people_intake(profile.extra_names, profile.name_needed))
        run_stage(connection, register_intake(profile.extra_names, None, profile.name_needed))
        load_places(connection)

    stages = list(stages_of_identity(profile))
    must_agree((spark, tmp_path), stages, take_in_declared, small=False)


def declared(row: Row, place: int) -> Row:
    """A register row with what the profile declares; some of it missing, some shared by many."""
    return {
        **row,
        "residence_code": None,
        "parish": ("Alunda", "Vaksala", "Börje", None)[place % 4],
        "trade": ("weaver", "smith", "maid servant", "farmer", None)[place % 5],
        "house": f"H{place // 3:04d}",
        "wedding": f"{1870 + place % 40}-{place % 12 + 1:02d}-{place % 28 + 1:02d}",
    }


def recorded(row: Row, place: int) -> Row:
    """The same person as somebody recorded them, with a slip that goes by the place."""
    slips: tuple[Row, ...] = (
        {},
        {"trade": "weaverr", "house": None},
        {"birth_date": (row["birth_date"] or "")[:4]},
        {"full_name": (row["full_name"] or "").upper(), "parish": "vaksala"},
        {"full_name": " ".join(reversed((row["full_name"] or "").split()))},
        {"house": (row["house"] or "")[:-1] + "9", "wedding": None},
    )
    person = {name: value for name, value in row.items() if name not in ("citizen_id", "former_id")}
    return {**person, "person_ref": f"p{place:04d}", **slips[place % len(slips)]}


def generated() -> tuple[list[Row], list[Row]]:
    """People and register rows of some generated countries; each has references of its own."""
    made: list[Country] = []

    @countries_tried(6)
    @given(countries(fewest=20, most=40))
    def keep(country: Country) -> None:
        made.append(country)

    keep()
    people = [
        {**row, "person_ref": f"g{number}{row['person_ref']}"}
        for number, country in enumerate(made)
        for row in country.people
    ]
    register = {row["citizen_id"]: row for country in made for row in country.register}
    return people, list(register.values())


# ── two runs beside each other ───────────────────────────────────────────────────────────────


def must_agree(
    workshop_at: tuple[SparkSession, Path], stages: list[Stage], take_in: TakeIn, small: bool
) -> None:
    """Run the stages on both engines: every table given holds the same rows afterwards."""
    spark, folder = workshop_at
    with _workshop(folder) as here, _workshop(folder) as there:
        take_in(here)
        take_in(there)
        workshop = SparkWorkshop(spark, there, folder / "workshop", small)
        for stage in stages:
            run_stage(here, stage)
            workshop.run_stage(stage)
        given_by_spark = workshop.tables.folders
        told = [
            difference
            for compared in tables_given(stages)
            for difference in differences(here, compared, given_by_spark[compared.table])
        ]
        workshop.close()
    assert not told, "\n".join(told)


@contextmanager
def _workshop(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(folder / "spill", "1GB") as connection:
        yield connection


def differences(duck: duckdb.DuckDBPyConnection, compared: Compared, folder: Path) -> Iterator[str]:
    """How the two tables differ, in rows that only one of them has."""
    described = duck.execute(f"DESCRIBE {compared.table}").fetchall()
    kinds = {name: kind for name, kind, *_ in described if name not in MEANINGLESS}
    columns = ", ".join(_comparable(name, kind) for name, kind in kinds.items())
    ours = f"SELECT {columns} FROM {compared.table}"
    theirs = f"SELECT {columns} FROM read_parquet('{folder}/*.parquet')"
    for engine, one, other in (("DuckDB", ours, theirs), ("Spark", theirs, ours)):
        rows = duck.execute(f"({one}) EXCEPT ALL ({other})").fetchall()
        if rows:
            example = dict(zip(kinds, min(rows, key=repr), strict=True))
            yield f"{compared.table}: {len(rows)} rows of {engine} alone, such as {example}"


def _comparable(name: str, kind: str) -> str:
    """Sums of doubles and logarithms may differ in the last digit: nine digits are compared."""
    return f"printf('%.9g', \"{name}\")" if kind == "DOUBLE" else f'"{name}"'


# ── files ────────────────────────────────────────────────────────────────────────────────────


def together(folder: Path, countries: Sequence[str]) -> Path:
    """One country of the files of several."""
    whole = folder / "country"
    for table in ("people", "register", "doses", "daily_reports", "sites"):
        (whole / table).mkdir(parents=True)
        for country in countries:
            for file in (folder / country / table).iterdir():
                shutil.copy(file, whole / table / f"{country}-{file.name}")
    return whole


def write_rows(file: Path, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        names = dict.fromkeys(name for row in listed for name in row)
        writer = csv.DictWriter(stream, fieldnames=list(names))
        writer.writeheader()
        writer.writerows(listed)
