"""Reading a simulated country back, and judging it by other means than the simulator's own."""

import re
import unicodedata
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

Row = dict[str, Any]
_SEXES = {"nam": "male", "m": "male", "male": "male", "1": "male"}
_SEXES |= {"nữ": "female", "nu": "female", "f": "female", "female": "female", "0": "female"}

_DAY = "coalesce(try_strptime(given_on, '%Y-%m-%d'), try_strptime(given_on, '%d/%m/%Y'))::DATE"
_DOSES = f"""
CREATE VIEW dose_rows AS
SELECT doses.* REPLACE ({_DAY} AS given_on), recorded_at::TIMESTAMP AS entered,
       truth.human_id, truth.same_dose_as, truth.true_dose_id, truth.faults
FROM doses JOIN doses_truth AS truth USING (dose_ref) WHERE NOT truth.rejected
"""
_REPORTS = f"""
CREATE VIEW reports AS
SELECT daily_reports.* REPLACE (
    {_DAY} AS given_on, doses::INTEGER AS doses, dose_number::INTEGER AS dose_number,
    reported_at::TIMESTAMP AS reported_at)
FROM daily_reports
"""


class Country:
    """One simulated country on disk, table by table as lists of rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, table: str) -> list[Row]:
        found: list[Row] = []
        for part in sorted((self.folder / table).glob("part-*.parquet")):
            found += pq.read_table(part, partitioning=None).to_pylist()
        return found

    def columns(self, table: str) -> list[str]:
        return pq.read_schema(next((self.folder / table).glob("part-*.parquet"))).names

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer of SQL over the folders: doses, daily_reports, given, cells, ..."""
        return self._tables.execute(sql).fetchall()

    @cached_property
    def _tables(self) -> duckdb.DuckDBPyConnection:
        """truth/doses is `doses_truth`, truth/people `people_truth`; days and counts are typed."""
        tables = duckdb.connect()
        for name in ("people", "doses", "daily_reports", "sites", "register"):
            tables.execute(f"CREATE VIEW {name} AS FROM '{self.folder}/{name}/*.parquet'")
        for name in ("people", "doses", "register"):
            tables.execute(
                f"CREATE VIEW {name}_truth AS FROM '{self.folder}/truth/{name}/*.parquet'"
            )
        for name in ("given", "cells"):
            tables.execute(f"CREATE VIEW {name} AS FROM '{self.folder}/truth/{name}/*.parquet'")
        tables.execute("CREATE VIEW profiles AS FROM people_truth WHERE NOT rejected")
        tables.execute(_DOSES)
        tables.execute(_REPORTS)
        return tables

    @cached_property
    def register(self) -> list[Row]:
        return self.rows("register")

    @cached_property
    def people(self) -> list[Row]:
        return self.rows("people")

    @cached_property
    def doses(self) -> list[Row]:
        return self.rows("doses")

    @cached_property
    def truth(self) -> list[Row]:
        return self.rows("truth/people")

    @cached_property
    def accepted(self) -> list[tuple[Row, Row]]:
        """Each accepted profile with its truth."""
        pairs = zip(self.people, self.truth, strict=True)
        return [(typed, truth) for typed, truth in pairs if not truth["rejected"]]

    @cached_property
    def by_citizen_id(self) -> dict[str, Row]:
        return {row["citizen_id"]: row for row in self.register}


def read_number(text: str | None) -> str | None:
    """The digits that stand after cleaning, or None; written apart from the simulator's judge."""
    if not text:
        return None
    kept = "".join(unicodedata.normalize("NFKC", c) for c in text if c not in " .-'\"’")
    kept = re.sub("[Oo]", "0", kept)
    return kept if kept.isdecimal() and len(kept) in (9, 12) else None


def read_birth(text: str | None) -> str | None:
    """ISO text to the precision given, or None."""
    if not text:
        return None
    if re.fullmatch(r"\d{5}", text):
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?", text):
        return "-".join(found.groups())
    if found := re.fullmatch(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", text):
        day, month, year = (int(part) for part in found.groups())
        return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 and 1 <= month <= 12 else None
    if found := re.fullmatch(r"(\d\d)/(\d{4})", text):
        return f"{found[2]}-{found[1]}"
    return text if re.fullmatch(r"\d{4}(-\d\d)?", text) else None


def read_sex(text: str | None) -> str | None:
    return _SEXES.get(text.lower()) if text else None


def read_name(text: str) -> list[tuple[str, str, bool]]:
    """Per syllable: letters (tone off, y as i where they sound alike), tone, for comparison."""
    syllables = []
    for syllable in unicodedata.normalize("NFC", text).casefold().split():
        parts = unicodedata.normalize("NFD", syllable)
        tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        letters = "".join(c for c in parts if c not in "\u0300\u0301\u0303\u0309\u0323")
        alike = re.fullmatch(r"([^aeiouy]*|qu)[yi]", letters) is not None
        syllables.append((letters[:-1] if alike else letters, tone, alike))
    return syllables


def differing_fields(typed: Row, registered: Row) -> list[str]:
    """The reasons of a mismatch, read from the two rows alone."""
    number = read_number(typed["citizen_id"])
    right = number in (registered["citizen_id"], registered["former_id"]) and number is not None
    filler = number is not None and (len(set(number)) == 1 or number == "123456789")
    return [
        field
        for field, differs in (
            ("number", filler or not right),
            ("name", read_name(typed["full_name"]) != read_name(registered["full_name"])),
            ("birth_date", read_birth(typed["birth_date"]) != registered["birth_date"]),
            ("sex", read_sex(typed["sex"]) != registered["sex"]),
        )
        if differs
    ]
