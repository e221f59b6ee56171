"""Rows that cannot be used: kept in rejects with reason and remedy, or too many of them."""

import json
import re
from pathlib import Path

import duckdb

from tests.command import soat
from tests.journeys.bad_input import PEOPLE, REGISTER, SECRETS, write_csv
from tests.tables import rows_of, said

RUN = ("run", "--register", "register.csv", "--people", "people.csv", "--out", "out")
TWICE_IN_REGISTER = "    079090004521 | Phạm Văn Thành | 1961-01-02 | male | 26734\n"
TWICE_IN_PEOPLE = "    hoso-1 | Phạm Văn Thành | 02/01/1961 | Nam | 079061000001 | 0900000000\n"


def test_too_many_rejected_rows_are_exit_4_unless_more_are_allowed(tmp_path: Path) -> None:
    write_csv(tmp_path / "register.csv", rows_of(REGISTER + TWICE_IN_REGISTER))
    write_csv(tmp_path / "people.csv", rows_of(PEOPLE + TWICE_IN_PEOPLE))
    outcome = soat(tmp_path, *RUN)
    assert outcome.code == 4
    assert "Quá nhiều dòng bị loại (giới hạn là 20%)." in outcome.err
    assert "Too many rows were rejected (the limit is 20%)." in outcome.err
    assert "people 1/3" in outcome.err
    assert not [secret for secret in SECRETS if secret in outcome.err]
    assert {path.name for path in tmp_path.iterdir()} == {"register.csv", "people.csv"}
    (option,) = set(re.findall("--[a-z-]+", outcome.err))
    allowed = soat(tmp_path, *RUN, option, "0.5")
    assert allowed.code == 0, allowed.err
    assert not [secret for secret in SECRETS if secret in allowed.out + allowed.err]
    rejects_keep_the_row(_rows(tmp_path / "out" / "rejects.parquet"))


def rejects_keep_the_row(rejects: list[dict[str, object]]) -> None:
    """Which row of which file it was, why, what to do, and the row itself."""
    assert said(rejects, ("table", "file", "row_number", "reason")) == rows_of("""
        table    | file         | row_number | reason
        people   | people.csv   | 3          | key_duplicate
        register | register.csv | 3          | key_duplicate
    """)
    assert all(json.loads(str(row["raw"]))["full_name"] == "Phạm Văn Thành" for row in rejects)
    assert all("Giữ một dòng" in str(row["remedy"]) for row in rejects)
    assert all("Keep one row" in str(row["remedy"]) for row in rejects)


def _rows(file: Path) -> list[dict[str, object]]:
    with duckdb.connect() as connection:
        return connection.from_parquet(str(file)).to_arrow_table().to_pylist()
