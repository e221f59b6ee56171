"""Approving in bulk: a sample first, one act, wholly or not at all, and undone as a whole."""

import tomllib
from pathlib import Path

import pytest

from soat.casework.bulk.approving import approve, decline
from soat.casework.bulk.checking import check_next
from soat.casework.bulk.choosing import chosen, kinds_offered
from soat.casework.bulk.drawing import Wanted, draw, sample_of
from soat.casework.bulk.precision import Measured, measurement
from soat.casework.bulk.undoing_bulk import undo_bulk
from soat.casework.folding import folded
from soat.casework.judging import Asked, NotFound, Refused, Sitting, judge
from soat.casework.models import (
    AuditEvent,
    BulkApproval,
    Candidate,
    Case,
    Judgement,
    Profile,
    Repair,
)
from soat.casework.register_desk import RegisterDesk
from soat.casework.undoing import last_standing, undo
from soat.model.closed_lists import Tier
from soat.model.review_lists import BulkOutcome, BulkState, CaseState, JudgementKind, Role
from tests.casework.bulk_by_hand import KINDS, province
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.command import ROOT


@pytest.fixture
def sitting(book: SmallCountry, desk: RegisterDesk) -> Sitting:
    return Sitting(user_of(Role.PROVINCE, province()), desk, NOW)


@pytest.fixture
def drawn(sitting: Sitting) -> BulkApproval:
    return draw(sitting, Wanted(sitting.user.place, KINDS, seed=7))


def checked(sitting: Sitting, bulk: BulkApproval) -> BulkApproval:
    assert check_next(sitting.desk, bulk) == 0
    return bulk


def refs(bulk: BulkApproval, outcome: BulkOutcome) -> set[str]:
    return set(bulk.lines.filter(outcome=outcome).values_list("profile_id", flat=True))


def as_it_is(ref: str) -> tuple[object, ...]:
    """All that an act may change of a record, but the version and the times."""
    profile = Profile.objects.get(pk=ref)
    told = ("field", "kind", "register_value", "tier")
    repairs = profile.repairs.order_by("field").values_list(*told)
    columns = ("full_name", "birth_date", "citizen_id", "verdict", "reasons", "rule", "tier")
    typed = tuple(getattr(profile, name) for name in columns)
    return (*typed, profile.register_citizen_id, tuple(repairs), profile.match_probability)


def test_an_act_is_chosen_by_kind_and_place(sitting: Sitting, drawn: BulkApproval) -> None:
    kinds = {case.pk: set(case.kinds.split(",")) for case in Case.objects.all()}
    wanted = {
        case.pk
        for case in Case.objects.filter(state=CaseState.OPEN, tier=Tier.SAFE)
        if case.place.startswith(drawn.place) and kinds[case.pk] <= KINDS
    }
    assert len(wanted) == drawn.chosen > 5
    assert set(drawn.lines.values_list("profile_id", flat=True)) == wanted
    offered = {one.kind: one for one in kinds_offered(sitting.user, drawn.place)}
    alone = [ref for ref in wanted if kinds[ref] == {"leading_zero_lost"}]
    assert offered["leading_zero_lost"].alone == len(alone)


def test_the_sample_can_be_drawn_again(sitting: Sitting, drawn: BulkApproval) -> None:
    lines = list(drawn.lines.values_list("profile_id", flat=True))
    assert drawn.sample == sample_of(drawn.seed, lines[::-1])
    assert len(drawn.sample) == len(set(drawn.sample)) == min(20, len(lines))
    another = draw(sitting, Wanted(sitting.user.place, KINDS, seed=8))
    assert another.sample != drawn.sample


def test_an_act_takes_no_more_than_it_may_and_tells_what_is_left(sitting: Sitting) -> None:
    whole = chosen(sitting.user, sitting.user.place, KINDS).count()
    bulk = draw(sitting, Wanted(sitting.user.place, KINDS, seed=7, most=3))
    assert (bulk.chosen, bulk.beyond) == (3, whole - 3)


