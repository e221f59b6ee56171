"""Counts of cases by place, carried on in the transaction of the judgement that moved them.

Whoever writes a case says here what it was and what it is: `moved` for one, `moved_together` for
many. The law: after any series of acts and loads, the counts are those of a GROUP BY over all
cases (tests/casework/test_figures.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from soat.casework.auditing import hold_the_chain
from soat.casework.models import Case, CaseCount, DayCount
from soat.model.review_lists import CaseState
from soat.review.places import above

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
# Five columns a row: well under the variables that a database takes in one statement.
_ROWS_AT_ONCE = 400


class CaseKey(NamedTuple):
    """What a case is counted by."""

    place: str
    state: str
    tier: str
    reasons: str


Move = tuple[CaseKey | None, CaseKey | None]
"""What a case was and what it is; None before it existed."""


def key_of(case: Case) -> CaseKey | None:
    """What the case is counted by as it stands in the database; None while it does not."""
    if case._state.adding:
        return None
    return CaseKey(case.place, case.state, case.tier, case.reasons)


def moved(before: CaseKey | None, after: CaseKey | None, at: datetime) -> None:
    """Count one case from where it was to where it is. Must be called in the act's transaction."""
    moved_together([(before, after)], at)


def moved_together(moves: Iterable[Move], at: datetime) -> None:
    """Count many cases at once."""
    alike: Counter[tuple[str, ...]] = Counter()
    new: Counter[str] = Counter()
    cleared: Counter[str] = Counter()
    for before, after in moves:
        for key, one in ((before, -1), (after, 1)):
            for place in above(key.place) if key else ():
                alike[(place, *key[1:])] += one  # type: ignore[index]
        _note_the_day(before, after, new, cleared)
    changed = {key: cases for key, cases in alike.items() if cases}
    if not changed:
        return
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("cases counted outside the transaction that moved them")
    # The country's row is everybody's, as the chain is: it is written by who holds the chain
    # (soat/casework/at_once.py).
    hold_the_chain()
    _add(CaseCount, ("place", "state", "tier", "reasons"), ("cases",), _rows(changed))
    day = at.astimezone(VIET_NAM).date().isoformat()
    days = {(place, day): (new[place], cleared[place]) for place in {*new, *cleared}}
    _add(DayCount, ("place", "day"), ("new", "cleared"), [(*k, *n) for k, n in days.items()])


def _note_the_day(
    before: CaseKey | None, after: CaseKey | None, new: Counter[str], cleared: Counter[str]
) -> None:
    """An open case that is moved comes up where it was not, and is gone where it no longer is."""
    was, is_ = _open_within(before), _open_within(after)
    new.update(is_ - was)
    cleared.update(was - is_)


def _open_within(key: CaseKey | None) -> set[str]:
    """The places that count the case as open."""
    return set(above(key.place)) if key and key.state != CaseState.SETTLED else set()


def _rows(counted: Mapping[tuple[str, ...], int]) -> list[tuple[str | int, ...]]:
    return [(*key, cases) for key, cases in sorted(counted.items())]


def _add(
    model: type[CaseCount] | type[DayCount],
    keys: Sequence[str],
    counts: Sequence[str],
    rows: Sequence[tuple[str | int, ...]],
) -> None:
    """Add to the rows of those keys, which need not be there yet."""
    table, columns = model._meta.db_table, (*keys, *counts)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in counts)
    with connection.cursor() as cursor:
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[first : first + _ROWS_AT_ONCE]
            one = f"({', '.join(['%s'] * len(columns))})"
            cursor.execute(
                f"""INSERT INTO {table} ({", ".join(columns)}) VALUES {", ".join([one] * len(some))}
                    ON CONFLICT ({", ".join(keys)}) DO UPDATE SET {added}""",
                [value for row in some for value in row],
            )
