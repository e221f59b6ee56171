"""What a definition of a figure says."""

from dataclasses import dataclass

from soat.model.messages import ClosedList, Message


class Unit(ClosedList):
    """What one count counts."""

    PEOPLE = "people", "người", "people"
    DOSES = "doses", "mũi tiêm", "doses"
    ROWS = "rows", "dòng", "rows"
    DAYS = "days", "ngày", "days"
    PLACES = "places", "địa phương", "places"
    RECORDS = "records", "bản ghi", "records"


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
    ENTRY = "entry", "Báo cáo và nhập liệu", "Reported and entered"
    STATE = "state", "Dòng mũi tiêm được xử lý thế nào", "What became of a dose row"
    DELAY = "delay", "Từ khi tiêm đến khi nhập", "From giving to entering"
    QUANTILE = "quantile", "Số ngày đến khi nhập", "Days until entry"
    CLOCK = "clock", "Bốn mốc thời gian", "The four clocks"
    DAY = "day", "Ngày tiêm", "Day of the dose"
    FLOW = "flow", "Nợ nhập liệu theo ngày", "Entry debt by day"
    PROJECTION = "projection", "Dự báo hết nợ nhập liệu", "Days until no entry debt is left"
    COVERAGE = "coverage", "Bao phủ theo nhóm tuổi và số mũi", "Coverage by age group and doses"
    DROPOUT = "dropout", "Bỏ mũi theo nhóm tuổi", "Next dose overdue, by age group"
    WEEK = "week", "Bảy ngày gần nhất", "The last seven days"
    TARGET = "target", "Dự báo tiêm đủ", "Days until everybody has it"
    AGE_AND_DOSE = "age_and_dose", "Nhóm tuổi và mũi", "Age group and dose"
    AGE_GROUP = "age_group", "Nhóm tuổi", "Age group"
    RULE_CODE = "rule_code", "Quy tắc kiểm tra", "Rule of the catalogue"


class PlaceBasis(ClosedList):
    """Whose place a figure is split by."""

    RESIDENCE = "residence", "theo nơi thường trú", "by residence"
    DOSE = "dose", "theo nơi tiêm", "by place of the dose"
    BOTH = (
        "both",
        "tử số theo nơi tiêm, mẫu số theo nơi thường trú",
        "numerator by place of the dose, denominator by residence",
    )
    RECORD = (
        "record",
        "hồ sơ theo nơi thường trú, mũi và ngày tiêm theo nơi tiêm",
        "profiles by residence, doses and site-days by place of the dose",
    )
    NATION = "nation", "chỉ tính cho cả nước", "for the whole country only"


# A figure's rows of `province_2025` are those of the 63 provinces summed into the 34 of today.
# Codes without districts (epoch 2025) have neither the level `district` nor `province_2025`.
EVERY_LEVEL = ("nation", "province", "province_2025", "district", "commune")
NATION_AND_PROVINCES = ("nation", "province", "province_2025")
NATION_ONLY = ("nation",)


@dataclass(frozen=True)
class Definition:
    """One figure: its identity, what is counted, out of what, at which places.

    `parts` says that every unit of the denominator has exactly one value, so that the numerators
    add up to the denominator. `may_exceed`: the numerator may be larger than the denominator. A
    numerator that is NULL is not known, which is never the same as zero.
    """

    id: str
    unit: Unit
    dimension: Dimension
    numerator: Message
    denominator: Message
    parts: bool = True
    place: PlaceBasis = PlaceBasis.RESIDENCE
    levels: tuple[str, ...] = EVERY_LEVEL
    may_exceed: bool = False

    @property
    def table(self) -> str:
        """The table that holds the figure."""
        return f"measure_{self.id}"

    @property
    def national_only(self) -> bool:
        """Whether it is not split by place."""
        return self.levels == NATION_ONLY
