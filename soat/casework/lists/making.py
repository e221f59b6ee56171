"""Making lists: one for each place, several where a place has more cases than one list holds.

A station makes those of its commune, a supervisor those of every commune below. A case whose
commune nobody knows stands on a list of the lowest place that is known, which a supervisor sees.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from soat.casework.at_once import acting, hold_live_lines, once_more
from soat.casework.auditing import Act, write_events
from soat.casework.judging import NotFound, Refused
from soat.casework.lists.choosing import Chosen, Selection, chosen, is_own_place
from soat.casework.models import ListDeadline, ListLine, Place, User, WorkList
from soat.casework.models.lists import LIST_ID_LENGTH
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.roles import refusal_of_role

MOST_LINES = 2000
"""Lines of one list: a longer one is made into several."""
MOST_AT_ONCE = 20_000
"""Lines made in one act: so many are written while somebody waits for it."""
LONGEST_TITLE = 150
_WRITTEN_AT_ONCE = 500
# Without those that are mistaken for one another on paper: I, L, O, 0, 1.
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

_NO_PLACE = Message(
    "Không có nơi này trong địa bàn của bạn. Hãy chọn lại nơi cần lập danh sách.",
    "There is no such place within yours. Choose the place again.",
)
_NO_CASE = Message(
    "Không có hồ sơ nào như vậy chờ lập danh sách. Hãy bỏ bớt điều kiện, hoặc khép danh sách cũ.",
    "No such case waits to be listed. Take a condition off, or close an older list.",
)
_TOO_MANY = Message(
    f"Mỗi lần lập được tối đa {MOST_AT_ONCE:,} hồ sơ. Hãy chọn nơi nhỏ hơn hoặc thêm điều kiện.",
    f"At most {MOST_AT_ONCE:,} cases are listed at once. Take a smaller place, or add a condition.",
)
_TAKEN = Message(
    "Người khác vừa lập danh sách với một số hồ sơ này; chưa có gì được lập. Hãy đếm lại rồi lập.",
    "Somebody else just listed some of these cases; nothing was made. Count again, then make it.",
)
PAST = Message(
    "Thời hạn phải từ hôm nay trở đi. Hãy chọn ngày khác.",
    "A deadline cannot lie in the past. Choose another day.",
)


@dataclass(frozen=True)
class ListWanted:
    """What lists are made by, what they are called, and by when they are to be done."""

    selection: Selection
    title: str
    due_on: date | None


@once_more
def make_lists(user: User, at: datetime, wanted: ListWanted) -> list[WorkList]:
    """Make the lists. Raises Refused or NotFound; then nothing was made."""
    _refuse_if_not_allowed(user, at, wanted)
    try:
        with acting():
            return _made(user, at, wanted)
    except IntegrityError as fault:
        raise Refused(_TAKEN) from fault


def lists_of(counts: Counter[str]) -> int:
    """How many lists so many cases by place become."""
    return sum(-(-cases // MOST_LINES) for cases in counts.values())


def _refuse_if_not_allowed(user: User, at: datetime, wanted: ListWanted) -> None:
    refused = refusal_of_role(user.as_role, Permission.MAKE_LISTS)
    if refused is not None:
        raise Refused(refused)
    if not is_own_place(user, wanted.selection.place):
        raise NotFound(_NO_PLACE)
    if wanted.due_on is not None and wanted.due_on < localdate(at):
        raise Refused(PAST)


def _made(user: User, at: datetime, wanted: ListWanted) -> list[WorkList]:
    cases = list(chosen(user, wanted.selection))
    if not cases:
        raise Refused(_NO_CASE)
    if len(cases) > MOST_AT_ONCE:
        raise Refused(_TOO_MANY)
    parts = list(_parts(cases))
    titles = _titles(wanted.title, [place for place, _ in parts])
    lists = [
        _list_of(user, at, wanted, (place, title, len(part)))
        for (place, part), title in zip(parts, titles, strict=True)
    ]
    hold_live_lines()
    WorkList.objects.bulk_create(lists)
    _write_lines(lists, [part for _, part in parts])
    _write_deadlines(user, at, lists)
    write_events([_told(user, at, one) for one in lists])
    return lists


def _parts(cases: list[Chosen]) -> Iterator[tuple[str, list[Chosen]]]:
    """The cases of each place, as many as one list holds at a time."""
    by_place: dict[str, list[Chosen]] = {}
    for case in cases:
        by_place.setdefault(case.place, []).append(case)
    for place, its in by_place.items():
        for first in range(0, len(its), MOST_LINES):
            yield place, its[first : first + MOST_LINES]


def _titles(asked: str, places: list[str]) -> list[str]:
    """What each list is called: as asked, else by its place; numbered where a place has several."""
    named = dict(Place.objects.filter(path__in=set(places)).values_list("path", "name"))
    several, seen = Counter(places), Counter[str]()
    titles = []
    for place in places:
        seen[place] += 1
        title = asked.strip()[:LONGEST_TITLE] or named.get(place, place)
        more = f" ({seen[place]}/{several[place]})" if several[place] > 1 else ""
        titles.append(title + more)
    return titles


def _list_of(user: User, at: datetime, wanted: ListWanted, part: tuple[str, str, int]) -> WorkList:
    place, title, size = part
    return WorkList(
        list_id=_new_id(),
        place=place,
        title=title,
        selection=wanted.selection.told(),
        size=size,
        due_on=wanted.due_on,
        made_by=user.get_username(),
        made_at=at,
        changed_at=at,
    )


def _new_id() -> str:
    """An id that nobody can guess and everybody can read aloud."""
    return "".join(secrets.choice(_SIGNS) for _ in range(LIST_ID_LENGTH))


def _write_lines(lists: list[WorkList], parts: list[list[Chosen]]) -> None:
    lines = (
        ListLine(work_list=work_list, number=number, profile_id=case.profile)
        for work_list, part in zip(lists, parts, strict=True)
        for number, case in enumerate(part, start=1)
    )
    ListLine.objects.bulk_create(lines, batch_size=_WRITTEN_AT_ONCE)


def _write_deadlines(user: User, at: datetime, lists: list[WorkList]) -> None:
    actor = user.get_username()
    ListDeadline.objects.bulk_create(
        ListDeadline(work_list=one, number=1, due_on=one.due_on, actor=actor, at=at)
        for one in lists
        if one.due_on is not None
    )


def _told(user: User, at: datetime, made: WorkList) -> Act:
    due = made.due_on.isoformat() if made.due_on else None
    after: dict[str, object] = {"size": made.size, "due_on": due, "selection": made.selection}
    return Act(user.get_username(), made.place, "make_list", made.list_id, at, None, after)
