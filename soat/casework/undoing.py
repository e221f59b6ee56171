"""Undoing a judgement: the record as it was before, verified again; the judgement itself stays.

Only the last judgement that still holds can be undone, so that undoing never takes away what
somebody judged afterwards: those are undone first, one by one.
"""

from soat.casework.at_once import acting, once_more
from soat.casework.judging import (
    Change,
    NotFound,
    Refused,
    Sitting,
    change_of,
    held,
    put_change,
    put_state,
    state_of,
    tell,
)
from soat.casework.models import Judgement, Profile, User
from soat.casework.pairs.undoing_pairs import undo_pair
from soat.casework.scopes import visible
from soat.model.closed_lists import Verdict
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind, Permission
from soat.review.case_law import (
    MOVES_NO_CASE,
    OPINIONS,
    after_verification,
    refusal_under_review,
)
from soat.review.roles import may, refusal_of_role

_GONE = Message(
    "Không tìm thấy quyết định này trong địa bàn của bạn.",
    "There is no such judgement within your place.",
)
_NOT_THE_LAST = Message(
    "Sau quyết định này còn quyết định khác về cùng hồ sơ. Hãy hoàn tác quyết định mới nhất trước.",
    "The record was judged again after this. Undo the latest judgement first.",
)
_REASON = Message(
    "Hoàn tác cần lý do. Hãy ghi lý do rồi làm lại.",
    "Undoing needs a reason. Give one and try again.",
)


_APART = [kind.value for kind in (JudgementKind.UNDO, *MOVES_NO_CASE, *OPINIONS)]


def last_standing(person_ref: str) -> Judgement | None:
    """The latest judgement of the profile's record that was not undone. What was judged of pairs is
    undone by itself, and opinions of a second review are withdrawn."""
    return (
        Judgement.objects.filter(person_ref=person_ref, undone_by=None)
        .exclude(kind__in=_APART)
        .order_by("-pk")
        .first()
    )


@once_more
def undo(sitting: Sitting, judgement: int, reason: str) -> Judgement:
    """Undo one judgement. Raises NotFound or Refused; then nothing was changed."""
    undone = visible(sitting.user, Judgement).filter(pk=judgement).first()
    if undone is None:
        raise NotFound(_GONE)
    if undone.kind in MOVES_NO_CASE:
        return undo_pair(sitting, undone.pk, reason)
    _refuse_if_not_allowed(sitting.user, undone, reason)
    profile = visible(sitting.user, Profile).get(pk=undone.person_ref)
    under_review = refusal_under_review(state_of(profile))
    if under_review is not None:
        raise Refused(under_review)
    change = change_of(sitting.desk, profile, undone.told["before"], JudgementKind.UNDO)
    with acting():
        kept = held(profile, profile.version)
        if last_standing(undone.person_ref) != undone:
            raise Refused(_NOT_THE_LAST)
        return _written(sitting, kept, (undone, reason), change)


def _written(
    sitting: Sitting, profile: Profile, asked: tuple[Judgement, str], change: Change
) -> Judgement:
    undone, reason = asked
    put_change(profile, change, sitting.at)
    waits = bool(change.after) and change.answer is None
    state = CaseState.WAITING if waits else after_verification(Verdict(profile.verdict))
    put_state(profile, state, sitting.at)
    more = {"undone": undone.pk, "state": state.value}
    tell(sitting, profile, JudgementKind.UNDO, change, more)
    return Judgement.objects.create(
        person_ref=undone.person_ref,
        kind=JudgementKind.UNDO.value,
        told={"before": change.before, "after": change.after},
        reason=reason.strip(),
        actor=sitting.user.get_username(),
        place=profile.place,
        at=sitting.at,
        undoes=undone,
    )


def _refuse_if_not_allowed(user: User, undone: Judgement, reason: str) -> None:
    judges = may(user.as_role, Permission.JUDGE) or may(user.as_role, Permission.JUDGE_IDENTITY)
    if not judges:
        raise Refused(refusal_of_role(user.as_role, Permission.JUDGE) or _GONE)
    if not reason.strip():
        raise Refused(_REASON)
    if last_standing(undone.person_ref) != undone:
        raise Refused(_NOT_THE_LAST)
