"""How a review goes on and ends: what holds it, closes it, and lets a judgement take effect."""

from soat.casework.judging import (
    REASON_MISSING,
    Asked,
    Change,
    Refused,
    Sitting,
    held,
    put_change,
    put_state,
    refusal_in,
    written,
)
from soat.casework.models import BlindReview, Judgement, Profile, User
from soat.casework.pairs.histories import hold_histories
from soat.casework.pairs.profiles import ProfilesAsked, written_pair
from soat.casework.second_review.opinions import Opinion, nothing
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind
from soat.review.case_law import REASON_NEEDED

NOTHING_OPEN = Message(
    "Hồ sơ này không còn chờ ý kiến nào. Hãy mở lại để xem bản mới.",
    "This record waits for no opinion any more. Open it again to see it as it is now.",
)


def held_in(review: BlindReview, profile: Profile) -> Profile:
    """The profile, held with what it may be merged with, while the review stands as it was
    seen."""
    if review.other_ref:
        hold_histories((profile.pk, review.other_ref))
    profile = held(profile, profile.version)
    as_seen = {"first": review.first_id, "second": review.second_id}
    if not BlindReview.objects.filter(pk=profile.pk, **as_seen).exists():
        raise Refused(NOTHING_OPEN)
    return profile


def close(sitting: Sitting, profile: Profile, review: BlindReview) -> None:
    """The review is over; the case stands where it stood before it."""
    BlindReview.objects.filter(pk=review.pk).delete()
    put_change(profile, nothing(profile), sitting.at)
    put_state(profile, CaseState(review.state_before), sitting.at)


def take_effect(sitting: Sitting, profile: Profile, opinion: Opinion, change: Change) -> Judgement:
    """Make the judgement, as if the case had not been away."""
    if opinion.other_ref:
        other = Profile.objects.get(pk=opinion.other_ref)
        asked = ProfilesAsked(opinion.kind, profile.version, opinion.other_ref, opinion.reason)
        return written_pair(sitting, profile, other, asked)
    return written(
        sitting, profile, Asked(opinion.kind, profile.version, reason=opinion.reason), change
    )


def refuse(user: User, state: CaseState, kind: JudgementKind) -> None:
    """Raises Refused where the user cannot judge so in that state."""
    refused = refusal_in(user, state, kind)
    if refused is not None:
        raise Refused(refused)


def refuse_without_reason(kind: JudgementKind, reason: str) -> None:
    """Raises Refused where others will have to understand it, and no reason is given."""
    if kind in REASON_NEEDED and not reason.strip():
        raise Refused(REASON_MISSING)
