"""What a figure's value means, in words."""

from soat.engine.measure.definitions import Dimension
from soat.engine.measure.dose_labels import DOSE_LABELS
from soat.model.closed_lists import (
    ComparedField,
    NumberStatus,
    RejectReason,
    RepairKind,
    Rule,
    Tier,
    Verdict,
)
from soat.model.messages import ClosedList, Message

_LISTS: dict[Dimension, tuple[tuple[str, type[ClosedList]], ...]] = {
    Dimension.VERDICT: (("", Verdict),),
    Dimension.NUMBER_STATUS: (("", NumberStatus),),
    Dimension.CLASS: ((".", NumberStatus), (".", Verdict)),
    Dimension.REASON: (("", ComparedField),),
    Dimension.REPAIR: ((":", ComparedField), (":", RepairKind)),
    Dimension.TIER: (("", Tier),),
    Dimension.RULE: (("", Rule),),
}
_DIMENSIONS = {dimension.value: dimension for dimension in Dimension}
INPUT_TABLE_NAMES = {
    "register": Message("sổ dân cư", "register"),
    "people": Message("hồ sơ người", "people"),
    "doses": Message("mũi tiêm", "doses"),
    "daily_reports": Message("báo cáo ngày", "daily reports"),
    "sites": Message("cơ sở tiêm", "sites"),
    "decisions": Message("quyết định", "decisions"),
    "withdrawals": Message("yêu cầu rút", "withdrawals"),
}
_ACCEPTED = Message("được nhận", "accepted")


def value_label(dimension: str, value: str) -> Message:
    """The value in words; a code of no closed list stands for itself."""
    split_by = _DIMENSIONS[dimension]
    if split_by in DOSE_LABELS:
        return DOSE_LABELS[split_by](value)
    if split_by is Dimension.OUTCOME:
        return _outcome(value)
    if split_by is Dimension.REASON_SET:
        return _joined([_sentence(ComparedField, part) for part in value.split("+")], " + ")
    if split_by is Dimension.DOSE_COUNT:
        more = value == "5"
        return Message("từ 5 mũi", "5 or more") if more else Message(f"{value} mũi", value)
    lists = _LISTS[split_by]
    separator = lists[0][0]
    parts = value.split(separator, 1) if separator else [value]
    named = zip(lists, parts, strict=False)
    return _joined([_sentence(closed, part) for (_, closed), part in named], ": ")


def _outcome(value: str) -> Message:
    table, _, outcome = value.partition(".")
    named = INPUT_TABLE_NAMES.get(table, Message(table, table))
    told = _ACCEPTED if outcome == "accepted" else _first(_sentence(RejectReason, outcome))
    return _joined([named, told], ": ")


def _first(reason_and_remedy: Message) -> Message:
    # A RejectReason says what is wrong and then what to do; a table has room for the first.
    return Message(reason_and_remedy.vi.partition(". ")[0], reason_and_remedy.en.partition(". ")[0])


def _sentence(closed: type[ClosedList], code: str) -> Message:
    named = {member.value: member.sentence for member in closed}
    return named.get(code, Message(code, code))


def _joined(messages: list[Message], separator: str) -> Message:
    return Message(
        separator.join(message.vi for message in messages),
        separator.join(message.en for message in messages),
    )
