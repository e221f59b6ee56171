"""`soat report` in every format, on a run of twelve people."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from soat.engine.measure.definitions import DEFINITIONS
from tests.unit.cli.conftest import Soat


def test_the_table_fits_a_hundred_columns(soat: Soat, run_folder: Path) -> None:
    answer = soat("report", run_folder)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert "2022-04-25" in lines[1]
    sent = next(line for line in lines if line.startswith("Hồ sơ đưa vào đối chiếu"))
    cells = f"Hồ sơ đưa vào đối chiếu 12 100,0 % {'█' * 14} 23 100,0 % 1,92"
    assert sent.split() == cells.split()


def test_the_table_in_english(soat: Soat, run_folder: Path) -> None:
    answer = soat("report", run_folder, "--lang", "en")
    assert "Profiles compared" in answer.out
    assert "All wrong" in answer.out
    assert "name: diacritics are missing" in answer.out


def test_the_language_may_come_from_the_environment(
    soat: Soat, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOAT_LANG", "en")
    assert "Profiles compared" in soat("report", run_folder).out


def test_provinces_with_the_most_to_do_come_first(soat: Soat, run_folder: Path) -> None:
    lines = soat("report", run_folder, "--level", "province", "--lang", "en").out.splitlines()
    places = [line.split("  ")[0] for line in lines[4:7]]
    assert places == ["79 Hồ Chí Minh", "Residence unknown", "01 Hà Nội"]


def test_json_of_the_nation_is_the_runs_own_report(soat: Soat, run_folder: Path) -> None:
    answer = soat("report", run_folder, "--format", "json")
    assert answer.out == (run_folder / "report.json").read_text(encoding="utf-8")


def test_json_of_communes_has_a_headline_for_each(soat: Soat, run_folder: Path) -> None:
    answer = soat("report", run_folder, "--format", "json", "--level", "commune")
    document = json.loads(answer.out)
    sent = {place["code"]: place["headline"][0]["people"] for place in document["places"]}
    assert {code: share["numerator"] for code, share in sent.items()} == {
        "unknown": 3,
        "00001": 4,
        "00004": 1,
        "26734": 4,
    }
    assert {one["id"] for one in document["definitions"]} == {one.id for one in DEFINITIONS}


def test_csv_opens_in_excel_and_defines_every_figure(soat: Soat, run_folder: Path) -> None:
    answer = soat("report", run_folder, "--format", "csv", "--lang", "en")
    assert answer.out.startswith("\ufeffDefinition,As of,")
    rows = list(csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff"))))
    verified = next(
        row
        for row in rows
        if (row["Definition"], row["Value"]) == ("people_by_verdict", "verified")
    )
    assert verified["Numerator"] == "4"
    assert verified["Denominator"] == "12"
    assert verified["Numerator / denominator"] == "0.333333"
    assert verified["As of"] == "2022-04-25"
    assert verified["What the numerator counts"] == "person profiles with this verdict"
    assert all(row["What the denominator counts"] for row in rows)


def test_a_workbook_holds_every_level(soat: Soat, run_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    assert soat("report", run_folder, "--format", "xlsx", "--out", file, "--lang", "en").code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:3] == ["Headline", "Provinces", "Communes"]
    assert book.sheetnames[-2:] == ["Figures", "Definitions"]
    headline = book["Headline"]
    assert [cell.value for cell in headline[2]][:7] == ["Profiles compared", 12, 12, 1, 23, 23, 1]
    assert headline["D2"].number_format == "0.0%"
    assert headline.freeze_panes == "B2"
    provinces = {row[0]: row for row in book["Provinces"].iter_rows(min_row=2, values_only=True)}
    assert provinces["79"][:5] == ("79", "Hồ Chí Minh", 4, 0, 2)
    assert provinces["unknown"][2] == 3
    assert book["Communes"].max_row == 5
    assert book["Definitions"].max_row == len(DEFINITIONS) + 1
    assert [one.name for one in tmp_path.iterdir()] == ["report.xlsx"]


def test_a_picture_stands_by_itself(soat: Soat, run_folder: Path) -> None:
    picture = ElementTree.fromstring(soat("report", run_folder, "--format", "svg").out)
    texts = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    places = ["Cả nước", "Hồ Chí Minh", "Không rõ nơi ở", "Hà Nội"]
    assert [text for text in texts if text in places] == places
    tips = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert tips[1:5] == [
        "Đúng: 33,3 %",
        "Sai: 33,3 %",
        "Không xác định được: 25,0 %",
        "Miễn đối chiếu: 8,3 %",
    ]


@pytest.mark.parametrize("report_format", ["xlsx", "html"])
def test_a_workbook_and_a_page_need_a_file(
    soat: Soat, run_folder: Path, report_format: str
) -> None:
    answer = soat("report", run_folder, "--format", report_format)
    assert answer.code == 2
    assert f"--out report.{report_format}" in answer.err


@pytest.mark.parametrize("level", ["nation", "province", "province_2025", "district", "commune"])
@pytest.mark.parametrize("report_format", ["table", "csv", "json"])
def test_every_level_is_given_in_every_format(
    soat: Soat, run_folder: Path, level: str, report_format: str
) -> None:
    answer = soat("report", run_folder, "--level", level, "--format", report_format)
    assert answer.code == 0, answer.err
    assert "2022-04-25" in answer.out


@pytest.mark.parametrize("report_format", ["table", "json", "csv", "xlsx", "svg", "html"])
def test_an_answer_that_cannot_be_written(
    soat: Soat, run_folder: Path, tmp_path: Path, report_format: str
) -> None:
    out = tmp_path / "nowhere" / "file"
    answer = soat("report", run_folder, "--format", report_format, "--out", out)
    assert answer.code == 2
    assert "cannot be written" in answer.err


def test_a_file_gets_what_the_screen_would(soat: Soat, run_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    assert soat("report", run_folder, "--out", file).out == ""
    assert file.read_text(encoding="utf-8") == soat("report", run_folder).out


def test_a_folder_that_is_no_run(soat: Soat, tmp_path: Path) -> None:
    assert "There is no such run folder" in soat("report", tmp_path / "none").err
    answer = soat("report", tmp_path)
    assert answer.code == 3
    assert "not a finished run" in answer.err


def test_a_damaged_measure(soat: Soat, run_folder: Path, tmp_path: Path) -> None:
    for file in run_folder.rglob("*"):
        copy = tmp_path / file.relative_to(run_folder)
        if file.is_dir():
            copy.mkdir()
        else:
            copy.write_bytes(file.read_bytes())
    (tmp_path / "measures" / "people_by_verdict.parquet").write_bytes(b"junk")
    answer = soat("report", tmp_path)
    assert answer.code == 3
    assert "people_by_verdict.parquet" in answer.err
