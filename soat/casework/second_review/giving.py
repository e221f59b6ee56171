"""Judging a case or two profiles: at once, or as one of two opinions, as the policy says. The door
of this room."""

from soat.casework.at_once import acting, once_more
from soat.casework.judging import (
    Asked,
    Refused,
    Sitting,
    change_of,
    changes_of,
    found,
    held,
    judge,
    put_change,
    put_state,
    refuse_stale,
    state_of,
)
from soat.casework.models import BlindReview, Judgement, Profile
from soat.casework.pairs.profiles import (
    ProfilesAsked,
    both_found,
    judge_profiles,
    refuse_profiles,
)
from soat.casework.review_policy import second_needed
from soat.casework.second_review.ending import (
    NOTHING_OPEN,
    close,
    held_in,
    refuse,
    refuse_without_reason,
    take_effect,
)
from soat.casework.second_review.opinions import Opinion, noted, nothing, opinion_in, review_of
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind
from soat.review.case_law import refusal_under_review
from soat.review.second_review import ABOUT_THE_RECORD, same_answer

_K = JudgementKind
_YOUR_OWN = Message(
    "Bạn đã cho ý kiến về hồ sơ này. Hãy để người khác xem độc lập, hoặc rút ý kiến của bạn.",
    "You gave your opinion of this record. Let somebody else look at it, or withdraw yours.",
)
_ANOTHER_QUESTION = Message(
    "Hồ sơ này đang chờ ý kiến thứ hai về việc khác. Hãy trả lời việc đang hỏi trước.",
    "This record waits for a second opinion about something else. Answer that first.",
)


@once_more
def judge_case(sitting: Sitting, person_ref: str, asked: Asked) -> Judgement:
    """Judge a case, at once or as one of two opinions, as the policy says. What comes back is the
    judgement if there is one, else the opinion. Raises NotFound or Refused."""
    profile = found(sitting.user, person_ref)
    review = review_of(profile)
    if review is None and not second_needed(profile, asked.kind):
        return judge(sitting, person_ref, asked)
    refuse(sitting.user, _state_before(profile, review), asked.kind)
    refuse_without_reason(asked.kind, asked.reason)
    if review is not None and asked.kind not in ABOUT_THE_RECORD:
        raise Refused(_ANOTHER_QUESTION)
    refuse_stale(profile, asked.version)
    opinion = Opinion(asked.kind, changes_of(profile, asked), "", asked.reason)
    return _given(sitting, profile, review, opinion)


@once_more
def judge_pair(sitting: Sitting, person_ref: str, asked: ProfilesAsked) -> Judgement:
    """The same for whether two profiles are one human being."""
    profile, _ = both_found(sitting.user, person_ref, asked.other_ref)
    review = review_of(profile)
    if review is None and not second_needed(profile, asked.kind):
        return judge_profiles(sitting, person_ref, asked)
    refuse_profiles(sitting.user, profile, asked)
    refuse_stale(profile, asked.version)
    opinion = Opinion(asked.kind, {}, asked.other_ref, asked.reason)
    return _given(sitting, profile, review, opinion)


def _given(
    sitting: Sitting, profile: Profile, review: BlindReview | None, opinion: Opinion
) -> Judgement:
    if review is None:
        return _first(sitting, profile, opinion)
    if review.second is not None:
        raise Refused(refusal_under_review(CaseState.DISPUTED) or NOTHING_OPEN)
    if review.first.actor == sitting.user.get_username():
        raise Refused(_YOUR_OWN)
    if review.other_ref != opinion.other_ref:
        raise Refused(_ANOTHER_QUESTION)
    return _second(sitting, profile, review, opinion)


def _first(sitting: Sitting, profile: Profile, opinion: Opinion) -> Judgement:
    with acting():
        profile = held(profile, profile.version)
        before = state_of(profile)
        first = noted(sitting, profile, _K.FIRST_OPINION, opinion)
        put_change(profile, nothing(profile), sitting.at)
        put_state(profile, CaseState.SECOND_REVIEW, sitting.at)
        BlindReview.objects.create(
            profile=profile, other_ref=opinion.other_ref, state_before=before.value, first=first
        )
        return first


def _second(sitting: Sitting, profile: Profile, review: BlindReview, opinion: Opinion) -> Judgement:
    agrees = same_answer(opinion.answer_of(profile), opinion_in(review.first).answer_of(profile))
    change = nothing(profile)
    if agrees:
        change = change_of(sitting.desk, profile, opinion.after, opinion.kind)
    with acting():
        profile = held_in(review, profile)
        if agrees:
            noted(sitting, profile, _K.SAME_OPINION, opinion)
            close(sitting, profile, review)
            return take_effect(sitting, profile, opinion, change)
        review.second = noted(sitting, profile, _K.OTHER_OPINION, opinion)
        review.save()
        put_change(profile, change, sitting.at)
        put_state(profile, CaseState.DISPUTED, sitting.at)
        return review.second


def _state_before(profile: Profile, review: BlindReview | None) -> CaseState:
    return CaseState(review.state_before) if review else state_of(profile)
