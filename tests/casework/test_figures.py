"""Figures are the run's own; counts of cases are those of a GROUP BY, whatever was done."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import transaction

from soat.casework.bulk.approving import approve
from soat.casework.bulk.checking import check_next
from soat.casework.bulk.drawing import Wanted, draw
from soat.casework.bulk.undoing_bulk import undo_bulk
from soat.casework.figures.counting import VIET_NAM, CaseKey, moved, moved_together
from soat.casework.figures.reading import (
    current_run,
    figures_of,
    figures_of_each,
    left_over,
    place_of,
    places_below,
    trend_of,
)
from soat.casework.figures.work import MISMATCH, UNIDENTIFIED, UNSETTLED, cases_of, how_many
from soat.casework.judging import Asked, Refused, Sitting, judge
from soat.casework.lists.applying import AskedToApply, apply_returned
from soat.casework.lists.taking_back import take_back
from soat.casework.loading.figure_shapes import TREND_MEASURES
from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import staged
from soat.casework.models import Case, CaseCount, DayCount, Figure, Place, Profile
from soat.casework.register_desk import RegisterDesk
from soat.casework.undoing import last_standing, undo
from soat.engine.measure.definitions import BY_ID
from soat.model.closed_lists import Tier
from soat.model.review_lists import CaseState, PlaceLevel, Role
from soat.model.review_lists import JudgementKind as K
from soat.review.places import COUNTRY, above
from soat.store.reporting.read_report import read_report
from tests.casework import bulk_by_hand, list_sheets
from tests.casework.conftest import NOW, SmallCountry, sitting_of, user_of

LATER = NOW + timedelta(days=1)
# Kept out of the database: hundreds of days of each province, which no page shows.
NOT_OF_PROVINCES = {"given_by_day", "recorded_by_day"}


# ── the run's figures ────────────────────────────────────────────────────────────────────────


def stored(level: PlaceLevel) -> dict[tuple[str, str, str], list[int | None]]:
    """Place, measure and value → numerator and denominator, of every place of a level."""
    paths = Place.objects.filter(level=level).values_list("path", flat=True)
    rows = Figure.objects.filter(place__in=list(paths)).values_list("place", "measure", "cells")
    return {
        (place, measure, value): pair
        for place, measure, cells in rows
        for value, pair in cells.items()
    }


def test_the_country_has_every_figure_of_the_report(book: SmallCountry) -> None:
    report = json.loads((book.run / "report.json").read_text(encoding="utf-8"))
    told = {
        (COUNTRY, one["definition_id"], one["value"]): [one["numerator"], one["denominator"]]
        for one in report["figures"]
    }
    assert told
    assert stored(PlaceLevel.COUNTRY) == told


@pytest.mark.parametrize(
    ("level", "place_level"),
    [
        (PlaceLevel.PROVINCE, "province"),
        (PlaceLevel.PROVINCE, "province_2025"),
        (PlaceLevel.DISTRICT, "district"),
        (PlaceLevel.COMMUNE, "commune"),
    ],
)
def test_places_have_the_figures_that_their_pages_show(
    book: SmallCountry, level: PlaceLevel, place_level: str
) -> None:
    ours = stored(level)
    shown = {measure for _, measure, _ in ours}
    assert set(TREND_MEASURES) <= shown
    assert level is not PlaceLevel.PROVINCE or {"entry_debt_to_zero"} <= shown
    told = {
        (one.place_epoch, one.place_code, one.definition_id, one.value): [
            one.numerator,
            one.denominator,
        ]
        for one in read_report(book.run, place_level, sorted(shown - NOT_OF_PROVINCES)).figures
        if one.place_epoch
    }
    epochs = {epoch for epoch, *_ in told}
    found = {
        (*named(place), measure, value): pair
        for (place, measure, value), pair in ours.items()
        if named(place)[0] in epochs
    }
    assert found == told


def named(place: str) -> tuple[str, str]:
    """The epoch and code of a path."""
    parts = place.strip("/").split("/")
    return parts[0], parts[-1][1:]


def test_the_sites_of_a_commune_add_up_to_it(book: SmallCountry) -> None:
    communes, sites = stored(PlaceLevel.COMMUNE), stored(PlaceLevel.SITE)
    totals: Counter[tuple[str, str, str]] = Counter()
    for (place, measure, value), (numerator, _) in sites.items():
        totals[above(place)[-2], measure, value] += numerator or 0
    additive = {"doses_by_entry", "doses_by_delay", "doses_by_delay_recent"}
    of_communes = {
        key: numerator or 0
        for key, (numerator, _) in communes.items()
        if key[1] in additive and key[0] in {place for place, *_ in totals}
    }
    assert of_communes
    assert {key: totals[key] for key in of_communes} == of_communes


def test_the_places_below_and_what_is_left_add_up(book: SmallCountry) -> None:
    user, run = user_of(Role.PROVINCE, COUNTRY), current_run()
    whole = figures_of(user, COUNTRY, run)
    country = place_of(user, COUNTRY)
    assert country is not None
    below = figures_of_each(user, [one.path for one in places_below(user, country)], run)
    left = left_over(whole, below.values())
    unknown = read_unknown(book.run)
    for value in ("verified", "mismatch", "unidentified", "exempt"):
        figure = left.part("people_by_verdict", value)
        assert figure is not None
        assert (figure.numerator, figure.denominator) == unknown[value]
    assert left.all_of("days_to_entry") == []


def read_unknown(run: Path) -> dict[str, tuple[int, int]]:
    with duckdb.connect() as con:
        rows = con.execute(
            f"""SELECT value, numerator, denominator FROM '{run}/measures/people_by_verdict.parquet'
            WHERE place_level = 'province' AND place_code = 'unknown'"""
        ).fetchall()
    return {value: (numerator, denominator) for value, numerator, denominator in rows}


def test_every_measure_that_is_stored_is_defined(book: SmallCountry) -> None:
    assert set(Figure.objects.values_list("measure", flat=True)) <= set(BY_ID)


# ── the law of counts ────────────────────────────────────────────────────────────────────────


def grouped() -> dict[tuple[str, ...], int]:
    """Every place and what its cases stand by → how many, counted from the cases themselves."""
    counts: Counter[tuple[str, ...]] = Counter()
    for place, *told in Case.objects.values_list("place", "state", "tier", "reasons"):
        for one in above(place):
            counts[(one, *told)] += 1
    return dict(counts)


def kept() -> dict[tuple[str, ...], int]:
    """The same, as it is carried on."""
    rows = CaseCount.objects.values_list("place", "state", "tier", "reasons", "cases")
    return {row[:4]: row[4] for row in rows if row[4]}


def open_cases() -> Counter[str]:
    counts: Counter[str] = Counter()
    for (place, state, *_), cases in grouped().items():
        if state != CaseState.SETTLED:
            counts[place] += cases
    return counts


def flows() -> Counter[str]:
    """What each place's open cases went up by, as the days tell it."""
    counts: Counter[str] = Counter()
    for place, new, cleared in DayCount.objects.values_list("place", "new", "cleared"):
        assert new >= 0
        assert cleared >= 0
        counts[place] += new - cleared
    return counts


