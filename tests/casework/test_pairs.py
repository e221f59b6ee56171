"""Two profiles, two dose rows: one or two as people say, undoable, and standing after a load."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import override_settings

from soat.casework.judging import NotFound, Refused
from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import staged
from soat.casework.models import AuditEvent, Case, Dose, Judgement, Profile
from soat.casework.pairs.doses import DosesAsked, judge_doses
from soat.casework.pairs.profiles import ProfilesAsked, judge_profiles
from soat.casework.register_desk import RegisterDesk
from soat.casework.undoing import last_standing, undo
from soat.model.dose_lists import DoseState
from soat.model.review_lists import JudgementKind, Role
from soat.review.places import above, place_path
from tests.casework.conftest import NOW, SmallCountry, sitting_of, user_of

K = JudgementKind
REASON = "seen at the household"


@pytest.fixture(autouse=True)
def nobody_needs_a_second_review(tmp_path: Path) -> object:
    """What is tested here is what a judgement does; who has to agree is another matter."""
    (tmp_path / "policy.toml").write_text("", encoding="utf-8")
    with override_settings(SECOND_REVIEW=str(tmp_path / "policy.toml")):
        yield


@pytest.fixture
def two(book: SmallCountry) -> tuple[Profile, Profile]:
    """Two profiles of one commune that the run holds to be two human beings."""
    for profile in Profile.objects.filter(place__contains="/c").order_by("person_ref"):
        same_place = Profile.objects.filter(place=profile.place).exclude(
            history_id=profile.history_id
        )
        other = same_place.order_by("person_ref").first()
        if other and profile.doses.exists() and other.doses.exists():
            return profile, other
    raise AssertionError("the country shows too little")


@pytest.fixture
def one(book: SmallCountry) -> tuple[Profile, Profile]:
    """Two profiles that the run holds to be one human being, both within one province."""
    for profile in Profile.objects.filter(place__contains="/d").order_by("person_ref"):
        others = Profile.objects.filter(
            history_id=profile.history_id, place__startswith=province(profile)
        )
        other = others.exclude(pk=profile.pk).first()
        if other:
            return profile, other
    raise AssertionError("the country shows too little")


def province(profile: Profile) -> str:
    return above(profile.place)[2]


def by_province(profile: Profile, desk: RegisterDesk) -> object:
    return type(sitting_of(profile, desk))(user_of(Role.PROVINCE, province(profile)), desk, NOW)


def asked(kind: JudgementKind, other: Profile, version: int = 0) -> ProfilesAsked:
    return ProfilesAsked(kind, version, other.pk, REASON)


def history(profile: Profile) -> str:
    return Profile.objects.get(pk=profile.pk).history_id


def histories() -> dict[str, str]:
    return dict(Profile.objects.values_list("pk", "history_id"))


# ── profiles ─────────────────────────────────────────────────────────────────────────────────


def test_merged_profiles_share_a_history_and_nothing_else_changes(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    before = Profile.objects.filter(pk__in=[profile.pk, other.pk]).order_by("pk")
    typed = list(before.values_list("full_name", "verdict", "register_citizen_id"))
    states = list(Case.objects.order_by("pk").values_list("pk", "state"))
    judge_profiles(sitting_of(profile, desk), profile.pk, asked(K.MERGE_PROFILES, other))
    assert history(profile) == history(other)
    assert list(before.values_list("full_name", "verdict", "register_citizen_id")) == typed
    assert list(Case.objects.order_by("pk").values_list("pk", "state")) == states
    shown = Dose.objects.filter(profile__history_id=history(profile))
    assert shown.count() >= profile.doses.count() + other.doses.count()


def test_who_has_either_profile_open_is_told(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    judge_profiles(sitting_of(profile, desk), profile.pk, asked(K.MERGE_PROFILES, other))
    changed = {profile.pk, other.pk} & set(
        Profile.objects.filter(version__gt=0).values_list("pk", flat=True)
    )
    assert changed, "the history of one of the two must have changed"
    for ref in changed:
        rest = other if ref == profile.pk else profile
        stale = ProfilesAsked(K.SPLIT_PROFILES, 0, rest.pk, REASON)
        with pytest.raises(Refused, match="changed this record"):
            judge_profiles(sitting_of(profile, desk), ref, stale)


def test_a_merge_that_is_undone_leaves_every_history_as_it_was(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    before, sitting = histories(), sitting_of(profile, desk)
    judged = judge_profiles(sitting, profile.pk, asked(K.MERGE_PROFILES, other))
    undo(sitting, judged.pk, "by mistake")
    assert histories() == before
    assert not Profile.objects.exclude(history_of_run=None).exists()


def test_split_profiles_have_two_histories_and_the_other_keeps_its_own(
    one: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = one
    before, sitting = histories(), by_province(profile, desk)
    judged = judge_profiles(sitting, profile.pk, asked(K.SPLIT_PROFILES, other))
    assert history(profile) != history(other) == before[other.pk]
    assert not Profile.objects.filter(history_id=history(profile)).exclude(pk=profile.pk).exists()
    undo(sitting, judged.pk, "by mistake")
    assert histories() == before


def test_the_later_judgement_of_the_same_two_holds_and_is_undone_first(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    sitting = sitting_of(profile, desk)
    first = judge_profiles(sitting, profile.pk, asked(K.MERGE_PROFILES, other))
    version = Profile.objects.get(pk=profile.pk).version
    second = judge_profiles(sitting, profile.pk, asked(K.SPLIT_PROFILES, other, version))
    assert history(profile) != history(other)
    with pytest.raises(Refused, match="judged again"):
        undo(sitting, first.pk, "by mistake")
    undo(sitting, second.pk, "by mistake")
    assert history(profile) == history(other)
    undo(sitting, first.pk, "by mistake")
    assert history(profile) != history(other)


def test_a_judgement_against_a_chain_of_others_is_refused(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    third = (
        Profile.objects.filter(place=profile.place)
        .exclude(history_id__in=[profile.history_id, other.history_id])
        .first()
    ) or Profile.objects.exclude(pk__in=[profile.pk, other.pk]).filter(
        place__startswith=province(profile)
    )[0]
    sitting = by_province(profile, desk)
    judge_profiles(sitting, profile.pk, asked(K.MERGE_PROFILES, third, profile.version))
    version = Profile.objects.get(pk=other.pk).version
    judge_profiles(sitting, other.pk, asked(K.MERGE_PROFILES, third, version))
    version = Profile.objects.get(pk=profile.pk).version
    with pytest.raises(Refused, match="through a third"):
        judge_profiles(sitting, profile.pk, asked(K.SPLIT_PROFILES, other, version))


def test_another_communes_profile_does_not_exist(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, _ = two
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    for other in (elsewhere, profile):
        with pytest.raises(NotFound):
            judge_profiles(sitting_of(profile, desk), profile.pk, asked(K.MERGE_PROFILES, other))
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("role", [Role.POLICE, Role.AUDITOR])
def test_who_may_not_judge_merges_nothing(
    two: tuple[Profile, Profile], desk: RegisterDesk, role: Role
) -> None:
    profile, other = two
    with pytest.raises(Refused, match="may not"):
        judge_profiles(sitting_of(profile, desk, role), profile.pk, asked(K.MERGE_PROFILES, other))


def test_nothing_without_a_reason(two: tuple[Profile, Profile], desk: RegisterDesk) -> None:
    profile, other = two
    with pytest.raises(Refused, match="give a reason"):
        judge_profiles(
            sitting_of(profile, desk),
            profile.pk,
            ProfilesAsked(K.MERGE_PROFILES, 0, other.pk, "  "),
        )


def test_a_merge_stands_in_the_trail_and_apart_from_what_is_undone_of_the_record(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    judged = judge_profiles(sitting_of(profile, desk), profile.pk, asked(K.MERGE_PROFILES, other))
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.subject, event.actor) == ("merge_profiles", profile.pk, judged.actor)
    assert event.after == {"other": other.pk}
    assert last_standing(profile.pk) is None


# ── doses ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def rows(book: SmallCountry) -> tuple[Dose, Dose]:
    """Two rows of one history and one profile that the run counts as two doses."""
    for dose in Dose.objects.filter(state=DoseState.KEPT).select_related("profile").order_by("pk"):
        other = dose.profile.doses.filter(state=DoseState.KEPT).exclude(pk=dose.pk).first()
        if other and "/c" in dose.profile.place:
            return dose, other
    raise AssertionError("the country shows too little")


def states() -> dict[str, tuple[str, str]]:
    return {ref: (state, kept) for ref, state, kept in Dose.objects.values_list(
        "pk", "state", "kept_dose_ref")}  # fmt: skip


def test_two_rows_that_are_one_dose_count_once_until_it_is_undone(
    rows: tuple[Dose, Dose], desk: RegisterDesk
) -> None:
    dose, other = rows
    before, sitting = states(), sitting_of(dose.profile, desk)
    judged = judge_doses(sitting, DosesAsked(K.SAME_DOSE, dose.pk, other.pk))
    kept = min(rows, key=lambda row: (row.recorded_at is None, row.recorded_at, row.pk))
    gone = other if kept == dose else dose
    assert states()[gone.pk] == (DoseState.DUPLICATE, kept.pk)
    assert states()[kept.pk] == (DoseState.KEPT, kept.pk)
    assert Dose.objects.filter(pk__in=[dose.pk, other.pk]).count() == len(rows)
    undo(sitting, judged.pk, "by mistake")
    assert states() == before


def test_a_duplicate_that_is_a_dose_of_its_own_counts_again(
    book: SmallCountry, desk: RegisterDesk
) -> None:
    duplicate = Dose.objects.filter(state=DoseState.DUPLICATE, profile__place__contains="/d")[0]
    before = states()
    asks = DosesAsked(K.DIFFERENT_DOSES, duplicate.pk, duplicate.kept_dose_ref)
    sitting = by_province(duplicate.profile, desk)
    judged = judge_doses(sitting, asks)
    assert states()[duplicate.pk] == (DoseState.KEPT, duplicate.pk)
    assert states()[duplicate.kept_dose_ref] == before[duplicate.kept_dose_ref]
    undo(sitting, judged.pk, "by mistake")
    assert states() == before


def test_doses_of_two_human_beings_are_never_one(
    two: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    profile, other = two
    asks = DosesAsked(K.SAME_DOSE, profile.doses.all()[0].pk, other.doses.all()[0].pk)
    with pytest.raises(Refused, match="merge the profiles first"):
        judge_doses(sitting_of(profile, desk), asks)
    judge_profiles(sitting_of(profile, desk), profile.pk, asked(K.MERGE_PROFILES, other))
    judge_doses(sitting_of(profile, desk), asks)
    assert DoseState.DUPLICATE in {states()[asks.dose_ref][0], states()[asks.other_ref][0]}


def test_a_site_judges_the_rows_that_it_entered_and_no_others(
    rows: tuple[Dose, Dose], desk: RegisterDesk
) -> None:
    dose, other = rows
    Dose.objects.filter(pk__in=[dose.pk, other.pk]).update(site_code="S 1")
    site = user_of(Role.SITE, place_path("2021", "01", "001", "00004", "S 1"))
    sitting = type(sitting_of(dose.profile, desk))(site, desk, NOW)
    judged = judge_doses(sitting, DosesAsked(K.SAME_DOSE, dose.pk, other.pk))
    assert judged.actor == site.username
    Dose.objects.filter(pk=other.pk).update(site_code="S 2")
    with pytest.raises(NotFound):
        judge_doses(sitting, DosesAsked(K.DIFFERENT_DOSES, dose.pk, other.pk))


def test_who_may_not_judge_marks_no_dose(rows: tuple[Dose, Dose], desk: RegisterDesk) -> None:
    dose, other = rows
    for role in (Role.POLICE, Role.AUDITOR):
        with pytest.raises(Refused, match="may not"):
            judge_doses(
                sitting_of(dose.profile, desk, role), DosesAsked(K.SAME_DOSE, dose.pk, other.pk)
            )


# ── a later load ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def merge_again(loaded: SmallCountry) -> object:
    """Merge the run's rows once more, as a later run's (tests/casework/test_loading.py)."""
    with run_opened(loaded.run) as source, staged(source, SHAPED) as prefix:
        told = RunTold("later", "2022-05-05", "", "tests", NOW)
        yield lambda: merge(prefix, told, lambda done: None)


def test_a_load_overturns_no_judgement_of_a_pair(
    merge_again: Callable[[], object],
    two: tuple[Profile, Profile],
    one: tuple[Profile, Profile],
    rows: tuple[Dose, Dose],
    desk: RegisterDesk,
) -> None:
    dose, other_dose = rows
    merged = judge_profiles(sitting_of(two[0], desk), two[0].pk, asked(K.MERGE_PROFILES, two[1]))
    version = Profile.objects.get(pk=one[0].pk).version
    judge_profiles(by_province(one[0], desk), one[0].pk, asked(K.SPLIT_PROFILES, one[1], version))
    judge_doses(sitting_of(dose.profile, desk), DosesAsked(K.SAME_DOSE, dose.pk, other_dose.pk))
    before = (histories(), states())
    merge_again()
    assert (histories(), states()) == before
    undo(sitting_of(two[0], desk), merged.pk, "by mistake")
    assert history(two[0]) != history(two[1])


def test_a_judgement_stands_over_what_a_later_run_says(
    merge_again: Callable[[], object], one: tuple[Profile, Profile], desk: RegisterDesk
) -> None:
    """The run that comes says again that the two are one."""
    profile, other = one
    # As if an earlier run had thought them two, and somebody had confirmed it.
    Profile.objects.filter(pk=profile.pk).update(history_id="another")
    judge_profiles(by_province(profile, desk), profile.pk, asked(K.SPLIT_PROFILES, other))
    assert history(profile) == "another"
    merge_again()
    assert history(profile) != history(other) == other.history_id
