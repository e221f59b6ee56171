"""A process under caps: what it did, and what stopped it."""

from pathlib import Path

from bench.capped import CappedRun, Caps, folder_bytes, run_capped


def test_a_run_within_its_caps_has_seconds_and_memory() -> None:
    run = run_capped("json.tool", ["--help"], Caps())
    assert run.is_ok
    assert run.peak_bytes > 2**20


def test_a_failed_run_keeps_its_last_words() -> None:
    run = run_capped("json.tool", ["--no-such-option"], Caps())
    assert run.outcome == "failed"
    assert "unrecognized arguments" in run.reason


def test_what_passes_a_cap_is_ended_and_named() -> None:
    waiting = ["-s", "import time; time.sleep(600)", "pass"]
    assert run_capped("timeit", waiting, Caps(seconds=0.0)).outcome == "out of time"
    assert run_capped("timeit", waiting, Caps(gib=0.0)).outcome == "out of memory"


def test_two_legs_are_one_run_with_the_higher_peak() -> None:
    both = CappedRun("ok", 2.0, 3.0, 50).after(CappedRun("ok", 1.0, 1.0, 70))
    assert (both.seconds, both.cpu_seconds, both.peak_bytes) == (3.0, 4.0, 70)


def test_a_folder_takes_what_its_files_take(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 100_000)
    assert folder_bytes(tmp_path) >= 100_000
    assert folder_bytes(tmp_path / "absent") == 0
