"""What is wrong with a record, short enough for a cell of a sheet, without the right value."""

from collections.abc import Iterable

from soat.casework.models import Profile
from soat.model.closed_lists import ComparedField, NumberStatus, RepairKind, Rule, Verdict
from soat.model.messages import ClosedList, Message

_DIFFERS = Message("khác cơ sở dữ liệu dân cư", "differs from the register")


def wrong_in_words(profile: Profile, language: str) -> str:
    """`Họ và tên: thiếu dấu; ngày sinh: sai ngày`: for the household that is asked."""
    said = (message.said_in(language) for message in _said(profile))
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


def _said(profile: Profile) -> Iterable[Message]:
    if profile.verdict == Verdict.MISMATCH:
        kinds = {repair.field: repair.kind for repair in profile.repairs.all()}
        return [_of_field(one, kinds.get(one)) for one in profile.reasons.split(",") if one]
    if profile.verdict == Verdict.UNIDENTIFIED:
        # A number that is there says nothing of what is wrong.
        status = profile.number_status
        shown = () if status == NumberStatus.PRESENT else (_of(NumberStatus, status),)
        return [*shown, _of(Rule, profile.rule)]
    return [_of(Verdict, profile.verdict)]


def _of_field(field: str, kind: str | None) -> Message:
    called, wrong = _of(ComparedField, field), _of(RepairKind, kind) if kind else _DIFFERS
    return Message(f"{called.vi}: {wrong.vi}", f"{called.en}: {wrong.en}")


def _of(members: type[ClosedList], code: str) -> Message:
    """The code's sentence; the code itself when it is another version's."""
    found = next((one for one in members if one.value == code), None)
    return found.sentence if found else Message(code, code)
