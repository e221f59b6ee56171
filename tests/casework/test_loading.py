"""A run in the application's database: the same rows, and what people did stands."""

import json
from pathlib import Path

import duckdb
import pytest
from django.db import DatabaseError, connection

from soat.casework.loading.load import load
from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import staged
from soat.casework.models import (
    AuditEvent,
    Candidate,
    Case,
    Dose,
    DoseFinding,
    LoadedRun,
    PersonFinding,
    Place,
    Profile,
    Repair,
)
from soat.model.errors import InputUnusable
from soat.model.review_lists import CaseState
from soat.review.places import is_path
from tests.casework.conftest import NOW, SmallCountry

TABLES = (
    (Profile, "verdicts", "true"),
    (Case, "verdicts", "verdict IN ('mismatch', 'unidentified')"),
    (Repair, "repairs", "true"),
    (Candidate, "evidence", "rank <= 5"),
    (Dose, "dose_rows", "true"),
    (DoseFinding, "dose_findings", "NOT suppressed"),
    (PersonFinding, "person_findings", "NOT suppressed"),
)


def rows_of(run: Path, table: str, which: str) -> int:
    file = run / f"{table}.parquet"
    with duckdb.connect() as con:
        counted = con.execute(f"SELECT count(*) FROM '{file}' WHERE {which}").fetchall()
    return int(counted[0][0])


@pytest.mark.parametrize(("model", "table", "which"), TABLES, ids=lambda one: str(one))
def test_every_row_of_the_run_is_there(
    book: SmallCountry, model: type[Profile], table: str, which: str
) -> None:
    rows = rows_of(book.run, table, which)
    assert rows > 0
    assert model._default_manager.count() == rows


def test_every_verdict_is_the_runs(book: SmallCountry) -> None:
    with duckdb.connect() as con:
        told = con.execute(
            f"""SELECT person_ref, verdict, array_to_string(reasons, ','), coalesce(citizen_id, ''),
                rule, tier FROM '{book.run / "verdicts.parquet"}'"""
        ).fetchall()
    columns = ("person_ref", "verdict", "reasons", "register_citizen_id", "rule", "tier")
    assert set(Profile.objects.values_list(*columns)) == set(told)


def test_everybody_stands_in_a_place_that_is_known_as_far_as_it_is_known(
    book: SmallCountry,
) -> None:
    paths = set(Profile.objects.values_list("place", flat=True))
    assert all(is_path(path) for path in paths)
    assert "/2021/" in paths, "nobody without a residence: the country shows too little"
    named = set(Place.objects.filter(path__in=paths).values_list("path", flat=True))
    assert paths - named == set()


def test_a_run_that_is_there_is_not_loaded_again(book: SmallCountry) -> None:
    before = (LoadedRun.objects.count(), AuditEvent.objects.count())
    load(book.run, "tests", NOW, lambda stage, done: None)
    assert (LoadedRun.objects.count(), AuditEvent.objects.count()) == before


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputUnusable):
        load(tmp_path, "tests", NOW, lambda stage, done: None)


def test_addresses_in_words_are_the_runs_as_typed(book: SmallCountry) -> None:
    with duckdb.connect() as con:
        typed = con.execute(
            f"""SELECT person_ref, coalesce(residence_text, '')
            FROM '{book.run}/standing/0000/people_typed/*.parquet'"""
        ).fetchall()
    assert len({text for _, text in typed}) > 10
    assert dict(Profile.objects.values_list("person_ref", "residence_text")) == dict(typed)


