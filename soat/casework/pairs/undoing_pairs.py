"""Undoing what was judged of a pair: the histories, or the dose states, as they are without it.

Each pair stands by itself: what was judged of the record meanwhile is not touched. Of several
judgements of the same pair only the latest can be undone.
"""

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import REASON_MISSING, NotFound, Refused, Sitting
from soat.casework.models import Dose, DosePair, Judgement, Profile, ProfilePair, User
from soat.casework.pairs.dose_states import hold_dose_states, put_dose_states
from soat.casework.pairs.histories import hold_histories, put_histories
from soat.casework.pairs.refusing import refusal_of_pair, refuse
from soat.casework.pairs.standing import last_of
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import JudgementKind

GONE = Message(
    "Không tìm thấy quyết định này trong địa bàn của bạn.",
    "There is no such judgement within your place.",
)
_NOT_THE_LAST = Message(
    "Quyết định này đã được hoàn tác, hoặc đã có quyết định mới hơn về cùng hai bên. "
    "Hãy mở lại hồ sơ.",
    "This was undone, or the same two were judged again since. Open the record again.",
)


@once_more
def undo_pair(sitting: Sitting, judgement: int, reason: str) -> Judgement:
    """Undo what was judged of two profiles or dose rows. Raises NotFound or Refused."""
    pair = _pair_of(judgement)
    if pair is None or not _both_exist(sitting.user, pair):
        raise NotFound(GONE)
    refuse(refusal_of_pair(sitting.user, JudgementKind(pair.judgement.kind)))
    if not reason.strip():
        raise Refused(REASON_MISSING)
    with acting():
        _hold(pair)
        if last_of(type(pair), (pair.ref, pair.other_ref)) != pair:
            raise Refused(_NOT_THE_LAST)
        return _written(sitting, pair, reason)


def can_be_undone(judgement: Judgement) -> bool:
    """Whether this is the latest judgement of its pair, and stands."""
    pair = _pair_of(judgement.pk)
    return pair is not None and last_of(type(pair), (pair.ref, pair.other_ref)) == pair


def _pair_of(judgement: int) -> ProfilePair | DosePair | None:
    of_profiles = ProfilePair.objects.select_related("judgement").filter(judgement=judgement)
    of_doses = DosePair.objects.select_related("judgement").filter(judgement=judgement)
    return of_profiles.first() or of_doses.first()


def _both_exist(user: User, pair: ProfilePair | DosePair) -> bool:
    refs = (pair.ref, pair.other_ref)
    rows = visible(user, Dose if isinstance(pair, DosePair) else Profile).filter(pk__in=refs)
    return rows.count() == len(refs)


def _hold(pair: ProfilePair | DosePair) -> None:
    refs = (pair.ref, pair.other_ref)
    if isinstance(pair, DosePair):
        hold_dose_states(refs)
    else:
        hold_histories(refs)


def _written(sitting: Sitting, pair: ProfilePair | DosePair, reason: str) -> Judgement:
    undone, user = pair.judgement, sitting.user.get_username()
    written = Judgement.objects.create(
        person_ref=undone.person_ref,
        kind=JudgementKind.UNDO.value,
        told={"before": {}, "after": {}, "other": pair.other_ref},
        reason=reason.strip(),
        actor=user,
        place=undone.place,
        at=sitting.at,
        undoes=undone,
    )
    refs = (pair.ref, pair.other_ref)
    if isinstance(pair, DosePair):
        put_dose_states(refs)
    else:
        put_histories(refs)
    after: dict[str, object] = {"undone": undone.pk}
    write_event(Act(user, undone.place, "undo", pair.ref, sitting.at, None, after))
    return written
