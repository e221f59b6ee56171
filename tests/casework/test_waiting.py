"""The waiting queue: saved, not verified, retried when the register is back, and told."""

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from soat.casework import retrying
from soat.casework.judging import Asked, Sitting, judge
from soat.casework.models import AuditEvent, Case, Profile, Turn
from soat.casework.register_desk import RegisterDesk, snapshot_now
from soat.casework.waiting import (
    give_turn_back,
    oldest_age,
    queue,
    retry,
    retry_asked,
    take_turn,
    waiting_count,
)
from soat.cli.main import exit_code_of
from soat.look_up import Answer
from soat.model.review_lists import CaseState, JudgementKind, Role
from soat.review.places import COUNTRY
from tests.casework.conftest import NOW, SmallCountry, user_of

ACCEPT = Asked(JudgementKind.ACCEPT_PROPOSAL, 0)
LATER = NOW + timedelta(hours=5)


@pytest.fixture
def away(tmp_path: Path) -> RegisterDesk:
    """A desk whose register is not there."""
    return RegisterDesk(tmp_path / "away")


@pytest.fixture
def waiting(book: SmallCountry, away: RegisterDesk) -> list[Profile]:
    """Three records that were saved while the register was out of reach, an hour apart."""
    found = Profile.objects.filter(case__state="open", place__contains="/c", reasons="name")
    profiles = list(found.order_by("pk")[:3])
    for hours, profile in enumerate(profiles):
        station = user_of(Role.STATION, profile.place)
        judge(Sitting(station, away, NOW + timedelta(hours=hours)), profile.pk, ACCEPT)
    return profiles


def states(profiles: list[Profile]) -> list[str]:
    rows = Case.objects.filter(pk__in=[one.pk for one in profiles]).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_a_saved_record_waits_with_its_age_and_oldest_first(waiting: list[Profile]) -> None:
    assert states(waiting) == [CaseState.WAITING] * 3
    everywhere = user_of(Role.AUDITOR, COUNTRY)
    assert [case.pk for case in queue(everywhere)] == [one.pk for one in waiting]
    assert oldest_age(everywhere, LATER) == timedelta(hours=5)
    assert waiting_count(everywhere) == 3


def test_back_in_reach_they_are_verified_and_the_machine_signs(
    waiting: list[Profile], desk: RegisterDesk
) -> None:
    retried = retry(desk, LATER)
    assert (retried.told, retried.settled, retried.waiting, retried.reached) == (3, 3, 0, True)
    for profile in Profile.objects.filter(pk__in=[one.pk for one in waiting]):
        assert (profile.verdict, profile.version) == ("verified", 2)
        event = AuditEvent.objects.filter(subject=profile.pk).latest("number")
        assert (event.actor, event.act) == ("soat", "verified_again")
        assert event.before == {"verdict": "mismatch", "state": "waiting"}
        assert event.after == {"verdict": "verified", "state": "settled"}
    assert oldest_age(user_of(Role.AUDITOR, COUNTRY), LATER) is None


def test_out_of_reach_they_go_on_waiting(waiting: list[Profile], away: RegisterDesk) -> None:
    events = AuditEvent.objects.count()
    retried = retry(away, LATER)
    assert (retried.told, retried.waiting, retried.reached) == (0, 3, False)
    assert states(waiting) == [CaseState.WAITING] * 3
    assert AuditEvent.objects.count() == events
    assert oldest_age(user_of(Role.AUDITOR, COUNTRY), LATER) == timedelta(hours=5)


def test_what_somebody_changes_meanwhile_is_theirs(
    waiting: list[Profile], desk: RegisterDesk, away: RegisterDesk
) -> None:
    changed = waiting[0]

    class Meanwhile(RegisterDesk):
        def verify_many(self, records) -> list[Answer]:  # type: ignore[no-untyped-def]
            told = desk.verify_many(records)
            station = user_of(Role.STATION, changed.place)
            asked = Asked(JudgementKind.EDIT_FIELDS, 1, {"full_name": "Nguyễn Đổi Sau"})
            judge(Sitting(station, away, LATER), changed.pk, asked)
            return told

    retried = retry(Meanwhile(Path("nowhere")), LATER)
    assert (retried.told, retried.waiting) == (2, 1)
    after = Profile.objects.get(pk=changed.pk)
    assert (after.full_name, after.verdict) == ("Nguyễn Đổi Sau", "mismatch")


