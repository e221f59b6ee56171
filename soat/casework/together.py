"""Many records written in one transaction, as judging writes one: columns, version, state, counts.

Every record is held, in the order of the keys, before anything else is written: who judges one of
them meanwhile waits for the end of the act, and neither waits for what the other holds
(soat/casework/at_once.py says in which order all is held).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import connection, models

from soat.casework.figures.counting import Move, key_of, moved_together
from soat.casework.models import Case, Dose, Profile, Repair
from soat.model.review_lists import CaseState

_AT_ONCE = 500
One = TypeVar("One")
VERDICT_COLUMNS = (
    *("number_status", "verdict", "reasons", "register_citizen_id", "rule", "tier"),
    "match_probability",
)
"""The columns of a profile that hold what the engine says of it."""


def in_parts(rows: Sequence[One]) -> Iterator[Sequence[One]]:
    """The rows in parts that a database takes as the values of one statement."""
    for first in range(0, len(rows), _AT_ONCE):
        yield rows[first : first + _AT_ONCE]


def held_together(refs: Iterable[str]) -> dict[str, Profile]:
    """The profiles with their cases, held until the transaction ends."""
    found: dict[str, Profile] = {}
    for some in in_parts(sorted(refs)):
        rows = Profile.objects.select_for_update(of=("self",), no_key=True).select_related("case")
        found |= {row.pk: row for row in rows.filter(pk__in=some).order_by("pk")}
    return found


def doses_held(refs: Iterable[str]) -> dict[str, Dose]:
    """The dose rows, held until the transaction ends: after profiles, before the chain."""
    found: dict[str, Dose] = {}
    for some in in_parts(sorted(set(refs))):
        rows = Dose.objects.select_for_update(of=("self",), no_key=True)
        found |= {row.pk: row for row in rows.filter(pk__in=some).order_by("pk")}
    return found


def put_together(profiles: Sequence[Profile], typed: Iterable[str] = ()) -> None:
    """Write the verdicts, and the typed columns: a new version of each record."""
    for profile in profiles:
        profile.version += 1
    columns = [*VERDICT_COLUMNS, *typed, "version"]
    update_each(profiles, columns)


def update_each(rows: Sequence[models.Model], columns: Iterable[str]) -> None:
    """Write these columns of each row: one prepared statement for all of them. Django's own
    `bulk_update` builds one expression a value, which takes twenty times as long."""
    if not rows:
        return
    meta = rows[0]._meta
    by_name = {one.name: one for one in meta.concrete_fields}
    fields = [by_name[name] for name in columns]
    values = [
        [
            *(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields),
            row.pk,
        ]
        for row in rows
    ]
    settings = ", ".join(f"{one.column} = %s" for one in fields)
    sql = f"UPDATE {meta.db_table} SET {settings} WHERE {meta.pk.column} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def put_states_together(states: Sequence[tuple[Profile, CaseState]], at: datetime) -> None:
    """Write the cases' states, and what their lists are made by; the counts move along."""
    kinds = _kinds_of(profile for profile, _ in states)
    cases: list[Case] = []
    moves: list[Move] = []
    for profile, state in states:
        case = profile.case
        before = key_of(case)
        case.state, case.changed_at = state.value, at
        case.tier, case.reasons, case.rule = profile.tier, profile.reasons, profile.rule
        case.kinds = ",".join(sorted(kinds[profile.pk]))
        moves.append((before, key_of(case)))
        cases.append(case)
    columns = ("state", "changed_at", "tier", "reasons", "rule", "kinds")
    update_each(cases, columns)
    moved_together(moves, at)


def _kinds_of(profiles: Iterable[Profile]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for some in in_parts(list(profiles)):
        rows = Repair.objects.filter(profile__in=some).values_list("profile_id", "kind")
        for ref, kind in rows:
            found[ref].add(kind)
    return found
