"""A list as a workbook: printed columns locked, the columns for corrections open, with choices.

That somebody took it out stands in the trail: it leaves the application with everybody on it.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound
from soat.casework.lists.checksums import line_checksum, list_checksum, values_of
from soat.casework.lists.finding import NO_LIST, found_list
from soat.casework.lists.sheet_columns import (
    COLUMNS,
    LIST_CHECK_MARK,
    LIST_MARK,
    OUTCOME,
    OUTCOME_CHOICES,
    SEX_CHOICES,
    both,
    line_id,
    printed_cells,
)
from soat.casework.lists.workbook import Sheet, workbook_bytes
from soat.casework.models import ListLine, Place, User, WorkList
from soat.casework.scopes import visible
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.places import above
from soat.review.roles import may
from soat.store.reporting.numerals import day_text

_TITLE = Message("DANH SÁCH RÀ SOÁT DỮ LIỆU TIÊM CHỦNG", "WORK LIST OF VACCINATION RECORDS")
_HOW = Message(
    "Chỉ ghi vào các cột màu vàng. Chọn KẾT QUẢ cho từng người; nếu sửa, ghi giá trị đúng vào cột "
    "SỬA tương ứng, ngày sinh theo dạng ngày/tháng/năm. Không sửa, không xóa các cột khác.",
    "Write into the yellow columns only. Choose an OUTCOME for everybody; where something is "
    "corrected, write the right value into its column, birth dates as day/month/year. Leave the "
    "other columns as they are.",
)
_PLACE, _DUE = Message("Địa bàn", "Place"), Message("Thời hạn", "Deadline")
_SIZE = Message("Số hồ sơ", "Records")


def may_take_out(user: User) -> bool:
    """Who works with lists may take one out; who only looks may not."""
    return any(may(user.as_role, one) for one in (Permission.MAKE_LISTS, Permission.SIGN_LISTS))


def sheet_of_list(user: User, at: datetime, list_id: str) -> bytes:
    """The list as a workbook. Raises NotFound."""
    work_list = taken_out(user, at, list_id, "xlsx")
    lines = lines_of(user, work_list)
    return workbook_bytes(
        Sheet(
            name="Danh sách",
            above=_above(work_list),
            columns=COLUMNS,
            rows=_rows(lines),
            choices={OUTCOME: OUTCOME_CHOICES, "new_sex": SEX_CHOICES},
            locked=True,
        )
    )


def taken_out(user: User, at: datetime, list_id: str, form: str) -> WorkList:
    """The list that somebody takes out as a file, told in the trail. Raises NotFound."""
    work_list = found_list(user, list_id)
    if not may_take_out(user):
        raise NotFound(NO_LIST)
    told: dict[str, object] = {"form": form, "size": work_list.size}
    act = Act(user.get_username(), work_list.place, "take_out_list", list_id, at, None, told)
    with transaction.atomic():
        write_event(act)
    return work_list


def lines_of(user: User, work_list: WorkList) -> Iterator[ListLine]:
    """Every line in order, with its profile and repairs."""
    rows = visible(user, ListLine).filter(work_list=work_list).order_by("number")
    yield from rows.select_related("profile").prefetch_related("profile__repairs")


def place_names(path: str) -> str:
    """The place and those above it, the lowest first, as people write an address."""
    named = dict(Place.objects.filter(path__in=above(path)).values_list("path", "name"))
    found = [named[one] for one in reversed(above(path)) if one in named]
    return ", ".join(dict.fromkeys(found))


def _rows(lines: Iterator[ListLine]) -> Iterator[dict[str, str]]:
    for line in lines:
        yield printed_cells(line, line_checksum(line_id(line), values_of(line.profile)))


def _above(work_list: WorkList) -> list[list[str]]:
    due_on = day_text(work_list.due_on) if work_list.due_on else "—"
    return [
        [both(_TITLE)],
        [both(LIST_MARK), work_list.list_id, "", work_list.title],
        [both(LIST_CHECK_MARK), list_checksum(work_list.list_id)],
        [both(_PLACE), place_names(work_list.place)],
        [both(_DUE), due_on, "", f"{both(_SIZE)}: {work_list.size}"],
        [_HOW.vi],
        [_HOW.en],
    ]
