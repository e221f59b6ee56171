"""What a clerk meets at `soat update`: rows refused, runs that keep nothing, a kill."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import duckdb
import pytest

from soat.store.standing import open_standing
from tests.command import SOAT, environment, soat
from tests.run_tables import answers_in, rows_of

PEOPLE = """person_ref,full_name,birth_date,sex,citizen_id,phone,residence_code
A,Nguyễn Văn An,1980-02-03,Nam,001080000001,0901234567,00001
B,Trần Thị Bình,1985-04-05,Nữ,001185000002,,00001
C,Lê Văn Cường,1990-06-07,Nam,001090000003,,00001
"""
REGISTER = """citizen_id,former_id,full_name,birth_date,sex,residence_code,deceased_on
001080000001,,Nguyễn Văn An,1980-02-03,male,00001,
001185000002,,Trần Thị Bình,1985-04-05,female,00001,
001090000003,,Lê Văn Cương,1990-06-07,male,00001,
"""
DOSES = """dose_ref,person_ref,given_on,product,lot,dose_kind,dose_number,site_code,recorded_at
a1,A,2021-08-01,Pfizer,L1,basic,1,S,2021-08-01T10:00:00
b1,B,2021-08-01,Pfizer,L1,basic,1,S,2021-08-01T10:05:00
c1,C,2021-08-01,Pfizer,L1,basic,1,S,2021-08-01T10:06:00
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a finished run of three people."""
    folder = tmp_path_factory.mktemp("finished")
    files = {"people": PEOPLE, "register": REGISTER, "doses": DOSES}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    given = [word for name in files for word in (f"--{name}", f"{name}.csv")]
    assert soat(folder, "run", *given, "--as-of", "2022-04-25", "--out", "run").code == 0
    return folder


@pytest.fixture
def desk(finished: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return shutil.copytree(finished, tmp_path / "desk")


def verdicts(run: Path) -> dict[str, str]:
    with duckdb.connect() as connection:
        query = f"SELECT person_ref, verdict FROM '{run}/verdicts.parquet'"
        return dict(connection.execute(query).fetchall())


def reasons(run: Path) -> list[tuple[str, str]]:
    with duckdb.connect() as connection:
        query = f"""SELECT "table", reason FROM '{run}/rejects.parquet' ORDER BY row_number"""
        return connection.execute(query).fetchall()


def test_a_corrected_name_is_verified_at_once(desk: Path) -> None:
    assert verdicts(desk / "run") == {"A": "verified", "B": "verified", "C": "mismatch"}
    heading, *rows = PEOPLE.splitlines()
    mended = rows[2].replace("Cường", "Cương")
    (desk / "mended.csv").write_text(f"{heading}\n{mended}\n", encoding="utf-8")
    done = soat(desk, "update", "run", "--people", "mended.csv")
    assert done.code == 0, done.err
    assert verdicts(desk / "run") == {"A": "verified", "B": "verified", "C": "verified"}
    told = json.loads((desk / "run" / "run.json").read_text(encoding="utf-8"))["updates"]
    assert [one["touched"]["changed_refs"] for one in told] == [1]
    (explained,) = [soat(desk, "explain", "run", "C")]
    assert explained.code == 0


def test_an_address_in_words_is_kept_as_typed_and_corrected(desk: Path) -> None:
    text = 'person_ref,full_name,residence_text\nA,Nguyễn Văn An," Tổ 5, Ấp 3 "\n'
    (desk / "moved.csv").write_text(text, encoding="utf-8")
    assert soat(desk, "update", "run", "--people", "moved.csv").code == 0
    with duckdb.connect() as connection:
        rows = open_standing(desk / "run").rows("people_typed")
        query = f"SELECT person_ref, residence_text FROM ({rows})"
        told = dict(connection.execute(query).fetchall())
    assert told == {"A": "Tổ 5, Ấp 3", "B": None, "C": None}


def test_what_cannot_be_withdrawn_stands_and_is_told(desk: Path) -> None:
    (desk / "withdrawn.csv").write_text(
        "person_ref,dose_ref,withdrawn_by\nA,,a clerk\nB,b1,a clerk\nB,,a clerk\nZ,,a clerk\n,c1,\n"
        ",,a clerk\n",
        encoding="utf-8",
    )
    done = soat(desk, "update", "run", "--withdrawn", "withdrawn.csv", "--max-rejected", 1)
    assert done.code == 0, done.err
    assert verdicts(desk / "run") == {"A": "verified", "C": "mismatch"}
    kept = {row[1] for row in rows_of(desk / "run" / "histories.parquet")}
    assert kept == {"a1", "c1"}
    assert reasons(desk / "run") == [
        ("withdrawals", "doses_left"),
        ("withdrawals", "withdrawn_unknown"),
        ("withdrawals", "withdrawer_missing"),
        ("withdrawals", "key_missing"),
    ]


def test_a_key_withdrawn_and_sent_at_once_is_refused(desk: Path) -> None:
    (desk / "withdrawn.csv").write_text("dose_ref,withdrawn_by\na1,a clerk\n", encoding="utf-8")
    heading, first, *_ = DOSES.splitlines()
    (desk / "sent.csv").write_text(f"{heading}\n{first}\n", encoding="utf-8")
    given = ("--withdrawn", "withdrawn.csv", "--doses", "sent.csv", "--max-rejected", 1)
    assert soat(desk, "update", "run", *given).code == 0
    assert reasons(desk / "run") == [("withdrawals", "withdrawn_and_sent")]


def test_an_unusable_correction_changes_nothing(desk: Path) -> None:
    (desk / "broken.csv").write_text("person_ref,full_name\nA,\n", encoding="utf-8")
    done = soat(desk, "update", "run", "--people", "broken.csv", "--max-rejected", 1)
    assert done.code == 0, done.err
    assert verdicts(desk / "run")["A"] == "verified"
    assert reasons(desk / "run") == [("people", "name_missing")]


def test_too_many_rejects_leave_the_run_as_it_was(desk: Path) -> None:
    before = {file: (desk / "run" / file).read_bytes() for file in answers_in(desk / "run")}
    (desk / "broken.csv").write_text("person_ref,full_name\nA,\n", encoding="utf-8")
    assert soat(desk, "update", "run", "--people", "broken.csv").code == 4
    assert before == {file: (desk / "run" / file).read_bytes() for file in answers_in(desk / "run")}
    assert sorted(path.name for path in desk.iterdir() if path.name.startswith(".")) == []


def test_a_run_that_keeps_nothing_says_so(desk: Path) -> None:
    given = ("--register", "register.csv", "--people", "people.csv", "--as-of", "2022-04-25")
    assert soat(desk, "run", *given, "--no-updates", "--out", "bare").code == 0
    done = soat(desk, "update", "bare", "--people", "people.csv")
    assert done.code == 3
    assert "keeps nothing to be updated from" in done.err
    missing = soat(desk, "update", "nowhere", "--people", "people.csv")
    assert missing.code == 3


def test_a_killed_update_leaves_the_run_as_it_was(desk: Path) -> None:
    before = verdicts(desk / "run")
    words = [*SOAT, "update", "run", "--people", "people.csv"]
    running = subprocess.Popen(
        words, cwd=desk, env=environment(), stderr=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    for line in running.stderr:
        if "Settling" in line:
            break
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert verdicts(desk / "run") == before
    assert soat(desk, "update", "run", "--people", "people.csv").code == 0
    assert [path.name for path in desk.iterdir() if path.name.startswith(".run")] == []


def test_a_run_set_aside_by_a_dying_update_is_taken_back(desk: Path) -> None:
    (desk / "run").rename(desk / ".run.before-1")
    done = soat(desk, "update", "run", "--people", "people.csv")
    assert done.code == 0, done.err
    assert verdicts(desk / "run") == {"A": "verified", "B": "verified", "C": "mismatch"}


def test_a_snapshot_that_is_gone_is_asked_for(desk: Path) -> None:
    assert soat(desk, "register", "build", "register.csv", "--out", "snapshot").code == 0
    given = ("--register", "snapshot", "--people", "people.csv", "--as-of", "2022-04-25")
    assert soat(desk, "run", *given, "--out", "other").code == 0
    (desk / "snapshot").rename(desk / "moved")
    done = soat(desk, "update", "other", "--people", "people.csv")
    assert done.code == 3
    assert "--register" in done.err
    done = soat(desk, "update", "other", "--people", "people.csv", "--register", "moved")
    assert done.code == 0, done.err


def test_two_updates_of_one_run_do_not_lose_each_other(desk: Path) -> None:
    (desk / ".run.lock").symlink_to(str(os.getpid()))
    done = soat(desk, "update", "run", "--people", "people.csv")
    assert done.code == 2
    assert "Another update of this run is under way" in done.err
    (desk / ".run.lock").unlink()
    (desk / ".run.lock").symlink_to("999999999")
    assert soat(desk, "update", "run", "--people", "people.csv").code == 0


def test_files_without_numbers_are_settled_anew(desk: Path) -> None:
    heading = "person_ref,full_name,birth_date,sex\n"
    register = "1,John Smith,1980-02-03,male\n2,Jane Roe,1985-04-05,female\n"
    texts = {
        "plain-register": "citizen_id" + heading[len("person_ref") :] + register,
        "plain": f"{heading}A,John Smith,1980-02-03,male\nB,Jane Doe,1985-04-05,female\n",
        "mended": f"{heading}B,Jane Roe,1985-04-05,female\n",
    }
    for name, text in texts.items():
        (desk / f"{name}.csv").write_text(text, encoding="utf-8")
    given = ("--profile", "generic", "--register", "plain-register.csv", "--people", "plain.csv")
    assert soat(desk, "run", *given, "--as-of", "2022-04-25", "--out", "plain").code == 0
    assert verdicts(desk / "plain")["B"] != "verified"
    done = soat(desk, "update", "plain", "--people", "mended.csv")
    assert done.code == 0, done.err
    assert verdicts(desk / "plain") == {"A": "verified", "B": "verified"}


def test_a_damaged_file_is_told_and_the_run_stands(desk: Path) -> None:
    with duckdb.connect() as connection:
        query = f"SELECT * FROM read_csv('{desk}/people.csv', all_varchar = true)"
        connection.execute(f"COPY ({query}) TO '{desk}/sent.parquet' (FORMAT parquet)")
    whole = (desk / "sent.parquet").read_bytes()
    (desk / "sent.parquet").write_bytes(whole[:4] + b"x" * 60 + whole[64:])
    before = verdicts(desk / "run")
    assert soat(desk, "update", "run", "--people", "sent.parquet").code == 3
    assert verdicts(desk / "run") == before
