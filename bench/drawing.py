"""Bars and tables of the scorecard: SVG and HTML as text, nothing fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

OURS, THEIRS, FLOOR, PART = "#2f7d5b", "#b9c2cd", "#3b6ea5", "#9bb7d4"
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


def table_html(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    kind = f' class="{text}"' if text in ("ok", "MISS") else ""
    return f"<td{kind}>{escape(text)}</td>"


def target_text(target: dict[str, Any] | None) -> str:
    """A target as people write it: ≤ 12."""
    if target is None:
        return ""
    return f"{'≤' if target['at_most'] else '≥'} {target['value']:g}"


def figures_table(figures: Sequence[dict[str, Any]]) -> str:
    """Figures as bench/figures.py leaves them, with target and mark."""
    rows = [
        [f["name"], number_text(f["value"], f.get("unit", "")),
         target_text(f.get("target")), f.get("mark", "")]
        for f in figures
    ]  # fmt: skip
    return table_html(("figure", "value", "target", ""), rows)


def number_text(value: float | None, unit: str = "") -> str:
    """Six digits of a bare share, four of what has a unit; a dash for what was not measured."""
    if value is None:
        return "–"
    digits = 4 if unit else 6
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.{digits}g}"
    return f"{text} {unit}".rstrip()