@pytest.fixture
def law(book: SmallCountry) -> Iterator[None]:
    """The counts are right before and after, and the days tell the difference."""
    assert kept() == grouped() != {}
    before = open_cases()
    before.subtract(flows())
    yield
    assert kept() == grouped()
    after = open_cases()
    after.subtract(flows())
    assert +after == +before
    assert -after == -before


def some_profiles(count: int = 12) -> list[Profile]:
    """Open and settled, of several places, with and without a known residence."""
    found = Profile.objects.filter(withdrawn_at=None).order_by("person_ref")
    return [*found.filter(case__state=CaseState.OPEN)[:count], *found.filter(case=None)[:3]]


ACTS = (
    Asked(K.ACCEPT_PROPOSAL, 0),
    Asked(K.EDIT_FIELDS, 0, {"full_name": "Nguyễn Không Ai Biết"}),
    Asked(K.ASK_HOUSEHOLD, 0),
    Asked(K.CANNOT_RESOLVE, 0, reason="nobody knows"),
    Asked(K.EDIT_FIELDS, 0, {"phone": "0912345678"}),
)


def test_after_any_series_of_judgements_the_counts_are_right(law: None, desk: RegisterDesk) -> None:
    done = 0
    for number, profile in enumerate(some_profiles()):
        for act in (ACTS[number % len(ACTS)], ACTS[(number * 3 + 1) % len(ACTS)]):
            version = Profile.objects.get(pk=profile.pk).version
            asked = Asked(act.kind, version, act.fields, act.candidate, act.reason)
            try:
                judge(sitting_of(profile, desk, Role.DISTRICT), profile.pk, asked)
            except Refused:
                continue
            done += 1
            assert kept() == grouped()
    assert done > len(ACTS)


