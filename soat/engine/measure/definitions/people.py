"""What the comparison with the register found: people, their doses, and the rows read."""

from soat.engine.measure.definitions.shape import (
    NATION_ONLY,
    Definition,
    Dimension,
    PlaceBasis,
    Unit,
)
from soat.model.messages import Message

_SENT = {
    Unit.PEOPLE: Message(
        "mọi hồ sơ người được nhận vào để đối chiếu, theo nơi thường trú đã ghi",
        "all person profiles accepted for comparison, by recorded residence",
    ),
    Unit.DOSES: Message(
        "mọi mũi tiêm được nhận của các hồ sơ đó, theo nơi thường trú của người tiêm",
        "all accepted doses of those profiles, by the person's recorded residence",
    ),
}
_WRONG = {
    Unit.PEOPLE: Message("hồ sơ có kết quả `mismatch`", "profiles whose verdict is `mismatch`"),
    Unit.DOSES: Message(
        "mũi tiêm của hồ sơ có kết quả `mismatch`",
        "doses of profiles whose verdict is `mismatch`",
    ),
}
_WITH_REPAIR = {
    Unit.PEOPLE: Message(
        "hồ sơ có ít nhất một trường cần sửa", "profiles with at least one field to correct"
    ),
    Unit.DOSES: Message(
        "mũi tiêm của hồ sơ có ít nhất một trường cần sửa",
        "doses of profiles with at least one field to correct",
    ),
}
_COUNTED = {
    Unit.PEOPLE: Message("hồ sơ người {which}", "person profiles {which}"),
    Unit.DOSES: Message("mũi tiêm của hồ sơ {which}", "doses of profiles {which}"),
}
_WHICH = {
    Dimension.VERDICT: Message("có kết quả đối chiếu này", "with this verdict"),
    Dimension.NUMBER_STATUS: Message(
        "có tình trạng số định danh này sau khi làm sạch",
        "whose number has this status after cleaning",
    ),
    Dimension.CLASS: Message(
        "có tình trạng số định danh này và kết quả này",
        "whose number has this status and that have this verdict",
    ),
    Dimension.REASON: Message(
        "có kết quả `mismatch`, khác cơ sở dữ liệu dân cư ở trường này "
        "(một hồ sơ có thể ở nhiều dòng)",
        "with verdict `mismatch` that differ from the register in this field "
        "(one profile may be in several)",
    ),
    Dimension.REASON_SET: Message(
        "có kết quả `mismatch`, khác cơ sở dữ liệu dân cư ở đúng các trường này",
        "with verdict `mismatch` that differ from the register in exactly these fields",
    ),
    Dimension.REPAIR: Message(
        "có trường này cần sửa vì lý do này (một hồ sơ có thể ở nhiều dòng)",
        "with this field to correct for this reason (one profile may be in several)",
    ),
    Dimension.TIER: Message("ở mức xử lý này", "of this tier"),
    Dimension.RULE: Message("được kết luận theo căn cứ này", "settled by this rule"),
}
_BY_EVERY_PERSON = (
    Dimension.VERDICT,
    Dimension.NUMBER_STATUS,
    Dimension.CLASS,
    Dimension.TIER,
    Dimension.RULE,
)


def _by_unit(
    unit: Unit, dimension: Dimension, denominators: dict[Unit, Message], parts: bool = True
) -> Definition:
    which, counted = _WHICH[dimension], _COUNTED[unit]
    numerator = Message(counted.vi.format(which=which.vi), counted.en.format(which=which.en))
    name = f"{unit.value}_by_{dimension.value}"
    return Definition(name, unit, dimension, numerator, denominators[unit], parts)


DOSE_COUNT_DEFINITION = Definition(
    "people_by_dose_count",
    Unit.PEOPLE,
    Dimension.DOSE_COUNT,
    Message(
        "hồ sơ người có từng này mũi tiêm được nhận (5 là từ 5 trở lên)",
        "person profiles with this many accepted doses (5 stands for 5 or more)",
    ),
    _SENT[Unit.PEOPLE],
)
DOSES_PER_PERSON = Definition(
    "doses_per_person",
    Unit.DOSES,
    Dimension.VERDICT,
    Message("mũi tiêm của hồ sơ có kết quả này", "doses of profiles with this verdict"),
    Message("số hồ sơ có kết quả này", "profiles with this verdict"),
    parts=False,
    may_exceed=True,
)
ROWS_BY_OUTCOME = Definition(
    "rows_by_outcome",
    Unit.ROWS,
    Dimension.OUTCOME,
    Message(
        "dòng đầu vào được nhận (`accepted`) hoặc bị loại vì lý do này",
        "input rows accepted (`accepted`) or rejected for this reason",
    ),
    Message(
        "mọi dòng đã đọc của bảng đó (trống: bảng không được đếm ở đây)",
        "all rows read of that table (empty: that table is not counted here)",
    ),
    levels=NATION_ONLY,
    place=PlaceBasis.NATION,
)
PART_DEFINITIONS = (
    *(_by_unit(unit, by, _SENT) for unit in (Unit.PEOPLE, Unit.DOSES) for by in _BY_EVERY_PERSON),
    DOSE_COUNT_DEFINITION,
)
WRONG_PART_DEFINITIONS = tuple(
    _by_unit(unit, Dimension.REASON_SET, _WRONG) for unit in (Unit.PEOPLE, Unit.DOSES)
)
REASON_DEFINITIONS = tuple(
    _by_unit(unit, Dimension.REASON, _WRONG, parts=False) for unit in (Unit.PEOPLE, Unit.DOSES)
)
REPAIR_DEFINITIONS = tuple(
    _by_unit(unit, Dimension.REPAIR, _WITH_REPAIR, parts=False)
    for unit in (Unit.PEOPLE, Unit.DOSES)
)
PEOPLE_DEFINITIONS = (
    *PART_DEFINITIONS,
    *WRONG_PART_DEFINITIONS,
    *REASON_DEFINITIONS,
    *REPAIR_DEFINITIONS,
    DOSES_PER_PERSON,
    ROWS_BY_OUTCOME,
)
