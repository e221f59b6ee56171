"""Opinions: what somebody says of a case, what it comes to, and how it is kept."""

from dataclasses import dataclass
from typing import Any

from soat.casework.judging import FIELD_COLUMNS, Change, Sitting, tell
from soat.casework.loading.shaping import TYPED
from soat.casework.models import BlindReview, Judgement, Profile
from soat.model.review_lists import JudgementKind


@dataclass(frozen=True)
class Opinion:
    """What somebody says of a case: the judgement, what it would change, and what it comes to."""

    kind: JudgementKind
    after: dict[str, str]
    other_ref: str
    reason: str

    def answer_of(self, profile: Profile) -> dict[str, Any]:
        """What two opinions are compared by."""
        if self.other_ref:
            return {"kind": self.kind.value, "other": self.other_ref}
        if not self.after:
            return {"kind": self.kind.value}
        columns = {*FIELD_COLUMNS.values(), *self.after} & set(TYPED)
        return {name: self.after.get(name, getattr(profile, name)) for name in columns}

    def told(self, profile: Profile) -> dict[str, Any]:
        """How the opinion is kept."""
        return {
            "before": {},
            "after": {},
            "kind": self.kind.value,
            "would": self.after,
            "other": self.other_ref,
            "answer": self.answer_of(profile),
        }


def opinion_in(judgement: Judgement) -> Opinion:
    """The opinion that was kept."""
    told = judgement.told
    return Opinion(JudgementKind(told["kind"]), told["would"], told["other"], judgement.reason)


def review_of(profile: Profile) -> BlindReview | None:
    """The review that is going on, if there is one."""
    rows = BlindReview.objects.select_related("first", "second")
    return rows.filter(profile=profile).first()


def noted(sitting: Sitting, profile: Profile, kind: JudgementKind, opinion: Opinion) -> Judgement:
    """Keep an opinion, and tell the trail that it was given; not what it says."""
    tell(sitting, profile, kind, nothing(profile), {})
    return Judgement.objects.create(
        **row_of(sitting, profile, kind, opinion.reason), told=opinion.told(profile)
    )


def row_of(sitting: Sitting, profile: Profile, kind: JudgementKind, reason: str) -> dict[str, Any]:
    """The columns of a judgement that every opinion fills."""
    return {
        "person_ref": profile.pk,
        "kind": kind.value,
        "shown": {"verdict": profile.verdict, "reasons": profile.reasons, "rule": profile.rule},
        "reason": reason.strip(),
        "actor": sitting.user.get_username(),
        "place": profile.place,
        "at": sitting.at,
    }


def nothing(profile: Profile) -> Change:
    """No change of the record."""
    return Change({}, {}, None, profile.verdict)
