"""One page with the latest figures of every bench: HTML with SVG bars, nothing fetched.

Reads the JSON that the benches leave in one folder (each may be absent) and writes
`scorecard.html` and `scorecard.json` beside them. Any other JSON file there that has `figures`
(bench/figures.py) gets a section too, titled by its `title`, with its `command` and `note`.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bench import honest
from bench.drawing import figures_table
from bench.lookup_figures import lookup_figures
from bench.machine import machine_line
from bench.national_section import national_section
from bench.peer_sections import duel_section, peers_section
from bench.speed_sections import accuracy_section, external_section, speed_section

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; color: #1c2430;
       padding: 0 1rem; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .25rem .6rem;
       text-align: right; border-bottom: 1px solid #e3e7ec; font-variant-numeric: tabular-nums; }
td:first-child, th:first-child { text-align: left; }
.ok { color: #176b3a; font-weight: 600; } .MISS { color: #b3261e; font-weight: 600; }
svg text { font: 13px system-ui, sans-serif; fill: #1c2430; } p { color: #4a5565; }
code { font-size: .9em; }
"""
# Every bench that has a section of its own, in the page's order.
_NAMED = ("duel", "national", "speed", "accuracy", "peers", "external")


def read_benches(folder: Path) -> dict[str, Any]:
    """What every bench left, by its name; a bench that was not run is not there."""
    files = {name: folder / f"{name}.json" for name in _NAMED}
    files["external"] = folder / "external" / "scores.json"
    found = {name: _read(path) for name, path in files.items() if path.is_file()}
    for path in sorted(folder.glob("*.json")):
        if path.stem not in (*_NAMED, "scorecard"):
            told = _read(path)
            if isinstance(told, dict) and "single_milliseconds" in told:
                told = _lookup(told)
            if isinstance(told, dict) and "figures" in told:
                found[path.stem] = told
    return found


def _lookup(told: dict[str, Any]) -> dict[str, Any]:
    title = f"One person at once, register of {told['register_people']:,}"
    figures = [figure.as_json() for figure in lookup_figures(told)]
    return {**told, "title": title, "figures": figures}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def better_peers(benches: dict[str, Any]) -> list[honest.BetterPeer]:
    """Where a peer is better, over the duel and the peers' sizes; never across two benches."""
    found = [honest.better_peers(benches[name]["runs"]) for name in ("duel", "peers")
             if name in benches]  # fmt: skip
    return list(dict.fromkeys(better for bench in found for better in bench))


def _sections(benches: dict[str, Any]) -> Iterator[str]:
    """The sections in the page's order."""
    if "duel" in benches:
        yield duel_section(benches["duel"])
    if "national" in benches:
        yield national_section(benches["national"])
    for name in (name for name in benches if name not in _NAMED):
        yield _plain_section(name, benches[name])
    if "speed" in benches:
        yield speed_section(benches["speed"])
    for scenario, measures in benches.get("accuracy", {}).items():
        yield accuracy_section(scenario, measures)
    if "peers" in benches:
        yield peers_section(benches["peers"])
    for name, ways in benches.get("external", {}).items():
        yield external_section(name, ways)
    yield honest.honest_section(better_peers(benches), bool({"duel", "peers"} & set(benches)))
    yield _how_section(benches)


def _plain_section(name: str, told: dict[str, Any]) -> str:
    note = f"<p>{escape(told['note'])}</p>" if told.get("note") else ""
    return f"<h2>{escape(told.get('title', name))}</h2>{note}{figures_table(told['figures'])}"


def _how_section(benches: dict[str, Any]) -> str:
    """The exact command of each bench, and the machine that it ran on."""
    lines = [
        f"<p><code>{escape(told.get('command', name))}</code><br>"
        f"{escape(machine_line(told['machine']))}</p>"
        for name, told in benches.items()
        if isinstance(told, dict) and isinstance(told.get("machine"), dict)
    ]
    return "<h2>Commands and machine</h2>" + "".join(lines) if lines else ""


def marked_figures(benches: dict[str, Any]) -> list[dict[str, Any]]:
    """Every figure of every bench that has a target, in one form."""
    found = []
    for name, told in benches.items():
        groups = [*told.values()] if name == "accuracy" else [told.get("figures", [])]
        groups += [size["accuracy"] for size in told.get("sizes", []) if size.get("accuracy")]
        found += [
            {"bench": name, **{key: f[key] for key in ("name", "value", "target", "mark")}}
            for figures in groups
            for f in figures
            if f.get("target")
        ]
    return found


def scorecard_html(sections: Sequence[str]) -> str:
    """The whole page."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Soát: scorecard</title>'
        f"<style>{_STYLE}</style><h1>Soát: scorecard</h1>{''.join(sections)}</html>\n"
    )


def write_scorecard(folder: Path) -> Path:
    """Write `scorecard.html` and `scorecard.json` from the figures that are in the folder."""
    benches = read_benches(folder)
    kept = {
        "targets": marked_figures(benches),
        "where_a_peer_is_better": honest.as_json(better_peers(benches)),
        "benches": benches,
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    (folder / "scorecard.json").write_text(text, encoding="utf-8")
    target = folder / "scorecard.html"
    target.write_text(scorecard_html(list(_sections(benches))), encoding="utf-8")
    return target
