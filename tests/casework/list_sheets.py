"""Lists made and their sheets filled in, as a station and a hamlet group do."""

import io
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime

import openpyxl

from soat.casework.judging import Sitting
from soat.casework.lists.applying import Applied, AskedToApply, apply_returned
from soat.casework.lists.choosing import Selection
from soat.casework.lists.making import ListWanted, make_lists
from soat.casework.lists.moving import move_list
from soat.casework.lists.sheet_columns import COLUMNS
from soat.casework.lists.sheet_out import sheet_of_list
from soat.casework.lists.taking_back import Signed, take_back
from soat.casework.models import Case, ListLine, ReturnedFile, User, WorkList
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import CaseState, ListAct

NOW = datetime(2022, 5, 4, 9, 30, tzinfo=UTC)
SIGNED = Signed("Trưởng công an xã", date(2022, 5, 3))
HEADINGS = 8
"""The row of the headings: the line n stands so many rows below."""
AT = {column.code: place for place, column in enumerate(COLUMNS, start=1)}
Cells = Mapping[int, Mapping[str, object]]


def busy_commune(cases: int = 6, *, but: str = "") -> str:
    """The smallest commune that has so many open cases, or more."""
    rows = Case.objects.filter(state=CaseState.OPEN, place__contains="/c").exclude(place=but)
    counts = Counter(rows.values_list("place", flat=True))
    return min((many, place) for place, many in counts.items() if many >= cases)[1]


def list_at(user: User, **asked: object) -> WorkList:
    """The one list of what is asked for at the user's place."""
    wanted = ListWanted(Selection(user.place, **asked), "", None)  # type: ignore[arg-type]
    (made,) = make_lists(user, NOW, wanted)
    return made


def moved(user: User, work_list: WorkList, *acts: ListAct) -> WorkList:
    """The list after these acts, each over its latest version."""
    for act in acts:
        version = WorkList.objects.get(pk=work_list.pk).version
        move_list(user, NOW, (work_list.pk, version), act)
    return WorkList.objects.get(pk=work_list.pk)


def in_field(user: User, work_list: WorkList) -> WorkList:
    return moved(user, work_list, ListAct.ISSUE, ListAct.TAKE_TO_FIELD)


def filled(user: User, work_list: WorkList, cells: Cells) -> bytes:
    """The list's sheet with cells filled in, by line number and column."""
    book = openpyxl.load_workbook(io.BytesIO(sheet_of_list(user, NOW, work_list.pk)))
    for number, values in cells.items():
        for code, value in values.items():
            book.worksheets[0].cell(HEADINGS + number, AT[code], value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def line(work_list: WorkList, number: int) -> ListLine:
    rows = ListLine.objects.select_related("profile__case")
    return rows.get(work_list=work_list, number=number)


def returned_of(station: User, made: WorkList, cells: dict[int, dict[str, object]]) -> ReturnedFile:
    """The sheet filled in and sent back."""
    return take_back(station, NOW, made.pk, filled(station, made, cells), SIGNED)


def applied(station: User, desk: RegisterDesk, returned: ReturnedFile, **asked: object) -> Applied:
    """Every line of it applied that can be, or those asked for."""
    work_list = WorkList.objects.get(pk=returned.work_list_id)
    wanted = AskedToApply(work_list.pk, returned.pk, work_list.version, **asked)  # type: ignore[arg-type]
    return apply_returned(Sitting(station, desk, NOW), wanted)
