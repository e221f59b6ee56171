"""Applying what came back: all lines that can be, or those that were chosen, in one transaction.

Records are verified before it begins, as with a single edit; those of a long sheet step by step
while somebody looks on (checking_before.py). In it every record is held and looked
at once more: a line whose record changed meanwhile is left and told, the others are judged by the
same law as on screen, each with its judgement and its event. A kill in the middle leaves nothing.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import Asked, Change, Refused, Sitting, written
from soat.casework.lists.checking_before import drop_kept, kept_answers
from soat.casework.lists.finding import found_list, held_list
from soat.casework.lists.moving import put_list_state
from soat.casework.lists.previewing import CheckedLine, refusal_of_line
from soat.casework.lists.taking_back import found_file, looked_through
from soat.casework.lists.verifying import changes_of
from soat.casework.models import Judgement, ListLine, Profile, ReturnedFile, ReturnedLine, WorkList
from soat.casework.together import held_together
from soat.model.messages import Message
from soat.model.review_lists import CaseState, LineFate, LineOutcome, ListAct, Permission
from soat.review.line_law import BY_SIGNATURE, JUDGED_AS, is_signed
from soat.review.list_law import LIST_LAW

_F = LineFate
_NOTHING_NEW = (_F.APPLIED, _F.EMPTY)
_NOTHING = Message(
    "Không có dòng nào để cập nhật. Hãy xem lý do ở từng dòng.",
    "There is no line to apply. See the reason beside each line.",
)


@dataclass(frozen=True)
class AskedToApply:
    """Which file of which list; only these rows of it, or all; whether the list is then done."""

    list_id: str
    returned: int
    version: int
    rows: Collection[int] | None = None
    finish: bool = False


@dataclass(frozen=True)
class Applied:
    """What became of the lines, counted by their fate."""

    fates: Counter[LineFate]

    @property
    def applied(self) -> int:
        return self.fates[_F.APPLIED]


@dataclass(frozen=True)
class _Ready:
    """A line with what it asks of its record, and what the engine says of the change."""

    checked: CheckedLine
    asked: Asked
    change: Change

    @property
    def ref(self) -> str:
        assert self.checked.line is not None
        return str(self.checked.line.profile_id)


@once_more
def apply_returned(sitting: Sitting, wanted: AskedToApply) -> Applied:
    """Apply it. Raises NotFound or Refused; then nothing was changed."""
    user = sitting.user
    work_list = found_list(user, wanted.list_id, Permission.MAKE_LISTS)
    _refuse_if_not_possible(work_list)
    returned = found_file(user, wanted.list_id, wanted.returned)
    told = looked_through(user, sitting.at, returned)
    checked = _chosen([one for one in told if one.fate not in _NOTHING_NEW], wanted.rows)
    if not any(one.fate is _F.READY for one in checked) and not wanted.finish:
        raise Refused(_NOTHING)
    ready = _ready(sitting, returned, [one for one in checked if one.fate is _F.READY])
    with acting():
        held = held_list(work_list, wanted.version)
        _refuse_if_not_possible(held)
        return _written(sitting, (held, returned), wanted, (checked, ready))


def _refuse_if_not_possible(work_list: WorkList) -> None:
    refused = LIST_LAW.refusal(work_list.as_state, ListAct.APPLY)
    if refused is not None:
        raise Refused(refused)


def _chosen(checked: list[CheckedLine], rows: Collection[int] | None) -> list[CheckedLine]:
    """Lines that could be applied and were not chosen are left by choice."""
    if rows is None:
        return checked
    left = {one.filled.row for one in checked if one.fate is _F.READY} - set(rows)
    return [replace(one, fate=_F.NOT_CHOSEN) if one.filled.row in left else one for one in checked]


def _ready(
    sitting: Sitting, returned: ReturnedFile, checked: Sequence[CheckedLine]
) -> dict[int, _Ready]:
    """By row; the register is asked here, before the transaction."""
    pairs = [(one.line.profile, dict(one.after)) for one in checked if one.line is not None]
    changes = changes_of(sitting.desk, pairs, kept_answers(sitting.desk, returned, pairs))
    return {
        one.filled.row: _Ready(one, _asked(returned, one), change)
        for one, change in zip(checked, changes, strict=True)
    }


def _asked(returned: ReturnedFile, one: CheckedLine) -> Asked:
    assert one.line is not None
    assert one.outcome is not None
    return Asked(
        JUDGED_AS[one.outcome],
        one.line.profile.version,
        dict(one.after),
        None,
        _reason(returned, one, one.outcome),
    )


def _reason(returned: ReturnedFile, one: CheckedLine, outcome: LineOutcome) -> str:
    """What a reader of the case's history is told: where it comes from, and what was noted."""
    parts = [one.filled.line, outcome.sentence.vi]
    if outcome in BY_SIGNATURE:
        parts.append(f"{returned.work_list.signed_by} ký")
    return " · ".join([*parts, *([one.filled.note] if one.filled.note else [])])


