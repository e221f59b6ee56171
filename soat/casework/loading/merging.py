"""The staged rows into the tables, in one transaction: wholly, or not at all.

What people did stands. A profile that somebody edited is left as it stands, with all that was said
of it, unless the run was made from the edited record. Judgements and the trail are not touched.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from soat.casework.at_once import acting_alone
from soat.casework.auditing import Act, write_event
from soat.casework.loading.figure_merging import count_statements, figure_statements
from soat.casework.loading.judged_pairs import put_judged_pairs
from soat.casework.loading.shaping import SHAPED, TYPED, Shaped
from soat.casework.models import (
    BlindReview,
    Candidate,
    Case,
    Dose,
    DoseCell,
    DoseFinding,
    Figure,
    LoadedRun,
    PersonFinding,
    Place,
    Profile,
    Repair,
    Site,
    SiteCell,
    VerdictChange,
)
from soat.model.review_lists import CaseState
from soat.review.places import COUNTRY


@dataclass(frozen=True)
class RunTold:
    """Which run is loaded, by whom and when."""

    run_id: str
    as_of: str
    register: str
    actor: str
    at: datetime


def merge(staged_in: str, told: RunTold, done: Callable[[float], None]) -> LoadedRun:
    """Merge every staged table; `staged_in` is the prefix of their names."""
    staged = {table.model: f"{staged_in}{table.staged}" for table in SHAPED}
    steps = list(_steps(staged, told))
    with acting_alone(), connection.cursor() as cursor:
        for number, (sql, values) in enumerate(steps, start=1):
            cursor.execute(sql, values)
            done(number / len(steps))
        put_judged_pairs()
        return _noted(told)


def _noted(told: RunTold) -> LoadedRun:
    loaded = LoadedRun.objects.create(
        run_id=told.run_id,
        as_of=told.as_of,
        loaded_at=told.at,
        register=told.register,
        profiles=Profile.objects.filter(withdrawn_at=None).count(),
        cases=Case.objects.exclude(state=CaseState.SETTLED).count(),
    )
    counts: dict[str, object] = {"profiles": loaded.profiles, "cases": loaded.cases}
    write_event(Act(told.actor, COUNTRY, "load", told.run_id, told.at, None, counts))
    return loaded


Statement = tuple[str, list[str | datetime]]


def _steps(staged: dict[type, str], told: RunTold) -> Iterable[Statement]:
    """Every statement in order."""
    yield _upsert(_shaped(Place), staged[Place], ("level", "name", "name_folded"))
    yield from _left_as_they_stand(staged[Profile])
    yield _verdict_changes(staged[Profile], told)
    yield from _profiles(staged[Profile], told)
    yield from _cases(staged, told)
    for model in (Repair, Candidate, PersonFinding):
        yield from _replaced(model, staged[model])
    yield from _doses(staged)
    yield from _sites(staged)
    yield "DROP TABLE left_as_they_stand", []
    yield from figure_statements(staged[Figure], told.run_id)
    yield from count_statements(told.at, first=not LoadedRun.objects.exists())


def _left_as_they_stand(staged: str) -> Iterable[Statement]:
    """Profiles that people edited, and of which the run does not know the edit."""
    differs = " OR ".join(f"s.{name} <> p.{name}" for name in TYPED)
    yield "DROP TABLE IF EXISTS left_as_they_stand", []
    yield (
        f"""CREATE TEMP TABLE left_as_they_stand AS SELECT p.person_ref
            FROM {_table(Profile)} p LEFT JOIN {staged} s ON s.person_ref = p.person_ref
            WHERE p.edited_at IS NOT NULL AND (s.person_ref IS NULL OR {differs})""",
        [],
    )


_NOT_LEFT = "NOT IN (SELECT person_ref FROM left_as_they_stand)"


def _profiles(staged: str, told: RunTold) -> Iterable[Statement]:
    shaped = _shaped(Profile)
    columns = [name for name in _columns(Profile) if name not in ("person_ref", "page_id")]
    also = f", history_of_run = NULL, withdrawn_at = NULL, version = {_version_after()}"
    sql, values = _upsert(shaped, staged, tuple(columns), f"s.person_ref {_NOT_LEFT}", also)
    yield sql, values
    yield (
        f"""UPDATE {_table(Profile)} SET withdrawn_at = %s WHERE withdrawn_at IS NULL
            AND person_ref {_NOT_LEFT}
            AND NOT EXISTS (SELECT 1 FROM {staged} s
                WHERE s.person_ref = {_table(Profile)}.person_ref)""",
        [told.at],
    )


# What a page shows of a record; the figures behind a verdict may move without its changing.
_SHOWN = (
    *TYPED,
    *("place", "number_status", "verdict", "reasons", "register_citizen_id", "rule", "tier"),
)


def _version_after() -> str:
    """Who has a record open that the run says something else of is told when they save; of one
    that stands as it stood, nobody is told anything."""
    table = _table(Profile)
    differs = " OR ".join(f"{table}.{name} <> excluded.{name}" for name in _SHOWN)
    changed = f"{table}.withdrawn_at IS NOT NULL OR {differs}"
    return f"{table}.version + CASE WHEN {changed} THEN 1 ELSE 0 END"


def _verdict_changes(staged: str, told: RunTold) -> Statement:
    """Keep of which profiles the run says something else than stood there."""
    table = _table(VerdictChange)
    return (
        f"""INSERT INTO {table} (person_ref, place, run_id, at, verdict_before, verdict_after,
                reasons_before, reasons_after)
            SELECT p.person_ref, s.place, %s, {_moment()}, p.verdict, s.verdict,
                p.reasons, s.reasons
            FROM {_table(Profile)} p JOIN {staged} s ON s.person_ref = p.person_ref
            WHERE (p.verdict <> s.verdict OR p.reasons <> s.reasons)
                AND p.person_ref {_NOT_LEFT}""",
        [told.run_id, told.at],
    )


def _cases(staged: dict[type, str], told: RunTold) -> Iterable[Statement]:
    """A case opens, or goes on with what the run says; who is verified now is settled."""
    case, unsettled = _table(Case), staged[Case]
    names = ("profile_id", "place", "state", "tier", "reasons", "rule", "kinds")
    listed = ", ".join(names)
    yield (
        f"""INSERT INTO {case} ({listed}, changed_at)
            SELECT {listed}, {_moment()} FROM {unsettled} s WHERE s.profile_id {_NOT_LEFT}
            ON CONFLICT (profile_id) DO UPDATE SET place = excluded.place, tier = excluded.tier,
                reasons = excluded.reasons, rule = excluded.rule, kinds = excluded.kinds,
                changed_at = CASE WHEN {case}.state IN (%s, %s) THEN excluded.changed_at
                    ELSE {case}.changed_at END,
                state = CASE WHEN {case}.state IN (%s, %s) THEN excluded.state
                    ELSE {case}.state END""",
        [told.at, *_ENDED, *_ENDED],
    )
    yield (
        f"""UPDATE {case} SET state = %s, changed_at = {_moment()} WHERE state <> %s
            AND profile_id {_NOT_LEFT}
            AND NOT EXISTS (SELECT 1 FROM {unsettled} s WHERE s.profile_id = {case}.profile_id)
            AND NOT EXISTS (SELECT 1 FROM {_table(BlindReview)} r
                WHERE r.profile_id = {case}.profile_id AND r.other_ref <> '')""",
        [CaseState.SETTLED.value, told.at, CaseState.SETTLED.value],
    )
    # Who somebody is needs no second opinion once the run has settled it.
    yield (
        f"""DELETE FROM {_table(BlindReview)} WHERE other_ref = ''
            AND profile_id IN (SELECT profile_id FROM {case} WHERE state = %s)""",
        [CaseState.SETTLED.value],
    )


_ENDED = (CaseState.SETTLED.value, CaseState.WAITING.value)


def _replaced(model: type[models.Model], staged: str) -> Iterable[Statement]:
    """What was said of the profiles that are not left as they stand, exchanged for what is now."""
    yield f"DELETE FROM {_table(model)} WHERE profile_id {_NOT_LEFT}", []
    columns = ", ".join(_columns(model))
    yield (
        f"""INSERT INTO {_table(model)} ({columns}) SELECT {_cast(model)} FROM {staged} s
            WHERE s.profile_id {_NOT_LEFT}""",
        [],
    )


def _doses(staged: dict[type, str]) -> Iterable[Statement]:
    """Doses entered here stay until a run brings them; corrected or withdrawn ones, until a run
    knows of it. What counts them meanwhile goes with them."""
    yield from _doses_left_as_they_stand(staged[Dose])
    brought = f"IN (SELECT dose_ref FROM {staged[Dose]})"
    yield f"UPDATE {_table(Dose)} SET entered_here = false WHERE dose_ref {brought}", []
    yield f"DELETE FROM {_table(DoseCell)} WHERE dose_id {brought}", []
    for model, key in ((DoseFinding, "dose_id"), (DoseCell, "dose_id"), (Dose, "dose_ref")):
        yield f"DELETE FROM {_table(model)} WHERE {key} {_DOSE_NOT_LEFT}", []
    for model, key in ((Dose, "dose_ref"), (DoseFinding, "dose_id")):
        columns = ", ".join(_columns(model))
        yield (
            f"""INSERT INTO {_table(model)} ({columns}) SELECT {_cast(model)}
                FROM {staged[model]} s WHERE s.{key} {_DOSE_NOT_LEFT}""",
            [],
        )
    yield "DROP TABLE doses_left_as_they_stand", []


_DOSE_NOT_LEFT = "NOT IN (SELECT dose_ref FROM doses_left_as_they_stand)"
_DOSE_DIFFERS = """CAST(d.given_on AS TEXT) <> s.given_on OR d.product <> s.product
    OR d.lot <> s.lot OR d.dose_kind <> s.dose_kind
    OR coalesce(d.dose_number, 0) <> coalesce(s.dose_number, 0)"""


def _doses_left_as_they_stand(staged: str) -> Iterable[Statement]:
    """Doses that a site entered, corrected or withdrew, and of which the run does not know it."""
    yield "DROP TABLE IF EXISTS doses_left_as_they_stand", []
    yield (
        f"""CREATE TEMP TABLE doses_left_as_they_stand AS SELECT d.dose_ref
            FROM {_table(Dose)} d LEFT JOIN {staged} s ON s.dose_ref = d.dose_ref
            WHERE CASE WHEN s.dose_ref IS NULL THEN d.entered_here AND d.withdrawn_at IS NULL
                WHEN d.withdrawn_at IS NOT NULL THEN true
                ELSE d.edited_at IS NOT NULL AND ({_DOSE_DIFFERS}) END""",
        [],
    )


def _sites(staged: dict[type, str]) -> Iterable[Statement]:
    """The run's sites, and its counts instead of an earlier run's."""
    yield _upsert(_shaped(Site), staged[Site], ("name", "place", "opened_on", "closed_on"))
    columns = ", ".join(_columns(SiteCell))
    yield f"DELETE FROM {_table(SiteCell)}", []
    yield (
        f"""INSERT INTO {_table(SiteCell)} ({columns})
            SELECT {_cast(SiteCell)} FROM {staged[SiteCell]} s""",
        [],
    )


# ── how the two databases are spoken to ──────────────────────────────────────────────────────


def _shaped(model: type) -> Shaped:
    return next(table for table in SHAPED if table.model is model)


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


_NOT_STAGED = (
    *("id", "version", "edited_at", "withdrawn_at", "changed_at", "history_of_run", "as_run"),
)


def _columns(model: type[models.Model]) -> list[str]:
    return [f.column for f in model._meta.concrete_fields if f.column not in _NOT_STAGED]


def _cast(model: type[models.Model]) -> str:
    """The staged columns as the table's types: text is taken as it is by SQLite, cast elsewhere."""
    return ", ".join(_as_column(field) for field in model._meta.concrete_fields
                     if field.column not in _NOT_STAGED)  # fmt: skip


def _as_column(field: "models.Field[Any, Any]") -> str:
    value = f"s.{field.column}"
    if connection.vendor == "sqlite":
        return value
    if isinstance(field, models.DateTimeField):
        return f"({value} || '+00')::timestamptz"
    kinds = {models.DateField: "date", models.JSONField: "jsonb", models.BooleanField: "boolean"}
    kind = next((kinds[one] for one in kinds if isinstance(field, one)), None)
    if kind == "boolean":
        return f"{value}::integer::boolean"
    return f"{value}::{kind}" if kind else value


def _moment() -> str:
    return "%s" if connection.vendor == "sqlite" else "%s::timestamptz"


def _upsert(
    table: Shaped, staged: str, updated: tuple[str, ...], only: str = "true", also: str = ""
) -> Statement:
    """Staged rows in, or over those that stand there; `also` is assigned to the latter as well."""
    model = table.model
    key = model._meta.pk.column
    set_ = ", ".join(f"{name} = excluded.{name}" for name in updated)
    return (
        f"""INSERT INTO {_table(model)} ({", ".join(_columns(model))})
            SELECT {_cast(model)} FROM {staged} s WHERE {only}
            ON CONFLICT ({key}) DO UPDATE SET {set_}{also}""",
        [],
    )
