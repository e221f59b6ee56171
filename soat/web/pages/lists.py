"""Work lists: those of the own place, and one of them with what can be done with it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused
from soat.casework.lists.deadlines import set_deadline
from soat.casework.lists.finding import found_list
from soat.casework.lists.moving import acts_for, move_list
from soat.casework.lists.sheet_out import may_take_out, sheet_of_list
from soat.casework.lists.workbook import XLSX
from soat.casework.lists.wrong_in_words import wrong_in_words
from soat.casework.models import ListLine, ReturnedFile, User, WorkList
from soat.casework.scopes import counted, visible
from soat.model.messages import Message
from soat.model.review_lists import (
    CaseState,
    LineOutcome,
    ListAct,
    ListState,
    Permission,
)
from soat.review.list_law import LIST_LAW, LIVE_STATES, TAKES_RETURNS
from soat.review.places import is_within
from soat.review.roles import may
from soat.web.language import language_of, said, word
from soat.web.pages.door import signed_in
from soat.web.pages.place_picker import named_places

_LISTS_A_PAGE, _LINES_A_PAGE = 20, 50
LIVE, OVERDUE = "live", "overdue"
_HANDLED = (CaseState.SETTLED.value, CaseState.AT_REGISTER.value, CaseState.UNRESOLVED.value)
_MOVED = Message("Đã ghi: danh sách nay {state}.", "Done: the list is now {state}.")
_DATED = Message("Đã đặt thời hạn {day}.", "The deadline is set to {day}.")
_NO_DAY = Message(
    "Chưa chọn ngày. Hãy chọn ngày trên lịch rồi lưu lại.",
    "No day was given. Choose one, then save.",
)


@require_GET
@signed_in
def lists(request: HttpRequest, user: User) -> HttpResponse:
    """Lists of the own place and below, the latest first: state, deadline, how far each is."""
    asked = request.GET.get("state", LIVE)
    page = Paginator(_asked_for(visible(user, WorkList), asked), _LISTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    told: dict[str, Any] = {
        "asked": asked,
        "states": [(one.value, said(request, one.sentence)) for one in ListState],
        "page": page,
        "rows": _rows(request, user, list(page.object_list)),
        "may_make": may(user.as_role, Permission.MAKE_LISTS),
        "filters": urlencode({"state": asked}),
    }
    return render(request, "lists.html", told)


def _asked_for(rows: QuerySet[WorkList], asked: str) -> QuerySet[WorkList]:
    live = [one.value for one in LIVE_STATES]
    if asked == OVERDUE:
        return rows.filter(state__in=live, due_on__lt=localdate()).order_by("due_on", "pk")
    if asked == LIVE:
        rows = rows.filter(state__in=live)
    elif asked:
        rows = rows.filter(state=asked)
    return rows.order_by("-made_at", "pk")


def _rows(request: HttpRequest, user: User, shown: Sequence[WorkList]) -> list[dict[str, Any]]:
    places = named_places(one.place for one in shown)
    handled = _handled(user, shown)
    return [
        {
            "list": one,
            "place": places[one.place],
            "state": word(request, ListState, one.state),
            "overdue": is_overdue(one),
            "handled": handled.get(one.pk, 0),
        }
        for one in shown
    ]


def _handled(user: User, shown: Sequence[WorkList]) -> dict[str, int]:
    """How many cases of each list wait for nobody at the commune any more."""
    rows = counted(user, ListLine).filter(work_list__in=shown, profile__case__state__in=_HANDLED)
    return dict(rows.values_list("work_list").annotate(Count("pk")).order_by())


def is_overdue(work_list: WorkList) -> bool:
    """Whether it should have been done by yesterday, and is not."""
    live = work_list.as_state in LIVE_STATES
    return live and work_list.due_on is not None and work_list.due_on < localdate()


@require_GET
@signed_in
def work_list(request: HttpRequest, user: User, list_id: str) -> HttpResponse:
    """One list: how far it is, its lines, what can be done with it, what came back."""
    found = list_or_404(user, list_id)
    left = request.GET.get("show") == "left"
    page = _lines(user, found, left, request.GET.get("page"))
    if page.object_list:
        _tell_read(user, found)
    told: dict[str, Any] = {
        "list": found,
        "place": named_places([found.place])[found.place],
        "state": said(request, found.as_state.sentence),
        "overdue": is_overdue(found),
        "counts": _counts(request, user, found),
        "acts": [(act.value, said(request, act.sentence)) for act in acts_for(user, found)],
        "next": LIST_LAW.acts_in(found.as_state),
        "may_take_out": may_take_out(user),
        "may_see_lines": may(user.as_role, Permission.READ_RECORDS),
        "takes_returns": found.as_state in TAKES_RETURNS
        and may(user.as_role, Permission.MAKE_LISTS),
        "may_set_deadline": may(user.as_role, Permission.SET_DEADLINES)
        and found.as_state is not ListState.CLOSED,
        "deadlines": found.deadlines.order_by("-number"),
        "returned": visible(user, ReturnedFile).filter(work_list=found).order_by("-pk"),
        "page": page,
        "left": left,
        "filters": urlencode({"show": "left"} if left else {}),
        "lines": [_line(request, user, one) for one in page.object_list],
        "today": localdate(),
    }
    return render(request, "list.html", told)


def list_or_404(user: User, list_id: str) -> WorkList:
    """The list, or nothing at all."""
    try:
        return found_list(user, list_id)
    except NotFound as fault:
        raise Http404 from fault


def _lines(user: User, found: WorkList, left: bool, page: str | None) -> Page[ListLine]:
    rows = visible(user, ListLine).filter(work_list=found).order_by("number")
    if left:
        rows = rows.exclude(profile__case__state__in=_HANDLED)
    rows = rows.select_related("profile__case").prefetch_related("profile__repairs")
    return Paginator(rows, _LINES_A_PAGE).get_page(page)


def _tell_read(user: User, found: WorkList) -> None:
    act = Act(user.get_username(), found.place, "read_list", found.pk, datetime.now(UTC))
    with transaction.atomic():
        write_event(act)


def _counts(request: HttpRequest, user: User, found: WorkList) -> list[tuple[str, int]]:
    """The list's cases by state, in the order in which a case goes through them."""
    rows = counted(user, ListLine).filter(work_list=found).values_list("profile__case__state")
    counts = dict(rows.annotate(Count("pk")).order_by())
    return [
        (said(request, one.sentence), counts[one.value]) for one in CaseState if one.value in counts
    ]


