"""The scorecard's sections on one machine's speed, on accuracy, and on the public sets."""

from collections.abc import Sequence
from html import escape
from typing import Any

from bench.drawing import FLOOR, OURS, PART, THEIRS, Bar, bars_svg, table_html, target_text


def speed_section(speed: dict[str, Any]) -> str:
    """Seconds of each leg as bars, then the same legs with memory and limits."""
    legs = speed["legs"]
    bars = [
        Bar(
            ("· " if leg["part_of"] else "") + leg["name"],
            leg["seconds"],
            f"{leg['seconds']:.2f} s, {leg['times_floor']:.1f} × floor",
            PART if leg["part_of"] else FLOOR,
        )
        for leg in legs
    ]
    rows = [
        [leg["name"], f"{leg['seconds']:.2f}", f"{leg['peak_bytes'] / 2**30:.2f}",
         f"≤ {leg['limit_seconds']:g} s" if leg["limit_seconds"] else "", leg["mark"]]
        for leg in legs
        if not leg["part_of"]
    ]  # fmt: skip
    return (
        f"<h2>Speed: {speed['people']:,} profiles against {speed['register_people']:,} people of "
        f"the register</h2><p>{escape(speed['scenario'])}. The floor "
        "is a raw key join of the same files in one process.</p>"
        + bars_svg("seconds of each leg", bars)
        + table_html(("leg", "seconds", "peak GiB", "limit", ""), rows)
    )


def accuracy_section(scenario: str, measures: Sequence[dict[str, Any]]) -> str:
    """The measures of one scenario with their targets."""
    rows = [
        [m["name"], f"{m['counted']:,.0f}", f"{m['divided_by']:,.0f}", f"{m['value']:.6f}",
         target_text(m["target"]), m["mark"]]
        for m in measures
    ]  # fmt: skip
    columns = ("measure", "counted", "of", "value", "target", "")
    return f"<h2>Accuracy: {escape(scenario)}</h2>" + table_html(columns, rows)


def external_section(name: str, ways: Sequence[dict[str, Any]]) -> str:
    """F1 of each way of linking a public set, as bars."""
    bars = [
        Bar(
            f"{way['who']}, {way['decision']}",
            way["f1"],
            f"F1 {way['f1']:.4f} (precision {way['precision']:.4f}, recall {way['recall']:.4f})",
            OURS if way["who"] == "Soát" else THEIRS,
        )
        for way in ways
    ]
    return f"<h2>Public set: {escape(name)}</h2>" + bars_svg(f"F1 on {name}", bars)
