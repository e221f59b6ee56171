"""A site finds the person by what is known exactly, and learns "agrees" or "differs", no more."""

from pathlib import Path

import pytest

from soat.casework.judging import Refused
from soat.casework.models import AuditEvent, Profile, Site
from soat.casework.register_desk import RegisterDesk
from soat.casework.sites import finding_people
from soat.casework.sites.finding_people import SEARCH, Sought, find_people
from soat.casework.sites.number_check import NumberCheck, check_number
from soat.model.closed_lists import ComparedField, NumberStatus, RepairKind, Verdict
from soat.model.review_lists import NumberKnown
from tests.casework.at_site import (
    SOMEBODY_NEW,
    AtSite,
    at_site,
    open_site,
    typed_of,
    verified_profile,
)
from tests.casework.conftest import SmallCountry

AWAY = RegisterDesk(Path("/not/there"))


@pytest.fixture
def at(book: SmallCountry, desk: RegisterDesk) -> AtSite:
    return at_site(open_site(), desk)


# ── search first ─────────────────────────────────────────────────────────────────────────────


def found_by(at: AtSite, sought: Sought) -> list[str]:
    return [one.pk for one in find_people(at.sitting, at.desk, at.site, sought)[0]]


def test_a_person_is_found_by_the_whole_number_however_it_is_written(at: AtSite) -> None:
    there = verified_profile()
    number = there.citizen_id
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    for typed in (number, spaced, number.lstrip("0")):
        assert there.pk in found_by(at, Sought(typed)), typed


def test_a_person_is_found_by_the_whole_name_and_birth_date_in_the_own_province_only(
    at: AtSite, desk: RegisterDesk
) -> None:
    province = at.site.place[:10]
    near = Profile.objects.filter(place__startswith=province, verdict=Verdict.VERIFIED)
    there = near.filter(rule="exact", birth_date__regex=r"^[0-9]{4}-").order_by("pk")[0]
    year, month, day = there.birth_date.split("-")
    sought = Sought("", there.name_folded, f"{day}/{month}/{year}")
    assert there.pk in found_by(at, sought)
    far = Site.objects.exclude(place__startswith=province)[0]
    assert found_by(at_site(far, desk), sought) == []


@pytest.mark.parametrize(
    "sought",
    [
        Sought(),
        Sought("0790"),
        Sought("%%%%%%%%%%%%"),
        Sought("", "Nguyễn Văn An"),
        Sought("", "Nguyễn Văn An", "1980"),
        Sought("", "", "1/1/1980"),
        Sought("' OR 1=1 --"),
    ],
)
def test_nobody_is_found_by_a_part(at: AtSite, sought: Sought) -> None:
    with pytest.raises(Refused):
        find_people(at.sitting, at.desk, at.site, sought)


def test_every_search_is_told_by_what_it_found_and_not_by_what_was_typed(at: AtSite) -> None:
    there = verified_profile()
    found_by(at, Sought(there.citizen_id))
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.place) == (SEARCH, at.site.place)
    assert event.actor == at.sitting.user.get_username()
    assert there.page_id in event.subject
    assert event.after is not None
    assert event.after["by"] == "number"
    found_by(at, Sought("079199000001"))
    event = AuditEvent.objects.latest("number")
    assert (event.subject, event.after) == (at.site.place, {"by": "number", "found": 0})


# ── the register, while the number is typed ──────────────────────────────────────────────────


def checked(at: AtSite, typed: dict[str, str]) -> NumberCheck:
    return check_number(at.sitting, at.desk, at.site, typed)


def test_a_number_that_agrees_is_said_to_agree_and_nothing_of_the_register_is(at: AtSite) -> None:
    told = checked(at, typed_of(verified_profile()))
    assert (told.status, told.known) == (NumberStatus.PRESENT, NumberKnown.YES)
    fields = (ComparedField.NAME, ComparedField.BIRTH_DATE, ComparedField.SEX)
    assert told.agreeing == dict.fromkeys(fields, True)
    event = AuditEvent.objects.latest("number")
    assert (event.act, event.after) == ("register_asked", {"known": "yes"})


def test_a_lost_zero_is_recognised_and_mended(at: AtSite) -> None:
    there = verified_profile()
    typed = typed_of(there) | {"citizen_id": there.citizen_id.lstrip("0")}
    told = checked(at, typed)
    assert told.status is NumberStatus.MALFORMED
    assert (told.mended, told.damage) == (there.citizen_id, RepairKind.LEADING_ZERO_LOST)
    assert told.known is NumberKnown.YES


def test_a_field_that_differs_is_named_and_the_others_agree(at: AtSite) -> None:
    told = checked(at, typed_of(verified_profile()) | {"full_name": "Trần Thị Bưởi"})
    assert told.known is NumberKnown.YES
    assert told.agreeing[ComparedField.NAME] is False
    assert told.agreeing[ComparedField.BIRTH_DATE] is True


def test_a_number_that_nobody_has_is_not_known(at: AtSite) -> None:
    assert checked(at, SOMEBODY_NEW).known is NumberKnown.NO


def test_without_a_name_or_a_number_the_register_is_not_asked(at: AtSite) -> None:
    for left_out in ("full_name", "citizen_id"):
        told = checked(at, SOMEBODY_NEW | {left_out: " "})
        assert told == NumberCheck(None, NumberKnown.NOT_ASKED)


def test_without_the_register_the_number_is_still_looked_at(at: AtSite) -> None:
    told = checked(at_site(at.site, AWAY), SOMEBODY_NEW)
    assert (told.known, told.mended) == (NumberKnown.OUT_OF_REACH, "001171000999")


def test_who_searches_without_end_is_stopped(at: AtSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_people, "_SEARCHES_AN_HOUR", 2)
    for _ in range(2):
        found_by(at, Sought("079199000001"))
    with pytest.raises(Refused, match="too many searches"):
        found_by(at, Sought("079199000001"))
