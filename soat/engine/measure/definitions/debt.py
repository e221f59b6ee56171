"""Doses given and not yet entered, as a flow: what comes in, what is cleared, when it ends."""

from soat.engine.measure.definitions.shape import (
    NATION_AND_PROVINCES,
    Definition,
    Dimension,
    PlaceBasis,
    Unit,
)
from soat.model.messages import Message

SHOWN_DAYS = 60
PACE_WEEKS = 4

ENTRY_DEBT_BY_DAY = Definition(
    "entry_debt_by_day",
    Unit.DOSES,
    Dimension.FLOW,
    Message(
        "`new`: mũi tiêm ngày đó không nhập trong ngày; `cleared`: mũi nhập ngày đó mà tiêm trước "
        "đó; `open`: mũi tiêm đến hết ngày đó mà cuối ngày chưa nhập",
        "`new`: doses given that day and not entered on it; `cleared`: doses entered that day and "
        "given earlier; `open`: doses given up to that day and not entered at its end",
    ),
    Message(
        "mọi mũi tiêm thật đã nhập và mũi chưa từng nhập theo báo cáo ngày",
        "all real doses entered, and doses never entered according to the daily reports",
    ),
    parts=False,
    place=PlaceBasis.DOSE,
    levels=NATION_AND_PROVINCES,
)
ENTRY_DEBT_TO_ZERO = Definition(
    "entry_debt_to_zero",
    Unit.DAYS,
    Dimension.PROJECTION,
    Message(
        "số ngày từ ngày tính đến khi hết nợ nhập liệu, theo tốc độ giảm nợ trung bình của "
        f"{PACE_WEEKS} tuần trọn gần nhất (`likely`), sớm nhất và muộn nhất với độ tin cậy 80 % "
        "(`low`, `high`); trống: với tốc độ đó không bao giờ hết",
        "days from the as-of day until no entry debt is left, at the mean pace of the last "
        f"{PACE_WEEKS} whole weeks (`likely`), and the soonest and latest of an 80 % interval "
        "(`low`, `high`); empty: never at that pace",
    ),
    Message(
        "mũi tiêm chưa nhập ở cuối ngày tính (nợ nhập liệu)",
        "doses not entered at the end of the as-of day (the open debt)",
    ),
    parts=False,
    place=PlaceBasis.DOSE,
    levels=NATION_AND_PROVINCES,
    may_exceed=True,
)
DEBT_DEFINITIONS = (ENTRY_DEBT_BY_DAY, ENTRY_DEBT_TO_ZERO)
