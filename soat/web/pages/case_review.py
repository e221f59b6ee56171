"""What a case page shows of a second, blind review, to whom."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from soat.casework.field_names import FIELD_NAMES
from soat.casework.judging import refusal_in, state_of
from soat.casework.models import BlindReview, Judgement, Profile, User
from soat.casework.pairs.refusing import refusal_of_pair
from soat.casework.review_policy import scores_hidden
from soat.casework.scopes import visible
from soat.casework.second_review.opinions import opinion_in, review_of
from soat.casework.second_review.settling import may_withdraw
from soat.model.review_lists import CaseState, JudgementKind, Permission
from soat.review.roles import may
from soat.review.second_review import ABOUT_THE_RECORD
from soat.web.language import said, word
from soat.web.pages.case_fields import value_told

_K = JudgementKind
# Who sees the page: who gave the first opinion, who can give the second, who decides between two,
# and anybody else while it goes on.
OWN, ANSWER, SETTLE, WAIT, DISPUTED = "own", "answer", "settle", "wait", "disputed"


@dataclass(frozen=True)
class Sight:
    """How somebody sees a case: the review and their part in it, whether scores are hidden, and the
    state by which it is told what they can judge of the record."""

    review: BlindReview | None
    part: str
    blind: bool
    state: CaseState

    @property
    def asked_of(self) -> str | None:
        """The profile of which a second opinion is wanted of this user; "" when none can be judged
        now; None when no review goes on."""
        if self.review is None:
            return None
        return self.review.other_ref if self.part == ANSWER else ""

    def allows(self, kind: JudgementKind) -> bool:
        """Whether the review leaves room for such a judgement of the record."""
        if self.review is None:
            return True
        return self.part == ANSWER and not self.review.other_ref and kind in ABOUT_THE_RECORD


def sight_of(user: User, profile: Profile) -> Sight:
    """How this user sees the case now."""
    review, state = review_of(profile), state_of(profile)
    if review is None:
        return Sight(None, "", scores_hidden(profile) and state != CaseState.SETTLED, state)
    return Sight(review, _part(user, review), True, CaseState(review.state_before))


def _part(user: User, review: BlindReview) -> str:
    name = user.get_username()
    if review.second is not None:
        decides = may(user.as_role, Permission.SETTLE_DISPUTES)
        outside = name not in (review.first.actor, review.second.actor)
        return SETTLE if decides and outside else DISPUTED
    if review.first.actor == name:
        return OWN
    return ANSWER if _may_answer(user, review) else WAIT


def _may_answer(user: User, review: BlindReview) -> bool:
    if review.other_ref:
        there = visible(user, Profile).filter(pk=review.other_ref).exists()
        return there and refusal_of_pair(user, _K.MERGE_PROFILES) is None
    before = CaseState(review.state_before)
    return any(refusal_in(user, before, kind) is None for kind in ABOUT_THE_RECORD)


def review_told(request: HttpRequest, user: User, sight: Sight) -> dict[str, Any] | None:
    """What the page says of the review; the opinions only to who decides between them."""
    review = sight.review
    if review is None:
        return None
    opinions = [review.first, review.second] if sight.part == SETTLE else []
    return {
        "part": sight.part,
        "about_pair": bool(review.other_ref),
        "may_withdraw": may_withdraw(user, review),
        "opinions": [_opinion(request, one) for one in opinions if one is not None],
    }


def _opinion(request: HttpRequest, row: Judgement) -> dict[str, Any]:
    opinion = opinion_in(row)
    return {
        "row": row,
        "name": word(request, JudgementKind, opinion.kind),
        "would": [
            (said(request, FIELD_NAMES[name]), value_told(request, name, value))
            for name, value in opinion.after.items()
        ],
    }
