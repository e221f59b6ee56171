"""A small invented country through the real command; the answers are committed in expected/.

After a change that is meant to change answers: `SOAT_GOLDEN=write pytest tests/golden`, then read
the difference.
"""

import csv
import io
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from tests.command import soat
from tests.run_tables import rows_of

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
WRITE = os.environ.get("SOAT_GOLDEN") == "write"
TABLES = {
    "verdicts": "person_ref",
    "repairs": "person_ref, field",
    "candidates": "person_ref, rank",
    "persons": "person_ref",
    "rejects": '"table", file, row_number',
    "histories": "history_id, dose_in_sequence, dose_ref",
    "dose_rows": "dose_ref",
    "dose_pairs": "dose_ref, other_dose_ref",
    "dose_findings": "dose_ref, finding, other_dose_ref",
    "person_findings": "person_ref, finding, other_person_ref",
    "site_findings": "site_code, given_on, finding, detail",
    "entry_cells": "ALL",
}
# A run's name is made from its inputs, and a snapshot is another input than the file.
NAMES_THE_RUN = "run_id"
_DIGITS_OF_PROBABILITY = 3


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as sites send them: a CSV, and a workbook with a title above its headings."""
    folder = tmp_path_factory.mktemp("country")
    (folder / "people").mkdir()
    for name in ("register.csv", "doses.csv", "daily_reports.csv", "sites.csv"):
        shutil.copy(HERE / "country" / name, folder / name)
    shutil.copy(HERE / "country" / "people.csv", folder / "people" / "export.csv")
    lines = (HERE / "country" / "people_of_a_site.txt").read_text(encoding="utf-8").splitlines()
    write_workbook(folder / "people" / "site.xlsx", [line.split("|") for line in lines])
    return folder


def write_workbook(file: Path, rows: list[list[str]]) -> None:
    """One sheet: a merged title, an empty row, and the table."""
    with xlsxwriter.Workbook(str(file)) as workbook:
        sheet = workbook.add_worksheet("Danh sách")
        sheet.merge_range(0, 0, 0, len(rows[0]) - 1, "DANH SÁCH NGƯỜI ĐƯỢC TIÊM CHỦNG")
        for number, cells in enumerate(rows, start=2):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell.strip())


@pytest.fixture(scope="module")
def first_run(country: Path) -> Path:
    return run(country, "register.csv", country / "first" / "out")


def run(country: Path, register: str, out: Path) -> Path:
    """A finished run folder."""
    files = ("--register", register, "--people", "people", "--doses", "doses.csv")
    sites = ("--daily-reports", "daily_reports.csv", "--sites", "sites.csv")
    outcome = soat(country, "run", *files, *sites, "--out", out, "--as-of", "2022-04-25")
    assert outcome.code == 0, outcome.err
    return out


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_as_expected(first_run: Path, table: str) -> None:
    must_be(f"{table}.csv", as_csv(rows_in(first_run, table)))


def test_the_report_is_as_expected(first_run: Path) -> None:
    report = json.loads((first_run / "report.json").read_text(encoding="utf-8"))
    columns = ("definition_id", "as_of", "value", "numerator", "denominator")
    figures = [{name: figure[name] for name in columns} for figure in report["figures"]]
    must_be("figures.csv", as_csv(figures))


def test_the_rows_read_are_the_rows_that_ended_somewhere(first_run: Path) -> None:
    facts = json.loads((first_run / "run.json").read_text(encoding="utf-8"))
    must_be("counts.csv", as_csv(facts["counts"]))


def test_a_snapshot_answers_like_its_register(country: Path, first_run: Path) -> None:
    built = soat(country, "register", "build", "register.csv", "--out", "snapshot")
    assert built.code == 0, built.err
    second = run(country, "snapshot", country / "by_snapshot" / "out")
    for table in TABLES:
        expected = rows_in(first_run, table)
        if table == "rejects":  # the register's own stay with the snapshot
            assert rows_in(country / "snapshot", table) == [
                row for row in expected if row["table"] == "register"
            ]
            expected = [row for row in expected if row["table"] != "register"]
        assert rows_in(second, table) == expected, table


def test_a_second_run_gives_the_same_bytes(country: Path, first_run: Path) -> None:
    again = run(country, "register.csv", country / "second" / "out")
    files = sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert files == sorted(p.relative_to(first_run) for p in first_run.rglob("*") if p.is_file())
    for file in files:
        one, other = (folder / file for folder in (first_run, again))
        if file.name == "run.json":
            assert without_times(one) == without_times(other)
        elif file.parts[0] == "standing" and file.suffix == ".parquet":
            # What is kept for updates is no answer: its rows stand in no order.
            assert rows_of(one) == rows_of(other), file
        else:
            assert one.read_bytes() == other.read_bytes(), file


def without_times(run_json: Path) -> dict[str, object]:
    facts = json.loads(run_json.read_text(encoding="utf-8"))
    assert all(stage["seconds"] >= 0 for stage in facts.pop("stages"))
    return facts


def rows_in(folder: Path, table: str) -> list[dict[str, object]]:
    """The table's rows without the run's name, probabilities as far as they can be relied on."""
    with duckdb.connect() as connection:
        file = str(folder / f"{table}.parquet")
        query = f"FROM read_parquet('{file}') ORDER BY {TABLES[table]}"
        rows = connection.sql(query).to_arrow_table().to_pylist()
    return [{name: told(name, row[name]) for name in row if name != NAMES_THE_RUN} for row in rows]


def told(column: str, value: object) -> object:
    if column == "match_probability":
        return round(float(str(value)), _DIGITS_OF_PROBABILITY)
    return " ".join(value) if isinstance(value, list) else value


def as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def must_be(name: str, text: str) -> None:
    """Equal to the committed file, or the committed file from now on."""
    if WRITE:
        (EXPECTED / name).write_text(text, encoding="utf-8")
    assert text.splitlines() == (EXPECTED / name).read_text(encoding="utf-8").splitlines()
