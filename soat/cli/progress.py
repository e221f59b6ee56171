"""Progress on stderr: a bar on a terminal, one plain line for each stage elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from soat.cli.stage_labels import stage_label

Report = Callable[[str, float], None]

# Before this much is done and this long has passed, any estimate would be a guess.
_FRACTION_BEFORE_ESTIMATE = 0.05
_SECONDS_BEFORE_ESTIMATE = 2.0
_ROUGHLY_MINUTES_FROM = 90


def remaining_seconds(fraction: float, elapsed: float) -> float | None:
    """Seconds still to go, by the pace so far; None while that pace says nothing yet."""
    if fraction < _FRACTION_BEFORE_ESTIMATE or elapsed < _SECONDS_BEFORE_ESTIMATE:
        return None
    return elapsed * (1 - min(fraction, 1)) / fraction


def remaining_text(seconds: float | None) -> str:
    """The estimate in words, no finer than it can be known."""
    if seconds is None:
        return "còn … · … left"
    if seconds >= _ROUGHLY_MINUTES_FROM:
        minutes = round(seconds / 60)
        return f"còn khoảng {minutes} phút · about {minutes} min left"
    rounded = max(5, round(seconds / 5) * 5)
    return f"còn khoảng {rounded} giây · about {rounded} s left" if seconds >= 1 else ""


class _RemainingColumn(ProgressColumn):
    """The honest estimate of what is left."""

    def render(self, task: Task) -> Text:
        left = remaining_seconds(task.completed, task.elapsed or 0.0)
        return Text("" if task.finished else remaining_text(left), style="dim")


@contextmanager
def progress_on_stderr() -> Iterator[Report]:
    """Give a function `(stage, fraction of the whole)` that shows how far the work is."""
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:
        with _bar(console) as bar:
            yield bar
    else:
        yield _plain_lines()


@contextmanager
def _bar(console: Console) -> Iterator[Report]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        _RemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=1.0)

        def report(stage: str, fraction: float) -> None:
            progress.update(task, completed=fraction, description=stage_label(stage))

        yield report


def _plain_lines() -> Report:
    began, told = time.monotonic(), [""]

    def report(stage: str, fraction: float) -> None:
        if stage != told[0]:
            told[0] = stage
            elapsed = time.monotonic() - began
            print(
                f"{elapsed:7.1f} s {fraction:4.0%}  {stage_label(stage)}",
                file=sys.stderr,
                flush=True,
            )

    return report
