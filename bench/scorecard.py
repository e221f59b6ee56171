"""One page with the latest figures of every bench: HTML with SVG bars, nothing fetched.

Reads the JSON that the benches leave in one folder (`speed.json`, `accuracy.json`,
`external/scores.json`; each may be absent) and writes `scorecard.html` beside them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; color: #1c2430;
       padding: 0 1rem; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .25rem .6rem;
       text-align: right; border-bottom: 1px solid #e3e7ec; font-variant-numeric: tabular-nums; }
td:first-child, th:first-child { text-align: left; }
.ok { color: #176b3a; font-weight: 600; } .MISS { color: #b3261e; font-weight: 600; }
svg text { font: 13px system-ui, sans-serif; fill: #1c2430; } p { color: #4a5565; }
"""
_ROW, _LABEL, _BAR, _WIDTH = 24, 300, 400, 1000


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length in the chart's unit, the text at its end, its colour."""

    label: str
    length: float
    text: str
    colour: str = "#3b6ea5"


def bars_svg(title: str, bars: Sequence[Bar]) -> str:
    """A bar chart as SVG; the longest bar fills the width."""
    longest = max((bar.length for bar in bars), default=0.0) or 1.0
    rows = [
        _bar_row(bar, number * _ROW, _BAR * bar.length / longest) for number, bar in enumerate(bars)
    ]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {len(bars) * _ROW + 4}" width="100%" role="img" '
        f'aria-label="{escape(title)}">{"".join(rows)}</svg>'
    )


def _bar_row(bar: Bar, top: int, width: float) -> str:
    middle = top + 16
    return (
        f'<text x="{_LABEL - 8}" y="{middle}" text-anchor="end">{escape(bar.label)}</text>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{max(width, 1):.1f}" height="16" rx="2" '
        f'fill="{bar.colour}"/>'
        f'<text x="{_LABEL + max(width, 1) + 6:.1f}" y="{middle}">{escape(bar.text)}</text>'
    )


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    kind = f' class="{text}"' if text in ("ok", "MISS") else ""
    return f"<td{kind}>{escape(text)}</td>"


def speed_section(speed: dict[str, Any]) -> str:
    """Seconds of each leg as bars, then the same legs with memory and limits."""
    legs = speed["legs"]
    bars = [
        Bar(
            ("· " if leg["part_of"] else "") + leg["name"],
            leg["seconds"],
            f"{leg['seconds']:.2f} s, {leg['times_floor']:.1f} × floor",
            "#9bb7d4" if leg["part_of"] else "#3b6ea5",
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
        f"the register</h2><p>{escape(speed['scenario'])}; {escape(speed['machine'])}. The floor "
        f"is a raw key join of the same files in one process.</p>"
        + bars_svg("seconds of each leg", bars)
        + _table(("leg", "seconds", "peak GiB", "limit", ""), rows)
    )


def accuracy_section(scenario: str, measures: Sequence[dict[str, Any]]) -> str:
    """The measures of one scenario with their targets."""
    rows = [
        [m["name"], f"{m['counted']:,.0f}", f"{m['divided_by']:,.0f}", f"{m['value']:.6f}",
         _target_text(m["target"]), m["mark"]]
        for m in measures
    ]  # fmt: skip
    columns = ("measure", "counted", "of", "value", "target", "")
    return f"<h2>Accuracy: {escape(scenario)}</h2>" + _table(columns, rows)


def _target_text(target: dict[str, Any] | None) -> str:
    if target is None:
        return ""
    return f"{'≤' if target['at_most'] else '≥'} {target['value']:g}"


def external_section(name: str, ways: Sequence[dict[str, Any]]) -> str:
    """F1 of each way of linking a public set, as bars."""
    bars = [
        Bar(
            f"{way['who']}, {way['decision']}",
            way["f1"],
            f"F1 {way['f1']:.4f} (precision {way['precision']:.4f}, recall {way['recall']:.4f})",
            "#2f7d5b" if way["who"] == "Soát" else "#b9c2cd",
        )
        for way in ways
    ]
    return f"<h2>Public set: {escape(name)}</h2>" + bars_svg(f"F1 on {name}", bars)


def scorecard_html(sections: Sequence[str]) -> str:
    """The whole page."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Soát: scorecard</title>'
        f"<style>{_STYLE}</style><h1>Soát: scorecard</h1>{''.join(sections)}</html>\n"
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def write_scorecard(folder: Path) -> Path:
    """Write `scorecard.html` into the folder from the figures that are there."""
    speed = _read(folder / "speed.json")
    accuracy = _read(folder / "accuracy.json") or {}
    external = _read(folder / "external" / "scores.json") or {}
    sections = [speed_section(speed)] if speed else []
    sections += [accuracy_section(name, measures) for name, measures in accuracy.items()]
    sections += [external_section(name, ways) for name, ways in external.items()]
    target = folder / "scorecard.html"
    target.write_text(scorecard_html(sections), encoding="utf-8")
    return target
