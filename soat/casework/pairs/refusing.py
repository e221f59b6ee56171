"""Why a pair cannot be judged so: the role, the reason, or what people judged before."""

from soat.casework.judging import REASON_MISSING, Refused
from soat.casework.models import Profile, User
from soat.casework.pairs.standing import PairModel, standing_around
from soat.model.messages import Message
from soat.model.review_lists import JudgementKind, Permission
from soat.review.case_law import MOVES_NO_CASE, REASON_NEEDED
from soat.review.regrouping import Pair, are_apart, are_joined
from soat.review.roles import may, refusal_of_role

SAYS_SAME = frozenset({JudgementKind.MERGE_PROFILES, JudgementKind.SAME_DOSE})
"""The judgements that two are one."""

_JOINED = Message(
    "Đã có người xác định hai bên là một, qua một bên thứ ba. Hãy hoàn tác quyết định đó trước.",
    "Somebody judged the two to be one, through a third. Undo that judgement first.",
)
_APART = Message(
    "Đã có người xác định hai bên khác nhau, qua một bên thứ ba. Hãy hoàn tác quyết định đó trước.",
    "Somebody judged the two to be different, through a third. Undo that judgement first.",
)


def refusal_of_pair(user: User, kind: JudgementKind) -> Message | None:
    """Why this user cannot judge such pairs at all, or None."""
    permissions = MOVES_NO_CASE[kind]
    if any(may(user.as_role, one) for one in permissions):
        return None
    return refusal_of_role(user.as_role, Permission.JUDGE)


def refuse_without_reason(kind: JudgementKind, reason: str) -> None:
    """Raises Refused where the judgement needs a reason and has none."""
    if kind in REASON_NEEDED and not reason.strip():
        raise Refused(REASON_MISSING)


def refuse_contradiction(model: PairModel, kind: JudgementKind, pair: Pair) -> None:
    """Raises Refused where other pairs, judged by people, say the opposite. What was judged of the
    very same two before is superseded."""
    others = standing_around(model, pair).but(pair)
    if kind in SAYS_SAME and are_apart(others.same, others.apart, pair):
        raise Refused(_APART)
    if kind not in SAYS_SAME and are_joined(others.same, pair):
        raise Refused(_JOINED)


def refuse(refused: Message | None) -> None:
    """Raises Refused if there is a refusal."""
    if refused is not None:
        raise Refused(refused)


def seen_as(profile: Profile) -> dict[str, object]:
    """What the engine said of the profile when somebody judged a pair of it."""
    return {"verdict": profile.verdict, "reasons": profile.reasons, "rule": profile.rule}
