"""What a case's page does beyond judging: pairs, what happened, and second, blind reviews."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from soat.casework.models import (
    BlindReview,
    Candidate,
    Case,
    Dose,
    Judgement,
    Profile,
    VerdictChange,
)
from soat.model.closed_lists import Rule
from soat.model.review_lists import CaseState, JudgementKind, Role
from tests.casework.case_at_hand import (
    HTMX,
    at_the_desk,
    case_with_doses,
    of_the_household,
    page,
    text_of,
)
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.test_pages import somebody

K = JudgementKind
PAGES: dict[str, str] = {
    "case-profiles": "POST",
    "case-doses": "POST",
    "case-settle": "POST",
    "case-withdraw": "POST",
}
TAILS = {name: name.removeprefix("case-") + "/" for name in PAGES}
READERS = {Role.STATION, Role.POLICE, Role.DISTRICT, Role.PROVINCE, Role.AUDITOR}
JUDGES = {Role.STATION, Role.DISTRICT, Role.PROVINCE}
FIXTURES = (at_the_desk, case_with_doses, of_the_household)


def form_of(name: str, profile: Profile, other: Profile) -> dict[str, str]:
    doses = profile.doses.order_by("pk")
    return {
        "case-profiles": {"kind": "split_profiles", "version": str(profile.version), "reason": "x",
                          "other": other.page_id},
        "case-doses": {"kind": "same_dose", "dose": doses[0].pk, "other_dose": doses[1].pk},
        "case-settle": {"taken": "first", "reason": "x"},
        "case-withdraw": {"reason": "x"},
    }[name]  # fmt: skip


def sent(client: Client, name: str, profile: Profile, other: Profile) -> HttpResponse:
    return client.post(page(profile, TAILS[name]), form_of(name, profile, other))


# ── who may ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(
    profile: Profile, other: Profile, name: str
) -> None:
    answer = sent(Client(), name, profile, other)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_part_of_a_page_does_not_sign_in_by_itself(profile: Profile, other: Profile) -> None:
    answer = Client().post(page(profile, "withdraw/"), {"reason": "x"}, **HTMX)
    assert (answer.status_code, answer["HX-Refresh"]) == (200, "true")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PAGES)
def test_every_act_for_every_role(profile: Profile, other: Profile, name: str, role: Role) -> None:
    answer = sent(somebody(role, profile.place), name, profile, other)
    judged = Judgement.objects.exists()
    if role not in READERS:
        assert (answer.status_code, judged) == (404, False)
    elif name in ("case-settle", "case-withdraw"):
        assert (answer.status_code, judged) == (422, False), "there is no review"
    else:
        assert (answer.status_code, judged) == ((302, True) if role in JUDGES else (422, False))


@pytest.mark.parametrize("name", PAGES)
def test_a_guessed_address_of_another_commune_does_not_exist(
    profile: Profile, other: Profile, name: str
) -> None:
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    answer = sent(somebody(Role.STATION, elsewhere.place), name, profile, other)
    assert answer.status_code == 404
    assert not Judgement.objects.exists()


def test_a_profile_or_dose_of_elsewhere_cannot_be_named(profile: Profile, other: Profile) -> None:
    elsewhere = Profile.objects.exclude(place=profile.place).filter(
        place__contains="/c", doses__isnull=False
    )[0]
    client = somebody(Role.STATION, profile.place)
    form = form_of("case-profiles", profile, other) | {"other": elsewhere.page_id}
    assert client.post(page(profile, "profiles/"), form).status_code == 404
    form = form_of("case-doses", profile, other) | {"other_dose": elsewhere.doses.all()[0].pk}
    assert client.post(page(profile, "doses/"), form).status_code == 404


HOSTILE = (
    ("case-profiles", {"kind": "edit_fields"}),
    ("case-profiles", {"version": "x"}),
    ("case-profiles", {"other": "' OR 1=1 --"}),
    ("case-profiles", {"other": "\0"}),
    ("case-profiles", {"kind": "merge_profiles\0"}),
    ("case-doses", {"kind": "merge_profiles"}),
    ("case-doses", {"dose": "\0"}),
    ("case-doses", {"other_dose": "nothing"}),
    ("case-settle", {"taken": "both"}),
)


@pytest.mark.parametrize(("name", "wrong"), HOSTILE)
def test_a_form_that_no_page_made_is_refused(
    profile: Profile, other: Profile, name: str, wrong: dict[str, str]
) -> None:
    client = somebody(Role.DISTRICT, profile.place)
    form = form_of(name, profile, other) | wrong
    assert client.post(page(profile, TAILS[name]), form).status_code == 404
    assert not Judgement.objects.exists()


def test_a_reason_is_kept_as_a_database_can_keep_it(profile: Profile, other: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    form = form_of("case-profiles", profile, other) | {"reason": "a\0b" + "c" * 900}
    assert client.post(page(profile, "profiles/"), form).status_code == 302
    assert Judgement.objects.get().reason == "ab" + "c" * 498


@pytest.mark.parametrize("name", PAGES)
def test_a_form_without_its_token_is_refused(profile: Profile, other: Profile, name: str) -> None:
    client = somebody(Role.STATION, profile.place, enforce_csrf_checks=True)
    assert sent(client, name, profile, other).status_code == 403


# ── household, doses, what happened ──────────────────────────────────────────────────────────


def test_the_household_is_shown_with_why_and_only_within_the_place(
    profile: Profile, other: Profile
) -> None:
    elsewhere = Profile.objects.exclude(place=profile.place).filter(place__contains="/c")[0]
    Profile.objects.filter(pk=elsewhere.pk).update(phone="0912345678")
    text = text_of(somebody(Role.STATION, profile.place).get(page(profile)))
    assert other.page_id in text
    assert "cùng số điện thoại" in text
    assert elsewhere.page_id not in text


def test_two_doses_are_one_on_the_page_until_it_is_undone(profile: Profile, other: Profile) -> None:
    client = somebody(Role.STATION, profile.place)
    told = sent(client, "case-doses", profile, other)
    text = text_of(client.get(told["Location"]))
    assert "trùng với dòng khác" in text
    assert re.search(r"là một mũi với dòng \d+ \(station at", text)
    judged = Judgement.objects.get(kind=K.SAME_DOSE)
    form = {"judgement": str(judged.pk), "reason": "nhầm"}
    text = text_of(client.post(page(profile, "undo/"), form, follow=True))
    assert "trùng với dòng khác" not in text
    assert set(Dose.objects.filter(profile=profile).values_list("as_run", flat=True)) == {None}


def test_everything_that_happened_is_told_in_order(profile: Profile, other: Profile) -> None:
    station = user_of(Role.STATION, profile.place)
    VerdictChange.objects.create(
        person_ref=profile.pk, place=profile.place, run_id="r", at=NOW,
        verdict_before="unidentified", verdict_after="mismatch",
    )  # fmt: skip
    client = somebody(Role.STATION, profile.place)
    sent(client, "case-profiles", profile, other)
    for whose in (profile, other):
        text = text_of(client.get(page(whose))).partition("Những gì đã xảy ra")[2]
        assert "tách hồ sơ" in text
        assert station.username in text
    text = text_of(client.get(page(profile))).partition("Những gì đã xảy ra")[2]
    assert text.index("tách hồ sơ") < text.index("nạp lần chạy mới")


# ── a second, blind review ───────────────────────────────────────────────────────────────────


@pytest.fixture
def ambiguous(book: SmallCountry) -> Profile:
    """Several register people fit it, and the likeliest is not the first by number."""
    for row in Candidate.objects.filter(rank=2, profile__place__contains="/d").order_by("pk"):
        first = row.profile.candidates.get(rank=1)
        if row.citizen_id < first.citizen_id and row.profile.candidates.count() == 2:
            Profile.objects.filter(pk=row.profile_id).update(rule=Rule.AMBIGUOUS)
            Case.objects.filter(pk=row.profile_id).update(state=CaseState.OPEN)
            return Profile.objects.get(pk=row.profile_id)
    raise AssertionError("the country shows too little")


def test_scores_and_ranks_are_hidden_before_a_judgement_that_needs_two(
    ambiguous: Profile,
) -> None:
    client = somebody(Role.STATION, ambiguous.place)
    text = text_of(client.get(page(ambiguous)))
    table = text.partition("Những người có thể là")[2].partition("</table>")[0]
    numbers = [
        "".join(re.findall(r">?([0-9]+)<?", cell.replace("mark", "")))
        for cell in re.findall(r"<td>((?:<mark>|</mark>|[0-9])+)</td>", table)
    ]
    known = sorted(ambiguous.candidates.values_list("citizen_id", flat=True))
    assert [one for one in numbers if one in known] == known
    assert not re.search(r"\d %|bit\)|Khả năng|Độ chắc chắn", text)
    Profile.objects.filter(pk=ambiguous.pk).update(rule=Rule.INSUFFICIENT)
    assert "Khả năng" in text_of(client.get(page(ambiguous)))


def take(client: Client, profile: Profile, number: int, reason: str) -> HttpResponse:
    version = str(Profile.objects.get(pk=profile.pk).version)
    form = {"kind": "take_candidate", "version": version, "candidate": str(number)}
    return client.post(page(profile, "judge/"), form | {"reason": reason}, follow=True)


def test_who_is_asked_second_sees_nothing_of_the_first(ambiguous: Profile) -> None:
    first, second = (somebody(role, ambiguous.place) for role in (Role.STATION, Role.DISTRICT))
    text = text_of(take(first, ambiguous, 1, "bí mật của người thứ nhất"))
    assert "Rút ý kiến thứ nhất" in text
    text = text_of(second.get(page(ambiguous)))
    assert "Hãy tự quyết định như thể bạn là người đầu tiên" in text
    assert "bí mật" not in text
    assert user_of(Role.STATION, ambiguous.place).username not in text
    text = text_of(take(second, ambiguous, 1, "giấy khai sinh"))
    assert "Đã lưu và đối chiếu lại" in text
    assert "bí mật" in text, "once it is done, everything is told"
    right = sorted(ambiguous.candidates.values_list("citizen_id", flat=True))
    assert Profile.objects.get(pk=ambiguous.pk).citizen_id not in right[1:]


def test_a_supervisor_sees_both_and_decides(ambiguous: Profile) -> None:
    first, second = (somebody(role, ambiguous.place) for role in (Role.STATION, Role.DISTRICT))
    take(first, ambiguous, 1, "lý do thứ nhất")
    assert "cấp trên sẽ quyết định" in text_of(take(second, ambiguous, 2, "lý do thứ hai"))
    assert "lý do thứ hai" not in text_of(first.get(page(ambiguous)))
    supervisor = somebody(Role.PROVINCE, ambiguous.place)
    text = text_of(supervisor.get(page(ambiguous)))
    assert "lý do thứ nhất" in text
    assert "lý do thứ hai" in text
    form = {"taken": "second", "reason": "đã xem giấy tờ"}
    assert supervisor.post(page(ambiguous, "settle/"), form).status_code == 302
    assert not BlindReview.objects.exists()
    last = Judgement.objects.latest("pk")
    assert (last.kind, last.reason) == (K.TAKE_CANDIDATE, "đã xem giấy tờ")


def test_the_second_person_is_asked_of_the_pair_without_being_led(
    profile: Profile, other: Profile
) -> None:
    first, second = (somebody(role, profile.place) for role in (Role.STATION, Role.DISTRICT))
    form = form_of("case-profiles", profile, other) | {"kind": "merge_profiles"}
    assert first.post(page(profile, "profiles/"), form).status_code == 302
    assert Profile.objects.get(pk=profile.pk).history_id == profile.history_id
    text = text_of(second.get(page(profile)))
    asked = text.partition("Gia đình và hồ sơ khác")[2]
    assert 'value="merge_profiles"' in asked
    assert 'value="split_profiles"' in asked
    assert 'value="edit_fields"' not in text, "the record stays as it is"
