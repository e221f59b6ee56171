"""Undoing a bulk approval: every record is put back as it was, but those judged since.

What was said of a record when it was approved is put back at once, from the judgement's own
evidence; then it waits to be verified again like any record (soat/casework/waiting.py), so that
nobody waits for the register with thousands of records held.
"""

from dataclasses import dataclass

from django.db.models import Max

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_events
from soat.casework.bulk.approving import refuse_role
from soat.casework.bulk.finding import found, held, mark, note
from soat.casework.folding import put_typed
from soat.casework.judging import Refused, Sitting
from soat.casework.models import BulkApproval, Judgement, Profile, Repair
from soat.casework.together import (
    VERDICT_COLUMNS,
    held_together,
    in_parts,
    put_states_together,
    put_together,
)
from soat.casework.verdict_rows import clear_said
from soat.model.messages import Message
from soat.model.review_lists import BulkOutcome, BulkState, CaseState, JudgementKind

_REASON = Message(
    "Hoàn tác cần lý do. Hãy ghi lý do rồi làm lại.",
    "Undoing needs a reason. Give one and try again.",
)
_ALL_JUDGED = Message(
    "Mọi hồ sơ của đợt này đã có quyết định sau đó nên không còn gì để trả lại. Hãy hoàn tác từng "
    "hồ sơ.",
    "Every record of this act was judged since, so there is nothing to put back. Undo them one "
    "by one.",
)


@dataclass(frozen=True)
class Undone:
    """One record that is put back: the judgement undone, and what stood until now."""

    profile: Profile
    judgement: Judgement
    before: dict[str, str]
    verdict_before: str

    @property
    def after(self) -> dict[str, str]:
        after: dict[str, str] = self.judgement.told["before"]
        return after

    @property
    def repairs(self) -> list[dict[str, str]]:
        """What had been shown as to be repaired."""
        repairs: list[dict[str, str]] = self.judgement.shown["repairs"]
        return repairs


@once_more
def undo_bulk(sitting: Sitting, number: int, reason: str) -> BulkApproval:
    """Undo the whole act. Raises NotFound or Refused; then nothing was changed."""
    bulk = found(sitting.user, number)
    refuse_role(sitting)
    if not reason.strip():
        raise Refused(_REASON)
    with acting():
        bulk = held(bulk, BulkState.APPLIED)
        lines = list(bulk.lines.filter(outcome=BulkOutcome.APPLIED).order_by("profile_id"))
        profiles = held_together(line.profile_id for line in lines)
        standing = _standing(bulk)
        undone = [
            _back(profiles[line.profile_id], standing[line.profile_id])
            for line in lines
            if line.profile_id in standing
        ]
        if not undone:
            raise Refused(_ALL_JUDGED)
        _write(sitting, bulk, undone, reason.strip())
        mark(lines, BulkOutcome.JUDGED_SINCE)
        mark([line for line in lines if line.profile_id in standing], BulkOutcome.UNDONE)
        return note(sitting, bulk, BulkState.UNDONE, reason.strip())


def _standing(bulk: BulkApproval) -> dict[str, Judgement]:
    """The act's judgements that are still the last of their profile and not undone."""
    ours = {one.person_ref: one for one in bulk.judgements.exclude(kind=JudgementKind.UNDO)}
    last: dict[str, int] = {}
    for some in in_parts(list(ours)):
        rows = Judgement.objects.filter(person_ref__in=some, undone_by=None)
        of_person = rows.exclude(kind=JudgementKind.UNDO).order_by().values_list("person_ref")
        last |= dict(of_person.annotate(Max("pk")))
    return {ref: one for ref, one in ours.items() if last.get(ref) == one.pk}


def _back(profile: Profile, judgement: Judgement) -> Undone:
    """The record as it was, as an object; nothing is written yet."""
    before = {name: getattr(profile, name) for name in judgement.told["before"]}
    verdict = profile.verdict
    put_typed(profile, judgement.told["before"])
    for name in VERDICT_COLUMNS:
        setattr(profile, name, judgement.shown[name])
    return Undone(profile, judgement, before, verdict)


def _write(sitting: Sitting, bulk: BulkApproval, undone: list[Undone], reason: str) -> None:
    profiles = [one.profile for one in undone]
    clear_said(profiles)
    Repair.objects.bulk_create(
        Repair(profile=one.profile, **row) for one in undone for row in one.repairs
    )
    for profile in profiles:
        profile.edited_at = sitting.at
    typed = {name for one in undone for name in one.after}
    put_together(profiles, {"edited_at", "name_folded", *typed})
    put_states_together([(profile, CaseState.WAITING) for profile in profiles], sitting.at)
    Judgement.objects.bulk_create(_judgement(one, sitting, bulk, reason) for one in undone)
    write_events([_event(one, sitting, bulk) for one in undone])


def _judgement(one: Undone, sitting: Sitting, bulk: BulkApproval, reason: str) -> Judgement:
    return Judgement(
        person_ref=one.profile.pk,
        kind=JudgementKind.UNDO.value,
        told={"before": one.before, "after": one.after},
        reason=reason,
        actor=sitting.user.get_username(),
        place=one.profile.place,
        at=sitting.at,
        bulk=bulk,
        undoes=one.judgement,
    )


def _event(one: Undone, sitting: Sitting, bulk: BulkApproval) -> Act:
    profile, actor = one.profile, sitting.user.get_username()
    before: dict[str, object] = {**one.before, "verdict": one.verdict_before}
    after: dict[str, object] = {**one.after, "verdict": profile.verdict}
    after |= {"state": profile.case.state, "undone": one.judgement.pk, "bulk": bulk.pk}
    undo = JudgementKind.UNDO.value
    return Act(actor, profile.place, undo, profile.pk, sitting.at, before, after)
