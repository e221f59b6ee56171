"""A run that is stopped, killed or runs out of disk leaves nothing that looks finished."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.command import SOAT, environment, soat
from tests.journeys.bad_input import crowd, good_folder

RUN = ("run", "--register", "register.csv", "--people", "people.csv", "--out", "out")
INPUTS = {"register.csv", "people.csv"}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough people for a run of some seconds."""
    return crowd(tmp_path_factory.mktemp("crowd"))


@pytest.mark.parametrize("stage", ["Reading files", "Standardizing", "Resolving the rest"])
def test_ctrl_c_leaves_nothing(country: Path, stage: str) -> None:
    code, err = stopped_at(stage, signal.SIGINT, country)
    assert code == 130
    assert "Đã dừng theo yêu cầu. Không có kết quả dở dang nào được để lại." in err
    assert "Stopped as asked. No unfinished result was left behind." in err
    assert "Traceback" not in err
    assert {path.name for path in country.iterdir()} == INPUTS


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_any_other_order_to_stop_is_obeyed_like_ctrl_c(
    country: Path, how: signal.Signals, code: int
) -> None:
    assert stopped_at("Resolving the rest", how, country)[0] == code
    assert {path.name for path in country.iterdir()} == INPUTS


def test_a_killed_run_shows_nothing_and_the_next_one_succeeds(tmp_path: Path) -> None:
    crowd(tmp_path)
    code, _ = stopped_at("Resolving the rest", signal.SIGKILL, tmp_path)
    assert code == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    left = {path.name for path in tmp_path.iterdir()} - INPUTS
    assert all(name.startswith(".out.partial-") for name in left)
    good_folder(tmp_path)
    assert soat(tmp_path, *RUN).code == 0
    assert (tmp_path / "out" / "run.json").is_file()


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = f"mount -t tmpfs -o size=64k none {small} && "
    private = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
    if subprocess.run([*private, mounted + "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk in a namespace of its own")
    good_folder(tmp_path)
    listing = f"; code=$?; ls -A {small} >&2; exit $code"
    inside = (*private, mounted + '"$@"' + listing, "sh")
    outcome = soat(tmp_path, *RUN[:-1], small / "out", inside=inside)
    assert outcome.code == 1
    assert "Hết chỗ trên đĩa; không ghi kết quả nào." in outcome.err
    assert "The disk is full; nothing was written." in outcome.err
    assert "partial" not in outcome.err
    assert "Traceback" not in outcome.err


def stopped_at(stage: str, how: signal.Signals, folder: Path) -> tuple[int, str]:
    """Start a run, send the signal when it says that it has come to this stage."""
    with subprocess.Popen(
        [*SOAT, *RUN],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr
        for line in running.stderr:
            if stage in line:
                break
        running.send_signal(how)
        err = running.stderr.read()
    return running.returncode, err
