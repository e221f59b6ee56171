"""The scorecard's section on the whole country."""

from html import escape
from typing import Any

from bench.drawing import FLOOR, OURS, PART, Bar, bars_svg, figures_table, table_html
from bench.printing import count
from bench.speed_sections import accuracy_section


def national_section(national: dict[str, Any]) -> str:
    """Targets first; then every size's legs as bars; then the stages of the largest."""
    ended = [size for size in national["sizes"] if size["outcome"] == "ok"]
    failed = [size for size in national["sizes"] if size["outcome"] != "ok"]
    parts = ["<h2>The whole country</h2>", figures_table(national["figures"])]
    parts += [f"<p>{size['people']:,} people: {escape(size['outcome'])}</p>" for size in failed]
    bars = [_bar(size, name, leg) for size in national["sizes"]
            for name, leg in size["legs"].items()]  # fmt: skip
    parts.append(bars_svg("seconds of every leg", bars))
    if ended:
        largest = max(ended, key=lambda size: int(size["people"]))
        parts.append(_stages(largest))
        if largest.get("accuracy"):
            title = f"{largest['people']:,} people of the whole country"
            parts.append(accuracy_section(title, largest["accuracy"]))
    return "".join(parts)


def _bar(size: dict[str, Any], name: str, leg: dict[str, Any]) -> Bar:
    colour = {"floor": FLOOR, "run": OURS}.get(name, PART)
    text = (
        f"{leg['seconds']:.1f} s, {leg['peak_bytes'] / 2**30:.2f} GiB, "
        f"{leg['peak_disk_bytes'] / 1e9:.1f} GB of disk"
    )
    return Bar(f"{size['people'] / 1e6:g} million: {name}", leg["seconds"], text, colour)


def _stages(size: dict[str, Any]) -> str:
    rows = [
        [stage["stage"], stage["part"], f"{stage['seconds']:.1f}", count(stage["rows"]),
         f"{stage['peak_memory_bytes'] / 2**30:.2f}", f"{stage['spilled_bytes'] / 1e9:.2f}"]
        for stage in size["stages"]
    ]  # fmt: skip
    columns = ("stage", "part", "seconds", "most rows", "peak GiB", "spilled GB")
    return f"<h3>Stages at {size['people']:,} people</h3>" + table_html(columns, rows)
