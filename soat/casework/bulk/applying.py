"""Writing the records of an approved act: columns, verdict, state, judgement and event of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from soat.casework.auditing import Act, write_events
from soat.casework.bulk.checking import after_repairs
from soat.casework.folding import put_typed
from soat.casework.judging import Sitting
from soat.casework.models import BulkApproval, BulkLine, Judgement, Profile, Repair
from soat.casework.together import (
    VERDICT_COLUMNS,
    in_parts,
    put_states_together,
    put_together,
)
from soat.casework.verdict_rows import clear_said, say
from soat.model.closed_lists import Verdict
from soat.model.review_lists import JudgementKind
from soat.review.case_law import after_verification

# What a judgement keeps of each repair: with the verdict that was shown, it can be put back.
_REPAIR_SHOWN = ("field", "recorded_value", "register_value", "kind", "tier")

_KIND = JudgementKind.APPROVE_IN_BULK.value


@dataclass(frozen=True)
class Approved:
    """One record of the act: typed columns before and after, and what had been shown of it."""

    profile: Profile
    before: dict[str, str]
    after: dict[str, str]
    shown: dict[str, Any]


def apply(sitting: Sitting, bulk: BulkApproval, lines: Sequence[tuple[BulkLine, Profile]]) -> None:
    """Write every record; they are held, and nobody changed them since they were chosen."""
    approved = _approved([profile for _, profile in lines])
    profiles = [one.profile for one in approved]
    for (line, profile), one in zip(lines, approved, strict=True):
        put_typed(profile, one.after)
        profile.edited_at = sitting.at
        say(profile, line.answer or {})
    clear_said(profiles)
    typed = {name for one in approved for name in one.after}
    put_together(profiles, {"edited_at", "name_folded", *typed})
    states = [(profile, after_verification(Verdict(profile.verdict))) for profile in profiles]
    put_states_together(states, sitting.at)
    _tell(sitting, bulk, approved)


def _approved(profiles: list[Profile]) -> list[Approved]:
    after: dict[str, dict[str, str]] = {}
    repairs: dict[str, list[dict[str, Any]]] = {one.pk: [] for one in profiles}
    for some in in_parts(profiles):
        after |= after_repairs(some)
        rows = Repair.objects.filter(profile__in=some).order_by("pk")
        for row in rows.values("profile_id", *_REPAIR_SHOWN):
            repairs[row.pop("profile_id")].append(row)
    return [
        Approved(
            one,
            {name: getattr(one, name) for name in after[one.pk]},
            after[one.pk],
            {**{name: getattr(one, name) for name in VERDICT_COLUMNS}, "repairs": repairs[one.pk]},
        )
        for one in profiles
    ]


def _tell(sitting: Sitting, bulk: BulkApproval, approved: list[Approved]) -> None:
    """One judgement and one event for each record: its own story says what was done to it."""
    actor = sitting.user.get_username()
    judgements = [
        Judgement(
            person_ref=one.profile.pk,
            kind=_KIND,
            told={"before": one.before, "after": one.after, "candidate": None},
            shown=one.shown,
            actor=actor,
            place=one.profile.place,
            at=sitting.at,
            bulk=bulk,
        )
        for one in approved
    ]
    Judgement.objects.bulk_create(judgements, batch_size=500)
    write_events([_event(one, actor, sitting, bulk) for one in approved])


def _event(one: Approved, actor: str, sitting: Sitting, bulk: BulkApproval) -> Act:
    profile = one.profile
    before: dict[str, object] = {**one.before, "verdict": one.shown["verdict"]}
    after: dict[str, object] = {**one.after, "verdict": profile.verdict}
    after |= {"state": profile.case.state, "bulk": bulk.pk}
    return Act(actor, profile.place, _KIND, profile.pk, sitting.at, before, after)
