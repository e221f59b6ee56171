"""The scorecard's sections on peers: the duel, and every peer at growing sizes."""

from collections.abc import Sequence
from html import escape
from typing import Any

from bench.contestants import SOAT
from bench.drawing import OURS, THEIRS, Bar, bars_svg, figures_table, table_html
from bench.printing import count

_COLUMNS = ("who", "people", "outcome", "seconds", "CPU s", "peak GiB", "precision", "recall",
            "absent linked", "F1", "best F1")  # fmt: skip


def duel_section(duel: dict[str, Any]) -> str:
    """The targets, the seconds of every round as bars, every round as a row."""
    runs = duel["runs"]
    people = max((run["people"] for run in runs), default=0)
    return (
        f"<h2>Duel: {people:,} people against their register, end to end</h2>"
        "<p>Soát builds its snapshot and runs; Splink prepares, trains and predicts. Every round "
        "is shown: the spread between rounds is the noise of the machine. Beside each bar: "
        "precision / recall.</p>"
        + figures_table(duel["figures"])
        + bars_svg("seconds of each round", [_bar(run) for run in runs])
        + table_html(_COLUMNS, [_row(run) for run in runs])
    )


def peers_section(peers: dict[str, Any]) -> str:
    """Every contestant at every size, and why those that failed did."""
    runs = peers["runs"]
    parts = ["<h2>Peers, from their packages, at the sizes they survive</h2>",
             f"<p>Each run has a process of its own and may take {peers['caps']['seconds']:g} s "
             f"and {peers['caps']['gib']:g} GiB. What fails at one size is not tried at a larger "
             "one. Beside each bar: precision / recall.</p>"]  # fmt: skip
    for people in sorted({run["people"] for run in runs}):
        at_size = [run for run in runs if run["people"] == people]
        parts.append(f"<h3>{people:,} people</h3>")
        parts.append(bars_svg(f"seconds at {people:,} people", [_bar(run) for run in at_size]))
    parts.append(table_html(_COLUMNS, [_row(run) for run in runs]))
    failures = failure_sentences(runs)
    parts.append("".join(f"<p>{escape(sentence)}</p>" for sentence in failures))
    return "".join(parts)


def failure_sentences(runs: Sequence[dict[str, Any]]) -> list[str]:
    """What did not end well, where, after how long, and its own last words."""
    return [
        f"{run['who']} at {run['people']:,} people: {run['outcome']} after {run['seconds']:.0f} s "
        f"at {run['peak_bytes'] / 2**30:.1f} GiB"
        + (f" ({run['reason']})." if run["reason"] else ".")
        for run in runs
        if run["outcome"] != "ok"
    ]


def _bar(run: dict[str, Any]) -> Bar:
    label = f"{run['who']}: {run['outcome']}" if run["outcome"] != "ok" else run["who"]
    text = f"{run['seconds']:.1f} s, {run['peak_bytes'] / 2**30:.2f} GiB"
    if run["decided"]:
        decided = run["decided"]
        text += f"; {decided['precision']:.5f} / {decided['recall']:.5f}"
    return Bar(label, run["seconds"], text, OURS if run["who"] == SOAT else THEIRS)


def _row(run: dict[str, Any]) -> list[str]:
    cost = [f"{run['seconds']:.1f}", f"{run['cpu_seconds']:.1f}",
            f"{run['peak_bytes'] / 2**30:.2f}"]  # fmt: skip
    decided, best = run["decided"], run["best"]
    if not decided:
        return [run["who"], count(run["people"]), run["outcome"], *cost, *["–"] * 5]
    shares = [f"{decided['precision']:.5f}", f"{decided['recall']:.5f}"]
    rest = [count(decided["absent_linked"]), f"{decided['f1']:.5f}", f"{best['f1']:.5f}"]
    return [run["who"], count(run["people"]), run["outcome"], *cost, *shares, *rest]
