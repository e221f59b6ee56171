"""A stage's door: every back end checks what a stage needs and gives in the same way."""

from collections.abc import Callable, Mapping, Sequence


class StageDoorError(Exception):
    """Our own fault: a stage was called without the tables or columns that it needs."""


def check_door(
    stage: str, tables: Mapping[str, Sequence[str]], columns_of: Callable[[str], Sequence[str]]
) -> None:
    """Raise StageDoorError naming every missing table and column at once.

    `columns_of` gives the columns of a table that stands there; none when there is no such table.
    """
    faults = []
    for table, columns in tables.items():
        found = columns_of(table)
        if not found:
            faults.append(f"table {table} is missing")
        else:
            faults += [f"{table}.{name} is missing" for name in columns if name not in found]
    if faults:
        raise StageDoorError(f"stage {stage}: " + "; ".join(faults))
