"""`soat report` on a made-up country: the whole story, its definitions and its deadline."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.unit.cli.conftest import Soat
from tests.unit.store.reporting.country_of_figures import write_run


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("country") / "run")


@pytest.fixture(scope="module")
def unreported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("country") / "unreported", known=False)


def test_the_gap_stands_before_the_people(soat: Soat, country: Path) -> None:
    out = soat("report", country, "--lang", "en").out
    told = ["Given, as reported daily", "never entered", "Profiles compared", "within 3 days"]
    places = [out.index(words) for words in told]
    assert places == sorted(places)
    assert max(len(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_reports_is_told_in_words(soat: Soat, unreported: Path, language: str) -> None:
    out = soat("report", unreported, "--lang", language).out
    assert {"vi": "chưa biết", "en": "not known"}[language] in out
    assert "--daily-reports" in out


def test_the_deadline_is_held_against_the_projection(soat: Soat, country: Path) -> None:
    out = soat("report", country, "--deadline", "2022-06-01", "--lang", "en").out
    assert "The debt ends on 2022-06-05 (80 %: from 2022-05-25 to 2022-07-02)." in out
    assert "Deadline 2022-06-01 (37 days): about 4 days late." in out
    assert "Deadline" not in soat("report", country, "--lang", "en").out


def test_a_deadline_that_is_no_day(soat: Soat, country: Path) -> None:
    assert soat("report", country, "--deadline", "1 June").code == 2


def test_provinces_tell_entry_too_the_worst_first(soat: Soat, country: Path) -> None:
    lines = soat("report", country, "--level", "province", "--lang", "en").out.splitlines()
    begin = next(at for at, line in enumerate(lines) if "by place of dose" in line)
    shares = [line.split(" %")[0].split()[-1] for line in lines[begin + 2 :] if " %" in line]
    assert len(shares) == 64
    assert [float(share) for share in shares] == sorted(map(float, shares), reverse=True)


def test_a_figure_is_defined(soat: Soat, country: Path) -> None:
    out = soat("report", country, "--define", "doses_by_entry", "--lang", "en").out
    for told in ("by place of the dose", "never netted", "2022-04-25", "doses_by_entry.parquet"):
        assert told in out.replace("\n", "")
    assert "212,600,000" in out


def test_days_have_no_share_and_an_unknown_is_told(soat: Soat, country: Path) -> None:
    out = soat("report", country, "--define", "days_by_clock", "--lang", "en").out
    assert "21 days" in out
    assert "not known" in out  # --define says of every figure what NULL is: not known
    assert "%" not in out.partition("The whole country")[2].replace("90 %", "")


def test_an_unknown_figure_names_those_most_like_it(soat: Soat, country: Path) -> None:
    answer = soat("report", country, "--define", "dose_by_delays")
    assert answer.code == 2
    assert "doses_by_delay" in answer.err


def test_what_is_not_known_is_empty_in_csv_and_null_in_json(soat: Soat, unreported: Path) -> None:
    text = soat("report", unreported, "--format", "csv", "--lang", "en").out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    lacking = next(row for row in rows if row["Value"] == "never_entered")
    assert (lacking["Numerator"], lacking["Numerator / denominator"]) == ("", "")
    days = next(row for row in rows if row["Definition"] == "days_to_entry")
    assert (days["Unit"], days["Numerator / denominator"]) == ("days", "")
    document = json.loads(soat("report", unreported, "--format", "json").out)
    figure = next(one for one in document["figures"] if one["value"] == "never_entered")
    assert figure["numerator"] is None
    assert document["format_version"] == 2


def test_the_workbook_has_a_sheet_for_each_question(
    soat: Soat, country: Path, tmp_path: Path
) -> None:
    file = tmp_path / "report.xlsx"
    assert soat("report", country, "--format", "xlsx", "--out", file, "--lang", "en").code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[3:8] == ["Entry gap", "Timeliness", "Debt", "Coverage", "Rules"]
    entry = list(book["Entry gap"].iter_rows(values_only=True))
    assert entry[1][:3] == ("", "The whole country", 212_600_000)
    assert len(entry) == 1 + 1 + 64
    debt = list(book["Debt"].iter_rows(values_only=True))
    assert debt[1][1:6] == ("The whole country", 7_653_600, 41, 30, 68)


def test_the_page_is_one_file(soat: Soat, country: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    answer = soat("report", country, "--format", "html", "--out", file, "--lang", "en")
    assert (answer.code, answer.out) == (0, "")
    assert file.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="en">')
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