def test_a_run_of_an_older_version_is_refused_and_says_so(
    book: SmallCountry, tmp_path: Path
) -> None:
    (tmp_path / "standing").mkdir()
    told = json.loads((book.run / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "run.json").write_text(json.dumps({**told, "run_id": "older"}), encoding="utf-8")
    (tmp_path / "standing" / "standing.json").write_text('{"format": 1}', encoding="utf-8")
    with pytest.raises(InputUnusable, match="another version"):
        load(tmp_path, "tests", NOW, lambda stage, done: None)


# ── a later run ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def merge_again(loaded: SmallCountry) -> object:
    """Merge the run's rows once more, as a later run's; its rows are staged beforehand, because a
    test's transaction cannot attach a file."""
    with run_opened(loaded.run) as source, staged(source, SHAPED) as prefix:
        yield lambda: merge(
            prefix, RunTold("later", "2022-05-05", "", "tests", NOW), lambda done: None
        )


def test_an_edit_that_the_run_does_not_know_stands(merge_again, book: SmallCountry) -> None:  # type: ignore[no-untyped-def]
    edited, other = Profile.objects.order_by("person_ref")[:2]
    Profile.objects.filter(pk=edited.pk).update(full_name="Đã Sửa", edited_at=NOW)
    Profile.objects.filter(pk=other.pk).update(full_name="Chưa Ai Sửa")
    repairs = Repair.objects.filter(profile=edited).count()
    merge_again()
    assert Profile.objects.get(pk=edited.pk).full_name == "Đã Sửa"
    assert Repair.objects.filter(profile=edited).count() == repairs
    assert Profile.objects.get(pk=other.pk).full_name == other.full_name


def test_an_edit_that_the_run_knows_takes_what_the_run_says(
    merge_again, book: SmallCountry
) -> None:  # type: ignore[no-untyped-def]
    known = Profile.objects.filter(verdict="verified").order_by("person_ref")[0]
    Profile.objects.filter(pk=known.pk).update(verdict="mismatch", edited_at=NOW)
    merge_again()
    assert Profile.objects.get(pk=known.pk).verdict == "verified"


def test_only_a_record_that_changed_is_a_new_version(merge_again, book: SmallCountry) -> None:  # type: ignore[no-untyped-def]
    changed, same = Profile.objects.filter(case__isnull=False).order_by("person_ref")[:2]
    Profile.objects.filter(pk=changed.pk).update(rule="exact")
    merge_again()
    assert Profile.objects.get(pk=changed.pk).version == changed.version + 1
    assert Profile.objects.get(pk=same.pk).version == same.version


def test_a_case_that_was_settled_and_fails_again_is_open(merge_again, book: SmallCountry) -> None:  # type: ignore[no-untyped-def]
    settled, asked = Case.objects.order_by("pk")[:2]
    Case.objects.filter(pk=settled.pk).update(state=CaseState.SETTLED)
    Case.objects.filter(pk=asked.pk).update(state=CaseState.ASKED)
    merge_again()
    assert Case.objects.get(pk=settled.pk).state == CaseState.OPEN
    assert Case.objects.get(pk=asked.pk).state == CaseState.ASKED


def test_who_is_not_in_the_run_is_withdrawn_and_their_case_settled(
    merge_again, book: SmallCountry
) -> None:  # type: ignore[no-untyped-def]
    gone = Profile.objects.get(pk=Case.objects.order_by("pk")[0].pk)
    gone.pk = gone.page_id = "GONE"
    gone.save(force_insert=True)
    Case.objects.create(
        profile=gone, place=gone.place, state=CaseState.OPEN, tier=gone.tier, rule=gone.rule,
        changed_at=NOW,
    )  # fmt: skip
    merge_again()
    assert Profile.objects.get(pk="GONE").withdrawn_at is not None
    assert Case.objects.get(pk="GONE").state == CaseState.SETTLED


def test_a_merge_that_fails_changes_nothing(merge_again, book: SmallCountry) -> None:  # type: ignore[no-untyped-def]
    before = (Profile.objects.count(), Repair.objects.count(), LoadedRun.objects.count())
    with connection.cursor() as cursor:
        prefix = "loading." if connection.vendor == "sqlite" else ""
        # The last table to be merged: everything else has been written by then.
        cursor.execute(f"DROP TABLE {prefix}loading_dosefinding")
    with pytest.raises(DatabaseError):
        merge_again()
    assert (Profile.objects.count(), Repair.objects.count(), LoadedRun.objects.count()) == before
