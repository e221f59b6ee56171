"""How far the lines of a returned sheet are verified before they are applied, and the next step."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from soat.casework.judging import NotFound, Refused
from soat.casework.lists.checking_before import (
    OUT_OF_REACH,
    Checked,
    check_next,
    checked_so_far,
)
from soat.casework.lists.previewing import CheckedLine
from soat.casework.models import ReturnedFile, User
from soat.model.messages import Message
from soat.model.review_lists import LineFate, ListAct, Permission
from soat.review.list_law import LIST_LAW
from soat.review.roles import may
from soat.store.reporting.numerals import count_text
from soat.web.language import language_of, said
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_MINUTE = 60
_LONGEST_NUMBER = 9
_SECONDS = Message("còn khoảng {count} giây", "about {count} seconds left")
_MINUTES = Message("còn khoảng {count} phút", "about {count} minutes left")


@dataclass(frozen=True)
class Pace:
    """How many lines were verified while somebody looked on, and in which time."""

    lines: int = 0
    milliseconds: int = 0

    def seconds_for(self, lines: int) -> int | None:
        """How long so many more will take at this pace; unknown before the first step."""
        if not self.lines:
            return None
        return max(1, round(lines * self.milliseconds / self.lines / 1000))


@require_POST
@signed_in
def list_check(request: HttpRequest, user: User, list_id: str, returned: int) -> HttpResponse:
    """Verify the next lines as they would be; the page asks again by itself."""
    begun, fault = monotonic(), ""
    told: dict[str, Any] = {}
    try:
        step = check_next(sitting(user), list_id, returned)
    except NotFound as gone:
        raise Http404 from gone
    except Refused as refused:
        fault = said(request, refused.sentence)
    else:
        fault = "" if step.reached else said(request, OUT_OF_REACH)
        pace = _pace_of(request, step.verified, round((monotonic() - begun) * 1000))
        told = applying_told(request, user, step.file, step.lines, (step.checked, pace))
        told |= {"goes_on": step.reached, "away": not step.reached}
    if request.headers.get("HX-Request") == "true":
        return render(request, "_list_applying.html", {**told, "fault": fault})
    if fault:
        messages.error(request, fault)
    return redirect("list-returned", list_id=list_id, returned=returned)


def _pace_of(request: HttpRequest, verified: int, spent: int) -> Pace:
    """The pace with this step: what the steps before it took, the page sends along."""
    lines, milliseconds = (
        _number(request.POST.get(name, "")) for name in ("lines_so_far", "spent")
    )
    return Pace(lines + verified, milliseconds + spent)


def _number(text: str) -> int:
    """A count that a page of ours sent; of anything else, nothing."""
    usable = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if usable else 0


def applying_told(
    request: HttpRequest,
    user: User,
    found: ReturnedFile,
    lines: Iterable[CheckedLine],
    progress: tuple[Checked, Pace],
) -> dict[str, Any]:
    """What stands above the lines: whether they can be applied, and how far the verifying is."""
    checked, pace = progress
    fates = Counter(one.fate for one in lines)
    work_list = found.work_list
    possible = LIST_LAW.transition(work_list.as_state, ListAct.APPLY) is not None
    return {
        "list": work_list,
        "file": found,
        "ready": fates[LineFate.READY],
        "nothing_left": fates[LineFate.READY] + fates[LineFate.APPLIED] == work_list.size,
        "may_apply": possible and may(user.as_role, Permission.MAKE_LISTS),
        "checked": checked,
        "pace": pace,
        "time_left": _time_text(request, pace.seconds_for(checked.left)),
    }


def _time_text(request: HttpRequest, seconds: int | None) -> str:
    if seconds is None:
        return ""
    count, words = (seconds, _SECONDS)
    if seconds > _MINUTE:
        count, words = (-(-seconds // _MINUTE), _MINUTES)
    return said(request, words).format(count=count_text(count, language_of(request)))


def progress_of(user: User, found: ReturnedFile, lines: Iterable[CheckedLine]) -> Checked:
    """How far the verifying of these lines is."""
    return checked_so_far(sitting(user).desk, found, lines)
