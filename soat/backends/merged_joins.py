"""Many joins of the same two small tables as one join, on any of their conditions.

A large join must have a key; twenty keys are twenty joins, each with a hash table of its own. Over
a few hundred pairs setting up the tables is all the work there is, and one look at every pair is
quicker. Who agrees on one of the keys is the same either way.
"""

import re
from collections.abc import Sequence

from soat.model.stages import SqlStep, Step

_JOIN = re.compile(
    r"\s*SELECT p\.person_ref, r\.register_row\s+FROM (?P<people>\w+) p\s+"
    r"JOIN register_comparable r\s+ON (?P<on>.*?)(?:\sWHERE (?P<where>.*))?\s*",
    re.DOTALL,
)


def joins_merged(steps: Sequence[Step], people: Sequence[str]) -> tuple[Step, ...]:
    """The steps, those that only join one of `people` with the register merged into one for each.

    A step that reads otherwise is left alone. Whoever reads a merged step must take the union of
    the pairs, as it is given the pairs of all that were merged with it.
    """
    conditions: dict[str, list[str]] = {table: [] for table in people}
    merged: dict[str, str] = {}
    for step in steps:
        parts = _parts(step)
        if parts and {table for table, _ in parts} <= conditions.keys():
            table = parts[0][0]
            if all(other == table for other, _ in parts):
                merged[step.name] = f"{table}_by_any_key"
                conditions[table] += [condition for _, condition in parts]
    return tuple(_rewritten(steps, merged, conditions))


def _parts(step: Step) -> list[tuple[str, str]]:
    """The table and the condition of each join that a step is the union of; empty if it is more."""
    if not isinstance(step, SqlStep):
        return []
    found = [_JOIN.fullmatch(part) for part in step.sql.split("UNION ALL")]
    if not all(found):
        return []
    return [
        (part["people"], f"({part['on']}) AND ({part['where'] or 'true'})")
        for part in found
        if part
    ]


def _rewritten(
    steps: Sequence[Step], merged: dict[str, str], conditions: dict[str, list[str]]
) -> list[Step]:
    made: set[str] = set()
    rewritten: list[Step] = []
    for step in steps:
        if step.name not in merged:
            rewritten.append(_reading_merged(step, merged))
        elif merged[step.name] not in made:
            made.add(merged[step.name])
            table = merged[step.name].removesuffix("_by_any_key")
            rewritten.append(_any_key_step(merged[step.name], table, conditions[table]))
    return rewritten


def _any_key_step(name: str, people: str, conditions: Sequence[str]) -> SqlStep:
    return SqlStep(
        name,
        "a profile and a register person who agree on one key at least",
        f"""SELECT p.person_ref, r.register_row FROM {people} p JOIN register_comparable r
            ON {" OR ".join(f"({condition})" for condition in conditions)}""",
    )


def _reading_merged(step: Step, merged: dict[str, str]) -> Step:
    """The step with each merged one read once, under its new name."""
    if not isinstance(step, SqlStep) or not set(re.findall(r"\w+", step.sql)) & merged.keys():
        return step
    parts: dict[str, None] = {}
    for part in re.split(r"\s*\bUNION\b(?! ALL)\s*", step.sql):
        renamed = re.sub(r"\w+", lambda word: merged.get(word[0], word[0]), part)
        parts[renamed.strip()] = None
    return SqlStep(step.name, step.row_is, "\nUNION\n".join(parts), step.kept, step.view)
