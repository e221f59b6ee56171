"""Judging: verified again at once, nobody overwritten, nothing without reason, all undoable."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from soat.casework.judging import Asked, NotFound, Refused, judge
from soat.casework.models import AuditEvent, Candidate, Case, Judgement, Profile, Repair
from soat.casework.register_desk import RegisterDesk
from soat.casework.undoing import undo
from soat.model.closed_lists import Tier
from soat.model.review_lists import CaseState, JudgementKind, Role
from tests.casework.conftest import NOW, SmallCountry, sitting_of, user_of

K = JudgementKind


def profile_with(**wanted: object) -> Profile:
    """The first open case's profile that answers the description, residence known."""
    found = Profile.objects.filter(case__state=CaseState.OPEN, place__contains="/c", **wanted)
    return found.order_by("person_ref")[0]


def proposed() -> Profile:
    return profile_with(tier=Tier.REVIEW, verdict="mismatch", repairs__field="name")


def again(profile: Profile) -> Profile:
    return Profile.objects.get(pk=profile.pk)


def test_an_accepted_proposal_is_verified_at_once(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = profile_with(verdict="mismatch", reasons="name")
    name = profile.repairs.get(field="name").register_value
    judged = judge(sitting_of(profile, desk), profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    after = again(profile)
    assert (after.full_name, after.verdict, after.reasons, after.rule) == (
        *(name, "verified", ""),
        "exact",
    )
    assert Case.objects.get(pk=profile.pk).state == CaseState.SETTLED
    assert not Repair.objects.filter(profile=profile).exists()
    assert judged.told["before"] == {"full_name": profile.full_name}
    assert judged.shown["verdict"] == "mismatch"


def test_a_lost_zero_that_is_put_back_is_verified(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = profile_with(verdict="mismatch", reasons="number")
    fields = {"citizen_id": profile.register_citizen_id}
    judge(sitting_of(profile, desk), profile.pk, Asked(K.EDIT_FIELDS, 0, fields))
    assert again(profile).verdict == "verified"


def test_an_edit_that_makes_it_worse_opens_the_case_again(
    book: SmallCountry, desk: RegisterDesk
) -> None:
    profile = Profile.objects.filter(verdict="verified", place__contains="/c")[0]
    fields = {"full_name": "Nguyễn Không Ai Biết"}
    judge(sitting_of(profile, desk), profile.pk, Asked(K.EDIT_FIELDS, 0, fields))
    assert again(profile).verdict != "verified"
    assert Case.objects.get(pk=profile.pk).state == CaseState.OPEN


def test_a_candidate_that_is_taken_is_who_it_is(book: SmallCountry, desk: RegisterDesk) -> None:
    taken = Candidate.objects.filter(
        profile__verdict="unidentified", profile__place__contains="/c", rank=1
    ).exclude(birth_text="")[0]
    asked = Asked(K.TAKE_CANDIDATE, 0, candidate=1, reason="the household says so")
    judge(sitting_of(taken.profile, desk), taken.profile.pk, asked)
    after = again(taken.profile)
    assert (after.verdict, after.register_citizen_id) == ("verified", taken.citizen_id)


def test_who_saves_second_is_told_and_overwrites_nothing(
    book: SmallCountry, desk: RegisterDesk
) -> None:
    profile = proposed()
    sitting = sitting_of(profile, desk)
    judge(sitting, profile.pk, Asked(K.EDIT_FIELDS, 0, {"phone": "0912345678"}))
    with pytest.raises(Refused, match="Somebody changed this record"):
        judge(sitting, profile.pk, Asked(K.EDIT_FIELDS, 0, {"phone": "0987654321"}))
    assert again(profile).phone == "0912345678"


REFUSED = (
    (Role.POLICE, Asked(K.ASK_HOUSEHOLD, 0), "may not"),
    (Role.STATION, Asked(K.REGISTER_WRONG, 0, reason="they say so"), "may not"),
    (Role.AUDITOR, Asked(K.EDIT_FIELDS, 0, {"sex": "nam"}), "may not"),
    (Role.STATION, Asked(K.CANNOT_RESOLVE, 0), "give a reason"),
    (Role.STATION, Asked(K.CANNOT_RESOLVE, 0, reason="  "), "give a reason"),
    (Role.STATION, Asked(K.TAKE_CANDIDATE, 0, candidate=99, reason="x"), "not on the list"),
    (Role.STATION, Asked(K.EDIT_FIELDS, 0, {"verdict": "verified"}), "Only the fields"),
    (Role.STATION, Asked(K.EDIT_FIELDS, 0, {"version": "7"}), "Only the fields"),
    (Role.STATION, Asked(K.EDIT_FIELDS, 0, {"full_name": " "}), "needs a name"),
    (Role.STATION, Asked(K.EDIT_FIELDS, 0, {"full_name": "x" * 501}), "needs a name"),
    (Role.STATION, Asked(K.EDIT_FIELDS, 0, {"phone": "09\x00"}), "needs a name"),
)


@pytest.mark.parametrize(("role", "asked", "sentence"), REFUSED)
def test_what_may_not_be_is_refused_with_a_sentence_and_changes_nothing(
    book: SmallCountry, desk: RegisterDesk, role: Role, asked: Asked, sentence: str
) -> None:
    profile = proposed()
    events = AuditEvent.objects.count()
    with pytest.raises(Refused, match=sentence) as refused:
        judge(sitting_of(profile, desk, role), profile.pk, asked)
    assert refused.value.sentence.vi != refused.value.sentence.en
    assert (again(profile).version, AuditEvent.objects.count()) == (0, events)


def test_another_communes_record_does_not_exist(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = proposed()
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    with pytest.raises(NotFound):
        judge(sitting_of(elsewhere, desk), profile.pk, Asked(K.ASK_HOUSEHOLD, 0))


def test_the_police_say_that_the_register_is_wrong(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = proposed()
    asked = Asked(K.REGISTER_WRONG, 0, reason="birth certificate seen")
    judge(sitting_of(profile, desk, Role.POLICE), profile.pk, asked)
    assert Case.objects.get(pk=profile.pk).state == CaseState.AT_REGISTER
    assert again(profile).full_name == profile.full_name


def test_a_record_waits_while_the_register_is_out_of_reach(
    book: SmallCountry, tmp_path: Path
) -> None:
    profile = proposed()
    nowhere = RegisterDesk(tmp_path / "gone")
    fields = {"citizen_id": profile.register_citizen_id}
    judge(sitting_of(profile, nowhere), profile.pk, Asked(K.EDIT_FIELDS, 0, fields))
    after = again(profile)
    assert Case.objects.get(pk=profile.pk).state == CaseState.WAITING
    assert (after.citizen_id, after.verdict) == (profile.register_citizen_id, profile.verdict)


# ── undo ─────────────────────────────────────────────────────────────────────────────────────

_TOLD = ("full_name", "birth_date", "sex", "citizen_id", "verdict", "reasons", "rule", "tier")


@pytest.mark.parametrize("kind", [K.ACCEPT_PROPOSAL, K.EDIT_FIELDS, K.ASK_HOUSEHOLD])
def test_undone_is_as_before(book: SmallCountry, desk: RegisterDesk, kind: JudgementKind) -> None:
    profile = proposed()
    # What the engine says of it alone, without the household that a run sees.
    judge(sitting_of(profile, desk), profile.pk, Asked(K.EDIT_FIELDS, 0, {"insurance_id": "x"}))
    before = Profile.objects.filter(pk=profile.pk).values(*_TOLD)[0]
    fields = {"full_name": "Trần Thị Thử"} if kind is K.EDIT_FIELDS else {}
    judged = judge(sitting_of(profile, desk), profile.pk, Asked(kind, 1, fields))
    undo(sitting_of(profile, desk), judged.pk, "by mistake")
    assert Profile.objects.filter(pk=profile.pk).values(*_TOLD)[0] == before
    assert Case.objects.get(pk=profile.pk).state == CaseState.OPEN
    assert Judgement.objects.filter(pk=judged.pk).exists()


def test_only_the_last_judgement_is_undone_first(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = proposed()
    sitting = sitting_of(profile, desk)
    first = judge(sitting, profile.pk, Asked(K.EDIT_FIELDS, 0, {"phone": "0912345678"}))
    second = judge(sitting, profile.pk, Asked(K.EDIT_FIELDS, 1, {"phone": "0987654321"}))
    with pytest.raises(Refused, match="Undo the latest judgement first"):
        undo(sitting, first.pk, "by mistake")
    undo(sitting, second.pk, "by mistake")
    undo(sitting, first.pk, "by mistake")
    assert again(profile).phone == profile.phone


def test_nothing_is_undone_twice_without_reason_or_from_elsewhere(
    book: SmallCountry, desk: RegisterDesk
) -> None:
    profile = proposed()
    sitting = sitting_of(profile, desk)
    judged = judge(sitting, profile.pk, Asked(K.ASK_HOUSEHOLD, 0))
    with pytest.raises(Refused, match="needs a reason"):
        undo(sitting, judged.pk, " ")
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    with pytest.raises(NotFound):
        undo(sitting_of(elsewhere, desk), judged.pk, "by mistake")
    with pytest.raises(Refused, match="may not"):
        undo(sitting_of(profile, desk, Role.AUDITOR), judged.pk, "by mistake")
    undo(sitting, judged.pk, "by mistake")
    with pytest.raises(Refused, match="judged again"):
        undo(sitting, judged.pk, "by mistake")


def test_a_judgement_is_never_changed(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = proposed()
    judged = judge(sitting_of(profile, desk), profile.pk, Asked(K.ASK_HOUSEHOLD, 0))
    judged.reason = "another"
    with pytest.raises(TypeError, match="append-only"):
        judged.save()
    with pytest.raises(TypeError, match="append-only"):
        judged.delete()
    for sql in ("UPDATE casework_judgement SET reason = 'x'", "DELETE FROM casework_judgement"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_every_judgement_stands_in_the_trail(book: SmallCountry, desk: RegisterDesk) -> None:
    profile = proposed()
    judged = judge(sitting_of(profile, desk), profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.subject, event.place, event.at) == (
        *("accept_proposal", profile.pk, profile.place),
        NOW,
    )
    assert event.actor == user_of(Role.STATION, profile.place).username == judged.actor
    assert event.before == {**judged.told["before"], "verdict": profile.verdict}
    assert event.after["state"] == Case.objects.get(pk=profile.pk).state


def test_an_address_in_words_is_edited_as_typed_and_a_line_break_in_it_is_no_edit(
    book: SmallCountry, desk: RegisterDesk
) -> None:
    profile = profile_with(verdict="mismatch", reasons="name")
    typed = "Số 5,\nThôn 2" + " xa" * 200
    Profile.objects.filter(pk=profile.pk).update(residence_text=typed)
    sitting, shown = sitting_of(profile, desk), typed.replace("\n", " ")
    asked = {"phone": "0912345678", "residence_text": shown}
    judged = judge(sitting, profile.pk, Asked(K.EDIT_FIELDS, 0, asked))
    assert judged.told["after"] == {"phone": "0912345678"}
    assert again(profile).residence_text == typed
    judge(sitting, profile.pk, Asked(K.EDIT_FIELDS, 1, {"residence_text": "Tổ 5, Ấp 3"}))
    assert (again(profile).residence_text, again(profile).reasons) == ("Tổ 5, Ấp 3", "name")
