"""Every figure of the national table, defined as data: what is counted, out of what.

`docs/reference/measures.md` is generated from here, and every report prints these sentences.
"""

from dataclasses import dataclass

from soat.model.messages import ClosedList, Message


class Unit(ClosedList):
    """What one count counts."""

    PEOPLE = "people", "người", "people"
    DOSES = "doses", "mũi tiêm", "doses"
    ROWS = "rows", "dòng", "rows"


class Dimension(ClosedList):
    """By what a figure is split; the report's heading for it."""

    VERDICT = "verdict", "Kết quả đối chiếu", "Verdict"
    NUMBER_STATUS = "number_status", "Tình trạng số định danh", "Number as recorded"
    CLASS = "class", "Số định danh và kết quả", "Number and verdict"
    REASON = "reason", "Trường sai", "Field that differs"
    REASON_SET = "reason_set", "Tổ hợp trường sai", "Fields that differ together"
    REPAIR = "repair", "Lỗi cần sửa", "What is to be corrected"
    TIER = "tier", "Ai được sửa", "Who may correct it"
    RULE = "rule", "Căn cứ kết luận", "What settled it"
    DOSE_COUNT = "dose_count", "Số mũi đã ghi của mỗi người", "Doses recorded per person"
    OUTCOME = "outcome", "Dòng đầu vào", "Input rows"


@dataclass(frozen=True)
class Definition:
    """One figure: its identity, what is counted, out of what.

    `parts` says that every unit of the denominator has exactly one value, so that the numerators
    add up to the denominator. `national_only` figures are not split by residence.
    """

    id: str
    unit: Unit
    dimension: Dimension
    numerator: Message
    denominator: Message
    parts: bool = True
    national_only: bool = False

    @property
    def table(self) -> str:
        """The table that holds the figure."""
        return f"measure_{self.id}"


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
    national_only=True,
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
DEFINITIONS = (
    *PART_DEFINITIONS,
    *WRONG_PART_DEFINITIONS,
    *REASON_DEFINITIONS,
    *REPAIR_DEFINITIONS,
    DOSES_PER_PERSON,
    ROWS_BY_OUTCOME,
)
BY_ID = {definition.id: definition for definition in DEFINITIONS}
