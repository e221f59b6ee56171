"""The scorecard: figures in, one page out."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from bench.drawing import Bar, bars_svg
from bench.figures import Figure, Target
from bench.run import Leg, SpeedFigures, slowest_steps, stage_legs
from bench.scorecard import write_scorecard

_SPEED = SpeedFigures(
    people=1000,
    register_people=1200,
    scenario="vn-2022-04-25",
    floor_seconds=0.5,
    legs=[
        Leg("floor: raw key join", 0.5, 2**28),
        Leg("soat run", 20.0, 3 * 2**30, limit_seconds=60.0),
        Leg("standardize", 5.0, 2**30, rows=1000, part_of="soat run"),
    ],
)
_ACCURACY = {
    "hostile": [
        {"name": "link recall", "counted": 96, "divided_by": 100, "value": 0.96,
         "target": {"value": 0.97, "at_most": False}, "mark": "MISS"},
        {"name": "tier safe: wrong person", "counted": 0, "divided_by": 90, "value": 0.0,
         "target": None, "mark": ""},
    ]
}  # fmt: skip


def test_bars_are_as_long_as_their_figures() -> None:
    picture = ElementTree.fromstring(bars_svg("x", [Bar("a", 2.0, "2"), Bar("b", 1.0, "1 < 2")]))
    first, second = (float(bar.attrib["width"]) for bar in picture.iter("rect"))
    assert first == 2 * second
    assert [text.text for text in picture.iter("text")] == ["a", "2", "b", "1 < 2"]


def test_the_page_shows_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "speed.json").write_text(json.dumps(_SPEED.as_json()), encoding="utf-8")
    (tmp_path / "accuracy.json").write_text(json.dumps(_ACCURACY), encoding="utf-8")
    page = write_scorecard(tmp_path).read_text(encoding="utf-8")
    assert "20.00 s, 40.0 × floor" in page
    assert '<td class="MISS">MISS</td>' in page
    assert "Public set" not in page
    assert "http" not in page


def test_targets_of_every_bench_stand_in_one_list(tmp_path: Path) -> None:
    (tmp_path / "speed.json").write_text(json.dumps(_SPEED.as_json()), encoding="utf-8")
    (tmp_path / "accuracy.json").write_text(json.dumps(_ACCURACY), encoding="utf-8")
    write_scorecard(tmp_path)
    kept = json.loads((tmp_path / "scorecard.json").read_text(encoding="utf-8"))
    assert [(row["bench"], row["name"], row["mark"]) for row in kept["targets"]] == [
        ("speed", "soat run", "ok"),
        ("speed", "soat run: peak memory", "ok"),
        ("accuracy", "link recall", "MISS"),
    ]


def test_a_bench_without_a_section_of_its_own_is_shown_by_its_figures(tmp_path: Path) -> None:
    figure = Figure("one person, p99", 91.5, "ms", Target(80.0, at_most=True))
    told = {"title": "One person at once", "command": "python -m bench.lookup",
            "figures": [figure.as_json()]}  # fmt: skip
    (tmp_path / "lookup.json").write_text(json.dumps(told), encoding="utf-8")
    page = write_scorecard(tmp_path).read_text(encoding="utf-8")
    assert "<h2>One person at once</h2>" in page
    assert '<td>91.5 ms</td><td>≤ 80</td><td class="MISS">MISS</td>' in page


def test_looking_up_one_person_is_held_against_its_targets(tmp_path: Path) -> None:
    told = {
        "register_people": 1200,
        "single_milliseconds": {"wall p50": 12.5, "wall p99": 90.0, "processor p50": 9.0},
        "batch_records_per_second": {
            "10": {"wall": 900.0, "processor": 950.0},
            "1000": {"wall": 2500.0, "processor": 2600.0},
        },
    }
    (tmp_path / "lookup.json").write_text(json.dumps(told), encoding="utf-8")
    write_scorecard(tmp_path)
    kept = json.loads((tmp_path / "scorecard.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["mark"]) for row in kept["targets"]] == [
        ("one person, wall p50", "ok"),
        ("one person, wall p99", "MISS"),
        ("in batches of 1000, wall", "ok"),
    ]


def test_without_figures_there_is_still_a_page(tmp_path: Path) -> None:
    assert "scorecard" in write_scorecard(tmp_path).read_text(encoding="utf-8")


def test_limits_are_of_seconds_and_of_memory() -> None:
    assert Leg("run", 59.0, 3 * 2**30, limit_seconds=60.0).mark == "ok"
    assert Leg("run", 61.0, 3 * 2**30, limit_seconds=60.0).mark == "MISS"
    assert Leg("run", 59.0, 5 * 2**30, limit_seconds=60.0).mark == "MISS"
    assert Leg("run", 61.0, 3 * 2**30).mark == ""


def test_stages_and_their_dearest_steps_are_read_from_the_run(tmp_path: Path) -> None:
    steps = [
        {"step": "read", "rows": 12, "seconds": 0.4},
        {"step": "kept", "rows": 10, "seconds": 1},
    ]
    stage = {"stage": "intake", "seconds": 1.5, "peak_memory_bytes": 7, "steps": steps}
    (tmp_path / "run.json").write_text(json.dumps({"stages": [stage]}), encoding="utf-8")
    assert stage_legs(tmp_path) == [Leg("intake", 1.5, 7, 12, part_of="soat run")]
    assert slowest_steps(tmp_path, 1) == [("intake", "kept", 10, 1)]
