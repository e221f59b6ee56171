"""Judging a case: who may, what it allows, what follows, verified again at once. Read this first.

A record is verified before the transaction begins, so that nobody waits for the register with the
database held; the transaction then makes sure that nobody changed the record meanwhile. The
judgement, what it changed and its audit event are written together or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.figures.counting import key_of, moved
from soat.casework.folding import put_typed
from soat.casework.loading.shaping import TYPED
from soat.casework.models import Case, Judgement, Profile, User
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.review_policy import second_needed
from soat.casework.scopes import visible
from soat.casework.verdict_rows import put_verdict, record_of
from soat.look_up import Answer
from soat.model.closed_lists import ComparedField, Verdict
from soat.model.messages import Message
from soat.model.review_lists import CaseState, JudgementKind, Permission
from soat.review.case_law import (
    CASE_LAW,
    CHANGES_THE_RECORD,
    POLICE_KINDS,
    REASON_NEEDED,
    after_verification,
)
from soat.review.roles import may, refusal_of_role

FIELD_COLUMNS = {
    ComparedField.NUMBER: "citizen_id",
    ComparedField.NAME: "full_name",
    ComparedField.BIRTH_DATE: "birth_date",
    ComparedField.SEX: "sex",
}
"""The compared fields and the columns of a profile that hold them."""

_K = JudgementKind
_LONGEST_VALUE = 500
_HERE = frozenset(
    {_K.ACCEPT_PROPOSAL, _K.TAKE_CANDIDATE, _K.EDIT_FIELDS, _K.ASK_HOUSEHOLD, _K.CANNOT_RESOLVE}
    | {_K.CONFIRM_RECORD, _K.REGISTER_WRONG}
)
"""What is judged here: one case by itself."""

NOT_FOUND = Message(
    "Không tìm thấy hồ sơ này trong địa bàn của bạn. Hãy tìm lại theo tên hoặc số.",
    "There is no such record within your place. Search again by name or number.",
)
REASON_MISSING = Message(
    "Việc này cần lý do để người sau hiểu. Hãy ghi lý do rồi lưu lại.",
    "Others will have to understand this: give a reason, then save again.",
)
_CHANGED = Message(
    "Người khác vừa sửa hồ sơ này trong lúc bạn xem; chưa có gì bị ghi đè. "
    "Hãy mở lại để xem bản mới rồi quyết định.",
    "Somebody changed this record while you were looking; nothing was overwritten. "
    "Open it again to see it as it is now, then decide.",
)
SECOND_NEEDED = Message(
    "Việc này cần hai người quyết định độc lập. Hãy mở hồ sơ và cho ý kiến ở đó.",
    "Two people have to judge this independently. Open the record and give your opinion there.",
)
_NO_PROPOSAL = Message(
    "Hồ sơ này không có đề xuất nào để nhận. Hãy chọn người phù hợp hoặc sửa thông tin.",
    "Nothing is proposed for this record. Take a candidate, or edit the fields.",
)
_NO_CANDIDATE = Message(
    "Người được chọn không có trong danh sách. Hãy mở lại hồ sơ và chọn lại.",
    "The candidate taken is not on the list. Open the record again and choose.",
)
_UNKNOWN_FIELDS = Message(
    "Chỉ sửa được các ô có trong biểu mẫu. Hãy mở lại hồ sơ.",
    "Only the fields of the form can be edited. Open the record again.",
)
_UNUSABLE = Message(
    "Hồ sơ phải có họ và tên, mỗi ô không quá 500 ký tự. Hãy kiểm tra rồi lưu lại.",
    "A record needs a name, and no field may be longer than 500 signs. Check it and save again.",
)


class Refused(Exception):
    """The act did not happen; the sentence says why and what to do."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class Changed(Refused):
    """Somebody else, or a load, changed the record meanwhile."""


class NotFound(Refused):
    """Not there, or not within the user's place: the two are not told apart."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a case. `version` is the record's as they saw it."""

    kind: JudgementKind
    version: int
    fields: Mapping[str, str] = field(default_factory=dict)
    candidate: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Sitting:
    """Who acts, at which desk records are verified, and when."""

    user: User
    desk: RegisterDesk
    at: datetime


