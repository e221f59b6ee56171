"""A second, blind review: nothing takes effect before two agree, and neither sees the other's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from soat.casework.judging import Asked, Refused, Sitting, judge
from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import staged
from soat.casework.models import (
    AuditEvent,
    BlindReview,
    Candidate,
    Case,
    Judgement,
    Profile,
)
from soat.casework.pairs.profiles import ProfilesAsked
from soat.casework.register_desk import RegisterDesk
from soat.casework.scopes import visible
from soat.casework.second_review.giving import judge_case, judge_pair
from soat.casework.second_review.settling import settle, withdraw
from soat.casework.undoing import last_standing, undo
from soat.model.closed_lists import Rule
from soat.model.review_lists import CaseState, JudgementKind, Role
from soat.review.places import above
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.command import SOAT, environment, run_words

K = JudgementKind


@pytest.fixture
def profile(book: SmallCountry) -> Profile:
    """A profile that several register people fit: whoever is taken, two must agree."""
    found = Candidate.objects.filter(rank=2, profile__case__state=CaseState.OPEN)
    found = found.exclude(birth_text="").filter(profile__place__contains="/d")
    ref = found.order_by("profile_id").values_list("profile_id", flat=True)[0]
    Profile.objects.filter(pk=ref).update(rule=Rule.AMBIGUOUS)
    return Profile.objects.get(pk=ref)


class Three:
    """Two who look at the case independently, and their supervisor."""

    def __init__(self, profile: Profile, desk: RegisterDesk) -> None:
        place, province = profile.place, above(profile.place)[2]
        self.first = Sitting(user_of(Role.STATION, place), desk, NOW)
        self.second = Sitting(user_of(Role.DISTRICT, place), desk, NOW)
        self.supervisor = Sitting(user_of(Role.PROVINCE, province), desk, NOW)


@pytest.fixture
def three(profile: Profile, desk: RegisterDesk) -> Three:
    return Three(profile, desk)


def taking(profile: Profile, candidate: int) -> Asked:
    version = Profile.objects.get(pk=profile.pk).version
    return Asked(K.TAKE_CANDIDATE, version, candidate=candidate, reason="the household says so")


def state(profile: Profile) -> str:
    return Case.objects.get(pk=profile.pk).state


def typed(profile: Profile) -> tuple[str, str]:
    row = Profile.objects.get(pk=profile.pk)
    return row.full_name, row.citizen_id


def test_the_first_judgement_is_kept_and_changes_nothing(profile: Profile, three: Three) -> None:
    given = judge_case(three.first, profile.pk, taking(profile, 1))
    assert (given.kind, state(profile)) == (K.FIRST_OPINION, CaseState.SECOND_REVIEW)
    assert typed(profile) == (profile.full_name, profile.citizen_id)
    assert last_standing(profile.pk) is None


def test_a_second_who_says_the_same_makes_it_so(profile: Profile, three: Three) -> None:
    right = profile.candidates.get(rank=1).citizen_id
    judge_case(three.first, profile.pk, taking(profile, 1))
    judged = judge_case(three.second, profile.pk, taking(profile, 1))
    after = Profile.objects.get(pk=profile.pk)
    assert (judged.kind, judged.actor) == (K.TAKE_CANDIDATE, three.second.user.username)
    assert (after.citizen_id, after.verdict) == (right, "verified")
    assert state(profile) == CaseState.SETTLED
    assert not BlindReview.objects.exists()
    kinds = Judgement.objects.filter(person_ref=profile.pk).order_by("pk")
    assert [one.kind for one in kinds] == ["first_opinion", "same_opinion", "take_candidate"]


def test_the_same_reached_in_another_way_is_the_same(profile: Profile, three: Three) -> None:
    taken = profile.candidates.get(rank=1).as_typed
    judge_case(three.first, profile.pk, taking(profile, 1))
    fields = {name: taken[name] for name in ("citizen_id", "full_name", "birth_date", "sex")}
    version = Profile.objects.get(pk=profile.pk).version
    judged = judge_case(three.second, profile.pk, Asked(K.EDIT_FIELDS, version, fields))
    assert judged.kind == K.EDIT_FIELDS
    assert Profile.objects.get(pk=profile.pk).citizen_id == taken["citizen_id"]


def test_what_two_agreed_on_is_undone_like_any_judgement(profile: Profile, three: Three) -> None:
    judge_case(three.first, profile.pk, taking(profile, 1))
    judged = judge_case(three.second, profile.pk, taking(profile, 1))
    undo(three.first, judged.pk, "by mistake")
    assert typed(profile) == (profile.full_name, profile.citizen_id)
    assert state(profile) == CaseState.OPEN


def disputed(profile: Profile, three: Three) -> Judgement:
    judge_case(three.first, profile.pk, taking(profile, 1))
    return judge_case(three.second, profile.pk, taking(profile, 2))


def test_a_second_who_says_otherwise_leaves_it_to_the_supervisor(
    profile: Profile, three: Three
) -> None:
    right = profile.candidates.get(rank=2).citizen_id
    assert disputed(profile, three).kind == K.OTHER_OPINION
    assert state(profile) == CaseState.DISPUTED
    assert typed(profile) == (profile.full_name, profile.citizen_id)
    judged = settle(three.supervisor, profile.pk, 2, "the birth certificate was seen")
    assert (judged.kind, judged.actor) == (K.TAKE_CANDIDATE, three.supervisor.user.username)
    assert (typed(profile)[1], state(profile)) == (right, CaseState.SETTLED)


def test_a_supervisor_may_take_neither_and_it_is_judged_from_the_start(
    profile: Profile, three: Three
) -> None:
    disputed(profile, three)
    settle(three.supervisor, profile.pk, None, "neither saw the papers")
    assert state(profile) == CaseState.OPEN
    given = judge_case(three.second, profile.pk, taking(profile, 1))
    assert given.kind == K.FIRST_OPINION


def test_nobody_settles_their_own_dispute_nor_without_role_or_reason(
    profile: Profile, three: Three
) -> None:
    disputed(profile, three)
    with pytest.raises(Refused, match="somebody else has to decide"):
        settle(three.second, profile.pk, 1, "mine is right")
    with pytest.raises(Refused, match="may not"):
        settle(three.first, profile.pk, 1, "mine is right")
    with pytest.raises(Refused, match="give a reason"):
        settle(three.supervisor, profile.pk, 1, " ")


def test_one_person_cannot_be_both(profile: Profile, three: Three) -> None:
    judge_case(three.first, profile.pk, taking(profile, 1))
    with pytest.raises(Refused, match="Let somebody else look"):
        judge_case(three.first, profile.pk, taking(profile, 1))
    assert state(profile) == CaseState.SECOND_REVIEW


def test_there_is_no_way_around_it(profile: Profile, three: Three) -> None:
    with pytest.raises(Refused, match="Two people"):
        judge(three.first, profile.pk, taking(profile, 1))
    judge_case(three.first, profile.pk, taking(profile, 1))
    version = Profile.objects.get(pk=profile.pk).version
    for kind in (K.EDIT_FIELDS, K.ASK_HOUSEHOLD, K.CANNOT_RESOLVE):
        with pytest.raises(Refused, match="not possible now"):
            judge(three.first, profile.pk, Asked(kind, version, {"phone": "0912345678"}, None, "x"))


def test_who_had_it_open_is_told_and_has_to_look_again(profile: Profile, three: Three) -> None:
    seen = taking(profile, 1)
    judge_case(three.first, profile.pk, seen)
    with pytest.raises(Refused, match="changed this record"):
        judge_case(three.second, profile.pk, seen)


def test_nobody_reads_an_opinion_before_they_gave_theirs(profile: Profile, three: Three) -> None:
    given = judge_case(three.first, profile.pk, taking(profile, 1))
    readers = {
        name: visible(sitting.user, Judgement).filter(pk=given.pk).exists()
        for name, sitting in vars(three).items()
    }
    assert readers == {"first": True, "second": False, "supervisor": False}
    other = judge_case(three.second, profile.pk, taking(profile, 2))
    assert (
        visible(three.supervisor.user, Judgement).filter(pk__in=[given.pk, other.pk]).count() == 2
    )
    assert not visible(three.first.user, Judgement).filter(pk=other.pk).exists()
    settle(three.supervisor, profile.pk, 1, "the papers were seen")
    assert visible(three.first.user, Judgement).filter(pk=other.pk).exists()


def test_the_trail_says_that_there_is_an_opinion_and_not_which(
    profile: Profile, three: Three
) -> None:
    judge_case(three.first, profile.pk, taking(profile, 1))
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.subject) == ("first_opinion", profile.pk)
    assert set(event.after or {}) == {"verdict"}


def test_the_first_opinion_is_withdrawn_by_who_gave_it_or_a_supervisor_only(
    profile: Profile, three: Three, desk: RegisterDesk
) -> None:
    judge_case(three.first, profile.pk, taking(profile, 1))
    police = Sitting(user_of(Role.POLICE, profile.place), desk, NOW)
    with pytest.raises(Refused, match="can withdraw it"):
        withdraw(police, profile.pk, "x")
    with pytest.raises(Refused, match="give a reason"):
        withdraw(three.first, profile.pk, "")
    withdraw(three.first, profile.pk, "I mistook the name")
    assert (state(profile), BlindReview.objects.count()) == (CaseState.OPEN, 0)
    assert judge_case(three.second, profile.pk, taking(profile, 2)).kind == K.FIRST_OPINION


def test_a_case_goes_back_to_where_it_was(profile: Profile, three: Three) -> None:
    judge_case(three.first, profile.pk, Asked(K.ASK_HOUSEHOLD, profile.version))
    assert state(profile) == CaseState.ASKED
    judge_case(three.first, profile.pk, taking(profile, 1))
    withdraw(three.first, profile.pk, "not yet")
    assert state(profile) == CaseState.ASKED


# ── two profiles ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def other(profile: Profile) -> Profile:
    found = Profile.objects.filter(place__startswith=profile.place)
    return found.exclude(history_id=profile.history_id).order_by("pk")[0]


def of_pair(kind: JudgementKind, profile: Profile, other: Profile) -> ProfilesAsked:
    version = Profile.objects.get(pk=profile.pk).version
    return ProfilesAsked(kind, version, other.pk, "seen at the household")


def history(profile: Profile) -> str:
    return Profile.objects.get(pk=profile.pk).history_id


def test_a_merge_needs_two(profile: Profile, other: Profile, three: Three) -> None:
    given = judge_pair(three.first, profile.pk, of_pair(K.MERGE_PROFILES, profile, other))
    assert (given.kind, history(profile)) == (K.FIRST_OPINION, profile.history_id)
    with pytest.raises(Refused, match="something else"):
        judge_case(three.second, profile.pk, taking(profile, 1))
    judge_pair(three.second, profile.pk, of_pair(K.MERGE_PROFILES, profile, other))
    assert history(profile) == history(other)
    assert state(profile) == CaseState.OPEN


def test_a_second_who_holds_them_apart_differs(
    profile: Profile, other: Profile, three: Three
) -> None:
    judge_pair(three.first, profile.pk, of_pair(K.MERGE_PROFILES, profile, other))
    given = judge_pair(three.second, profile.pk, of_pair(K.SPLIT_PROFILES, profile, other))
    assert (given.kind, state(profile)) == (K.OTHER_OPINION, CaseState.DISPUTED)
    settle(three.supervisor, profile.pk, 1, "the papers were seen")
    assert history(profile) == history(other)


# ── a load meanwhile ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def merge_again(loaded: SmallCountry) -> object:
    with run_opened(loaded.run) as source, staged(source, SHAPED) as prefix:
        told = RunTold("later", "2022-05-05", "", "tests", NOW)
        yield lambda: merge(prefix, told, lambda done: None)


def test_a_review_outlives_a_load(
    merge_again: Callable[[], object], profile: Profile, three: Three
) -> None:
    judge_case(three.first, profile.pk, taking(profile, 1))
    merge_again()
    assert state(profile) == CaseState.SECOND_REVIEW
    judged = judge_case(three.second, profile.pk, taking(profile, 1))
    assert judged.kind == K.TAKE_CANDIDATE


def test_who_somebody_is_needs_no_opinion_once_the_run_knows(
    merge_again: Callable[[], object], profile: Profile, three: Three
) -> None:
    verified = Profile.objects.filter(verdict="verified", place__contains="/c")[0]
    review = judge_case(three.first, profile.pk, taking(profile, 1))
    BlindReview.objects.create(profile=verified, state_before=CaseState.OPEN, first=_twin(review))
    Case.objects.create(
        profile=verified, place=verified.place, state=CaseState.SECOND_REVIEW,
        tier=verified.tier, rule=verified.rule, changed_at=NOW,
    )  # fmt: skip
    merge_again()
    assert state(verified) == CaseState.SETTLED
    assert list(BlindReview.objects.values_list("pk", flat=True)) == [profile.pk]


def _twin(review: Judgement) -> Judgement:
    """The same opinion of somebody else."""
    row = Judgement.objects.get(pk=review.pk)
    row.pk, row._state.adding = None, True
    row.save()
    return row


# ── the installation's own policy ────────────────────────────────────────────────────────────


def test_a_policy_that_cannot_be_read_is_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("[[needs_second_review]]\nkinds = ['x']", "utf-8")
    variables = {
        **environment(),
        "SOAT_DEMO": "1",
        "SOAT_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "",
        "SOAT_SECOND_REVIEW": str(tmp_path / "policy.toml"),
    }
    told = run_words((*SOAT, "audit", "verify", "--lang", "en"), tmp_path, variables)
    assert told.code == 2
    assert "second reviews cannot be read" in " ".join(told.err.split())
