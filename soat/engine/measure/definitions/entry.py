"""Doses given and doses entered: what is missing, and what became of each row."""

from soat.engine.measure.definitions.shape import (
    NATION_AND_PROVINCES,
    Definition,
    Dimension,
    PlaceBasis,
    Unit,
)
from soat.model.messages import Message

COUNTED = Message(
    "mũi tiêm thật đã nhập: đã gộp trùng, không kể dòng để riêng và dòng nghi trùng",
    "real doses entered: duplicates collapsed, rows set aside and probable duplicates left out",
)
REPORTED = Message(
    "mũi tiêm theo báo cáo ngày (bản báo cáo sau cùng của mỗi ô)",
    "doses according to the daily reports (the latest report of each cell)",
)

DOSES_BY_ENTRY = Definition(
    "doses_by_entry",
    Unit.DOSES,
    Dimension.ENTRY,
    Message(
        "mũi tiêm được báo cáo, đã nhập, thiếu hoặc thừa như dòng này nói; đối chiếu từng ô (cơ "
        "sở, ngày, vắc xin, mũi, nhóm tuổi), không bao giờ bù trừ giữa các ô",
        "doses reported, entered, missing or in excess, as the row says; compared cell by cell "
        "(site, day, product, dose, age group) and never netted across cells",
    ),
    REPORTED,
    parts=False,
    place=PlaceBasis.DOSE,
    may_exceed=True,
)
DOSES_BY_STATE = Definition(
    "doses_by_state",
    Unit.DOSES,
    Dimension.STATE,
    Message("dòng mũi tiêm được xử lý như vậy", "dose rows of which this became"),
    Message("mọi dòng mũi tiêm được nhận", "all accepted dose rows"),
    place=PlaceBasis.DOSE,
)
RECORDED_BY_AGE_AND_DOSE = Definition(
    "recorded_by_age_and_dose",
    Unit.DOSES,
    Dimension.AGE_AND_DOSE,
    Message(
        "mũi tiêm thật đã nhập của nhóm tuổi và mũi này; mũi suy từ lịch sử tiêm",
        "real doses entered of this age group and dose, the dose derived from the history",
    ),
    COUNTED,
    place=PlaceBasis.DOSE,
)
REPORTED_BY_AGE_AND_DOSE = Definition(
    "reported_by_age_and_dose",
    Unit.DOSES,
    Dimension.AGE_AND_DOSE,
    Message(
        "mũi tiêm của nhóm tuổi và mũi này theo báo cáo ngày",
        "doses of this age group and dose according to the daily reports",
    ),
    REPORTED,
    place=PlaceBasis.DOSE,
)
GIVEN_BY_DAY = Definition(
    "given_by_day",
    Unit.DOSES,
    Dimension.DAY,
    Message("mũi tiêm của ngày này theo báo cáo ngày", "doses of this day as reported"),
    REPORTED,
    place=PlaceBasis.DOSE,
    levels=NATION_AND_PROVINCES,
)
RECORDED_BY_DAY = Definition(
    "recorded_by_day",
    Unit.DOSES,
    Dimension.DAY,
    Message("mũi tiêm thật của ngày này đã nhập", "real doses of this day that were entered"),
    COUNTED,
    place=PlaceBasis.DOSE,
    levels=NATION_AND_PROVINCES,
)
ENTRY_DEFINITIONS = (
    DOSES_BY_ENTRY,
    DOSES_BY_STATE,
    RECORDED_BY_AGE_AND_DOSE,
    REPORTED_BY_AGE_AND_DOSE,
    GIVEN_BY_DAY,
    RECORDED_BY_DAY,
)
