"""Judging two dose rows of one history: one dose from now on, or two. No row is deleted."""

from dataclasses import dataclass

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused, Sitting
from soat.casework.models import Dose, DosePair, Judgement, User
from soat.casework.pairs.dose_states import hold_dose_states, put_dose_states
from soat.casework.pairs.refusing import (
    SAYS_SAME,
    refusal_of_pair,
    refuse,
    refuse_contradiction,
    refuse_without_reason,
    seen_as,
)
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import JudgementKind

_NOT_FOUND = Message(
    "Không tìm thấy mũi tiêm này trong phạm vi của bạn. Hãy mở lại hồ sơ.",
    "There is no such dose for you. Open the record again.",
)
_TWO_HISTORIES = Message(
    "Hai mũi thuộc hai người khác nhau nên không thể là một. Nếu là một người, hãy gộp hồ sơ "
    "trước.",
    "The two doses are two people's, so they cannot be one. If it is one human being, merge the "
    "profiles first.",
)


@dataclass(frozen=True)
class DosesAsked:
    """What somebody asks of two dose rows."""

    kind: JudgementKind
    dose_ref: str
    other_ref: str
    reason: str = ""


@once_more
def judge_doses(sitting: Sitting, asked: DosesAsked) -> Judgement:
    """Judge that two rows are one dose, or two. A site may do so with rows that it entered itself,
    who judges cases with those of the records of their place. Raises NotFound or Refused."""
    dose, other = _both_found(sitting.user, asked)
    refuse(refusal_of_pair(sitting.user, asked.kind))
    refuse_without_reason(asked.kind, asked.reason)
    if asked.kind in SAYS_SAME and dose.profile.history_id != other.profile.history_id:
        raise Refused(_TWO_HISTORIES)
    with acting():
        # Nobody judges the same rows meanwhile.
        hold_dose_states((dose.pk, other.pk))
        refuse_contradiction(DosePair, asked.kind, (dose.pk, other.pk))
        return _written(sitting, dose, asked)


def _both_found(user: User, asked: DosesAsked) -> tuple[Dose, Dose]:
    refs = (asked.dose_ref, asked.other_ref)
    rows = visible(user, Dose).select_related("profile").filter(pk__in=refs)
    found = {row.pk: row for row in rows}
    if len(found) < len(refs):
        raise NotFound(_NOT_FOUND)
    return found[asked.dose_ref], found[asked.other_ref]


def _written(sitting: Sitting, dose: Dose, asked: DosesAsked) -> Judgement:
    profile, user = dose.profile, sitting.user.get_username()
    after: dict[str, object] = {"other": asked.other_ref}
    judgement = Judgement.objects.create(
        person_ref=profile.pk,
        kind=asked.kind.value,
        told={"before": {}, "after": {}, "dose": dose.pk, **after},
        shown=seen_as(profile),
        reason=asked.reason.strip(),
        actor=user,
        place=profile.place,
        at=sitting.at,
    )
    DosePair.objects.create(
        judgement=judgement,
        ref=dose.pk,
        other_ref=asked.other_ref,
        same=asked.kind in SAYS_SAME,
        place=profile.place,
    )
    put_dose_states((dose.pk, asked.other_ref))
    write_event(Act(user, profile.place, asked.kind.value, dose.pk, sitting.at, None, after))
    return judgement