def _written(
    sitting: Sitting,
    whereto: tuple[WorkList, ReturnedFile],
    wanted: AskedToApply,
    lines: tuple[Sequence[CheckedLine], Mapping[int, _Ready]],
) -> Applied:
    """Everything that is written; the list is held already, then every record, then the trail."""
    held, returned = whereto
    checked, ready = lines
    profiles = held_together({one.ref for one in ready.values()})
    told: list[ReturnedLine] = []
    for one in checked:
        mine = ready.get(one.filled.row)
        judged = _judged(sitting, held, mine, profiles) if mine else None
        fate = one.fate if mine is None else _F.APPLIED if judged else _F.RECORD_CHANGED
        told.append(_returned_line(sitting, returned, replace(one, fate=fate), judged))
    ReturnedLine.objects.bulk_create(told, batch_size=500)
    _put_outcomes(told)
    drop_kept(returned, profiles)
    fates = Counter(LineFate(one.fate) for one in told)
    _tell(sitting, held, returned, fates)
    if wanted.finish:
        put_list_state(sitting.user, sitting.at, held, ListAct.APPLY)
    else:
        held.version, held.changed_at = held.version + 1, sitting.at
        held.save()
    return Applied(fates)


def _judged(
    sitting: Sitting, held: WorkList, ready: _Ready, profiles: Mapping[str, Profile]
) -> Judgement | None:
    """The judgement, or None where the record is not what it was a moment ago."""
    profile, outcome = profiles[ready.ref], ready.checked.outcome
    assert outcome is not None
    state = CaseState(profile.case.state)
    if (
        profile.version != ready.asked.version
        or refusal_of_line(sitting.user, held, state, outcome) is not None
    ):
        return None
    return written(sitting, profile, ready.asked, ready.change)


def _returned_line(
    sitting: Sitting, returned: ReturnedFile, one: CheckedLine, judged: Judgement | None
) -> ReturnedLine:
    filled = one.filled
    told = {"outcome": filled.outcome, "corrected": dict(filled.corrected), "note": filled.note}
    return ReturnedLine(
        returned_file=returned,
        row=filled.row,
        line=one.line,
        outcome=one.outcome.value if one.outcome else "",
        told={**told, "after": dict(one.after)},
        fate=one.fate.value,
        judgement=judged,
        at=sitting.at,
    )


def _put_outcomes(told: Sequence[ReturnedLine]) -> None:
    applied = [one for one in told if one.judgement is not None and one.line is not None]
    lines: list[ListLine] = []
    for one in applied:
        assert one.line is not None
        one.line.outcome = one.outcome
        lines.append(one.line)
    ListLine.objects.bulk_update(lines, ["outcome"], batch_size=500)


def _tell(
    sitting: Sitting, held: WorkList, returned: ReturnedFile, fates: Counter[LineFate]
) -> None:
    after: dict[str, object] = {one.value: count for one, count in sorted(fates.items())}
    after |= {"sha256": returned.sha256, "signed": is_signed(held.as_state)}
    actor = sitting.user.get_username()
    write_event(Act(actor, held.place, "apply_list", held.list_id, sitting.at, None, after))
