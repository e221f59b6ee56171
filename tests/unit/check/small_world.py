"""Tiny records without any fault, each alone in its commune, in which one thing may be changed.

`world_of(examples)` holds the example records of many rules side by side; one run of the real
stage then answers them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from soat.engine.check.stages import check_stages
from soat.engine.doses.stages import lives_stage
from soat.model.columns import Table, declared
from soat.model.dose_tables import (
    BATCH_FAULT_ROWS,
    BATCH_FAULTS,
    DAILY_REPORTS_COMPARABLE,
    DOSE_PAIRS,
    DOSES_SETTLED,
    ENTRY_CELLS,
    ENTRY_EXPLANATIONS,
)
from soat.model.rules import Row, Rule, RuleExample
from soat.model.schedule import Product, Schedule
from soat.model.tables import (
    DECISIONS_TYPED,
    PEOPLE,
    PEOPLE_COMPARABLE,
    PERSONS,
    REGISTER_COMPARABLE,
    REPAIRS,
    SITES_TYPED,
    VERDICTS,
)
from tests.stages import run_stages

AS_OF = date(2022, 4, 25)
DAY = date(2022, 3, 1)
SCHEDULE = Schedule(
    "small",
    (
        Product("astrazeneca", "AstraZeneca", "astrazeneca", 2, date(2021, 3, 8)),
        Product("pfizer", "Pfizer", "pfizer", 2, date(2021, 7, 7)),
    ),
)

PEOPLE_TYPED = Table("people_typed", PEOPLE.row_is, PEOPLE.columns)
SETTLED_VERDICTS = declared(
    "settled_verdicts",
    "as the room resolve gives it",
    ("person_ref", "VARCHAR", ""),
    ("verdict", "VARCHAR", ""),
    ("reasons", "VARCHAR[]", ""),
    ("register_row", "BIGINT", ""),
    ("rule", "VARCHAR", ""),
)
TABLES = {
    table.name: table
    for table in (
        *(PEOPLE_TYPED, PEOPLE_COMPARABLE, REGISTER_COMPARABLE, SETTLED_VERDICTS, VERDICTS),
        *(PERSONS, REPAIRS, DOSES_SETTLED, DOSE_PAIRS),
        *(BATCH_FAULTS, BATCH_FAULT_ROWS, DAILY_REPORTS_COMPARABLE, SITES_TYPED, ENTRY_CELLS),
        *(ENTRY_EXPLANATIONS, DECISIONS_TYPED),
    )
}
_PERSON_TABLES = (
    *("people_typed", "people_comparable", "register_comparable", "settled_verdicts", "persons"),
)
_SITE_TABLES = ("sites_typed", "daily_reports_comparable", "entry_cells")
# Words of an example that are no columns.
_WORDS = {"table", "copies", "days", "same_human", "stronger"}
_WORDS |= {"no_report", "unlisted_site", "judged_on", "site_whole"}

Columns = dict[str, object]


@dataclass
class World:
    """Rows by table, and a counter that keeps records apart."""

    rows: dict[str, list[Columns]] = field(default_factory=lambda: {name: [] for name in TABLES})
    records: int = 0

    def add(self, table: str, row: Columns) -> None:
        """One row; columns that it does not name are NULL."""
        self.rows[table].append(row)

    def next(self) -> int:
        """A number that no other record has."""
        self.records += 1
        return self.records


@dataclass(frozen=True)
class Place:
    """The commune and site of one example, and its first person, dose and day."""

    key: str
    commune: str
    day: date

    @property
    def site(self) -> str:
        return f"{self.key}S"

    @property
    def person(self) -> str:
        return f"{self.key}P1"

    @property
    def dose(self) -> str:
        return f"{self.key}D1"


def world_of(examples: Iterable[tuple[Rule, RuleExample]]) -> tuple[World, list[Place]]:
    """All examples in one world, and the place of each."""
    world, places = World(), []
    for number, (_, example) in enumerate(examples, start=1):
        day = example.row.get("given_on", DAY)
        assert isinstance(day, date)
        place = Place(f"E{number}", f"{number:05d}", day)
        _add_example(world, place, example)
        places.append(place)
    return world, places


def _add_example(world: World, place: Place, example: RuleExample) -> None:
    add_person(world, place, 1, example.row)
    add_dose(world, place, 1, example.row)
    add_site(world, place, example.row)
    second = 2
    for more in example.more:
        for copy in range(int(str(more.get("copies", more.get("days", 1))))):
            if "table" in more:
                _add_row(world, place, more, copy)
            elif "copies" in more and _about_doses(more):
                add_dose(world, place, second, more)
            else:
                add_person(world, place, second, more)
            second += 1


def _about_doses(more: Row) -> bool:
    return "phone" not in more and "number" not in more


def add_person(world: World, place: Place, number: int, changed: Row) -> None:
    """One citizen born in 1980, verified, with everything filled in."""
    unique = world.next()
    name = "tran thi " + "".join(chr(ord("a") + int(digit)) for digit in f"{unique:05d}")
    sharing = f"R{place.key}P1" if changed.get("same_human") else f"R{place.key}P{number}"
    ref = f"{place.key}P{number}"
    base = {
        "people_typed": {
            "person_ref": ref, "full_name": name, "phone": f"09{unique:08d}",
            "residence_code": place.commune, "guardian_name": None,
        },
        "people_comparable": {
            "person_ref": ref, "number": f"0011800{unique:05d}", "number_status": "present",
            "number_kind": "cccd", "number_digits": f"0011800{unique:05d}",
            "number_year": 1980, "number_sex": "female", "full_name": name, "name_ascii": name,
            "name_has_marks": True, "birth_text": "1980-05-06", "birth_date": date(1980, 5, 6),
            "birth_year": 1980, "birth_precision": "day", "sex": "female",
            "phone": f"09{unique:08d}", "nationality": "VN", "residence_code": place.commune,
        },
        "register_comparable": {
            "register_row": unique, "birth_date": date(1980, 5, 6), "birth_year": 1980,
        },
        "settled_verdicts": {
            "person_ref": ref, "verdict": "verified", "reasons": [], "rule": "exact",
            "register_row": unique,
        },
        "persons": {"person_ref": ref, "history_id": sharing},
    }  # fmt: skip
    for table in _PERSON_TABLES:
        world.add(table, changed_row(table, base[table], changed))


def add_dose(world: World, place: Place, number: int, changed: Row) -> None:
    """One first dose of Pfizer, given and entered on 1 March 2022, on the first person."""
    ref = f"{place.key}D{number}"
    base: Columns = {
        "dose_ref": ref, "person_ref": place.person, "given_on": DAY, "product": "pfizer",
        "dose_kind": "basic", "dose_number": 1, "site_code": place.site, "product_text": "Pfizer",
        "lot": "FN3543", "commune_code": place.commune, "history_id": f"R{place.person}",
        "state": "kept", "kept_dose_ref": ref, "doubtful": False, "dose_in_sequence": 1,
        "age_group": "18+", "sent_kind": "basic", "sent_number": 1, "recorded_on": DAY,
        "in_register": True, "birth_date": date(1980, 5, 6), "birth_year": 1980, "place": 1,
        "interval_status": "first", "age_years": 41, "age_allowed": True, "mix_allowed": True,
        "gap_before": 0, "ordinal_differs": False, "beyond_schedule": False,
    }  # fmt: skip
    world.add("doses_settled", changed_row("doses_settled", base, changed))


def add_site(world: World, place: Place, changed: Row) -> None:
    """The site, its report of one dose, and the cell in which report and record agree."""
    for table in _SITE_TABLES:
        left_out = {"sites_typed": "unlisted_site", "daily_reports_comparable": "no_report"}
        if not changed.get(left_out.get(table, "")):
            world.add(table, changed_row(table, site_row(table, place), changed))


def site_row(table: str, place: Place) -> Columns:
    """One faultless row about the place, in any of the tables that are not of a person or dose."""
    cell: Columns = {
        "site_code": place.site, "given_on": DAY, "product": "pfizer", "dose_kind": "basic",
        "dose_number": 1, "age_group": "18+", "commune_code": place.commune,
    }  # fmt: skip
    counts = dict.fromkeys(("missing", "excess", "explained", "never_entered"), 0)
    return {
        "sites_typed": {"site_code": place.site, "commune_code": place.commune},
        "daily_reports_comparable": cell
        | {"product_text": "Pfizer", "doses": 1, "reported_at": "2022-03-01 18:00"},
        "entry_cells": cell
        | {"status": "compared", "reported": 1, "recorded": 1, **counts, "excess_explained": 0},
        "repairs": {"person_ref": place.person},
        "dose_pairs": {"dose_ref": f"{place.key}D0", "other_dose_ref": place.dose},
        "batch_faults": {"site_code": place.site, "recorded_on": DAY},
        "batch_fault_rows": {"dose_ref": place.dose},
        "decisions_typed": {"site_code": place.site},
    }[table]  # type: ignore[return-value]


def _add_row(world: World, place: Place, more: Row, copy: int) -> None:
    table = str(more["table"])
    row = changed_row(table, site_row(table, place), more)
    if "days" in more:
        first = row["given_on"]
        assert isinstance(first, date)
        row["given_on"] = first + timedelta(days=copy)
    if more.get("stronger"):
        row |= {"dose_ref": place.dose, "other_dose_ref": f"{place.key}D0"}
    world.add(table, row)


def changed_row(table: str, row: Columns, changed: Row) -> Columns:
    """The row with every change that names a column of its table, alone or as `table.column`."""
    columns = set(TABLES[table].column_names)
    fixed = {"site_code", "commune_code"} if table == "sites_typed" else set()
    row = dict(row)
    for name, value in changed.items():
        of_table, _, column = name.rpartition(".")
        if of_table in ("", table) and column in columns - fixed and column not in _WORDS:
            row[column] = None if value == "NULL" else value
    return row


def unknown_names(changes: Mapping[str, object]) -> set[str]:
    """What an example names that is neither a column of a table nor one of its words."""
    known = {column for table in TABLES.values() for column in table.column_names} | _WORDS
    return {name for name in changes if name.rpartition(".")[2] not in known}


def checked(
    world: World, schedule: Schedule = SCHEDULE, as_of: date = AS_OF
) -> duckdb.DuckDBPyConnection:
    """A database in memory in which the world was checked."""
    connection = duckdb.connect()
    for name, table in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({table.as_sql})").fetchall()
        load(connection, table, world.rows[name])
    run_stages(connection, lives_stage(), check_stages(schedule, as_of))
    return connection


def load(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[Columns]) -> None:
    """Put the rows into the declared table."""
    if not rows:
        return
    full = [{name: _plain(row.get(name)) for name in table.column_names} for row in rows]
    casts = ", ".join(f'CAST("{one.name}" AS {one.type})' for one in table.columns)
    connection.register("_rows", pa.Table.from_pylist(full))
    connection.execute(f"INSERT INTO {table.name} SELECT {casts} FROM _rows").fetchall()
    connection.unregister("_rows")


def _plain(value: object) -> object:
    # One column holds dates here and texts there (birth dates as typed): text casts to both.
    return value.isoformat() if isinstance(value, date) else value