def test_what_is_approved_is_verified_and_told_record_by_record(
    sitting: Sitting, drawn: BulkApproval
) -> None:
    checked(sitting, drawn)
    fits = refs(drawn, BulkOutcome.FITS)
    proposed = {one.pk: one.register_citizen_id for one in Profile.objects.filter(pk__in=fits)}
    events = AuditEvent.objects.count()
    bulk = approve(sitting, drawn.pk, looked_at_sample=True)
    assert bulk.state == BulkState.APPLIED
    assert refs(bulk, BulkOutcome.APPLIED) == fits
    assert len(fits) > 5
    for profile in Profile.objects.filter(pk__in=fits).select_related("case"):
        said = (profile.verdict, profile.register_citizen_id, profile.case.state, profile.version)
        assert said == ("verified", proposed[profile.pk], CaseState.SETTLED, 1)
        assert profile.name_folded == folded(profile.full_name), "not found by its right name"
        assert not profile.repairs.exists()
        assert not profile.candidates.exists()
    judged = Judgement.objects.filter(bulk=bulk, kind=JudgementKind.APPROVE_IN_BULK)
    assert set(judged.values_list("person_ref", flat=True)) == fits
    assert AuditEvent.objects.count() == events + len(fits) + 1


def test_what_would_not_be_verified_as_proposed_is_left_out_and_told(
    sitting: Sitting, drawn: BulkApproval
) -> None:
    wrong, somebody_else = sorted(drawn.lines.values_list("profile_id", flat=True))[:2]
    Repair.objects.filter(profile=wrong).update(register_value="Nguyễn Không Ai Biết")
    Profile.objects.filter(pk=somebody_else).update(register_citizen_id="000000000000")
    before = [as_it_is(wrong), as_it_is(somebody_else)]
    checked(sitting, drawn)
    assert refs(drawn, BulkOutcome.DOES_NOT_FIT) >= {wrong, somebody_else}
    approve(sitting, drawn.pk, looked_at_sample=True)
    assert [as_it_is(wrong), as_it_is(somebody_else)] == before


@pytest.mark.parametrize("when", ["before it is verified", "after it was verified"])
def test_a_record_that_somebody_judged_meanwhile_is_left_as_it_stands(
    sitting: Sitting, drawn: BulkApproval, when: str
) -> None:
    ref = drawn.sample[0]
    if when == "after it was verified":
        checked(sitting, drawn)
    judge(sitting, ref, Asked(JudgementKind.EDIT_FIELDS, 0, {"phone": "0912345678"}))
    before = as_it_is(ref)
    if when == "before it is verified":
        checked(sitting, drawn)
    bulk = approve(sitting, drawn.pk, looked_at_sample=True)
    assert refs(bulk, BulkOutcome.CHANGED) == {ref}
    assert as_it_is(ref) == before
    assert not Judgement.objects.filter(person_ref=ref, bulk=bulk).exists()


def test_an_undone_act_leaves_every_record_as_it_was(sitting: Sitting, drawn: BulkApproval) -> None:
    checked(sitting, drawn)
    before = {ref: as_it_is(ref) for ref in refs(drawn, BulkOutcome.FITS)}
    approve(sitting, drawn.pk, looked_at_sample=True)
    bulk = undo_bulk(sitting, drawn.pk, "the sample was too small")
    assert {ref: as_it_is(ref) for ref in before} == before
    assert (bulk.state, refs(bulk, BulkOutcome.UNDONE)) == (BulkState.UNDONE, set(before))
    states = Case.objects.filter(pk__in=before).values_list("state", flat=True)
    assert set(states) == {CaseState.WAITING}
    assert all(last_standing(ref) is None for ref in before)


def test_undoing_leaves_what_was_judged_since(sitting: Sitting, drawn: BulkApproval) -> None:
    checked(sitting, drawn)
    approve(sitting, drawn.pk, looked_at_sample=True)
    edited, taken_back, other = sorted(refs(drawn, BulkOutcome.APPLIED))[:3]
    judge(sitting, edited, Asked(JudgementKind.EDIT_FIELDS, 1, {"phone": "0912345678"}))
    undo(sitting, Judgement.objects.get(person_ref=taken_back).pk, "not this one")
    kept = [as_it_is(edited), as_it_is(taken_back)]
    bulk = undo_bulk(sitting, drawn.pk, "all of it")
    assert refs(bulk, BulkOutcome.JUDGED_SINCE) == {edited, taken_back}
    assert [as_it_is(edited), as_it_is(taken_back)] == kept
    assert other in refs(bulk, BulkOutcome.UNDONE)


def test_one_record_of_the_act_is_undone_by_itself(sitting: Sitting, drawn: BulkApproval) -> None:
    checked(sitting, drawn)
    ref = sorted(refs(drawn, BulkOutcome.FITS))[0]
    before = as_it_is(ref)
    approve(sitting, drawn.pk, looked_at_sample=True)
    undo(sitting, Judgement.objects.get(person_ref=ref).pk, "not this one")
    assert as_it_is(ref) == before
    assert Case.objects.get(pk=ref).state == CaseState.OPEN
    assert Candidate.objects.filter(profile=ref).exists()


