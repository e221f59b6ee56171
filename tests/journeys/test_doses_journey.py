"""Doses through the real command: no reports, human decisions, and the clocks of an earlier run."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.command import Outcome, soat

COUNTRY = Path(__file__).resolve().parent.parent / "golden" / "country"
DECISIONS = """Quyết định,Mã mũi tiêm,Mã mũi tiêm kia,Mã quy tắc,Mã cơ sở,Lý do,Người quyết định
not_a_duplicate,m03,m13,,,hai mũi thật,nurse-7
same_dose,m14,m07,,,một mũi ghi hai nơi,nurse-7
suppress_rule,,,D-S01,S1,lịch rút ngắn được duyệt,chief-2
same_dose,m01,m15,,,không ai ký,
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copytree(COUNTRY, tmp_path / "in")
    (tmp_path / "in" / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
    return tmp_path


def run(desk: Path, out: str, *more: str, as_of: str = "2022-04-25") -> Outcome:
    files = ("--register", "in/register.csv", "--people", "in/people.csv")
    doses = ("--doses", "in/doses.csv", "--sites", "in/sites.csv")
    # Those of the site's workbook are not sent here: their doses are rejected.
    settings = ("--as-of", as_of, "--max-rejected", "0.5")
    return soat(desk, "run", *files, *doses, *settings, *more, "--out", out)


def rows(desk: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{desk}'")
        return connection.execute(query).fetchall()


def test_without_daily_reports_the_gap_is_not_known(desk: Path) -> None:
    outcome = run(desk, "out")
    assert outcome.code == 0, outcome.err
    assert "not known" in outcome.out
    figures = json.loads((desk / "out" / "report.json").read_text(encoding="utf-8"))["figures"]
    entry = {f["value"]: f["numerator"] for f in figures if f["definition_id"] == "doses_by_entry"}
    assert (entry["reported"], entry["missing"], entry["never_entered"]) == (None, None, None)
    assert entry["recorded"] == 12
    found = rows(desk, "SELECT DISTINCT status, never_entered FROM 'out/entry_cells.parquet'")
    assert found == [("not_reported", None)]


def test_decisions_are_obeyed_and_bad_ones_are_told(desk: Path) -> None:
    assert run(desk, "before").code == 0
    outcome = run(desk, "after", "--decisions", "in/decisions.csv")
    assert outcome.code == 0, outcome.err
    states = "SELECT dose_ref, state FROM '{}/dose_rows.parquet' WHERE dose_ref IN {} ORDER BY 1"
    pair, other = "('m03', 'm13')", "('m07', 'm14')"
    kept, again = "kept", "duplicate"
    assert [s for _, s in rows(desk, states.format("before", pair))] == [kept, again]
    assert [s for _, s in rows(desk, states.format("after", pair))] == [kept, kept]
    assert [s for _, s in rows(desk, states.format("before", other))] == [kept, kept]
    assert sorted(s for _, s in rows(desk, states.format("after", other))) == [again, kept]
    rejects = "FROM 'after/rejects.parquet' SELECT row_number, reason WHERE \"table\" = 'decisions'"
    assert rows(desk, rejects) == [(4, "actor_missing")]


def test_a_suppressed_rule_is_listed_and_counted_apart(desk: Path) -> None:
    assert run(desk, "out", "--decisions", "in/decisions.csv").code == 0
    query = """SELECT dose_ref, suppressed FROM 'out/dose_findings.parquet'
        WHERE dose_ref = 'm15' AND finding = 'interval_too_short'"""
    assert rows(desk, query) == [("m15", True)]


def test_the_clocks_of_an_earlier_run_go_on(desk: Path) -> None:
    assert run(desk, "first").code == 0
    outcome = run(desk, "second", "--previous", "first", as_of="2022-05-10")
    assert outcome.code == 0, outcome.err
    clocks = "SELECT DISTINCT CAST(accepted_on AS VARCHAR) FROM '{}/dose_clocks.parquet'"
    assert rows(desk, clocks.format("second")) == [("2022-04-25",)]


def test_an_earlier_run_must_be_a_run(desk: Path) -> None:
    outcome = run(desk, "out", "--previous", "in")
    assert outcome.code == 3
    assert "not a finished run" in outcome.err
    assert not (desk / "out").exists()


def test_a_hostile_cell_reaches_no_page_as_code(desk: Path) -> None:
    doses = desk / "in" / "doses.csv"
    text = doses.read_text(encoding="utf-8").replace("Sinovac", "</script><script>alert(1)")
    text = text.replace("m16,hs21", "m16,hs11").replace("S9", "=cmd|'/c calc'!A1")
    doses.write_text(text, encoding="utf-8")
    assert run(desk, "out").code == 0
    page = soat(desk, "report", "out", "--format", "html", "--out", "page.html")
    assert page.code == 0, page.err
    assert "alert(1)" not in (desk / "page.html").read_text(encoding="utf-8")
    assert soat(desk, "report", "out", "--format", "xlsx", "--out", "book.xlsx").code == 0
