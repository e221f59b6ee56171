"""What came back of a list: the filled sheet is sent, looked through, applied."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from soat.casework.judging import NotFound, Refused
from soat.casework.lists.applying import AskedToApply, apply_returned
from soat.casework.lists.archive import ArchiveDamaged, content_of
from soat.casework.lists.previewing import CheckedLine
from soat.casework.lists.sheet_bounds import TOO_LARGE
from soat.casework.lists.sheet_columns import NAMES
from soat.casework.lists.sheet_out import may_take_out
from soat.casework.lists.taking_back import Signed, found_file, looked_through, take_back
from soat.casework.lists.workbook import XLSX
from soat.casework.models import ReturnedFile, User
from soat.model.messages import Message
from soat.model.review_lists import LineFate, LineOutcome, ListAct, Permission
from soat.review.list_law import LIST_LAW
from soat.review.roles import may
from soat.web.language import said, word
from soat.web.letters import marked
from soat.web.pages.door import signed_in
from soat.web.pages.leading_on import led_to
from soat.web.pages.list_applying import Pace, applying_told, progress_of
from soat.web.pages.lists import as_file, asked_version, day_of_form, numbers_of
from soat.web.pages.sitting import sitting

_LINES_A_PAGE = 100
_NO_FILE = Message(
    "Chưa chọn tệp, hoặc thiếu ngày ký. Hãy chọn tệp Excel đã điền và ghi ngày ký.",
    "No file was chosen, or the day of the signature is missing. Give both.",
)
_APPLIED = Message(
    "Đã cập nhật và đối chiếu lại {applied} dòng; {left} dòng để lại, lý do ghi ở từng dòng.",
    "{applied} lines were applied and verified again; {left} were left, the reason beside each.",
)
_LEFT = (
    *(LineFate.NOT_OF_THIS_LIST, LineFate.REPEATED, LineFate.WRONG_CHECKSUM),
    *(LineFate.LOCKED_CELL_CHANGED, LineFate.RECORD_CHANGED, LineFate.UNUSABLE_VALUE),
    *(LineFate.NOT_ALLOWED, LineFate.NO_CHANGE),
)


@require_POST
@signed_in
def list_upload(request: HttpRequest, user: User, list_id: str) -> HttpResponse:
    """Take a filled sheet in, and lead to its lines."""
    sent, signed_on = request.FILES.get("sheet"), day_of_form(request, "signed_on")
    try:
        # What is too large was let go of while it came in (soat/web/upload_limit.py).
        if getattr(request, "upload_too_large", False):
            raise Refused(TOO_LARGE)
        if sent is None or signed_on is None:
            raise Refused(_NO_FILE)
        signed = Signed(request.POST.get("signer", "").replace("\0", ""), signed_on)
        returned = take_back(user, datetime.now(UTC), list_id, sent.read(), signed)
    except NotFound as fault:
        raise Http404 from fault
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return redirect("list", list_id=list_id)
    return redirect("list-returned", list_id=list_id, returned=returned.pk)


@require_GET
@signed_in
def list_returned(request: HttpRequest, user: User, list_id: str, returned: int) -> HttpResponse:
    """Every line of a returned sheet: what it would change beside what is there, or why not."""
    found = _found(user, list_id, returned)
    try:
        checked = looked_through(user, datetime.now(UTC), found)
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return redirect("list", list_id=list_id)
    return render(request, "list_returned.html", _told(request, user, found, checked))


def _found(user: User, list_id: str, returned: int) -> ReturnedFile:
    try:
        return found_file(user, list_id, returned)
    except NotFound as fault:
        raise Http404 from fault


def _told(
    request: HttpRequest, user: User, found: ReturnedFile, checked: list[CheckedLine]
) -> dict[str, Any]:
    fates = Counter(one.fate for one in checked)
    # Rows on which nothing was written say nothing: they are shown when they are asked for.
    fate = request.GET.get("fate", "")
    asked = {fate} if fate else {one.value for one in LineFate if one is not LineFate.EMPTY}
    shown = [one for one in checked if one.fate.value in asked]
    page = Paginator(shown, _LINES_A_PAGE).get_page(request.GET.get("page"))
    work_list = found.work_list
    progress = (progress_of(user, found, checked), Pace())
    return {
        **applying_told(request, user, found, checked, progress),
        "fates": [
            (one.value, said(request, one.sentence), fates[one]) for one in LineFate if fates[one]
        ],
        "fate": fate,
        "filters": urlencode({"fate": fate} if fate else {}),
        "why_not": LIST_LAW.refusal(work_list.as_state, ListAct.APPLY),
        "may_take_out": may_take_out(user),
        "page": page,
        "rows": [_row(request, one) for one in page.object_list],
    }


def _row(request: HttpRequest, one: CheckedLine) -> dict[str, Any]:
    profile = one.line.profile if one.line else None
    return {
        "row": one.filled.row,
        "number": one.line.number if one.line else "",
        "profile": profile,
        "outcome": word(request, LineOutcome, one.outcome.value) if one.outcome else "",
        "note": one.filled.note,
        "changes": [
            {
                "name": said(request, NAMES[name]),
                "before": marked(one.before[name], value),
                "after": marked(value, one.before[name]),
            }
            for name, value in one.after.items()
        ],
        "fate": one.fate.value,
        "said": said(request, one.fate.sentence),
        "why": said(request, one.said) if one.said else "",
        "ready": one.fate is LineFate.READY,
    }


@require_POST
@signed_in
def list_apply(request: HttpRequest, user: User, list_id: str, returned: int) -> HttpResponse:
    """Apply every line that can be, or those that were ticked."""
    _, version = asked_version(request, list_id)
    chosen = request.POST.get("lines") == "ticked"
    rows = numbers_of(request.POST.getlist("row")) if chosen else None
    finish = request.POST.get("finish") == "1"
    try:
        asked = AskedToApply(list_id, returned, version, rows, finish)
        done = apply_returned(sitting(user), asked)
    except NotFound as fault:
        raise Http404 from fault
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
    else:
        left = sum(done.fates[one] for one in (*_LEFT, LineFate.NOT_CHOSEN))
        messages.success(request, said(request, _APPLIED).format(applied=done.applied, left=left))
    return led_to(
        request, reverse("list-returned", kwargs={"list_id": list_id, "returned": returned})
    )


@require_GET
@signed_in
def list_returned_file(
    request: HttpRequest, user: User, list_id: str, returned: int
) -> HttpResponse:
    """The file as it came, byte for byte."""
    found = _found(user, list_id, returned)
    if not may_take_out(user) and not may(user.as_role, Permission.READ_AUDIT):
        raise Http404
    try:
        content = content_of(found.sha256)
    except ArchiveDamaged as fault:
        raise Http404 from fault
    return as_file(content, XLSX, f"danh-sach-{list_id}-{found.sha256[:12]}.xlsx")
