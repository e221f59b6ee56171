"""Who has how many doses, out of whom: individual records and reports side by side."""

from soat.engine.measure.definitions.shape import (
    NATION_ONLY,
    Definition,
    Dimension,
    PlaceBasis,
    Unit,
)
from soat.model.messages import Message

MOST_DOSES_COVERED = 4
COVERED_AGE_GROUPS = ("5-11", "12-17", "18+")
# How long after a dose the next one is overdue. No document sets a limit; the longest usual
# interval (12 weeks after AstraZeneca, three to five months to a booster) ends within it.
OVERDUE_DAYS = {"1-2": 90, "2-3": 180}

LIVING = Message(
    "người còn sống trong cơ sở dữ liệu dân cư, thuộc nhóm tuổi này vào ngày tính, theo nơi "
    "thường trú trong cơ sở dữ liệu đó",
    "living people of the population register of this age group on the as-of day, by their "
    "residence in the register",
)
COVERAGE_RECORDED = Definition(
    "coverage_recorded",
    Unit.PEOPLE,
    Dimension.COVERAGE,
    Message(
        "người có ít nhất k mũi tiêm thật theo hồ sơ cá nhân đã nhập, theo tuổi vào ngày tính và "
        "nơi thường trú (người không tìm thấy trong dân cư: theo hồ sơ)",
        "people with at least k real doses in individual records, by age on the as-of day and "
        "residence (of people not found in the register: as recorded)",
    ),
    LIVING,
    parts=False,
    may_exceed=True,
)
COVERAGE_REPORTED = Definition(
    "coverage_reported",
    Unit.DOSES,
    Dimension.COVERAGE,
    Message(
        "mũi thứ k theo báo cáo ngày ở nơi tiêm, theo tuổi khi tiêm: mũi cơ bản n là mũi n, mũi bổ "
        "sung và nhắc lại 1 là mũi 3, nhắc lại 2 là mũi 4",
        "k-th doses according to the daily reports at the place of the dose, by age at the dose: "
        "basic n is the n-th, additional and booster 1 the third, booster 2 the fourth",
    ),
    LIVING,
    parts=False,
    place=PlaceBasis.BOTH,
    may_exceed=True,
)
DROPOUT = Definition(
    "dropout",
    Unit.PEOPLE,
    Dimension.DROPOUT,
    Message(
        "trong số đó, người chưa có mũi tiếp theo trong hồ sơ đã nhập",
        "of these, people without the next dose in individual records",
    ),
    Message(
        "người có mũi trước cách ngày tính ít nhất "
        f"{OVERDUE_DAYS['1-2']} ngày (mũi 1) hoặc {OVERDUE_DAYS['2-3']} ngày (mũi 2), "
        "theo hồ sơ đã nhập; mũi 3 chỉ tính cho người lớn",
        f"people whose first dose was given at least {OVERDUE_DAYS['1-2']} days, or whose second "
        f"at least {OVERDUE_DAYS['2-3']} days, before the as-of day in individual records; the "
        "third dose of adults only",
    ),
    parts=False,
)
LOCALITIES_REPORTING = Definition(
    "localities_reporting",
    Unit.PLACES,
    Dimension.AGE_GROUP,
    Message(
        "tỉnh, thành phố có báo cáo ít nhất một mũi tiêm của nhóm tuổi này",
        "provinces that reported at least one dose of this age group",
    ),
    Message("mọi tỉnh, thành phố", "all provinces"),
    parts=False,
    place=PlaceBasis.NATION,
    levels=NATION_ONLY,
)
COVERAGE_DEFINITIONS = (COVERAGE_RECORDED, COVERAGE_REPORTED, DROPOUT, LOCALITIES_REPORTING)
