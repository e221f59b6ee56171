"""A filled sheet looked through line by line: what each line would change, or why it is left.

Nothing is written here. What is left is told with its reason; a line is applied only if its record
still is what the sheet shows, so that nobody's later work is overwritten.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from soat.casework.judging import SECOND_NEEDED, Refused, edited, refusal_in
from soat.casework.lists.cells import is_alike, is_birth_date, is_citizen_id
from soat.casework.lists.checksums import is_same, line_checksum, plain, values_of
from soat.casework.lists.sheet_columns import (
    LONGEST_NOTE,
    NAMES,
    OUTCOME_CHOICES,
    SEX_CHOICES,
    line_id,
)
from soat.casework.lists.sheet_in import FilledLine
from soat.casework.models import ListLine, Profile, User, WorkList
from soat.casework.review_policy import second_needed
from soat.casework.scopes import visible
from soat.model.closed_lists import Sex
from soat.model.messages import ClosedList, Message
from soat.model.review_lists import CaseState, JudgementKind, LineFate, LineOutcome
from soat.review.case_law import CASE_LAW
from soat.review.line_law import BY_SIGNATURE, JUDGED_AS, is_signed
from soat.review.places import is_within

_F, _O = LineFate, LineOutcome
_NEEDS_SIGNATURE = Message(
    "Kết quả này cần công an xã ký trả danh sách trên phần mềm trước.",
    "The police have to sign the list and hand it back first.",
)
_BOTH = Message(
    "Vừa chọn “{outcome}” vừa ghi giá trị sửa; chỉ được một trong hai.",
    "Both “{outcome}” and corrected values were given; only one can be.",
)
_WHICH = Message(
    "Không hiểu giá trị ở cột: {column}.", "The value cannot be used, column: {column}."
)
_NO_VALUES = Message(
    "Chọn “đã sửa” nhưng không ghi giá trị mới nào khác giá trị đang có.",
    "It says “corrected”, but gives no value that differs from what is recorded.",
)
_AWAY = Message(
    "Hồ sơ này không còn thuộc địa bàn của bạn.", "The record is not within your place any more."
)
_SAID = {
    **NAMES,
    "outcome": Message("Kết quả", "Outcome"),
    "note": Message("Ghi chú", "Note"),
}


@dataclass(frozen=True)
class CheckedLine:
    """One row of the sheet with what becomes of it; `before` and `after` hold what is typed
    otherwise."""

    filled: FilledLine
    line: ListLine | None
    fate: LineFate
    outcome: LineOutcome | None = None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    said: Message | None = None


def checked_lines(
    user: User, work_list: WorkList, filled: Sequence[FilledLine], today: date
) -> list[CheckedLine]:
    """Every row of the sheet, looked through against the records as they stand now."""
    rows = visible(user, ListLine).filter(work_list=work_list).select_related("profile__case")
    lines = {line_id(row): row for row in rows}
    seen: set[str] = set()
    found = []
    for row in filled:
        line = lines.get(row.line)
        if line is None:
            found.append(CheckedLine(row, None, _F.NOT_OF_THIS_LIST))
        elif row.line in seen:
            found.append(CheckedLine(row, line, _F.REPEATED))
        else:
            seen.add(row.line)
            found.append(_checked(user, work_list, CheckedLine(row, line, _F.READY), today))
    return found


def _checked(user: User, work_list: WorkList, one: CheckedLine, today: date) -> CheckedLine:
    filled, line = one.filled, one.line
    assert line is not None
    if not (filled.outcome or filled.corrected or filled.note):
        return replace(one, fate=_F.EMPTY)
    fate = _conflict(filled, line.profile)
    if fate is not None:
        return replace(one, fate=fate)
    unusable = _unusable(filled, today)
    outcome = _outcome(filled)
    if unusable is not None or outcome is None:
        said = unusable or _naming(["outcome"])
        return replace(one, fate=_F.UNUSABLE_VALUE, outcome=outcome, said=said)
    return _with_changes(user, work_list, replace(one, outcome=outcome))


def _conflict(filled: FilledLine, profile: Profile) -> LineFate | None:
    """Why the row cannot be that record's, or None."""
    typed = values_of(profile)
    if is_same(filled.check, line_checksum(filled.line, typed)):
        # What is printed may have come through another program than the one that printed it.
        alike = all(is_alike(plain(filled.printed[name]), plain(typed[name])) for name in typed)
        return None if alike else _F.LOCKED_CELL_CHANGED
    if is_same(filled.check, line_checksum(filled.line, filled.printed)):
        return _F.RECORD_CHANGED
    return _F.WRONG_CHECKSUM


