"""Paths, folders and snapshots that somebody spoiled: a sentence each, and nothing written."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.command import SOAT, environment, soat
from tests.journeys.bad_input import SECRETS, good_folder

RUN = ("run", "--register", "register.csv", "--people", "people.csv", "--out")


@pytest.mark.parametrize(
    ("out", "vi"),
    [
        ("people.csv/out", "Không tạo được thư mục kết quả"),
        ("/proc/nowhere/out", "Không tạo được thư mục kết quả"),
        ("x" * 300, "Không tạo được thư mục kết quả"),
        ("people.csv", "Thư mục kết quả đã có dữ liệu"),
        ("inputs/out", "Thư mục kết quả nằm trong thư mục đầu vào"),
        ("inputs", "Thư mục kết quả đã có dữ liệu"),
        ("caf\udce9", "Đường dẫn có ký tự không phải UTF-8"),
    ],
)
def test_results_that_can_stand_nowhere_are_wrong_usage(tmp_path: Path, out: str, vi: str) -> None:
    good_folder(tmp_path)
    (tmp_path / "inputs").mkdir()
    shutil.copy(tmp_path / "people.csv", tmp_path / "inputs")
    outcome = soat(tmp_path, *RUN, out, "--people", "inputs")
    assert outcome.code == 2
    assert vi in outcome.err
    assert "Traceback" not in outcome.err
    assert {path.name for path in tmp_path.iterdir()} == {"register.csv", "people.csv", "inputs"}
    assert [path.name for path in (tmp_path / "inputs").iterdir()] == ["people.csv"]


def test_too_little_memory_is_said_and_nothing_written(tmp_path: Path) -> None:
    outcome = soat(good_folder(tmp_path), *RUN, "out", "--memory-limit", "1MB")
    assert outcome.code == 1
    assert "Không đủ bộ nhớ; không ghi kết quả nào." in outcome.err
    assert "Too little memory; nothing was written." in outcome.err
    assert not [secret for secret in SECRETS if secret in outcome.err]
    assert {path.name for path in tmp_path.iterdir()} == {"register.csv", "people.csv"}


def test_of_two_runs_into_one_folder_the_second_leaves_the_first_alone(tmp_path: Path) -> None:
    good_folder(tmp_path)
    both = [
        subprocess.Popen(
            [*SOAT, *RUN, "out"],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told = [running.communicate()[1] for running in both]
    assert sorted(running.returncode for running in both) == [0, 2], told
    assert "already holds something" in "".join(told)
    assert (tmp_path / "out" / "run.json").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"register.csv", "people.csv", "out"}


def test_a_parquet_file_damaged_in_its_middle_is_exit_3(tmp_path: Path) -> None:
    good_folder(tmp_path)
    names = [f"Nguyễn Văn {at:x}" for at in range(20_000)]
    refs = [str(at) for at in range(20_000)]
    pq.write_table(pa.table({"person_ref": refs, "full_name": names}), tmp_path / "people.parquet")
    content = bytearray((tmp_path / "people.parquet").read_bytes())
    content[4 : len(content) - 3000] = bytes(at * 7 % 256 for at in range(len(content) - 3004))
    (tmp_path / "people.parquet").write_bytes(content)
    outcome = soat(tmp_path, *RUN, "out", "--people", "people.parquet")
    assert outcome.code == 3, outcome.err
    assert "The content is no readable Parquet." in outcome.err
    assert not (tmp_path / "out").exists()


def first_bucket(folder: Path) -> Path:
    """The people of the first province."""
    return min((folder / "people").glob("*.parquet"))


def cut_off(folder: Path) -> None:
    bucket = first_bucket(folder)
    bucket.write_bytes(bucket.read_bytes()[:500])


def another_file(folder: Path) -> None:
    shutil.copy(folder / "facts" / "register_names.parquet", first_bucket(folder))


def a_list_for_a_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]", encoding="utf-8")


def _with_manifest(folder: Path, **changes: object) -> None:
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8")) | changes
    manifest.write_text(json.dumps(content), encoding="utf-8")


def another_count(folder: Path) -> None:
    _with_manifest(folder, people=3)


def an_unknown_key(folder: Path) -> None:
    _with_manifest(folder, secret=3)


def no_buckets(folder: Path) -> None:
    _with_manifest(folder, buckets=7)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good register snapshot."""
    folder = good_folder(tmp_path_factory.mktemp("country"))
    outcome = soat(folder, "register", "build", "register.csv", "--out", "snapshot")
    assert outcome.code == 0, outcome.err
    return folder / "snapshot"


@pytest.mark.parametrize(
    "spoil",
    [cut_off, another_file, a_list_for_a_manifest, another_count, an_unknown_key, no_buckets],
)
def test_a_spoiled_snapshot_is_exit_3(
    tmp_path: Path, snapshot: Path, spoil: Callable[[Path], None]
) -> None:
    good_folder(tmp_path)
    shutil.copytree(snapshot, tmp_path / "snapshot")
    spoil(tmp_path / "snapshot")
    outcome = soat(tmp_path, *RUN, "out", "--register", "snapshot")
    assert outcome.code == 3, outcome.err
    assert "soat register build" in outcome.err
    assert not (tmp_path / "out").exists()
