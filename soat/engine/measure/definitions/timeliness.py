"""How long it takes until a dose is entered, accepted, verified and signed."""

from soat.engine.measure.definitions.shape import (
    NATION_AND_PROVINCES,
    Definition,
    Dimension,
    PlaceBasis,
    Unit,
)
from soat.model.messages import Message

# Doses of the last days are shown apart: most of what is late is not late yet.
INCOMPLETE_DAYS = 3

_DELAY = Message(
    "mũi tiêm nhập sau chừng này ngày kể từ ngày tiêm; mũi có nhiều dòng tính từ dòng nhập đầu "
    "tiên; mũi có báo cáo mà chưa nhập là `not_entered`",
    "doses entered so many days after they were given, a dose with several rows at the first; "
    "doses reported and never entered count as `not_entered`",
)
_GIVEN = "mũi tiêm thật đã nhập và mũi chưa từng nhập theo báo cáo ngày (không có báo cáo: chỉ mũi đã nhập), {days}"  # noqa: E501
_GIVEN_EN = "real doses entered, and doses never entered according to the daily reports (without reports: entered ones only), {days}"  # noqa: E501


def _given(vi: str, en: str) -> Message:
    return Message(_GIVEN.format(days=vi), _GIVEN_EN.format(days=en))


_COMPLETE = _given(
    f"tiêm trước {INCOMPLETE_DAYS} ngày gần nhất", f"given before the last {INCOMPLETE_DAYS} days"
)
DOSES_BY_DELAY = Definition(
    "doses_by_delay", Unit.DOSES, Dimension.DELAY, _DELAY, _COMPLETE, place=PlaceBasis.DOSE
)
DOSES_BY_DELAY_RECENT = Definition(
    "doses_by_delay_recent",
    Unit.DOSES,
    Dimension.DELAY,
    _DELAY,
    _given(
        f"tiêm trong {INCOMPLETE_DAYS} ngày gần nhất: số liệu chưa đầy đủ",
        f"given in the last {INCOMPLETE_DAYS} days: not complete yet",
    ),
    place=PlaceBasis.DOSE,
)
DAYS_TO_ENTRY = Definition(
    "days_to_entry",
    Unit.DAYS,
    Dimension.QUANTILE,
    Message(
        "số ngày từ khi tiêm đến khi nhập của mũi đứng ở giữa (median) hoặc ở vị trí 90 % (p90), "
        "xếp từ sớm đến muộn, mũi chưa nhập xếp sau cùng; trống: mũi ở vị trí đó chưa nhập",
        "days from giving to entering of the dose in the middle (median) or at 90 % (p90), the "
        "earliest entered first and those not entered last; empty: that dose is not entered yet",
    ),
    Message(
        _COMPLETE.vi + "; không kể mũi không rõ ngày nhập",
        _COMPLETE.en + "; without doses whose entry time is unknown",
    ),
    parts=False,
    place=PlaceBasis.DOSE,
    may_exceed=True,
)
DAYS_BY_CLOCK = Definition(
    "days_by_clock",
    Unit.DAYS,
    Dimension.CLOCK,
    Message(
        "số ngày từ mốc trước đến mốc này (tiêm → nhập → được nhận → đã xác minh → đã ký), ở giữa "
        "hoặc ở vị trí 90 %; trống: chưa biết hoặc chưa đến",
        "days from the clock before to this one (given → received → accepted → verified → signed), "
        "in the middle or at 90 %; empty: not known or not reached yet",
    ),
    Message(
        "mũi tiêm thật đã nhập có mốc trước; chưa đến mốc này xếp sau cùng",
        "real doses entered that have the clock before; those that have not reached this one last",
    ),
    parts=False,
    place=PlaceBasis.DOSE,
    levels=NATION_AND_PROVINCES,
    may_exceed=True,
)
TIMELINESS_DEFINITIONS = (DOSES_BY_DELAY, DOSES_BY_DELAY_RECENT, DAYS_TO_ENTRY, DAYS_BY_CLOCK)
