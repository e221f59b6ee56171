"""A process measured from outside."""

import pytest

from bench.measured import checked, run_module


def test_a_run_has_seconds_memory_and_output() -> None:
    run = run_module("json.tool", ["--help"])
    assert run.exit_code == 0
    assert run.seconds > 0
    assert run.peak_bytes > 2**20
    assert "usage" in run.output


def test_a_failed_run_ends_the_bench_with_its_output() -> None:
    run = run_module("json.tool", ["--no-such-option"])
    with pytest.raises(SystemExit, match="unrecognized arguments"):
        checked(run, "json.tool")
