"""Where a peer is better: read from the figures, and said where it lies in the design.

A peer is better in a metric when its number beats Soát's on the same files in the same run, by
however little. Rounds of one contestant count by their best.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from bench.contestants import SOAT
from bench.drawing import table_html

# By design, whatever the figures say. Those named here that the table does not hold were not run.
BY_DESIGN = (
    "Splink scores records of any columns, within one table or between many, on several SQL "
    "engines, with charts for looking into a model. Soát does one thing: people against a "
    "register, with the doses they were given.",
    "GoldenMatch chooses columns, blocking and thresholds by itself; for a table that nobody has "
    "described, that is worth more than speed. It also makes one merged record out of many.",
    "dedupe learns from a person's yes and no. Where no rule is known and somebody can label, it "
    "needs nothing else. Here it was given labels from the truth, more than any user has.",
    "recordlinkage is a box of building blocks, made for research and teaching: other comparisons "
    "and classifiers are a line each.",
    "The exact join is three lines of SQL that anybody can check by eye, and what it says is "
    "hardly ever wrong. It misses nearly everybody whose record has an error in one of the three, "
    "and those are the task.",
    "JeMPI and OpenCR are client registries: servers that hospital systems ask one "
    "person at a time, with interfaces and stewards' screens of their own. They need services "
    "that this bench does not start, and were not measured.",
)


@dataclass(frozen=True)
class Metric:
    """One number of a run that can be compared; `less_is_better` for costs."""

    name: str
    value_of: Callable[[dict[str, Any]], float]
    less_is_better: bool
    form: str


@dataclass(frozen=True)
class BetterPeer:
    """One metric at one size in which a peer's number beats ours."""

    who: str
    people: int
    metric: str
    theirs: str
    ours: str


_METRICS = (
    Metric("seconds", lambda run: float(run["seconds"]), True, "{:.1f}"),
    Metric("seconds without training",
           lambda run: float(run["seconds"]) - float(run.get("parts", {}).get("train", 0.0)),
           True, "{:.1f}"),
    Metric("seconds of processor", lambda run: float(run["cpu_seconds"]), True, "{:.1f}"),
    Metric("peak GiB", lambda run: float(run["peak_bytes"]) / 2**30, True, "{:.3f}"),
    Metric("precision", lambda run: float(run["decided"]["precision"]), False, "{:.6f}"),
    Metric("recall", lambda run: float(run["decided"]["recall"]), False, "{:.6f}"),
    Metric("F1", lambda run: float(run["decided"]["f1"]), False, "{:.6f}"),
    Metric("people linked who are not in the register",
           lambda run: float(run["decided"]["absent_linked"]), True, "{:.0f}"),
)  # fmt: skip


def better_peers(runs: Sequence[dict[str, Any]]) -> list[BetterPeer]:
    """Every metric in which a peer beats Soát at a size at which both ended well."""
    ended = [run for run in runs if run["outcome"] == "ok" and run["decided"]]
    found = []
    for people in sorted({run["people"] for run in ended}):
        at_size = [run for run in ended if run["people"] == people]
        ours = [run for run in at_size if run["who"] == SOAT]
        for who in dict.fromkeys(run["who"] for run in at_size if run["who"] != SOAT):
            theirs = [run for run in at_size if run["who"] == who]
            found += [
                BetterPeer(who, people, metric.name, *(metric.form.format(v) for v in values))
                for metric in _METRICS
                if ours and (values := _beaten(metric, theirs, ours))
            ]
    return found


def _beaten(
    metric: Metric, theirs: Sequence[dict[str, Any]], ours: Sequence[dict[str, Any]]
) -> tuple[float, float] | None:
    """Their best and our best, when theirs is better."""
    choose = min if metric.less_is_better else max
    their_best, our_best = (choose(map(metric.value_of, runs)) for runs in (theirs, ours))
    is_better = their_best < our_best if metric.less_is_better else their_best > our_best
    return (their_best, our_best) if is_better else None


def honest_section(found: Sequence[BetterPeer], was_measured: bool) -> str:
    """The table from the figures, then what holds by design."""
    parts = ["<h2>Where a peer is better</h2>"]
    if found:
        rows = [[b.who, f"{b.people:,}", b.metric, b.theirs, b.ours] for b in found]
        parts.append(table_html(("who", "people", "in", "theirs", "Soát's"), rows))
    elif was_measured:
        parts.append("<p>In no metric of this run.</p>")
    parts += [f"<p>{escape(sentence)}</p>" for sentence in BY_DESIGN]
    return "".join(parts)


def as_json(found: Sequence[BetterPeer]) -> dict[str, Any]:
    """The same for scorecard.json."""
    return {"measured": [asdict(better) for better in found], "by_design": list(BY_DESIGN)}
