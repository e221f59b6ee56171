"""Which tables of a stage are read no more: every back end clears them away by the same rule."""

import re
from functools import lru_cache

from soat.model.stages import SqlStep, Stage, Step


def cleared_after(stage: Stage, done: int) -> list[Step]:
    """The steps whose tables step number `done` was the last to read, unless kept or given.

    Who reads a view reads what it is made of; what a kept or given view reads stands with it.
    """
    reads = _reads_of(stage)
    lasting = [
        read
        for step, read in zip(stage.steps, reads, strict=True)
        if is_view(step) and (step.kept or step.name in stage.gives)
    ]
    later = set().union(*reads[done + 1 :], *lasting)
    read_now = reads[done] | {stage.steps[done].name}
    return [
        step
        for step in stage.steps[: done + 1]
        if step.name in read_now - later and not (step.kept or step.name in stage.gives)
    ]


def _reads_of(stage: Stage) -> list[set[str]]:
    """For each step the words of its SQL and of the views that it reads."""
    views: dict[str, set[str]] = {}
    reads = []
    for step in stage.steps:
        words = words_of(step)
        words |= set().union(*(views[word] for word in words & views.keys()))
        if is_view(step):
            views[step.name] = words
        reads.append(words)
    return reads


def words_of(*steps: Step) -> set[str]:
    """Every word in the steps' SQL: a superset of the tables that they read."""
    return set().union(*(_words(sql_of(step)) for step in steps))


# A stage's last step is looked at once for each step before it.
@lru_cache(maxsize=4096)
def _words(sql: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", sql))


def is_view(step: Step) -> bool:
    """Whether the step makes a view and no table."""
    return isinstance(step, SqlStep) and step.view


def sql_of(step: Step) -> str:
    """The step's query; of a lookup, the one that gives its values."""
    return step.sql if isinstance(step, SqlStep) else step.values_sql
