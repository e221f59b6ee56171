"""A site enters doses: found by what is known exactly, judged before saving, never barred."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from soat.casework.judging import NotFound, Refused
from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import staged
from soat.casework.models import (
    AuditEvent,
    Case,
    Dose,
    DoseCell,
    DoseEntry,
    DoseFinding,
    Place,
    Profile,
    Site,
)
from soat.casework.register_desk import RegisterDesk
from soat.casework.scopes import visible
from soat.casework.sites.entering import NotSeen
from soat.casework.sites.keys import HERE, is_made_here, new_key, page_of_dose, page_of_profile
from soat.casework.sites.own_doses import (
    Correction,
    Withdrawal,
    correct_dose,
    own_dose,
    own_doses,
    withdraw_dose,
)
from soat.casework.sites.own_site import own_site
from soat.model.closed_lists import NumberStatus, Verdict
from soat.model.review_lists import CaseState, EntryAct, PlaceLevel, Role
from soat.review.places import above
from tests.casework.at_site import (
    FIRST_DOSE,
    SOMEBODY_NEW,
    AtSite,
    at_site,
    open_site,
    typed_of,
    verified_profile,
)
from tests.casework.conftest import NOW, SmallCountry, user_of

AWAY = RegisterDesk(Path("/not/there"))


@pytest.fixture
def at(book: SmallCountry, desk: RegisterDesk) -> AtSite:
    return at_site(open_site(), desk)


@pytest.fixture
def entered(at: AtSite) -> Dose:
    """The first dose of somebody new, whose number had lost its zeros."""
    return at.enter(FIRST_DOSE, SOMEBODY_NEW)


# ── what exists for a site ───────────────────────────────────────────────────────────────────


def test_a_load_brings_the_sites_and_their_places(book: SmallCountry) -> None:
    sites = list(Site.objects.order_by("code"))
    assert len(sites) == 6
    assert sites[0].name == "Trạm Y tế Xã Thụy Lâm"
    place = Place.objects.get(path=sites[0].place)
    assert (place.level, place.name) == (PlaceLevel.SITE, sites[0].name)
    assert place.path.endswith(f"/s{sites[0].code}/")


def test_a_site_sees_the_doses_that_it_gave_and_neither_profile_nor_case(at: AtSite) -> None:
    user, code = at.sitting.user, at.site.code
    own = set(Dose.objects.filter(site_code=code).values_list("pk", flat=True))
    assert set(visible(user, Dose).values_list("pk", flat=True)) == own != set()
    for model in (Profile, Case):
        assert not visible(user, model).exists()
    user.is_active = False
    assert not visible(user, Dose).exists()


def test_who_is_at_no_site_has_none(book: SmallCountry) -> None:
    commune = Place.objects.filter(level=PlaceLevel.COMMUNE)[0].path
    for role in Role:
        with pytest.raises(NotFound):
            own_site(user_of(role, commune))
    with pytest.raises(NotFound):
        own_site(user_of(Role.SITE, commune + "s-not-there/"))


def test_keys_made_here_say_nothing() -> None:
    assert is_made_here(new_key())
    assert new_key() != new_key()
    assert not is_made_here("D00042165415")
    assert not is_made_here(HERE + "../" * 8)


# ── a dose is entered ────────────────────────────────────────────────────────────────────────


def test_a_dose_of_somebody_new_makes_a_profile_with_the_zeros_put_back(
    at: AtSite, entered: Dose
) -> None:
    made, actor = entered.profile, at.sitting.user.get_username()
    assert is_made_here(entered.pk)
    assert is_made_here(made.pk)
    assert made.page_id == page_of_profile(made.pk)
    assert (made.citizen_id, made.number_status) == ("001171000999", NumberStatus.PRESENT)
    assert made.place.endswith("/c00460/")
    assert (made.name_folded, made.residence_code) == ("tran thi buoi", "00460")
    assert made.verdict == Verdict.UNIDENTIFIED
    assert made.case.state == CaseState.OPEN
    assert (entered.given_on, entered.site_code) == (date(2022, 5, 3), at.site.code)
    assert entered.entered_here
    assert entered.recorded_at == NOW
    told = AuditEvent.objects.order_by("-number")[:2]
    assert {(event.act, event.actor) for event in told} == {
        ("dose_entered", actor),
        ("profile_made", actor),
    }
    entry = DoseEntry.objects.get(dose_ref=entered.pk)
    assert (entry.act, entry.actor) == (EntryAct.ENTERED, actor)


def test_a_dose_counts_in_its_cell(at: AtSite, entered: Dose) -> None:
    cell = DoseCell.objects.get(pk=entered.pk)
    assert (cell.place, cell.given_on) == (at.site.place, date(2022, 5, 3))
    assert (cell.product, cell.dose_kind, cell.dose_number) == ("pfizer", "basic", 1)
    assert (cell.age_group, cell.entered_on) == ("18+", date(2022, 5, 4))


def test_somebody_verified_is_settled_at_once_and_their_history_is_one(at: AtSite) -> None:
    there = verified_profile()
    booster = FIRST_DOSE | {"dose_kind": "booster"}
    try:
        dose = at.enter(booster, typed_of(there))
    except NotSeen as shown:
        dose = at.enter(booster, typed_of(there), shown.ahead.names)
    assert dose.profile.pk != there.pk
    assert dose.profile.verdict == Verdict.VERIFIED
    assert dose.profile.history_id == there.history_id
    assert not Case.objects.filter(pk=dose.profile_id).exists()


def test_without_the_register_the_profile_waits(at: AtSite) -> None:
    dose = at_site(at.site, AWAY).enter(FIRST_DOSE, SOMEBODY_NEW)
    assert dose.profile.case.state == CaseState.WAITING


def test_who_lives_nobody_knows_where_is_in_the_queue_above_the_sites_commune(at: AtSite) -> None:
    dose = at.enter(FIRST_DOSE, SOMEBODY_NEW | {"residence_code": "ấp 3"})
    assert dose.profile.place == above(at.site.place)[3]
    assert dose.profile.residence_code == "ấp 3"


def test_the_same_form_sent_twice_is_one_dose(at: AtSite, entered: Dose) -> None:
    before = Dose.objects.count()
    assert at.enter(FIRST_DOSE | {"lot": "other"}, entered.profile, key=entered.pk) == entered
    assert Dose.objects.count() == before


def test_another_sites_key_is_not_taken(at: AtSite, entered: Dose, desk: RegisterDesk) -> None:
    other = at_site(Site.objects.exclude(pk=at.site.pk)[0], desk)
    for key in (entered.pk, "D00042165415", "here-" + "z" * 24):
        with pytest.raises(Refused):
            other.enter(FIRST_DOSE, entered.profile, key=key)


def test_a_dose_too_soon_is_shown_and_then_saved_with_its_finding(
    at: AtSite, entered: Dose
) -> None:
    soon, key = FIRST_DOSE | {"given_on": "4/5/2022", "dose_number": "2"}, new_key()
    with pytest.raises(NotSeen) as shown:
        at.enter(soon, entered.profile, key=key)
    names = shown.value.ahead.names
    assert names
    assert not Dose.objects.filter(pk=key).exists()
    with pytest.raises(NotSeen):
        at.enter(soon, entered.profile, frozenset({"another"}), key)
    dose = at.enter(soon, entered.profile, names, key)
    kept = set(DoseFinding.objects.filter(dose=dose).values_list("finding", flat=True))
    assert kept <= names
    assert DoseEntry.objects.get(dose_ref=dose.pk).findings == sorted(names)


def test_the_same_dose_again_is_shown_as_entered_twice_and_counts_once(
    at: AtSite, entered: Dose
) -> None:
    with pytest.raises(NotSeen) as shown:
        at.enter(FIRST_DOSE, entered.profile)
    ahead = shown.value.ahead
    assert "dose_entered_twice" in ahead.names
    again = at.enter(FIRST_DOSE, entered.profile, ahead.names)
    counted = DoseCell.objects.filter(pk__in=(entered.pk, again.pk))
    assert counted.count() == 1
    kept, left = counted.get().dose, {entered.pk, again.pk}
    withdrawn(at, kept, "nhập hai lần")
    assert {cell.pk for cell in counted.all()} == left - {kept.pk}


@pytest.mark.parametrize("day", ["", "hôm qua", "31/2/2022"])
def test_a_day_that_cannot_be_read_is_refused(at: AtSite, entered: Dose, day: str) -> None:
    before = Dose.objects.count()
    with pytest.raises(Refused):
        at.enter(FIRST_DOSE | {"given_on": day}, entered.profile)
    assert Dose.objects.count() == before


@pytest.mark.parametrize("name", ["", "  ", "x" * 501, "An\0"])
def test_somebody_without_a_usable_name_is_refused(at: AtSite, name: str) -> None:
    before = Profile.objects.count()
    with pytest.raises(Refused):
        at.enter(FIRST_DOSE, SOMEBODY_NEW | {"full_name": name})
    assert Profile.objects.count() == before


# ── corrected, withdrawn ─────────────────────────────────────────────────────────────────────


def corrected(at: AtSite, dose: Dose, reason: str = "gõ nhầm", **typed: str) -> Dose:
    asked = Correction(dose.version, FIRST_DOSE | typed, reason)
    return correct_dose(at.sitting, at.desk, at.site, dose, asked)


def withdrawn(at: AtSite, dose: Dose, reason: str) -> Dose:
    return withdraw_dose(at.sitting, at.desk, at.site, dose, Withdrawal(0, reason))


def test_a_correction_keeps_what_it_was_and_why(at: AtSite, entered: Dose) -> None:
    after = corrected(at, entered, given_on="2/5/2022")
    assert (after.given_on, after.version) == (date(2022, 5, 2), 1)
    assert DoseCell.objects.get(pk=entered.pk).given_on == date(2022, 5, 2)
    entry = DoseEntry.objects.filter(dose_ref=entered.pk).latest("pk")
    assert (entry.act, entry.reason) == (EntryAct.CORRECTED, "gõ nhầm")
    assert (entry.before["given_on"], entry.after["given_on"]) == ("2022-05-03", "2022-05-02")
    assert AuditEvent.objects.latest("number").act == "dose_corrected"


def test_who_corrects_second_is_told(at: AtSite, entered: Dose) -> None:
    seen = Dose.objects.get(pk=entered.pk)
    corrected(at, entered, given_on="2/5/2022")
    with pytest.raises(Refused, match="while you were looking"):
        corrected(at, seen, given_on="1/5/2022")
    assert Dose.objects.get(pk=entered.pk).given_on == date(2022, 5, 2)


@pytest.mark.parametrize(
    ("typed", "reason"), [({"lot": "X9"}, "  "), ({}, "gõ nhầm"), ({"lot": "x" * 201}, "gõ nhầm")]
)
def test_a_correction_needs_a_reason_and_something_to_correct(
    at: AtSite, entered: Dose, typed: dict[str, str], reason: str
) -> None:
    with pytest.raises(Refused):
        corrected(at, entered, reason, **typed)
    assert Dose.objects.get(pk=entered.pk).version == 0


def test_a_withdrawn_dose_stands_no_more_and_its_history_does(at: AtSite, entered: Dose) -> None:
    withdrawn(at, entered, "nhầm người")
    assert not own_doses(at.sitting.user).filter(pk=entered.pk).exists()
    assert not DoseCell.objects.filter(pk=entered.pk).exists()
    acts = DoseEntry.objects.filter(dose_ref=entered.pk).order_by("pk")
    assert [one.act for one in acts] == [EntryAct.ENTERED, EntryAct.WITHDRAWN]
    with pytest.raises(TypeError):
        acts[0].save()
    with pytest.raises(Refused):
        withdrawn(at, entered, "nữa")


def test_another_sites_dose_does_not_exist(at: AtSite, entered: Dose) -> None:
    page, dose_page = entered.profile.page_id, page_of_dose(entered.pk)
    assert own_dose(at.sitting.user, page, dose_page) == entered
    other = user_of(Role.SITE, Site.objects.exclude(pk=at.site.pk)[0].place)
    with pytest.raises(NotFound):
        own_dose(other, page, dose_page)
    with pytest.raises(NotFound):
        own_dose(at.sitting.user, page, "0" * 24)


# ── a later load ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def merge_again(loaded: SmallCountry) -> Iterator[Callable[[], object]]:
    """Merge the run's rows once more, as a later run's; staged beforehand, because a test's
    transaction cannot attach a file."""
    with run_opened(loaded.run) as source, staged(source, SHAPED) as prefix:
        told = RunTold("later", "2022-05-05", "", "tests", NOW)
        yield lambda: merge(prefix, told, lambda done: None)


def test_a_later_load_leaves_what_was_entered_corrected_and_withdrawn_here(
    merge_again: Callable[[], object], at: AtSite, entered: Dose
) -> None:
    own = own_doses(at.sitting.user).filter(entered_here=False).order_by("pk")
    wrong, gone, other = own[:3]
    Dose.objects.filter(pk=wrong.pk).update(lot="SỬA", edited_at=NOW)
    withdrawn(at, gone, "nhầm người")
    Dose.objects.filter(pk=other.pk).update(lot="not an edit of anybody's")
    merge_again()
    assert Dose.objects.get(pk=entered.pk).profile == entered.profile
    assert Profile.objects.get(pk=entered.profile_id).withdrawn_at is None
    assert Case.objects.get(pk=entered.profile_id).state == CaseState.OPEN
    assert DoseCell.objects.filter(pk=entered.pk).exists()
    assert Dose.objects.get(pk=wrong.pk).lot == "SỬA"
    assert Dose.objects.get(pk=gone.pk).withdrawn_at == NOW
    assert Dose.objects.get(pk=other.pk).lot == other.lot
    assert Site.objects.count() == 6