def test_what_is_verified_wrong_again_is_open(waiting: list[Profile], desk: RegisterDesk) -> None:
    Profile.objects.filter(pk=waiting[0].pk).update(full_name="Nguyễn Không Ai Biết")
    assert retry(desk, LATER).settled == 2
    assert states(waiting)[0] == CaseState.OPEN
    Case.objects.filter(pk=waiting[1].pk).update(state=CaseState.WAITING)
    Profile.objects.filter(pk=waiting[1].pk).update(full_name="")
    retry(desk, LATER)
    assert states(waiting)[1] == CaseState.OPEN, "unusable, though it was verified before"


def test_somebody_asks_for_their_own_place_alone(
    waiting: list[Profile], desk: RegisterDesk
) -> None:
    station = user_of(Role.STATION, waiting[0].place)
    here = [one.pk for one in waiting if one.place.startswith(station.place)]
    assert retry_asked(desk, station, LATER).told == len(here)
    left = set(Case.objects.filter(state=CaseState.WAITING).values_list("pk", flat=True))
    assert left == {one.pk for one in waiting} - set(here)
    event = AuditEvent.objects.latest("number")
    assert (event.actor, event.act, event.subject) == (station.username, "retry", station.place)


@pytest.mark.parametrize("role", list(Role))
def test_the_age_is_a_figure_and_the_queue_is_records(waiting: list[Profile], role: Role) -> None:
    somebody = user_of(role, waiting[0].place)
    reads = role not in (Role.SITE, Role.MINISTRY, Role.ADMINISTRATOR)
    assert queue(somebody).exists() is reads
    assert oldest_age(somebody, LATER) == timedelta(hours=5)
    elsewhere = Case.objects.exclude(place=waiting[0].place).filter(place__contains="/c")[0]
    if elsewhere.place not in [one.place for one in waiting]:
        assert oldest_age(user_of(role, elsewhere.place), LATER) is None


def test_one_process_at_a_time_takes_the_turn(book: SmallCountry) -> None:
    assert take_turn(NOW)
    assert not take_turn(NOW + timedelta(minutes=1))
    give_turn_back(NOW + timedelta(minutes=2))
    assert take_turn(NOW + timedelta(minutes=2))
    assert not take_turn(NOW + timedelta(minutes=3))
    # A process that died never gave its turn back.
    assert take_turn(NOW + timedelta(minutes=13))
    assert Turn.objects.count() == 1


def test_in_turn_or_not_at_all(waiting: list[Profile]) -> None:
    assert snapshot_now() != ""
    take_turn(LATER)
    assert retrying.retry_in_turn(lambda: LATER + timedelta(minutes=1)) is None
    assert states(waiting) == [CaseState.WAITING] * 3
    give_turn_back(LATER)
    retried = retrying.retry_in_turn(lambda: LATER + timedelta(minutes=1))
    assert retried is not None
    assert retried.settled == 3


def test_the_thread_retries_until_it_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    done, ended = Event(), Event()
    monkeypatch.setattr(retrying, "retry_in_turn", done.set)
    thread = retrying.retry_every(0.01, ended)
    assert done.wait(10)
    ended.set()
    thread.join(10)
    assert not thread.is_alive()
    assert thread.daemon


def test_the_command_retries(waiting: list[Profile], capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["retry", "--lang", "en"]) == 0
    assert "3 records were verified again, 3 of them are settled" in capsys.readouterr().out
    assert states(waiting) == [CaseState.SETTLED] * 3


def test_the_command_says_that_the_register_is_away(
    waiting: list[Profile],
    tmp_path: Path,
    settings_register: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code_of(["retry", "--lang", "en"]) == 3
    assert "3 records go on waiting" in capsys.readouterr().err


@pytest.fixture
def settings_register(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(retrying, "snapshot_now", lambda: str(tmp_path / "away"))
