"""What a supervisor decides where two differ, and taking the first opinion back."""

from dataclasses import replace

from soat.casework.at_once import acting, once_more
from soat.casework.judging import Refused, Sitting, change_of, found, state_of, tell
from soat.casework.models import BlindReview, Judgement, User
from soat.casework.second_review.ending import (
    NOTHING_OPEN,
    close,
    held_in,
    refuse,
    refuse_without_reason,
    take_effect,
)
from soat.casework.second_review.opinions import (
    Opinion,
    noted,
    nothing,
    opinion_in,
    review_of,
    row_of,
)
from soat.model.messages import Message
from soat.model.review_lists import JudgementKind, Permission
from soat.review.roles import may

_K = JudgementKind
_NOT_YOURS = Message(
    "Chỉ người đã cho ý kiến thứ nhất hoặc cấp trên mới rút được ý kiến đó.",
    "Only who gave the first opinion, or a supervisor, can withdraw it.",
)
_ONE_OF_THE_TWO = Message(
    "Bạn là một trong hai người đã cho ý kiến, nên người khác phải quyết định.",
    "You gave one of the two opinions, so somebody else has to decide.",
)


@once_more
def settle(sitting: Sitting, person_ref: str, taken: int | None, reason: str) -> Judgement:
    """A supervisor takes the first opinion (1) or the second (2), or neither (None): then the case
    goes back to where it was. Raises NotFound or Refused."""
    profile = found(sitting.user, person_ref)
    review = review_of(profile)
    if review is None or review.second is None:
        raise Refused(NOTHING_OPEN)
    refuse(sitting.user, state_of(profile), _K.SETTLE_DISPUTE)
    if sitting.user.get_username() in (review.first.actor, review.second.actor):
        raise Refused(_ONE_OF_THE_TWO)
    refuse_without_reason(_K.SETTLE_DISPUTE, reason)
    kept = {1: review.first, 2: review.second}.get(taken or 0)
    opinion = Opinion(_K.SETTLE_DISPUTE, {}, "", reason)
    if kept:
        opinion = replace(opinion_in(kept), reason=reason)
    change = change_of(sitting.desk, profile, opinion.after, opinion.kind)
    with acting():
        profile = held_in(review, profile)
        settled = noted(sitting, profile, _K.SETTLE_DISPUTE, opinion)
        close(sitting, profile, review)
        return take_effect(sitting, profile, opinion, change) if kept else settled


@once_more
def withdraw(sitting: Sitting, person_ref: str, reason: str) -> Judgement:
    """Take the first opinion back before there is a second: the case goes back to where it was."""
    profile = found(sitting.user, person_ref)
    review = review_of(profile)
    if review is None or review.second is not None:
        raise Refused(NOTHING_OPEN)
    if not may_withdraw(sitting.user, review):
        raise Refused(_NOT_YOURS)
    refuse_without_reason(_K.UNDO, reason)
    with acting():
        profile = held_in(review, profile)
        close(sitting, profile, review)
        undone = {"undone": review.first.pk}
        tell(sitting, profile, _K.UNDO, nothing(profile), undone)
        return Judgement.objects.create(
            **row_of(sitting, profile, _K.UNDO, reason),
            told={"before": {}, "after": {}},
            undoes=review.first,
        )


def may_withdraw(user: User, review: BlindReview) -> bool:
    """Whether this user can take the first opinion back."""
    own = review.first.actor == user.get_username()
    return review.second is None and (own or may(user.as_role, Permission.SETTLE_DISPUTES))