def _unusable(filled: FilledLine, today: date) -> Message | None:
    """Which value nobody can mean, or None."""
    values = filled.corrected
    wrong = [name for name, value in values.items() if not _is_usable(name, value, today)]
    if len(filled.note) > LONGEST_NOTE:
        wrong.append("note")
    if not wrong:
        return None
    return _naming(wrong)


def _naming(columns: Sequence[str]) -> Message:
    said = [_SAID[name] for name in columns]
    vi, en = ", ".join(one.vi for one in said), ", ".join(one.en for one in said)
    return Message(_WHICH.vi.format(column=vi), _WHICH.en.format(column=en))


def _is_usable(name: str, value: str, today: date) -> bool:
    if name == "birth_date":
        return is_birth_date(value, today)
    if name == "citizen_id":
        return is_citizen_id(value)
    if name == "sex":
        return _chosen(Sex, SEX_CHOICES, value) is not None
    if name == "full_name":
        return len(value) > 1 and not any(sign.isdigit() for sign in value)
    return True


def _outcome(filled: FilledLine) -> LineOutcome | None:
    """What was chosen; corrected values alone say it as well."""
    if not filled.outcome:
        return _O.CORRECTED if filled.corrected else None
    found = _chosen(LineOutcome, OUTCOME_CHOICES, filled.outcome)
    return LineOutcome(found) if found else None


def _chosen(members: type[ClosedList], choices: Iterable[str], text: str) -> str | None:
    """The code of a choice, as it stands on the sheet or as somebody typed it by hand."""
    asked = plain(text).casefold()
    for one, offered in zip(members, choices, strict=True):
        said = (offered, one.sentence.vi, one.sentence.en, one.value)
        if asked in {plain(way).casefold() for way in said}:
            return one.value
    return None


def _with_changes(user: User, work_list: WorkList, one: CheckedLine) -> CheckedLine:
    """The line with what it would change, if it may be judged so."""
    assert one.line is not None
    assert one.outcome is not None
    profile = one.line.profile
    if one.outcome is not _O.CORRECTED and one.filled.corrected:
        sentence = one.outcome.sentence
        said = Message(_BOTH.vi.format(outcome=sentence.vi), _BOTH.en.format(outcome=sentence.en))
        return replace(one, fate=_F.UNUSABLE_VALUE, said=said)
    refused = _refusal(user, work_list, profile, one.outcome)
    if refused is not None:
        return replace(one, fate=_F.NOT_ALLOWED, said=refused)
    if one.outcome is not _O.CORRECTED:
        return one
    try:
        after = edited(profile, _as_typed(one.filled.corrected))
    except Refused as fault:
        return replace(one, fate=_F.UNUSABLE_VALUE, said=fault.sentence)
    if not after:
        return replace(one, fate=_F.NO_CHANGE, said=_NO_VALUES)
    return replace(one, before={name: getattr(profile, name) for name in after}, after=after)


def _as_typed(corrected: Mapping[str, str]) -> dict[str, str]:
    """The values as a form would send them: a sex by its word."""
    typed = dict(corrected)
    if "sex" in typed:
        code = _chosen(Sex, SEX_CHOICES, typed["sex"])
        typed["sex"] = Sex(code).sentence.vi if code else typed["sex"]
    return typed


def _refusal(
    user: User, work_list: WorkList, profile: Profile, outcome: LineOutcome
) -> Message | None:
    """Why the line cannot be judged so, or None. The police judge by their signature."""
    if not is_within(profile.place, user.place):
        return _AWAY
    if second_needed(profile, JUDGED_AS[outcome]):
        return SECOND_NEEDED
    return refusal_of_line(user, work_list, CaseState(profile.case.state), outcome)


def refusal_of_line(
    user: User, work_list: WorkList, state: CaseState, outcome: LineOutcome
) -> Message | None:
    """The same of a case that is in that state."""
    kind: JudgementKind = JUDGED_AS[outcome]
    if CASE_LAW.transition(state, kind) is None or outcome not in BY_SIGNATURE:
        return refusal_in(user, state, kind)
    return None if is_signed(work_list.as_state) else _NEEDS_SIGNATURE