def test_undoing_counts_back(law: None, desk: RegisterDesk) -> None:
    before = kept()
    judged = [one for one in some_profiles(4) if one.verdict == "mismatch" and one.repairs.exists()]
    for profile in judged:
        judge(sitting_of(profile, desk), profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    assert judged
    assert kept() != before
    for profile in judged:
        last = last_standing(profile.pk)
        assert last is not None
        undo(sitting_of(profile, desk), last.pk, "again")
    assert kept() == before


def test_an_approval_in_bulk_and_its_undoing_count(law: None, desk: RegisterDesk) -> None:
    sitting = Sitting(user_of(Role.PROVINCE, bulk_by_hand.province()), desk, NOW)
    bulk = draw(sitting, Wanted(sitting.user.place, bulk_by_hand.KINDS, seed=7))
    assert check_next(desk, bulk) == 0
    before, open_before = kept(), cases_of(sitting.user, sitting.user.place).open
    approve(sitting, bulk.pk, looked_at_sample=True)
    assert kept() == grouped() != before
    undo_bulk(sitting, bulk.pk, "the whole of it")
    # What is put back waits to be verified again, so that it is open, in another state.
    assert kept() == grouped()
    assert cases_of(sitting.user, sitting.user.place).open == open_before


def test_a_list_that_came_back_counts(law: None, desk: RegisterDesk) -> None:
    station = user_of(Role.STATION, list_sheets.busy_commune())
    made = list_sheets.in_field(station, list_sheets.list_at(station))
    names = {number: {"new_full_name": "Nguyễn Văn Mới"} for number in range(1, 5)}
    sheet = list_sheets.filled(station, made, names)
    came_back = take_back(station, NOW, made.pk, sheet, list_sheets.SIGNED)
    before = kept()
    wanted = AskedToApply(made.pk, came_back.pk, made.version, finish=True)
    applied = apply_returned(Sitting(station, desk, NOW), wanted).applied
    assert applied > 0
    assert kept() == grouped() != before


def test_an_act_that_fails_counts_nothing(law: None, desk: RegisterDesk) -> None:
    profile = Profile.objects.filter(case__state=CaseState.OPEN, repairs__field="name")[0]
    before = kept()
    with transaction.atomic():
        judge(sitting_of(profile, desk), profile.pk, Asked(K.ASK_HOUSEHOLD, 0))
        assert kept() != before
        transaction.set_rollback(True)
    assert kept() == before


@pytest.fixture
def merge_later(loaded: SmallCountry) -> Iterator[Any]:
    """Merge the run's rows once more, as those of a later run."""
    with run_opened(loaded.run) as source, staged(source, SHAPED) as prefix:
        yield lambda: merge(
            prefix, RunTold("later", "2022-05-05", "", "tests", LATER), lambda done: None
        )


def test_a_load_counts_anew_and_the_day_tells_what_it_moved(
    merge_later: Any, law: None, desk: RegisterDesk
) -> None:
    profile = Profile.objects.filter(verdict="mismatch", reasons="name", place__contains="/c")[0]
    judge(sitting_of(profile, desk), profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    settled = Case.objects.filter(state=CaseState.OPEN, place__contains="/c").order_by("-pk")[0]
    key = CaseKey(settled.place, settled.state, settled.tier, settled.reasons)
    Case.objects.filter(pk=settled.pk).update(state=CaseState.SETTLED)
    moved(key, key._replace(state=CaseState.SETTLED.value), NOW)
    merge_later()
    # The run does not know what was settled by hand in the book alone: that case comes up again.
    day = LATER.astimezone(VIET_NAM).date()
    told = DayCount.objects.filter(place=COUNTRY, day=day).values_list("new", "cleared")
    assert list(told) == [(1, 0)]


def test_the_first_load_came_up_on_no_day(book: SmallCountry) -> None:
    assert not DayCount.objects.exists()
    assert CaseCount.objects.exists()


def test_a_later_run_keeps_the_trend_of_earlier_ones(merge_later: Any, book: SmallCountry) -> None:
    first = current_run()
    assert first is not None
    every = Figure.objects.count()
    merge_later()
    measures = Figure.objects.filter(run_id=first.run_id).values_list("measure", flat=True)
    assert set(measures) == set(TREND_MEASURES)
    assert Figure.objects.filter(run_id="later").count() == every
    merge_later()
    assert Figure.objects.filter(run_id="later").count() == every
    user = user_of(Role.PROVINCE, COUNTRY)
    assert len(trend_of(user, COUNTRY)) == 1, "both runs say the same day"
    Figure.objects.filter(run_id="later").update(as_of="2022-05-05")
    assert [str(day) for day, _ in trend_of(user, COUNTRY)] == ["2022-04-25", "2022-05-05"]


def test_a_case_that_moves_comes_up_there_and_is_gone_here(book: SmallCountry) -> None:
    here, there = "/2021/p01/d001/", "/2021/p01/d002/"
    key = CaseKey(here, CaseState.OPEN.value, Tier.ASK.value, "name")
    before = kept()
    moved_together([(None, key), (key, key._replace(place=there))], NOW)
    after = kept()
    told = (CaseState.OPEN.value, Tier.ASK.value, "name")
    assert after[(there, *told)] - before.get((there, *told), 0) == 1
    assert after.get((here, *told), 0) == before.get((here, *told), 0)
    days = {row[0]: row[1:] for row in DayCount.objects.values_list("place", "new", "cleared")}
    assert days[here] == (1, 1)
    assert days[there] == (1, 0)
    assert days["/2021/p01/"] == days[COUNTRY] == (1, 0)


def test_cases_are_not_counted_outside_a_transaction(loaded: SmallCountry) -> None:
    key = CaseKey("/2021/", CaseState.OPEN.value, Tier.ASK.value, "")
    with pytest.raises(RuntimeError, match="outside the transaction"):
        moved(None, key, NOW)


def test_what_is_asked_of_the_counts_is_what_the_cases_answer(book: SmallCountry) -> None:
    user = user_of(Role.PROVINCE, "/2021/")
    cases = list(Case.objects.values_list("state", "tier", "reasons"))
    assert how_many(user, "/2021/", "") == len(cases)
    assert how_many(user, "/2021/", UNSETTLED) == cases_of(user, "/2021/").open
    for reason in ("number", "name", "birth_date", "sex"):
        wanted = sum(reason in reasons.split(",") for _, _, reasons in cases)
        assert how_many(user, "/2021/", "", reason=reason) == wanted
        assert cases_of(user, "/2021/").open_by_reason()[reason] == wanted
    unidentified = how_many(user, "/2021/", "", reason=UNIDENTIFIED)
    assert unidentified == sum(not reasons for _, _, reasons in cases)
    assert how_many(user, "/2021/", "", reason=MISMATCH) == len(cases) - unidentified
    assert how_many(user, "/2021/", CaseState.OPEN, tier=Tier.SAFE) == sum(
        (state, tier) == (CaseState.OPEN, Tier.SAFE) for state, tier, _ in cases
    )
