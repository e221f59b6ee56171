"""A station's day in an application of its own, and what stands of it after another load."""

from datetime import UTC, datetime
from pathlib import Path

from soat.casework.judging import Asked, Sitting, judge
from soat.casework.models import Candidate, Dose, LoadedRun, Profile, User
from soat.casework.pairs.doses import DosesAsked, judge_doses
from soat.casework.register_desk import RegisterDesk, snapshot_now
from soat.casework.undoing import undo
from soat.model.review_lists import JudgementKind as K

AT = datetime(2022, 5, 4, 9, 30, tzinfo=UTC)
STANDS = ("verdict", "register_citizen_id", "full_name", "phone", "citizen_id", "case__state")


def two_doses() -> tuple[Dose, Dose]:
    """Two rows of one profile that the run kept both."""
    for dose in Dose.objects.filter(state="kept", profile__place__contains="/c").order_by("pk"):
        other = dose.profile.doses.filter(state="kept", pk__gt=dose.pk).order_by("pk").first()
        if other is not None:
            return dose, other
    raise AssertionError("nobody has two doses")


def open_profile(number: int = 0, **wanted: object) -> Profile:
    """The open case of that number that answers the description, residence known."""
    found = Profile.objects.filter(case__state="open", place__contains="/c", **wanted)
    return found.order_by("pk")[number]


def judge_a_day() -> dict[str, str]:
    """Take a candidate, correct two records, undo one, judge two doses; which they were."""
    desk = RegisterDesk(Path(snapshot_now()))
    taken = Candidate.objects.filter(
        profile__verdict="unidentified", profile__place__contains="/c", rank=1
    ).exclude(birth_text="").order_by("profile_id")[0]  # fmt: skip
    who = Asked(K.TAKE_CANDIDATE, 0, candidate=1, reason="the household says so")
    judge(_sitting(taken.profile, desk), taken.profile_id, who)
    back, named = (open_profile(n, verdict="mismatch", reasons="name") for n in (0, 1))
    right = named.repairs.get(field="name").register_value
    fields = {"full_name": right, "phone": "0912345678"}
    judge(_sitting(named, desk), named.pk, Asked(K.EDIT_FIELDS, 0, fields))
    other = open_profile(verdict="mismatch", reasons="birth_date")
    worse = Asked(K.EDIT_FIELDS, 0, {"full_name": "Nguyễn Không Ai Biết"})
    judge(_sitting(other, desk), other.pk, worse)
    judged = judge(_sitting(back, desk), back.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    undo(_sitting(back, desk), judged.pk, "the wrong one")
    dose, same = two_doses()
    asked = DosesAsked(K.SAME_DOSE, dose.pk, same.pk, "one, by the paper")
    judge_doses(_sitting(dose.profile, desk), asked)
    profiles = {"taken": taken.profile_id, "named": named.pk, "other": other.pk, "back": back.pk}
    return {**profiles, "who": taken.citizen_id, "dose": dose.pk, "same": same.pk}


def stands(judged: dict[str, str]) -> dict[str, object]:
    """What the application says now of the records of that day."""
    profiles = {
        name: list(Profile.objects.values_list(*STANDS).get(pk=judged[name]))
        for name in ("taken", "named", "other", "back")
    }
    doses = {name: Dose.objects.get(pk=judged[name]).state for name in ("dose", "same")}
    return {**profiles, **doses, "runs": LoadedRun.objects.count()}


def save_while_away(away: str) -> str:
    """Save a record whose register is not there; which it was."""
    profile = open_profile(verdict="mismatch", reasons="name")
    judge(_sitting(profile, RegisterDesk(Path(away))), profile.pk, Asked(K.ACCEPT_PROPOSAL, 0))
    return profile.pk


def state_of(ref: str) -> list[str]:
    """Its verdict and the state of its case."""
    return list(Profile.objects.values_list("verdict", "case__state").get(pk=ref))


def _sitting(profile: Profile, desk: RegisterDesk) -> Sitting:
    station = {"role": "station", "place": profile.place}
    user, _ = User.objects.get_or_create(username=f"at {profile.place}", defaults=station)
    return Sitting(user, desk, AT)
