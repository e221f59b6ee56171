"""What cannot be used at all: the exit code, both languages, and nothing written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Outcome, soat
from tests.journeys.bad_input import SECRETS, good_folder, write_csv
from tests.tables import rows_of

RUN = ("run", "--register", "register.csv", "--people", "people.csv", "--out", "out")


def empty(folder: Path) -> None:
    (folder / "people.csv").write_bytes(b"")


def missing(folder: Path) -> None:
    (folder / "people.csv").unlink()


def wrong_columns(folder: Path) -> None:
    write_csv(folder / "people.csv", rows_of("colour | weight\n red | 12"))


def no_name_column(folder: Path) -> None:
    write_csv(folder / "people.csv", rows_of("person_ref | phone\n hoso-1 | 0912345678"))


def binary_junk(folder: Path) -> None:
    (folder / "people.csv").write_bytes(bytes(range(256)) * 20)


def junk_in_register(folder: Path) -> None:
    (folder / "register.csv").write_bytes(b"\x00\xff\xfe\x01" * 999)


def register_without_rows(folder: Path) -> None:
    heading = "citizen_id,full_name,birth_date,sex,residence_code\n"
    (folder / "register.csv").write_text(heading, encoding="utf-8")


INPUT_UNUSABLE = [
    (missing, "Không tìm thấy tệp hoặc thư mục.", "There is no such file or folder."),
    (empty, "Tệp rỗng.", "The file is empty."),
    (wrong_columns, "Không thấy dòng tiêu đề cột", "No heading row of the table people"),
    (no_name_column, "Bảng people thiếu cột.", "The table people lacks columns."),
    (binary_junk, "Nội dung không phải là CSV", "The content is no readable CSV."),
    (junk_in_register, "Nội dung không phải là CSV", "The content is no readable CSV."),
    (register_without_rows, "Bảng register không có dòng nào.", "The table register has no rows."),
]


@pytest.mark.parametrize(
    ("spoil", "vi", "en"), INPUT_UNUSABLE, ids=lambda value: getattr(value, "__name__", "")
)
def test_an_unusable_file_is_exit_3(
    tmp_path: Path, spoil: Callable[[Path], None], vi: str, en: str
) -> None:
    spoil(good_folder(tmp_path))
    refused(soat(tmp_path, *RUN), tmp_path, 3, vi, en)


def test_junk_with_the_name_of_a_workbook_is_exit_3(tmp_path: Path) -> None:
    good_folder(tmp_path)
    (tmp_path / "people.xlsx").write_bytes(bytes(range(256)) * 20)
    outcome = soat(tmp_path, *_with("--people", "people.xlsx"))
    refused(outcome, tmp_path, 3, "không phải là XLSX", "is no readable XLSX")


WRONG_USAGE = [
    (("--profile", "atlantis"), "Không có hồ sơ cấu hình này.", "There is no such profile."),
    (("--engine", "abacus"), "Dùng sai lệnh.", "Wrong usage."),
    (("--as-of", "yesterday"), "Dùng sai lệnh.", "Wrong usage."),
]


@pytest.mark.parametrize(("option", "vi", "en"), WRONG_USAGE, ids=lambda value: str(value[0])[2:])
def test_wrong_usage_is_exit_2(tmp_path: Path, option: tuple[str, str], vi: str, en: str) -> None:
    good_folder(tmp_path)
    refused(soat(tmp_path, *RUN, *option), tmp_path, 2, vi, en)


def test_an_out_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    good_folder(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    outcome = soat(tmp_path, *RUN)
    told(outcome, 2, "Thư mục kết quả đã có dữ liệu.", "already holds something")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_out_below_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    good_folder(tmp_path)
    outcome = soat(tmp_path, *_with("--out", "deep/down/out"))
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "deep" / "down" / "out" / "verdicts.parquet").is_file()


def test_a_failed_run_leaves_no_folder_above_out(tmp_path: Path) -> None:
    missing(good_folder(tmp_path))
    assert soat(tmp_path, *_with("--out", "deep/down/out")).code == 3
    assert not (tmp_path / "deep").exists()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good register snapshot."""
    folder = good_folder(tmp_path_factory.mktemp("country"))
    outcome = soat(folder, "register", "build", "register.csv", "--out", "snapshot")
    assert outcome.code == 0, outcome.err
    return folder / "snapshot"


def another_version(manifest: Path) -> None:
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**content, "format_version": 99}), encoding="utf-8")


def broken_manifest(manifest: Path) -> None:
    manifest.write_text("{", encoding="utf-8")


def lost_bucket(manifest: Path) -> None:
    min((manifest.parent / "people").glob("*.parquet")).unlink()


SPOILED_SNAPSHOTS = [
    (another_version, "thuộc phiên bản 99", "is of version 99"),
    (broken_manifest, "không phải bản chụp", "no register snapshot"),
    (lost_bucket, "thiếu 1 tệp", "lacks 1 files"),
]


@pytest.mark.parametrize(
    ("spoil", "vi", "en"), SPOILED_SNAPSHOTS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_snapshot_that_cannot_be_used_is_exit_3(
    tmp_path: Path, snapshot: Path, spoil: Callable[[Path], None], vi: str, en: str
) -> None:
    good_folder(tmp_path)
    shutil.copytree(snapshot, tmp_path / "snapshot")
    spoil(tmp_path / "snapshot" / "manifest.json")
    refused(soat(tmp_path, *_with("--register", "snapshot")), tmp_path, 3, vi, en)


def test_a_snapshot_of_another_profile_is_exit_2(tmp_path: Path, snapshot: Path) -> None:
    good_folder(tmp_path)
    shutil.copytree(snapshot, tmp_path / "snapshot")
    outcome = soat(tmp_path, *_with("--register", "snapshot"), "--profile", "generic")
    refused(outcome, tmp_path, 2, "Bản chụp sổ dân cư dùng cấu hình vn", "is of profile vn")


def _with(option: str, value: str) -> tuple[str, ...]:
    at = RUN.index(option)
    return (*RUN[: at + 1], value, *RUN[at + 2 :])


def refused(outcome: Outcome, folder: Path, code: int, vi: str, en: str) -> None:
    """Both languages were said, nobody's data was, and the folder is as it was."""
    told(outcome, code, vi, en)
    assert outcome.out == ""
    assert {path.name for path in folder.iterdir()} <= {
        "register.csv", "people.csv", "people.xlsx", "snapshot",
    }  # fmt: skip


def told(outcome: Outcome, code: int, vi: str, en: str) -> None:
    """The exit code, both languages, and no traceback and nobody's data."""
    assert outcome.code == code, outcome.err
    assert vi in outcome.err
    assert en in outcome.err
    assert "Traceback" not in outcome.err
    assert [secret for secret in SECRETS if secret in outcome.err] == []
