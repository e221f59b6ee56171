"""The daily report: how many doses of each cell a site says that it gave on a day.

A report is never changed: who reports a cell again says the last word on it, and what was said
before stands. What is compared with it is what is entered, cell by cell (backlog.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import Refused, Sitting
from soat.casework.models import DailyReport, Site
from soat.casework.scopes import visible
from soat.casework.sites.backlog import CellKey
from soat.casework.sites.own_site import today
from soat.model.dose_lists import AgeGroup, DoseKind
from soat.model.messages import Message
from soat.model.schedule import Schedule

MOST_DOSES = 100_000
_OLDEST = timedelta(days=10 * 366)
_AGES = (AgeGroup.CHILD, AgeGroup.TEEN, AgeGroup.ADULT)

_NO_DAY = Message(
    "Ngày báo cáo phải là hôm nay hoặc trước đó, dạng 04/05/2022. Hãy sửa rồi lưu lại.",
    "The day of the report is today or before, such as 04/05/2022. Mend it and save again.",
)
_BAD_COUNT = Message(
    "Số mũi phải là số nguyên từ 0 đến {most}. Hãy sửa ô được ghi khác đi.",
    "A number of doses is a whole number from 0 to {most}. Mend the field that is not.",
).filled(most=MOST_DOSES)
_BAD_CELL = Message(
    "Mỗi dòng cần đủ vắc xin, mũi và nhóm tuổi. Hãy chọn đủ rồi lưu lại.",
    "Each line needs product, dose and age group. Choose them and save again.",
)
_TWICE = Message(
    "Hai dòng nói về cùng vắc xin, mũi và nhóm tuổi. Hãy gộp lại thành một dòng.",
    "Two lines are of the same product, dose and age group. Make them one.",
)
_NOTHING = Message(
    "Chưa có số nào để lưu, hoặc các số giống lần báo cáo trước.",
    "There is no number to save, or all are as they were reported before.",
)


@dataclass(frozen=True)
class ReportLine:
    """One line of the form, as typed."""

    product: str
    dose: str
    age_group: str
    doses: str


def doses_of_schedule() -> list[tuple[str, DoseKind, int]]:
    """What a line may be of: a code such as `basic-1`, the kind and the number."""
    numbers = {DoseKind.BASIC: 3, DoseKind.ADDITIONAL: 1, DoseKind.BOOSTER: 2}
    return [
        (f"{kind.value}-{number}", kind, number)
        for kind in DoseKind
        for number in range(1, numbers[kind] + 1)
    ]


def ages_of_reports() -> tuple[AgeGroup, ...]:
    """The age groups that daily reports have."""
    return _AGES


@once_more
def report_day(sitting: Sitting, site: Site, day: date, cells: Mapping[CellKey, int]) -> int:
    """Save what is new in these cells; how many that were. Raises Refused."""
    _refuse_day(sitting, day)
    known = last_words(sitting, site, day)
    new = {key: doses for key, doses in cells.items() if known.get(key) != doses}
    if not new:
        raise Refused(_NOTHING)
    actor = sitting.user.get_username()
    told: dict[str, object] = {_cell_told(key): doses for key, doses in sorted(new.items())}
    before: dict[str, object] = {_cell_told(key): known.get(key) for key in sorted(new)}
    with acting():
        DailyReport.objects.bulk_create(
            DailyReport(
                site_code=site.code,
                place=site.place,
                given_on=key[0],
                product=key[1],
                dose_kind=key[2],
                dose_number=key[3],
                age_group=key[4],
                doses=doses,
                reported_by=actor,
                reported_at=sitting.at,
            )
            for key, doses in sorted(new.items())
        )
        subject = f"{site.place}{day}"
        write_event(Act(actor, site.place, "day_reported", subject, sitting.at, before, told))
    return len(new)


def _cell_told(key: CellKey) -> str:
    return "|".join(map(str, key[1:]))


def last_words(sitting: Sitting, site: Site, day: date) -> dict[CellKey, int]:
    """What was reported here last of each cell of the day."""
    rows = visible(sitting.user, DailyReport).filter(place=site.place, given_on=day)
    return {
        (row.given_on, row.product, row.dose_kind, row.dose_number, row.age_group): row.doses
        for row in rows.order_by("pk")
    }


def _refuse_day(sitting: Sitting, day: date) -> None:
    now = today(sitting.at)
    if not now - _OLDEST <= day <= now:
        raise Refused(_NO_DAY)


def cells_typed(schedule: Schedule, day: date, lines: Iterable[ReportLine]) -> dict[CellKey, int]:
    """The cells of the lines that say a number. Raises Refused where one cannot be meant."""
    doses = {code: (kind, number) for code, kind, number in doses_of_schedule()}
    cells: dict[CellKey, int] = {}
    for line in lines:
        if not line.doses.strip():
            continue
        count = line.doses.strip().replace(".", "")
        if not (count.isascii() and count.isdigit()) or int(count) > MOST_DOSES:
            raise Refused(_BAD_COUNT)
        known = line.product in schedule.codes and line.dose in doses
        if not known or line.age_group not in {one.value for one in _AGES}:
            raise Refused(_BAD_CELL)
        kind, number = doses[line.dose]
        key = (day, line.product, kind.value, number, line.age_group)
        if key in cells:
            raise Refused(_TWICE)
        cells[key] = int(count)
    return cells


def day_typed(text: str) -> date:
    """The day as typed, day first or as a browser's date field sends it. Raises Refused."""
    parts = text.strip().replace(".", "/").replace("-", "/").split("/")
    if len(parts) != len("dmy") or not all(part.isascii() and part.isdigit() for part in parts):
        raise Refused(_NO_DAY)
    numbers = [int(part) for part in parts]
    year, month, day = numbers if len(parts[0]) == len("2022") else numbers[::-1]
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise Refused(_NO_DAY) from fault
