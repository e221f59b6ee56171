"""The waiting queue: records that are saved and could not be verified, and how they are retried.

A record waits while the register is out of reach, or after many were put back at once. It is
retried a thousand at a time, oldest first; each thousand is a transaction of its own, and what
somebody changed meanwhile is left to them. The machine signs for what it does here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, QuerySet

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import MACHINE, Act, write_event, write_events
from soat.casework.models import Case, Profile, Turn, User
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.scopes import counted, visible
from soat.casework.together import held_together, put_states_together, put_together
from soat.casework.verdict_rows import put_verdicts, record_of
from soat.look_up import Answer
from soat.model.closed_lists import Verdict
from soat.model.review_lists import CaseState
from soat.review.case_law import after_verification
from soat.review.places import COUNTRY, bounds_of

AT_A_TIME = 1000
_WORK = "retry"
_A_TURN = timedelta(minutes=10)


@dataclass(frozen=True)
class Retried:
    """What came of retrying: how many records were verified again, how many of them are settled
    now, how many wait still, and whether the register could be asked at all."""

    told: int
    settled: int
    waiting: int
    reached: bool


def queue(user: User) -> QuerySet[Case]:
    """The records of this user's place that wait, the oldest first."""
    rows = visible(user, Case).filter(state=CaseState.WAITING)
    return rows.select_related("profile").order_by("changed_at", "pk")


def waiting_count(user: User) -> int:
    """How many records wait within the user's place; a figure."""
    return counted(user, Case).filter(state=CaseState.WAITING).count()


def oldest_age(user: User, now: datetime) -> timedelta | None:
    """For how long the oldest record within the user's place has waited; None when none does."""
    waiting = counted(user, Case).filter(state=CaseState.WAITING)
    oldest: datetime | None = waiting.aggregate(Min("changed_at"))["changed_at__min"]
    return None if oldest is None else max(now - oldest, timedelta(0))


def retry(
    desk: RegisterDesk, at: datetime, place: str = COUNTRY, most: int | None = None
) -> Retried:
    """Verify waiting records again, oldest first, `most` of them; stops at an unreachable register.

    A record that was changed while it was being verified waits for the next time.
    """
    least, beyond = bounds_of(place)
    waiting = Case.objects.filter(state=CaseState.WAITING, place__gte=least, place__lt=beyond)
    refs = list(waiting.order_by("changed_at", "pk").values_list("pk", flat=True)[:most])
    told = settled = 0
    reached = True
    for first in range(0, len(refs), AT_A_TIME):
        try:
            states = _retry_some(desk, at, refs[first : first + AT_A_TIME])
        except RegisterOutOfReach:
            reached = False
            break
        told += len(states)
        settled += states.count(CaseState.SETTLED)
    return Retried(told, settled, waiting.count(), reached)


def retry_asked(desk: RegisterDesk, user: User, at: datetime) -> Retried:
    """The same for one thousand of the user's place, at their wish; that they asked is told."""
    retried = retry(desk, at, user.place, AT_A_TIME)
    after: dict[str, object] = {"told": retried.told, "waiting": retried.waiting}
    with transaction.atomic():
        act = Act(user.get_username(), user.place, _WORK, user.place, at, None, after)
        write_event(act)
    return retried


def take_turn(at: datetime) -> bool:
    """Whether this process is the one that retries now: of many, on whatever machine, one is."""
    until = at + _A_TURN
    _, made = Turn.objects.get_or_create(work=_WORK, defaults={"until": until})
    return made or Turn.objects.filter(work=_WORK, until__lte=at).update(until=until) == 1


def give_turn_back(at: datetime) -> None:
    """Let the next one begin."""
    Turn.objects.filter(work=_WORK).update(until=at)


@once_more
def _retry_some(desk: RegisterDesk, at: datetime, refs: Sequence[str]) -> list[CaseState]:
    """Verify these, then write what was said of those that nobody changed meanwhile."""
    profiles = list(Profile.objects.filter(pk__in=refs).order_by("pk"))
    answers = desk.verify_many([record_of(profile, {}) for profile in profiles])
    asked = {one.pk: (one.version, answer) for one, answer in zip(profiles, answers, strict=True)}
    with acting():
        answered = [
            (profile, asked[ref][1])
            for ref, profile in held_together(asked).items()
            if (profile.version, profile.case.state) == (asked[ref][0], CaseState.WAITING)
        ]
        return _write(answered, at)


def _write(answered: list[tuple[Profile, Answer]], at: datetime) -> list[CaseState]:
    before = {profile.pk: profile.verdict for profile, _ in answered}
    put_verdicts(answered)
    put_together([profile for profile, _ in answered])
    states = [(profile, _state_after(profile, answer)) for profile, answer in answered]
    put_states_together(states, at)
    write_events(
        [
            Act(
                *(MACHINE, profile.place, "verified_again", profile.pk, at),
                {"verdict": before[profile.pk], "state": CaseState.WAITING.value},
                {"verdict": profile.verdict, "state": state.value},
            )
            for profile, state in states
        ]
    )
    return [state for _, state in states]


def _state_after(profile: Profile, answer: Answer) -> CaseState:
    """A record that the engine cannot use is a person's to mend, whatever was said of it before."""
    if answer.verdict is None:
        return CaseState.OPEN
    return after_verification(Verdict(profile.verdict))
