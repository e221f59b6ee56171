"""What the values of figures of doses mean, in words."""

from collections.abc import Callable

from soat.engine.measure.definitions import Dimension
from soat.engine.measure.entry_figures import EXPLAINED
from soat.model.dose_lists import AgeGroup, DelayBucket, DoseKind, DoseState, Explanation
from soat.model.messages import ClosedList, Message
from soat.model.rules import BY_CODE

_ENTRY = {
    "reported": Message("đã báo cáo", "reported"),
    "recorded": Message("dòng mũi tiêm đã nhập", "dose rows entered"),
    "counted": Message("mũi tiêm thật đã nhập", "real doses entered"),
    "missing": Message("thiếu so với báo cáo", "missing against the reports"),
    "explained": Message("thiếu nhưng đã nhập ở ô khác", "missing, but entered in another cell"),
    "never_entered": Message("chưa từng nhập", "never entered"),
    "excess": Message("thừa so với báo cáo", "in excess of the reports"),
    "excess_unexplained": Message("thừa, chưa giải thích được", "in excess, not explained"),
    "net": Message("thiếu trừ thừa", "missing less excess"),
    "not_compared": Message("đã nhập ở ngày không có báo cáo", "entered for days without a report"),
    "in_doubt": Message("báo cáo đáng ngờ, chưa đối chiếu", "reports in doubt, not compared"),
}
_DOUBTFUL = Message("nghi trùng, chờ cơ sở trả lời", "probably the same dose as another row")
_QUANTILES = {
    "median": Message("trung vị", "median"),
    "p90": Message("90 % số mũi", "90 % of doses"),
}
_CLOCKS = {
    "received": Message("từ khi tiêm đến khi nhập", "given to received"),
    "accepted": Message("từ khi nhập đến khi được nhận", "received to accepted"),
    "verified": Message("từ khi được nhận đến khi xác minh", "accepted to verified"),
    "signed": Message("từ khi xác minh đến khi ký", "verified to signed"),
}
_FLOWS = {
    "new": Message("phát sinh", "new"),
    "cleared": Message("đã nhập bù", "cleared"),
    "open": Message("còn nợ", "open"),
}
_PROJECTIONS = {
    "likely": Message("nhiều khả năng nhất", "likely"),
    "low": Message("sớm nhất (độ tin cậy 80 %)", "soonest (80 % interval)"),
    "high": Message("muộn nhất (độ tin cậy 80 %)", "latest (80 % interval)"),
}
_ALL_DOSES = Message("mọi mũi", "all doses")
_UNKNOWN = Message("không rõ", "unknown")


def _entry(value: str) -> Message:
    if value.startswith(EXPLAINED):
        return _sentence(Explanation, value.removeprefix(EXPLAINED))
    return _ENTRY.get(value, _itself(value))


def _state(value: str) -> Message:
    return _DOUBTFUL if value == "doubtful" else _sentence(DoseState, value)


def _clock(value: str) -> Message:
    clock, _, quantile = value.partition(".")
    return _joined(
        _CLOCKS.get(clock, _itself(clock)), _QUANTILES.get(quantile, _itself(quantile)), ", "
    )


def _flow(value: str) -> Message:
    day, _, flow = value.partition(".")
    return _joined(_itself(day), _FLOWS.get(flow, _itself(flow)), ": ")


def _covered(value: str) -> Message:
    group, _, dose = value.partition(".")
    told = Message(f"ít nhất {dose} mũi", f"{dose} or more doses")
    return _joined(_sentence(AgeGroup, group), told, ": ")


def _overdue(value: str) -> Message:
    group, _, steps = value.partition(".")
    had, _, lacked = steps.partition("-")
    told = Message(f"có mũi {had}, quá hạn mũi {lacked}", f"had dose {had}, overdue for {lacked}")
    return _joined(_sentence(AgeGroup, group), told, ": ")


def _nth(value: str) -> Message:
    if value == "all":
        return _ALL_DOSES
    group, _, dose = value.partition(".")
    return _joined(_sentence(AgeGroup, group), Message(f"mũi {dose}", f"dose {dose}"), ": ")


def _age_and_dose(value: str) -> Message:
    group, kind, number = (*value.split(".", 2), "", "")[:3]
    dose = _joined(_sentence(DoseKind, kind), _number(number), " ")
    return _joined(_sentence(AgeGroup, group), dose, ": ")


def _number(number: str) -> Message:
    return _UNKNOWN if number == "unknown" else _itself(number)


def _rule(value: str) -> Message:
    rule = BY_CODE.get(value)
    if rule is None:
        return _itself(value)
    # A value has no day of its own: the thresholds said are those listed last.
    return rule.sentence.filled(**{one.name: one.value for one in rule.thresholds})


def _sentence(closed: type[ClosedList], code: str) -> Message:
    named = {member.value: member.sentence for member in closed}
    return named.get(code, _UNKNOWN if code == "unknown" else _itself(code))


def _itself(code: str) -> Message:
    return Message(code, code)


def _joined(first: Message, second: Message, separator: str) -> Message:
    return Message(f"{first.vi}{separator}{second.vi}", f"{first.en}{separator}{second.en}")


def _in(named: dict[str, Message]) -> Callable[[str], Message]:
    return lambda value: named.get(value, _itself(value))


def _of(closed: type[ClosedList]) -> Callable[[str], Message]:
    return lambda value: _sentence(closed, value)


DOSE_LABELS: dict[Dimension, Callable[[str], Message]] = {
    Dimension.ENTRY: _entry,
    Dimension.STATE: _state,
    Dimension.DELAY: _of(DelayBucket),
    Dimension.QUANTILE: _in(_QUANTILES),
    Dimension.CLOCK: _clock,
    Dimension.DAY: _itself,
    Dimension.FLOW: _flow,
    Dimension.PROJECTION: _in(_PROJECTIONS),
    Dimension.COVERAGE: _covered,
    Dimension.DROPOUT: _overdue,
    Dimension.WEEK: _nth,
    Dimension.TARGET: _nth,
    Dimension.AGE_AND_DOSE: _age_and_dose,
    Dimension.AGE_GROUP: _of(AgeGroup),
    Dimension.RULE_CODE: _rule,
}