def _line(request: HttpRequest, user: User, line: ListLine) -> dict[str, Any]:
    profile = line.profile
    return {
        "number": line.number,
        "profile": profile,
        "here": is_within(profile.place, user.place),
        "wrong": wrong_in_words(profile, language_of(request)),
        "state": word(request, CaseState, profile.case.state),
        "handled": profile.case.state in _HANDLED,
        "outcome": word(request, LineOutcome, line.outcome) if line.outcome else "",
    }


@require_POST
@signed_in
def list_move(request: HttpRequest, user: User, list_id: str) -> HttpResponse:
    """Hand the list on, or say why not."""
    asked, act = asked_version(request, list_id), _act(request)

    def done() -> str:
        moved = move_list(user, datetime.now(UTC), asked, act)
        return said(request, _MOVED).format(state=said(request, moved.as_state.sentence))

    return acted(request, list_id, done)


def _act(request: HttpRequest) -> ListAct:
    try:
        act = ListAct(request.POST.get("act", ""))
    except ValueError as fault:
        raise Http404 from fault
    if act is ListAct.APPLY:
        raise Http404
    return act


@require_POST
@signed_in
def list_deadline(request: HttpRequest, user: User, list_id: str) -> HttpResponse:
    """Set the list's deadline again, with a reason."""
    asked, due_on = asked_version(request, list_id), day_of_form(request, "due_on")
    reason = request.POST.get("reason", "")[:500].replace("\0", "")

    def done() -> str:
        if due_on is None:
            raise Refused(_NO_DAY)
        set_deadline(user, datetime.now(UTC), asked, due_on, reason)
        return said(request, _DATED).format(day=due_on.strftime("%d/%m/%Y"))

    return acted(request, list_id, done)


@require_GET
@signed_in
def list_sheet(request: HttpRequest, user: User, list_id: str) -> HttpResponse:
    """The list as Excel. The file's name says which list it is, and nothing of anybody."""
    try:
        content = sheet_of_list(user, datetime.now(UTC), list_id)
    except NotFound as fault:
        raise Http404 from fault
    return as_file(content, XLSX, f"danh-sach-{list_id}.xlsx")


# ── what pages of lists share ────────────────────────────────────────────────────────────────


def acted(request: HttpRequest, list_id: str, act: Callable[[], str]) -> HttpResponse:
    """Do it and tell what came of it, or why not, on the list's page."""
    try:
        messages.success(request, act())
    except NotFound as fault:
        raise Http404 from fault
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
    return redirect("list", list_id=list_id)


def asked_version(request: HttpRequest, list_id: str) -> tuple[str, int]:
    """The list and the version of it that the form showed."""
    try:
        return list_id, int(request.POST.get("version", ""))
    except ValueError as fault:
        raise Http404 from fault


def day_of_form(request: HttpRequest, name: str) -> date | None:
    """A day as a form's calendar sends it; None when there is none."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def numbers_of(texts: Iterable[str]) -> set[int]:
    """Whole numbers that a form sends. Raises Http404 for what no form sends."""
    try:
        return {int(text) for text in texts}
    except ValueError as fault:
        raise Http404 from fault
