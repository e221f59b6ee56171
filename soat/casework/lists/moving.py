"""Handing a list on: each act by the law of lists, over the version seen, told in the trail.

What came back is applied in applying.py; the act `apply` by itself leads nowhere.
"""

from datetime import datetime

from django.db.models import F

from soat.casework.at_once import acting, hold_live_lines, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import Refused
from soat.casework.lists.finding import found_list, held_list
from soat.casework.models import ListLine, User, WorkList
from soat.model.messages import Message
from soat.model.review_lists import ListAct, ListState, Permission
from soat.review.list_law import LIST_LAW, LIVE_STATES
from soat.review.roles import may

_SPOKEN_FOR = Message(
    "{count} hồ sơ của danh sách này đang nằm trong danh sách khác chưa khép ({others}). "
    "Hãy khép danh sách đó trước, hoặc lập danh sách mới.",
    "{count} cases of this list stand on another list that is not closed ({others}). "
    "Close that one first, or make a new list.",
)
_NAMED_AT_MOST = 3


def acts_for(user: User, work_list: WorkList) -> list[ListAct]:
    """What this user can do with the list as a whole now, applying aside."""
    possible = [one for one in LIST_LAW.transitions if work_list.as_state in one.origins]
    return [
        one.act
        for one in possible
        if one.act is not ListAct.APPLY and may(user.as_role, one.permission)
    ]


@once_more
def move_list(user: User, at: datetime, asked: tuple[str, int], act: ListAct) -> WorkList:
    """Do the act with the list of that id, seen in that version. Raises NotFound or Refused."""
    if act is ListAct.APPLY:
        raise ValueError("a list is applied with what came back of it")
    list_id, version = asked
    work_list = found_list(user, list_id, permission_of(act))
    with acting():
        held = held_list(work_list, version)
        put_list_state(user, at, held, act)
        return held


def permission_of(act: ListAct) -> Permission:
    """What the act needs, in whichever state."""
    return next(one.permission for one in LIST_LAW.transitions if one.act is act)


def put_list_state(user: User, at: datetime, held: WorkList, act: ListAct) -> None:
    """Lead a held list to where the act leads, with its lines and its event. Raises Refused."""
    before = held.as_state
    led = LIST_LAW.transition(before, act)
    if led is None:
        raise Refused(LIST_LAW.refusal(before, act) or _SPOKEN_FOR)
    held.state = led.target.value
    _put_signature(user, at, held, act)
    _put_live(held, before)
    held.version, held.changed_at = held.version + 1, at
    held.save()
    states: tuple[dict[str, object], dict[str, object]] = (
        {"state": before.value},
        {"state": led.target.value},
    )
    actor = user.get_username()
    write_event(Act(actor, held.place, f"list_{act.value}", held.list_id, at, *states))


def _put_signature(user: User, at: datetime, held: WorkList, act: ListAct) -> None:
    """Who handed it back has signed it; what goes out again is not signed any more."""
    if act is ListAct.HAND_BACK:
        held.signed_by, held.signed_at = user.get_username(), at
    elif act in (ListAct.RECALL, ListAct.REOPEN):
        held.signed_by, held.signed_at = "", None


def _put_live(held: WorkList, before: ListState) -> None:
    live = held.as_state in LIVE_STATES
    if live == (before in LIVE_STATES):
        return
    if live:
        hold_live_lines()
        _refuse_if_spoken_for(held)
    ListLine.objects.filter(work_list=held).update(live=live)


def _refuse_if_spoken_for(held: WorkList) -> None:
    elsewhere = ListLine.objects.filter(live=True, profile__list_lines__work_list=held)
    others = elsewhere.exclude(work_list=held).values_list(F("work_list_id"), flat=True)
    count = others.count()
    if count:
        named = sorted(set(others))
        said = ", ".join(named[:_NAMED_AT_MOST]) + (" …" if len(named) > _NAMED_AT_MOST else "")
        raise Refused(_SPOKEN_FOR.filled(count=count, others=said))
