"""Twelve people whose every count can be checked by eye, as tables and as a run folder."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from soat.engine.doses.stages import lives_stage
from soat.engine.measure.entry_gap import entry_gap_stages
from soat.engine.measure.stages import MeasureSettings, national_stages
from soat.model.dose_tables import RULES_APPLIED
from soat.model.tables import (
    CANDIDATES,
    DOSES_TYPED,
    PEOPLE_COMPARABLE,
    PERSONS,
    REGISTER_COMPARABLE,
    REJECTS,
    REPAIRS,
    VERDICTS,
    Table,
)
from soat.store.reporting.write_report import write_report
from tests.stages import run_stages
from tests.unit.measure.dose_rows import ReportRow, SettledDose, load_doses, load_places, make_table

AS_OF = date(2022, 4, 25)
SETTINGS = MeasureSettings(AS_OF, "2021", reports_given=True)
RUN_ID = "run-of-twelve"

# person, number status, verdict, reasons, rule, tier, commune, province, doses
PEOPLE = [
    ("P01", "present", "verified", [], "exact", "none", "00001", "01", 3),
    ("P02", "present", "verified", [], "exact", "none", "00001", "01", 2),
    ("P03", "present", "verified", [], "exact", "none", "00004", "01", 0),
    ("P04", "present", "verified", [], "former_id", "none", None, None, 2),
    ("P05", "present", "mismatch", ["name"], "number_fields_differ", "safe", "00001", "01", 2),
    (
        "P06",
        "present",
        "mismatch",
        ["name", "sex"],
        "number_fields_differ",
        "review",
        None,
        None,
        1,
    ),
    ("P07", "missing", "mismatch", ["number"], "name_birth_residence", "review", "26734", "79", 7),
    ("P08", "malformed", "mismatch", ["number"], "number_repaired", "safe", "26734", "79", 2),
    ("P09", "missing", "unidentified", [], "ambiguous", "ask", "26734", "79", 1),
    ("P10", "present", "unidentified", [], "no_candidate", "ask", "00001", "01", 1),
    ("P11", "malformed", "unidentified", [], "insufficient", "ask", None, None, 0),
    ("P12", "foreign", "exempt", [], "foreign_document", "none", "26734", "79", 2),
]
FOUND = "079099000001"
REPAIR_ROWS = [
    ("P05", "name", "Nguyen Van An", "Nguyễn Văn An", "diacritics_missing", "safe"),
    ("P06", "name", "Lê Thị B", "Lê Thị Bình", "name_part_missing", "review"),
    ("P06", "sex", "male", "female", "value_wrong", "review"),
    ("P07", "number", None, FOUND, "missing", "review"),
    ("P08", "number", "79099000001", FOUND, "leading_zero_lost", "safe"),
]
LEVELS = ("mended", "exact", "exact", "equal", "commune")
CANDIDATE_ROWS = [
    ("P09", 1, "079099000002", 0.5, "unknown", "exact", "exact", "equal", "commune"),
    ("P09", 2, "079099000003", 0.49, "unknown", "exact", "exact", "equal", "district"),
]
RULE_ROWS = [("D-S01", "00001", 8, 1, 0), ("D-S01", None, 5, 0, 2), ("P-C03", "26734", 4, 2, 0)]
REJECT_ROWS = [
    ("people", "people.csv", 7, "name_missing", "", "{}"),
    ("sites", "sites.csv", 1, "key_missing", "", "{}"),
]


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables that the stage `measure` needs."""
    verdicts = [
        (ref, status, verdict, reasons, FOUND if verdict == "mismatch" else None, rule, 0.99, tier)
        for ref, status, verdict, reasons, rule, tier, *_ in PEOPLE
    ]
    load(connection, VERDICTS, [(*row, RUN_ID) for row in verdicts])
    load(connection, REPAIRS, REPAIR_ROWS)
    load(connection, CANDIDATES, CANDIDATE_ROWS)
    load(connection, REJECTS, REJECT_ROWS)
    load_people(connection, [(row[0], row[6], row[7]) for row in PEOPLE])
    connection.execute(
        "CREATE OR REPLACE TABLE settled_verdicts AS SELECT person_ref, "
        "CASE WHEN verdict IN ('verified', 'mismatch') THEN "
        "CAST(substr(person_ref, 2) AS BIGINT) END AS register_row FROM verdicts"
    )
    doses = [(f"{row[0]}-{n}", row[0], *[None] * 8) for row in PEOPLE for n in range(row[8])]
    load(connection, DOSES_TYPED, doses)
    load_doses(connection, *_doses_and_reports())
    make_table(connection, RULES_APPLIED, RULE_ROWS)


