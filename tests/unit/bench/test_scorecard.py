"""The scorecard: figures in, one page out."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from bench.run import Leg, SpeedFigures, slowest_steps, stage_legs
from bench.scorecard import Bar, bars_svg, write_scorecard

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
