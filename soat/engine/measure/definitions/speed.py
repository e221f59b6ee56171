"""How fast doses are given, and when everybody will have one at that pace."""

from soat.engine.measure.definitions.coverage import LIVING
from soat.engine.measure.definitions.shape import (
    NATION_AND_PROVINCES,
    Definition,
    Dimension,
    PlaceBasis,
    Unit,
)
from soat.model.messages import Message

SPEED_DAYS = 7

_WEEK = Message(
    f"mũi tiêm theo báo cáo ngày của {SPEED_DAYS} ngày trọn trước ngày tính",
    f"doses according to the daily reports of the {SPEED_DAYS} whole days before the as-of day",
)
DOSES_IN_WEEK = Definition(
    "doses_in_week",
    Unit.DOSES,
    Dimension.WEEK,
    _WEEK,
    Message("số ngày (tỷ số là số mũi một ngày)", "days (the ratio is doses a day)"),
    parts=False,
    place=PlaceBasis.DOSE,
    levels=NATION_AND_PROVINCES,
    may_exceed=True,
)
DOSES_IN_WEEK_BY_PEOPLE = Definition(
    "doses_in_week_by_people",
    Unit.DOSES,
    Dimension.WEEK,
    _WEEK,
    Message(
        "người còn sống trong cơ sở dữ liệu dân cư, theo nơi thường trú (tỷ số nêu trên 100.000 "
        "người)",
        "living people of the population register by residence (shown per 100,000 people)",
    ),
    parts=False,
    place=PlaceBasis.BOTH,
    may_exceed=True,
)
DAYS_TO_TARGET = Definition(
    "days_to_target",
    Unit.DAYS,
    Dimension.TARGET,
    Message(
        "số ngày đến khi mọi người của nhóm tuổi có mũi thứ k, với tốc độ của tuần gần nhất; "
        "trống: với tốc độ đó không bao giờ đủ",
        "days until everybody of the age group has the k-th dose, at the pace of the last week; "
        "empty: never at that pace",
    ),
    Message(
        f"người còn thiếu mũi đó: {LIVING.vi}, trừ mũi thứ k theo báo cáo ngày",
        f"people who lack it: {LIVING.en}, less the k-th doses in the daily reports",
    ),
    parts=False,
    place=PlaceBasis.BOTH,
    levels=NATION_AND_PROVINCES,
    may_exceed=True,
)
SPEED_DEFINITIONS = (DOSES_IN_WEEK, DOSES_IN_WEEK_BY_PEOPLE, DAYS_TO_TARGET)