def load_people(
    connection: duckdb.DuckDBPyConnection, people: list[tuple[str, str | None, str | None]]
) -> None:
    """Profiles and their register rows, all born on one day of 1990, each its own history."""
    place_of = {"00001": "001", "00004": "001", "26734": "760", None: None}
    born = date(1990, 6, 1)
    profiles = [
        _row_of(PEOPLE_COMPARABLE, person_ref=ref, residence_code=commune,
                district_code=place_of[commune], province_code=province,
                birth_date=born, birth_year=born.year)
        for ref, commune, province in people
    ]  # fmt: skip
    make_table(connection, PEOPLE_COMPARABLE, profiles)
    register = [
        _row_of(REGISTER_COMPARABLE, register_row=int(ref[1:]), citizen_id=ref,
                residence_code=commune, birth_date=born, birth_year=born.year)
        for ref, commune, _ in people
    ]  # fmt: skip
    make_table(connection, REGISTER_COMPARABLE, register)
    make_table(connection, PERSONS, [(ref, f"H{ref}") for ref, *_ in people])
    load_places(
        connection, {"00001": ("001", "01"), "00004": ("001", "01"), "26734": ("760", "79")}
    )


def _row_of(table: Table, **told: object) -> tuple[object, ...]:
    return tuple(told.get(name) for name in table.column_names)


def _doses_and_reports() -> tuple[list[SettledDose], list[ReportRow]]:
    """Every dose 60 days after the one before, at the station of the person's commune.

    Each is entered on its day and reported, so report and records agree, except that the station
    of 26734 reported two more first doses than it entered, and P01's third dose was not reported.
    """
    doses = [
        SettledDose(
            f"{row[0]}-{n}", date(2021, 6, 1) + timedelta(days=60 * n), f"S{row[6]}", row[6],
            "pfizer", "basic" if n < 2 else "booster", n + 1 if n < 2 else n - 1,
            history_id=f"H{row[0]}", person_ref=row[0],
        )
        for row in PEOPLE for n in range(row[8])
    ]  # fmt: skip
    counts = Counter(dose.cell for dose in doses)
    counts[next(dose.cell for dose in doses if dose.dose_ref == "P07-0")] += 2
    counts[next(dose.cell for dose in doses if dose.dose_ref == "P01-2")] -= 1
    commune_of = {dose.site_code: dose.commune_code for dose in doses}
    reports = [
        ReportRow(count, cell[1], str(cell[0]), commune_of[cell[0]], *cell[2:])
        for cell, count in counts.items()
    ]
    return doses, reports


def load(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: list[tuple[object, ...]]
) -> None:
    """Make a declared table with these rows."""
    make_table(connection, table, rows)


def measure(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the stages of this room on what `fill` made."""
    gap = entry_gap_stages(AS_OF, reports_given=True)
    run_stages(connection, lives_stage(), gap, national_stages(SETTINGS))


def measured() -> duckdb.DuckDBPyConnection:
    """A database in memory in which the twelve people are measured."""
    connection = duckdb.connect()
    fill(connection)
    measure(connection)
    return connection


def write_small_run(folder: Path) -> Path:
    """The twelve people as a finished run folder, with the evidence that explain reads."""
    connection = measured()
    folder.mkdir(parents=True, exist_ok=True)
    for table in ("verdicts", "repairs", "candidates", "rejects"):
        pq.write_table(
            connection.sql(f"FROM {table}").to_arrow_table(), folder / f"{table}.parquet"
        )
    pq.write_table(pa.Table.from_pylist([_evidence_row()]), folder / "evidence.parquet")
    pq.write_table(pa.Table.from_pylist([_compared_row()]), folder / "compared.parquet")
    (folder / "run.json").write_text(json.dumps({"run_id": RUN_ID}), encoding="utf-8")
    write_report(connection, folder, RUN_ID, AS_OF)
    connection.close()
    return folder


def _evidence_row() -> dict[str, object]:
    fields = ("number", "name", "birth_date", "sex", "residence")
    return {
        "person_ref": "P08",
        "rank": 1,
        "citizen_id": FOUND,
        "match_probability": 0.99995,
        "total_bits": 20.0,
        **{f"{field}_agreement": level for field, level in zip(fields, LEVELS, strict=True)},
        **{f"{field}_bits": bits for field, bits in zip(fields, (16.5, 9, 8, 1, 5.5), strict=True)},
        "register_full_name": "Trần Thị Hòa",
        "register_birth_text": "1999-05-06",
        "register_sex": "female",
        "register_residence_code": "26734",
    }


def _compared_row() -> dict[str, object]:
    return {
        "person_ref": "P08",
        "number_text": "79099000001",
        "full_name": "Trần Thị Hoà",
        "birth_text": "06/05/1999",
        "sex": "female",
        "residence_code": "26734",
    }