@dataclass(frozen=True)
class Change:
    """What a judgement does to a record: columns before and after, and what the engine says of it;
    no answer where it was not asked, or could not be."""

    before: dict[str, str]
    after: dict[str, str]
    answer: Answer | None
    verdict_before: str

    def told(self) -> tuple[dict[str, object], dict[str, object]]:
        """The columns before and after as the trail keeps them."""
        return {**self.before, "verdict": self.verdict_before}, {**self.after}


@once_more
def judge(sitting: Sitting, person_ref: str, asked: Asked) -> Judgement:
    """Judge one case. Raises NotFound or Refused; then nothing was changed."""
    if asked.kind not in _HERE:
        raise ValueError("not a judgement of one case by itself")
    profile = found(sitting.user, person_ref)
    _refuse_if_not_allowed(sitting.user, profile, asked)
    change = change_of(sitting.desk, profile, changes_of(profile, asked), asked.kind)
    with acting():
        return written(sitting, held(profile, asked.version), asked, change)


def found(user: User, person_ref: str) -> Profile:
    """The profile, if it exists for the user. Raises NotFound."""
    profile = visible(user, Profile).filter(pk=person_ref).select_related("case").first()
    if profile is None:
        raise NotFound(NOT_FOUND)
    return profile


def refusal(user: User, profile: Profile, kind: JudgementKind) -> Message | None:
    """Why this user cannot judge so now, or None: what a page asks before it shows a button."""
    return refusal_in(user, state_of(profile), kind)


def refusal_in(user: User, state: CaseState, kind: JudgementKind) -> Message | None:
    """The same of a case that is in that state."""
    possible = CASE_LAW.transition(state, kind)
    if possible is None:
        return CASE_LAW.refusal(state, kind)
    if kind in POLICE_KINDS and may(user.as_role, Permission.JUDGE_IDENTITY):
        return None
    return refusal_of_role(user.as_role, possible.permission)


def _refuse_if_not_allowed(user: User, profile: Profile, asked: Asked) -> None:
    refused = refusal(user, profile, asked.kind)
    if refused is None and asked.kind in REASON_NEEDED and not asked.reason.strip():
        refused = REASON_MISSING
    if refused is None and second_needed(profile, asked.kind):
        refused = SECOND_NEEDED
    refuse_stale(profile, asked.version)
    if refused is not None:
        raise Refused(refused)


def state_of(profile: Profile) -> CaseState:
    """Where the profile's case stands; one without a case is settled."""
    case = Case.objects.filter(pk=profile.pk).first()
    return CaseState(case.state) if case else CaseState.SETTLED


def changes_of(profile: Profile, asked: Asked) -> dict[str, str]:
    """What will be typed otherwise, by column."""
    if asked.kind is _K.ACCEPT_PROPOSAL:
        return _proposed(profile)
    if asked.kind is _K.TAKE_CANDIDATE:
        return _of_candidate(profile, asked.candidate)
    if asked.kind is _K.EDIT_FIELDS:
        return edited(profile, asked.fields)
    return {}


def _proposed(profile: Profile) -> dict[str, str]:
    columns = {one.value: column for one, column in FIELD_COLUMNS.items()}
    found = {
        columns[repair.field]: repair.register_value
        for repair in profile.repairs.all()
        if repair.field in columns and repair.register_value
    }
    if not found:
        raise Refused(_NO_PROPOSAL)
    return found


def _of_candidate(profile: Profile, rank: int | None) -> dict[str, str]:
    taken = profile.candidates.filter(rank=rank or 0).first()
    if taken is None:
        raise Refused(_NO_CANDIDATE)
    told = taken.as_typed
    return {name: told[name] for name in FIELD_COLUMNS.values() if told[name]}


