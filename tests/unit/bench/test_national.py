"""The figures of a national bench, from run.json and the legs."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.national_figures import national_figures, part_seconds
from bench.national_stages import DOSES, IDENTITY, stage_sums

_GIB = 2**30


def _stage(name: str, seconds: float, spilled: int = 0) -> dict[str, Any]:
    steps = [{"step": "a", "rows": 5, "seconds": seconds}]
    return {"stage": name, "seconds": seconds, "peak_memory_bytes": int(seconds) * _GIB,
            "spilled_bytes": spilled, "steps": steps}  # fmt: skip


def _size(people: int, run_seconds: float, outcome: str = "ok") -> dict[str, Any]:
    def leg(seconds: float) -> dict[str, float]:
        return {"seconds": seconds, "cpu_seconds": seconds, "peak_bytes": 13 * _GIB}

    stages = [
        {"stage": "verify", "part": IDENTITY, "seconds": 60.0, "spilled_bytes": 0},
        {"stage": "settle_doses", "part": DOSES, "seconds": 600.0, "spilled_bytes": 2 * 10**9},
    ]
    legs = {"register build": leg(500.0), "floor": leg(15.0), "run": leg(run_seconds)}
    return {"people": people, "outcome": outcome, "legs": legs, "stages": stages}


def test_pieces_of_one_stage_are_one_stage(tmp_path: Path) -> None:
    stages = [_stage("verify", 2, 7), _stage("settle_doses", 1), _stage("verify", 3)]
    (tmp_path / "run.json").write_text(json.dumps({"stages": stages}), encoding="utf-8")
    verify, doses = stage_sums(tmp_path / "run.json")
    assert (verify.seconds, verify.rows, verify.spilled_bytes) == (5, 10, 7)
    assert verify.peak_memory_bytes == 3 * _GIB
    assert (verify.part, doses.part) == (IDENTITY, DOSES)


def test_what_belongs_to_no_stage_is_charged_to_identity() -> None:
    assert part_seconds(_size(1000, 1000.0)) == {DOSES: 600.0, IDENTITY: 400.0}


def test_the_whole_country_is_held_against_the_targets() -> None:
    figures = {f.name: f for f in national_figures([_size(82_200_000, 1500.0)])}
    assert figures["identity, 82,200,000 people"].mark == "MISS"
    assert figures["identity, 82,200,000 people"].value == pytest.approx(15.0)
    assert figures["doses and measures, 82,200,000 people"].mark == "ok"
    assert figures["whole run, 82,200,000 people"].mark == "ok"
    assert figures["verify over the bare key join, 82,200,000 people"].value == pytest.approx(4.0)
    assert figures["most spilled at once, 82,200,000 people"].value == pytest.approx(2.0)


def test_a_smaller_country_has_figures_without_targets() -> None:
    assert {figure.mark for figure in national_figures([_size(4_000_000, 99.0)])} == {""}


def test_a_size_that_failed_does_not_lose_the_others() -> None:
    failed = {**_size(82_200_000, 1.0, outcome="run: out of memory"), "stages": [], "legs": {}}
    names = [f.name for f in national_figures([_size(1_000_000, 9.0), failed])]
    assert "whole run, 1,000,000 people" in names
    assert national_figures([failed]) == []
