"""Work lists: made by what is asked, handed on by the law, with deadlines that are never lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from soat.casework.auditing import verified
from soat.casework.judging import NotFound, Refused
from soat.casework.lists import making
from soat.casework.lists.choosing import Selection, chosen, counted
from soat.casework.lists.deadlines import set_deadline
from soat.casework.lists.making import ListWanted, lists_of, make_lists
from soat.casework.lists.moving import acts_for, move_list
from soat.casework.lists.sheet_out import sheet_of_list
from soat.casework.models import (
    AuditEvent,
    Case,
    Dose,
    ListDeadline,
    ListLine,
    Profile,
    User,
    WorkList,
)
from soat.model.review_lists import (
    CaseState,
    ListAct,
    ListState,
    Role,
)
from tests.casework.conftest import NOW, SmallCountry, user_of
from tests.casework.list_sheets import (
    busy_commune,
    list_at,
    moved,
)

_A = ListAct


# ── making ───────────────────────────────────────────────────────────────────────────────────


def test_a_list_holds_every_open_case_of_the_place_and_none_of_them_is_listed_twice(
    station: User, made: WorkList
) -> None:
    open_here = Case.objects.filter(place=station.place, state=CaseState.OPEN)
    assert set(open_here.values_list("pk", flat=True)) == set(
        made.lines.values_list("profile_id", flat=True)
    )
    assert [one.number for one in made.lines.order_by("number")] == [*range(1, made.size + 1)]
    assert counted(station, Selection(station.place)).total() == 0
    with pytest.raises(Refused, match="No such case"):
        list_at(station)
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.subject, event.place) == ("make_list", made.pk, station.place)


def test_the_database_itself_refuses_a_case_on_two_live_lists(made: WorkList) -> None:
    other = WorkList.objects.create(
        list_id="ABCDEFGH", place=made.place, size=1, made_at=NOW, changed_at=NOW
    )
    taken = made.lines.first()
    assert taken is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        ListLine.objects.create(work_list=other, number=1, profile=taken.profile)


def test_an_id_of_a_list_has_no_sign_that_is_mistaken_for_another(made: WorkList) -> None:
    assert len(made.pk) == 8
    assert not set(made.pk) & set("ILO01")


def by_hand(station: User, **asked: object) -> set[str]:
    selection = Selection(station.place, **asked)  # type: ignore[arg-type]
    found = {one.profile for one in chosen(station, selection)}
    assert counted(station, selection).total() == len(found)
    return found


def test_cases_are_chosen_by_each_of_what_can_be_asked(station: User) -> None:
    cases = list(
        Case.objects.filter(place=station.place, state=CaseState.OPEN).select_related("profile")
    )
    for reason in ("number", "name", "birth_date", "sex"):
        wanted = {one.pk for one in cases if reason in one.reasons.split(",")}
        assert by_hand(station, reason=reason) == wanted
    for kind in {kind for one in cases for kind in one.kinds.split(",") if kind}:
        wanted = {one.pk for one in cases if kind in one.kinds.split(",")}
        assert by_hand(station, kind=kind) == wanted
    for tier in {one.tier for one in cases}:
        assert by_hand(station, tier=tier) == {one.pk for one in cases if one.tier == tier}
    site = Dose.objects.filter(profile__in=[one.pk for one in cases]).values("site_code")[0]
    given = Dose.objects.filter(**site).values_list("profile_id", flat=True)
    assert by_hand(station, site=site["site_code"]) == {one.pk for one in cases} & set(given)


def test_years_and_hamlets_are_found_however_they_were_typed(station: User) -> None:
    first, second, third = Case.objects.filter(place=station.place)[:3]
    Profile.objects.filter(case__place=station.place).update(birth_date="1.1.1980")
    Profile.objects.filter(pk=first.pk).update(birth_date="1991-02-03", residence_text="Ấp Đông  1")
    Profile.objects.filter(pk=second.pk).update(birth_date="03/02/1992", residence_text="ap dong 2")
    Profile.objects.filter(pk=third.pk).update(birth_date="khong ro")
    asked = by_hand(station, born_from=1991, born_to=1991)
    assert asked == {first.pk, third.pk}, "one whose year nobody can read is not left out"
    assert by_hand(station, hamlet="ẤP ĐÔNG") == {first.pk, second.pk}


def test_a_longer_list_is_made_into_several_and_the_count_says_so_before(
    station: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_LINES", 4)
    counts = counted(station, Selection(station.place))
    made = make_lists(station, NOW, ListWanted(Selection(station.place), "Đợt 1", None))
    assert len(made) == lists_of(counts) > 1
    assert sum(one.size for one in made) == counts.total()
    assert made[0].title == f"Đợt 1 (1/{len(made)})"
    assert max(one.size for one in made) == 4


def test_a_supervisor_makes_one_for_each_commune_and_those_above_for_the_unknown(
    book: SmallCountry,
) -> None:
    open_cases = Case.objects.filter(state=CaseState.OPEN).exclude(place__in=("/", "/2021/"))
    province = "/2021/p01/"
    district = open_cases.filter(place__startswith=province).order_by("place")[0].place[:16]
    above = open_cases.filter(place__startswith=district)[0]
    Case.objects.filter(pk=above.pk).update(place=district)
    supervisor = user_of(Role.PROVINCE, province)
    made = make_lists(supervisor, NOW, ListWanted(Selection(province), "", None))
    places = {one.place for one in made}
    within = Case.objects.filter(state=CaseState.OPEN, place__startswith=province)
    assert places == set(within.values_list("place", flat=True))
    assert district in places
    assert sum(one.size for one in made) == within.count()


@pytest.mark.parametrize("role", [Role.SITE, Role.POLICE, Role.AUDITOR, Role.MINISTRY])
def test_who_may_make_no_lists_makes_none(station: User, role: Role) -> None:
    with pytest.raises(Refused):
        list_at(user_of(role, station.place))
    assert not WorkList.objects.exists()


@pytest.mark.parametrize("place", ["/", "/2021/", "/2021/p02/", "nonsense", ""])
def test_no_list_is_made_of_another_place(station: User, place: str) -> None:
    with pytest.raises(NotFound):
        make_lists(station, NOW, ListWanted(Selection(place), "", None))
    assert not list(chosen(station, Selection(place)))


# ── handing on, deadlines ────────────────────────────────────────────────────────────────────


def test_a_list_goes_its_way_from_hand_to_hand(station: User, police: User, made: WorkList) -> None:
    way = (_A.ISSUE, _A.TAKE_TO_FIELD, _A.HAND_TO_POLICE)
    assert moved(station, made, *way).state == ListState.WITH_POLICE
    assert acts_for(police, WorkList.objects.get(pk=made.pk)) == [_A.HAND_BACK]
    with pytest.raises(Refused, match="may not"):
        moved(station, made, _A.HAND_BACK)
    signed = moved(police, made, _A.HAND_BACK)
    assert (signed.state, signed.signed_by) == (ListState.RETURNED, police.username)
    assert not moved(station, made, _A.CLOSE).lines.filter(live=True).exists()
    acts = AuditEvent.objects.filter(subject=made.pk).values_list("act", flat=True)
    assert [*acts.order_by("number")][-2:] == ["list_hand_back", "list_close"]
    assert verified().faults == ()


def test_a_closed_draft_gives_its_cases_back_and_is_not_reopened_over_another_list(
    station: User, made: WorkList
) -> None:
    moved(station, made, _A.CLOSE)
    again = list_at(station)
    assert again.size == made.size
    with pytest.raises(Refused, match=again.pk):
        moved(station, made, _A.REOPEN)
    moved(station, again, _A.CLOSE)
    assert moved(station, made, _A.REOPEN).lines.filter(live=True).count() == made.size


def test_who_acts_on_a_list_second_is_told(station: User, made: WorkList) -> None:
    moved(station, made, _A.ISSUE)
    with pytest.raises(Refused, match="Somebody else acted"):
        move_list(station, NOW, (made.pk, 0), _A.TAKE_TO_FIELD)
    assert WorkList.objects.get(pk=made.pk).state == ListState.ISSUED


def test_a_list_of_another_commune_does_not_exist(made: WorkList) -> None:
    elsewhere = user_of(Role.STATION, busy_commune(but=made.place))
    with pytest.raises(NotFound):
        move_list(elsewhere, NOW, (made.pk, 0), _A.ISSUE)
    with pytest.raises(NotFound):
        sheet_of_list(elsewhere, NOW, made.pk)


def test_a_deadline_is_set_again_with_a_reason_and_the_former_one_stays(made: WorkList) -> None:
    supervisor = user_of(Role.PROVINCE, made.place[:10])
    today = NOW.date()
    set_deadline(supervisor, NOW, (made.pk, 0), today + timedelta(days=3), "")
    with pytest.raises(Refused, match="reason"):
        set_deadline(supervisor, NOW, (made.pk, 1), today + timedelta(days=9), " ")
    set_deadline(supervisor, NOW, (made.pk, 1), today + timedelta(days=9), "mưa lũ")
    with pytest.raises(Refused, match="past"):
        set_deadline(supervisor, NOW, (made.pk, 2), today - timedelta(days=1), "x")
    dates = ListDeadline.objects.filter(work_list=made).order_by("number")
    assert [one.due_on.day for one in dates] == [7, 13]
    assert WorkList.objects.get(pk=made.pk).due_on == today + timedelta(days=9)
    with pytest.raises(TypeError):
        dates[0].delete()


def test_a_station_sets_no_deadline_over_its_supervisor(station: User, made: WorkList) -> None:
    with pytest.raises(Refused, match="may not"):
        set_deadline(station, NOW, (made.pk, 0), date(2022, 6, 1), "x")