def edited(profile: Profile, fields: Mapping[str, str]) -> dict[str, str]:
    """Which of the fields differ from what is typed. Raises Refused where one cannot be typed."""
    if not set(fields) <= set(TYPED):
        raise Refused(_UNKNOWN_FIELDS)
    stripped = {name: value.strip() for name, value in fields.items()}
    changed = {
        name: value
        for name, value in stripped.items()
        if one_line(value) != one_line(getattr(profile, name))
    }
    name = changed.get("full_name", profile.full_name)
    if not name or not all(_storable(value) for value in changed.values()):
        raise Refused(_UNUSABLE)
    return changed


def one_line(value: str) -> str:
    """A value as the one line that a form shows and sends back, however many it was typed in."""
    return " ".join(value.splitlines())


def _storable(value: str) -> bool:
    return len(value) <= _LONGEST_VALUE and "\0" not in value


def change_of(
    desk: RegisterDesk, profile: Profile, after: dict[str, str], kind: JudgementKind
) -> Change:
    """The change with what the engine says of the record as it will be."""
    before = {name: getattr(profile, name) for name in after}
    asked = bool(after) or kind in CHANGES_THE_RECORD
    return Change(
        before, after, _verified(desk, profile, after) if asked else None, profile.verdict
    )


def _verified(desk: RegisterDesk, profile: Profile, after: Mapping[str, str]) -> Answer | None:
    """What the engine says; None when the register is out of reach, and the record waits."""
    try:
        return desk.verify(record_of(profile, after))
    except RegisterOutOfReach:
        return None


def held(profile: Profile, version: int) -> Profile:
    """The same profile, held until the transaction ends."""
    found = Profile.objects.select_for_update(no_key=True).get(pk=profile.pk)
    refuse_stale(found, version)
    return found


def refuse_stale(profile: Profile, version: int) -> None:
    """Raises Changed where the record is no longer as somebody saw it."""
    if profile.version != version:
        raise Changed(_CHANGED)


def written(sitting: Sitting, profile: Profile, asked: Asked, change: Change) -> Judgement:
    """Write a judgement of a profile that is held, with all that follows from it."""
    shown = {"verdict": profile.verdict, "reasons": profile.reasons, "rule": profile.rule}
    put_change(profile, change, sitting.at)
    state = _state_after(profile, asked.kind, change.answer)
    put_state(profile, state, sitting.at)
    tell(sitting, profile, asked.kind, change, {"state": state.value})
    return Judgement.objects.create(
        person_ref=profile.person_ref,
        kind=asked.kind.value,
        told={"before": change.before, "after": change.after, "candidate": asked.candidate},
        shown=shown,
        reason=asked.reason.strip(),
        actor=sitting.user.get_username(),
        place=profile.place,
        at=sitting.at,
    )


def put_change(profile: Profile, change: Change, at: datetime) -> None:
    """Write what is typed otherwise and what the engine says of it: a new version of the record."""
    put_typed(profile, change.after)
    if change.answer is not None:
        put_verdict(profile, change.answer)
    if change.after:
        profile.edited_at = at
    profile.version += 1
    profile.save()


def _state_after(profile: Profile, kind: JudgementKind, answer: Answer | None) -> CaseState:
    state = state_of(profile)
    led = CASE_LAW.transition(state, kind)
    target = led.target if led else state
    if target is CaseState.WAITING and answer is not None:
        return after_verification(Verdict(profile.verdict))
    return target


def put_state(profile: Profile, state: CaseState, at: datetime) -> None:
    """Write the case's state, and what its lists are made by."""
    case = Case.objects.filter(pk=profile.pk).first() or Case(profile=profile, place=profile.place)
    before = key_of(case)
    case.state, case.changed_at = state.value, at
    case.tier, case.reasons, case.rule = profile.tier, profile.reasons, profile.rule
    case.kinds = ",".join(sorted(set(profile.repairs.values_list("kind", flat=True))))
    case.save()
    moved(before, key_of(case), at)


def tell(
    sitting: Sitting,
    profile: Profile,
    kind: JudgementKind,
    change: Change,
    more: Mapping[str, object],
) -> None:
    """Write the act into the trail."""
    before, after = change.told()
    after |= {"verdict": profile.verdict, **more}
    actor = sitting.user.get_username()
    act = Act(actor, profile.place, kind.value, profile.person_ref, sitting.at, before, after)
    write_event(act)
