"""Dose and report rows of tests: what the rooms before `measure` would have handed on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import duckdb

from soat.model.columns import Table
from soat.model.dose_tables import (
    DAILY_REPORTS_COMPARABLE,
    DOSE_CLOCKS,
    DOSE_GAPS,
    DOSES_SETTLED,
    RULES_APPLIED,
)
from soat.model.place_epochs import PROVINCE_NOW
from soat.model.places import EPOCH_34, EPOCH_63
from soat.model.tables import PEOPLE_COMPARABLE, PLACES

Connection = duckdb.DuckDBPyConnection
Cell = tuple[str | None, date, str | None, str | None, int | None, str]


@dataclass(frozen=True)
class SettledDose:
    """One row of doses_settled; a real adult's first dose at site S1 unless told otherwise."""

    dose_ref: str
    given_on: date
    site_code: str | None = "S1"
    commune_code: str | None = "00001"
    product: str | None = "pfizer"
    dose_kind: str | None = "basic"
    dose_number: int | None = 1
    age_group: str = "18+"
    history_id: str | None = None
    person_ref: str | None = None
    state: str = "kept"
    kept_dose_ref: str | None = None
    doubtful: bool | None = False
    recorded_on: date | None = None
    entered_same_day: bool = True
    lot: str | None = None

    @property
    def entered_on(self) -> date | None:
        """The day of entry: that of the dose unless said otherwise."""
        return self.recorded_on or (self.given_on if self.entered_same_day else None)

    @property
    def cell(self) -> Cell:
        """Where it is counted."""
        return (
            self.site_code,
            self.given_on,
            self.product,
            self.dose_kind,
            self.dose_number,
            self.age_group,
        )

    @property
    def row(self) -> tuple[object, ...]:
        """As doses_settled holds it."""
        person = self.person_ref or f"P{self.dose_ref}"
        kept = self.dose_ref if self.state == "kept" else self.kept_dose_ref
        return (
            self.dose_ref, self.history_id or f"H{person}", person, self.state, kept,
            self.doubtful, self.site_code, self.given_on, self.product, self.dose_kind,
            self.dose_number, None, self.age_group, self.dose_kind, self.dose_number,
            self.commune_code, self.entered_on, self.product, self.lot,
            *[None] * (len(DOSES_SETTLED.columns) - 19),
        )  # fmt: skip


@dataclass(frozen=True)
class ReportRow:
    """One row of daily_reports_comparable."""

    doses: int
    given_on: date
    site_code: str = "S1"
    commune_code: str | None = "00001"
    product: str | None = "pfizer"
    dose_kind: str | None = "basic"
    dose_number: int | None = 1
    age_group: str = "18+"
    reported_at: datetime | None = None

    @property
    def cell(self) -> Cell:
        """Which cell it is about."""
        return (
            self.site_code,
            self.given_on,
            self.product,
            self.dose_kind,
            self.dose_number,
            self.age_group,
        )

    @property
    def row(self) -> tuple[object, ...]:
        """As daily_reports_comparable holds it."""
        return (*self.cell, self.commune_code, self.product, self.doses, self.reported_at)


def make_table(connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """Make a declared table with these rows."""
    connection.execute(f"CREATE OR REPLACE TABLE {table.name} ({table.as_sql})")
    listed = [list(row) for row in rows]
    if listed:
        marks = ", ".join("?" for _ in table.columns)
        connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", listed)


def load_doses(
    connection: Connection, doses: Iterable[SettledDose], reports: Iterable[ReportRow] = ()
) -> None:
    """Doses and reports, and empty tables of what goes with them."""
    settled = list(doses)
    make_table(connection, DOSES_SETTLED, (dose.row for dose in settled))
    make_table(connection, DAILY_REPORTS_COMPARABLE, (report.row for report in reports))
    for table in (DOSE_GAPS, RULES_APPLIED):
        make_table(connection, table, ())
    make_table(connection, Table("clocks_before", "", DOSE_CLOCKS.columns), ())
    if not connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE table_name = 'people_comparable'"
    ).fetchall():
        make_table(connection, PEOPLE_COMPARABLE, ())


def load_places(connection: Connection, communes: dict[str, tuple[str, str]]) -> None:
    """`places` of epoch 2021 with these communes: district and province of each."""
    rows = [
        (EPOCH_63, commune, f"Xã {commune}", district, f"Huyện {district}", province, "Tỉnh")
        for commune, (district, province) in communes.items()
    ]
    other = [(EPOCH_34, "00004", "Phường", None, None, PROVINCE_NOW["01"], "Tỉnh")]
    make_table(connection, PLACES, rows + other)


def day(number: int) -> date:
    """The n-th day of a small campaign; day 0 is a Monday."""
    return date(2022, 1, 3) + timedelta(days=number)
