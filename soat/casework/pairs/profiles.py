"""Judging two profiles: one human being from now on, or two.

Nothing typed changes and nothing is deleted: the two share a history, or no longer do. So no
verdict changes either, and each case stays where it was.
"""

from dataclasses import dataclass

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import NOT_FOUND, NotFound, Refused, Sitting, found, held, state_of
from soat.casework.models import Judgement, Profile, ProfilePair, User
from soat.casework.pairs.histories import hold_histories, put_histories
from soat.casework.pairs.refusing import (
    SAYS_SAME,
    refusal_of_pair,
    refuse,
    refuse_contradiction,
    refuse_without_reason,
    seen_as,
)
from soat.casework.review_policy import second_needed
from soat.model.messages import Message
from soat.model.review_lists import JudgementKind
from soat.review.case_law import refusal_under_review

_SECOND_NEEDED = Message(
    "Việc này cần hai người quyết định độc lập. Hãy mở hồ sơ và cho ý kiến ở đó.",
    "Two people have to judge this independently. Open the record and give your opinion there.",
)


@dataclass(frozen=True)
class ProfilesAsked:
    """What somebody asks of two profiles: of the one whose case is open, and another."""

    kind: JudgementKind
    version: int
    other_ref: str
    reason: str


@once_more
def judge_profiles(sitting: Sitting, person_ref: str, asked: ProfilesAsked) -> Judgement:
    """Judge that two profiles are one human being, or two. Raises NotFound or Refused."""
    profile, other = both_found(sitting.user, person_ref, asked.other_ref)
    refuse_profiles(sitting.user, profile, asked)
    refuse(refusal_under_review(state_of(profile)))
    if second_needed(profile, asked.kind):
        raise Refused(_SECOND_NEEDED)
    with acting():
        hold_histories((profile.pk, other.pk))
        return written_pair(sitting, held(profile, asked.version), other, asked)


def both_found(user: User, person_ref: str, other_ref: str) -> tuple[Profile, Profile]:
    """The two profiles, if both exist for the user. Raises NotFound."""
    if person_ref == other_ref:
        raise NotFound(NOT_FOUND)
    return found(user, person_ref), found(user, other_ref)


def refuse_profiles(user: User, profile: Profile, asked: ProfilesAsked) -> None:
    """Raises Refused where the role, the reason or earlier judgements stand against it."""
    refuse(refusal_of_pair(user, asked.kind))
    refuse_without_reason(asked.kind, asked.reason)
    refuse_contradiction(ProfilePair, asked.kind, (profile.pk, asked.other_ref))


def written_pair(
    sitting: Sitting, profile: Profile, other: Profile, asked: ProfilesAsked
) -> Judgement:
    """Write the judgement, with the histories that follow from it. Within a transaction that holds
    all that hangs together with the two. Raises Refused where that says the opposite."""
    user = sitting.user.get_username()
    refuse_contradiction(ProfilePair, asked.kind, (profile.pk, other.pk))
    judgement = Judgement.objects.create(
        person_ref=profile.pk,
        kind=asked.kind.value,
        told={"before": {}, "after": {}, "other": other.pk},
        shown=seen_as(profile),
        reason=asked.reason.strip(),
        actor=user,
        place=profile.place,
        at=sitting.at,
    )
    same = asked.kind in SAYS_SAME
    ProfilePair.objects.create(
        judgement=judgement, ref=profile.pk, other_ref=other.pk, same=same, place=profile.place
    )
    refs = (profile.pk, other.pk)
    put_histories(refs)
    after: dict[str, object] = {"other": other.pk}
    write_event(Act(user, profile.place, asked.kind.value, profile.pk, sitting.at, None, after))
    return judgement
