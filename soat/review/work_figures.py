"""Every figure of the work itself, defined as data: what is counted, out of what, as of when.

The figures of a run have theirs in soat/engine/measure/definitions. These are counted by the
application as people judge; they go by residence, like the cases that they count.
"""

from dataclasses import dataclass

from soat.model.messages import Message


@dataclass(frozen=True)
class WorkFigure:
    """One figure: its identity, its unit, by what it is split, what is counted out of what."""

    id: str
    unit: Message
    split_by: Message
    numerator: Message
    denominator: Message


_CASES = Message("hồ sơ", "cases")
_DAYS = Message("ngày", "days")
_OPEN = Message(
    "mọi hồ sơ chưa xong lúc mở trang, theo nơi thường trú",
    "all cases not settled when the page is opened, by residence",
)

CASES_BY_STATE = WorkFigure(
    "cases_by_state",
    _CASES,
    Message("Trạng thái xử lý", "State of the case"),
    Message("hồ sơ ở trạng thái này lúc mở trang", "cases in this state when the page is opened"),
    Message(
        "mọi hồ sơ từng không khớp cơ sở dữ liệu dân cư, đã xong hay chưa, theo nơi thường trú",
        "all profiles that were ever not verified, settled or not, by residence",
    ),
)
OPEN_BY_TIER = WorkFigure(
    "open_cases_by_tier",
    _CASES,
    Message("Cách làm", "What it needs"),
    Message("hồ sơ chưa xong cần cách làm này", "cases not settled that need this"),
    _OPEN,
)
OPEN_BY_REASON = WorkFigure(
    "open_cases_by_reason",
    _CASES,
    Message("Trường sai", "Field that differs"),
    Message(
        "hồ sơ chưa xong khác cơ sở dữ liệu dân cư ở trường này (một hồ sơ có thể ở nhiều dòng), "
        "hoặc không xác định được là ai",
        "cases not settled that differ from the register in this field (one case may be in "
        "several), or of whom nobody knows who they are",
    ),
    _OPEN,
)
CASES_BY_DAY = WorkFigure(
    "cases_by_day",
    _CASES,
    Message("Ngày, giờ Việt Nam", "Day, as days go in Viet Nam"),
    Message(
        "`new`: hồ sơ mới thành chưa xong trong ngày (dữ liệu mới, hoàn tác); `cleared`: hồ sơ "
        "xong trong ngày, do người làm hoặc do lần chạy mới. Hồ sơ có từ lần nạp đầu không tính "
        "là mới",
        "`new`: cases that came up that day (new data, something undone); `cleared`: cases settled "
        "that day, by people or by a new run. What the first load brought is not new",
    ),
    Message("không có: đây là số đếm", "none: these are counts"),
)
CASE_DEBT_TO_ZERO = WorkFigure(
    "case_debt_to_zero",
    _DAYS,
    Message("Dự báo hết hồ sơ chưa xong", "Days until no case is left open"),
    Message(
        "số ngày đến khi không còn hồ sơ chưa xong, theo tốc độ giảm trung bình của 4 tuần trọn "
        "gần nhất (`likely`), sớm nhất và muộn nhất với độ tin cậy 80 % (`low`, `high`); chưa đủ "
        "4 tuần thì chỉ có tốc độ của các ngày trọn đã qua; trống: với tốc độ đó không bao giờ hết",
        "days until no case is open, at the mean pace of the last 4 whole weeks (`likely`), and "
        "the soonest and latest of an 80 % interval (`low`, `high`); before 4 weeks have passed "
        "only the pace of the whole days so far; empty: never at that pace",
    ),
    _OPEN,
)
LISTS_BY_STATE = WorkFigure(
    "lists_by_state",
    Message("danh sách", "lists"),
    Message("Trạng thái danh sách và thời hạn", "State and deadline of the list"),
    Message(
        "danh sách rà soát ở trạng thái này, thời hạn như vậy tính đến hôm nay",
        "work lists in this state whose deadline stands so today",
    ),
    Message("mọi danh sách của địa bàn", "all work lists within the place"),
)
WORK_FIGURES = (
    *(CASES_BY_STATE, OPEN_BY_TIER, OPEN_BY_REASON),
    *(CASES_BY_DAY, CASE_DEBT_TO_ZERO, LISTS_BY_STATE),
)
WORK_FIGURES_BY_ID = {figure.id: figure for figure in WORK_FIGURES}