ACTS = {
    "approve": lambda sitting, number: approve(sitting, number, looked_at_sample=True),
    "approve unseen": lambda sitting, number: approve(sitting, number, looked_at_sample=False),
    "decline": lambda sitting, number: decline(sitting, number, "one of the sample is wrong"),
    "decline without a reason": lambda sitting, number: decline(sitting, number, " "),
    "undo": lambda sitting, number: undo_bulk(sitting, number, "all of it"),
    "undo without a reason": lambda sitting, number: undo_bulk(sitting, number, " "),
}
REFUSED = (
    ("verify", "approve unseen", "Look at the sample"),
    ("", "approve", "not verified yet"),
    ("verify, approve", "approve", "approved and applied"),
    ("verify, decline", "approve", "not approved"),
    ("verify, approve", "decline", "approved and applied"),
    ("verify", "decline without a reason", "give a reason"),
    ("verify", "undo", "waits for approval"),
    ("verify, approve, undo", "undo", "undone"),
    ("verify, approve", "undo without a reason", "needs a reason"),
)


@pytest.mark.parametrize(("before", "act", "sentence"), REFUSED)
def test_what_may_not_be_is_refused_with_a_sentence(
    sitting: Sitting, drawn: BulkApproval, before: str, act: str, sentence: str
) -> None:
    for done in filter(None, before.split(", ")):
        if done == "verify":
            checked(sitting, drawn)
        else:
            ACTS[done](sitting, drawn.pk)
    events = AuditEvent.objects.count()
    with pytest.raises(Refused, match=sentence):
        ACTS[act](sitting, drawn.pk)
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_choose_and_approve(
    sitting: Sitting, drawn: BulkApproval, role: Role
) -> None:
    checked(sitting, drawn)
    theirs = Sitting(user_of(role, drawn.place), sitting.desk, NOW)
    if role in (Role.DISTRICT, Role.PROVINCE):
        assert draw(theirs, Wanted(drawn.place, KINDS, seed=1)).chosen == drawn.chosen
        assert approve(theirs, drawn.pk, looked_at_sample=True).state == BulkState.APPLIED
        return
    with pytest.raises(Refused, match="may not"):
        draw(theirs, Wanted(drawn.place, KINDS, seed=1))
    with pytest.raises(NotFound):
        approve(theirs, drawn.pk, looked_at_sample=True)
    assert kinds_offered(theirs.user, drawn.place) == []


def test_another_places_act_does_not_exist(sitting: Sitting, drawn: BulkApproval) -> None:
    elsewhere = Case.objects.exclude(place__startswith=drawn.place).filter(place__contains="/c")[0]
    theirs = Sitting(user_of(Role.DISTRICT, elsewhere.place), sitting.desk, NOW)
    for act in ("approve", "decline", "undo"):
        with pytest.raises(NotFound):
            ACTS[act](theirs, drawn.pk)
    with pytest.raises(NotFound):
        draw(theirs, Wanted(drawn.place, KINDS, seed=1))


def test_a_register_out_of_reach_is_told_and_changes_nothing(
    sitting: Sitting, drawn: BulkApproval, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="out of reach"):
        check_next(RegisterDesk(tmp_path / "gone"), drawn)
    assert drawn.lines.filter(outcome=BulkOutcome.UNCHECKED).count() == drawn.chosen


def test_every_kind_that_may_be_safe_was_measured_and_is_right_enough() -> None:
    policy = tomllib.loads((ROOT / "soat/engine/resolve/policy.toml").read_text(encoding="utf-8"))
    kinds = {line["kind"] for line in policy["line"]}
    assert kinds - {"month_only"} <= set(measurement().by_kind) <= kinds
    assert all(one.precision >= 0.9999 for one in measurement().by_kind.values())


@pytest.mark.parametrize(
    ("repairs", "wrong", "at_least"),
    [(30_000, 0, 0.9999), (100, 0, 0.97), (2, 0, 0.0), (1000, 10, 0.981), (10, 10, 0.0)],
)
def test_a_small_measurement_promises_little(repairs: int, wrong: int, at_least: float) -> None:
    assert Measured("x", repairs, wrong).at_least == pytest.approx(at_least, abs=0.002)
