"""What the engine makes of a few doses: the real stages of doses, in memory.

The rooms before them are not run: a test says who is one human being and when they were born.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from soat.backends.duckdb_backend import connect, run_stage
from soat.engine.doses.stages import settle_doses_stages
from soat.engine.standardize.doses import standardize_doses_stage
from soat.model.dose_tables import (
    BATCH_FAULT_ROWS,
    BATCH_FAULTS,
    DOSE_PAIRS,
    DOSE_ROWS,
    DOSES_SETTLED,
    HISTORIES,
)
from soat.model.schedule import Schedule, load_schedule
from soat.model.tables import (
    DAILY_REPORTS_TYPED,
    DECISIONS_TYPED,
    DOSES_TYPED,
    PERSONS,
    SITES_TYPED,
    Table,
)
from tests.tables import Row, rows_of

AS_OF = date(2022, 4, 25)
_BORN = "1980-01-01"
_TABLES = (
    *(DOSES_SETTLED, DOSE_PAIRS, BATCH_FAULTS, BATCH_FAULT_ROWS),
    *(HISTORIES, DOSE_ROWS),
)
Told = dict[str, object]


@dataclass(frozen=True)
class DoseInput:
    """Rows in. `people` says history_id and birth_date of a person_ref, and may say
    register_birth_date; who is not named is one human being of their own, born in 1980.
    """

    doses: Sequence[Row]
    people: Sequence[Row] = ()
    sites: Sequence[Row] = ()
    decisions: Sequence[Row] = ()
    reports: Sequence[Row] = ()
    schedule: str | Schedule = "vn"
    as_of: date = AS_OF


@dataclass(frozen=True)
class DoseAnswers:
    """The tables out, every row a dict, in the order of their first columns."""

    tables: dict[str, list[Told]]

    def __getitem__(self, table: str) -> list[Told]:
        return self.tables[table]

    def of(self, table: str, dose_ref: str) -> Told:
        """The one row of this dose in this table."""
        (row,) = [row for row in self.tables[table] if row["dose_ref"] == dose_ref]
        return row

    def ordinals(self) -> dict[object, str]:
        """`basic 1` and the like of every row that counts."""
        return {
            row["dose_ref"]: f"{row['dose_kind']} {row['dose_number']}"
            for row in self.tables["histories"]
        }

    def pairs(self) -> set[tuple[object, object]]:
        """The proposed pairs, the smaller key first."""
        return {
            tuple(sorted((str(row["dose_ref"]), str(row["other_dose_ref"]))))
            for row in self.tables["dose_pairs"]
        }  # type: ignore[misc]

    def collapsed(self) -> dict[object, object]:
        """Each collapsed row and the row kept."""
        rows = self.tables["dose_rows"]
        return {r["dose_ref"]: r["kept_dose_ref"] for r in rows if r["state"] == "duplicate"}


def settled(doses: str, **others: str) -> DoseAnswers:
    """Settle the doses of a text table; `people`, `sites`, `decisions` are text tables too."""
    schedule = others.pop("schedule", "vn")
    tables = {name: rows_of(text) for name, text in others.items()}
    return settled_rows(DoseInput(rows_of(doses), schedule=schedule, **tables))


def settled_rows(given: DoseInput) -> DoseAnswers:
    """Run both stages on these rows."""
    with finished_doses(given) as connection:
        answers = {table.name: _rows(connection, table) for table in _TABLES}
        return DoseAnswers(answers | {"dose_facts": _facts(answers["doses_settled"])})


@contextmanager
def finished_doses(given: DoseInput) -> Iterator[duckdb.DuckDBPyConnection]:
    """The working database after the last stage."""
    schedule = given.schedule
    if isinstance(schedule, str):
        schedule = load_schedule(schedule)
    with TemporaryDirectory() as spill, connect(Path(spill), "1GB") as connection:
        connection.execute("SET threads = 1")
        _put(connection, DOSES_TYPED, given.doses)
        _put(connection, SITES_TYPED, given.sites)
        _put(connection, DAILY_REPORTS_TYPED, given.reports)
        _put(connection, DECISIONS_TYPED, given.decisions)
        _put_people(connection, given)
        stages = (standardize_doses_stage(schedule), *settle_doses_stages(schedule, given.as_of))
        for stage in stages:
            run_stage(connection, stage)
        yield connection


def _put(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Row]) -> None:
    connection.execute(f"CREATE TABLE {table.name} ({table.as_sql})")
    for row in rows:
        unknown = row.keys() - set(table.column_names)
        assert not unknown, f"{table.name} has no column {unknown}"
    if rows:
        holes = ", ".join("?" for _ in table.columns)
        values = [[row.get(name) for name in table.column_names] for row in rows]
        connection.executemany(f"INSERT INTO {table.name} VALUES ({holes})", values)


def _put_people(connection: duckdb.DuckDBPyConnection, given: DoseInput) -> None:
    """Persons, and of people, verdicts and register the columns that doses need."""
    told = {row["person_ref"]: row for row in given.people}
    refs = sorted({row["person_ref"] or "" for row in given.doses} | {ref or "" for ref in told})
    births = "birth_date DATE, birth_year SMALLINT, birth_month SMALLINT, residence_code VARCHAR"
    connection.execute(f"CREATE TABLE people_comparable (person_ref VARCHAR, {births})")
    connection.execute(
        f"CREATE TABLE register_comparable (register_row BIGINT, {births}, deceased_on DATE)"
    )
    connection.execute("CREATE TABLE settled_verdicts (person_ref VARCHAR, register_row BIGINT)")
    connection.execute(f"CREATE TABLE persons ({PERSONS.as_sql})")
    for row_number, ref in enumerate(refs):
        row = told.get(ref, {})
        registered = row.get("register_birth_date")
        history = row.get("history_id") or f"P{ref}"
        connection.execute("INSERT INTO persons VALUES (?, ?)", [ref, history])
        born = _born(row.get("birth_date", _BORN))
        connection.execute("INSERT INTO people_comparable VALUES (?, ?, ?, ?, NULL)", [ref, *born])
        link = row_number if registered else None
        connection.execute("INSERT INTO settled_verdicts VALUES (?, ?)", [ref, link])
        if registered:
            connection.execute(
                "INSERT INTO register_comparable VALUES (?, ?, ?, ?, NULL, NULL)",
                [link, *_born(registered)],
            )


def _born(text: str | None) -> list[object]:
    """The date where it is whole, the year and the month, as far as they are said."""
    parts = [int(part) for part in text.split("-")] if text else []
    whole = text if len(parts) == 3 else None
    return [whole, parts[0] if parts else None, parts[1] if len(parts) > 1 else None]


def _rows(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Told]:
    names = ", ".join(table.column_names)
    order = ", ".join(table.column_names[:4])
    found = connection.execute(f"SELECT {names} FROM {table.name} ORDER BY {order}").fetchall()
    return [dict(zip(table.column_names, row, strict=True)) for row in found]


_FACTS = (
    *("dose_ref", "history_id", "days_since_previous", "minimum_days", "grace_days"),
    *("interval_status", "age_years", "age_allowed", "mix_allowed", "gap_before"),
    *("ordinal_differs", "beyond_schedule", "swapped_on"),
)


def _facts(settled: list[Told]) -> list[Told]:
    """What is said of every dose that counts, and which dose comes before it."""
    counted = [row for row in settled if row["state"] == "kept" and not row["doubtful"]]
    at = {(row["history_id"], row["dose_in_sequence"]): row["dose_ref"] for row in counted}
    facts = []
    for row in counted:
        before = at.get((row["history_id"], int(str(row["dose_in_sequence"])) - 1))
        facts.append({name: row[name] for name in _FACTS} | {"previous_dose_ref": before})
    return facts
