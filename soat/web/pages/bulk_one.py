"""One bulk approval: the sample looked at, every record verified, approved or not, undone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from soat.casework.auditing import Act, write_events
from soat.casework.bulk.approving import approve, decline
from soat.casework.bulk.checking import check_next
from soat.casework.bulk.finding import found, outcomes
from soat.casework.bulk.undoing_bulk import undo_bulk
from soat.casework.judging import NotFound, Refused, Sitting
from soat.casework.models import BulkApproval, BulkLine, Profile, Repair, User
from soat.casework.scopes import visible
from soat.model.closed_lists import ComparedField, RepairKind
from soat.model.messages import Message
from soat.model.review_lists import BulkOutcome, BulkState
from soat.store.reporting.numerals import count_text
from soat.web.language import language_of, said, word
from soat.web.letters import marked
from soat.web.pages.bulk import approval_row, kind_text, measured_text
from soat.web.pages.case_fields import value_told
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_LEFT_OUT = (BulkOutcome.DOES_NOT_FIT, BulkOutcome.CHANGED, BulkOutcome.JUDGED_SINCE)
_MOST_NAMED = 50
_APPLIED = Message(
    "Đã cập nhật {count} hồ sơ; tất cả đã khớp Cơ sở dữ liệu quốc gia về dân cư.",
    "{count} records are updated; all of them are verified.",
)
_DECLINED = Message(
    "Đợt này không được duyệt; không hồ sơ nào bị sửa.", "Not approved; no record was changed."
)
_UNDONE = Message(
    "Đã trả {count} hồ sơ về như cũ; các hồ sơ này đang chờ đối chiếu lại.",
    "{count} records are put back as they were; they wait to be verified again.",
)


@require_GET
@signed_in
def bulk_one(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """The sample with the count and the measured precision beside it, or what came of the act.
    That the records of the sample were read stands in the trail."""
    approval = _found(user, number)
    told = {**approval_row(request, approval), **_progress(request, user, approval)}
    told["measured"] = [
        (kind_text(request, kind), measured_text(request, kind)) for kind in approval.kind_codes
    ]
    if approval.state == BulkState.DRAWN:
        told["sample"] = _sample(request, user, approval)
    return render(request, "bulk_one.html", told)


@require_POST
@signed_in
def bulk_check(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """Verify the next thousand records as they would be; the page asks again by itself."""
    approval = _found(user, number)
    fault = ""
    try:
        check_next(sitting(user).desk, approval)
    except Refused as refused:
        fault = said(request, refused.sentence)
    if request.headers.get("HX-Request") != "true":
        if fault:
            messages.error(request, fault)
        return redirect("bulk-one", number=number)
    told = {"bulk": approval, **_progress(request, user, approval)}
    goes_on = told["unchecked"] and not fault
    return render(request, "_bulk_progress.html", {**told, "fault": fault, "goes_on": goes_on})


@require_POST
@signed_in
def bulk_approve(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """Apply the act."""
    looked = request.POST.get("looked") == "yes"
    return _acted(request, user, number, lambda who: approve(who, number, looked), _APPLIED)


@require_POST
@signed_in
def bulk_decline(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """Approve none of it."""
    reason = request.POST.get("reason", "")
    return _acted(request, user, number, lambda who: decline(who, number, reason), _DECLINED)


@require_POST
@signed_in
def bulk_undo(request: HttpRequest, user: User, number: int) -> HttpResponse:
    """Undo the act as a whole."""
    reason = request.POST.get("reason", "")
    return _acted(request, user, number, lambda who: undo_bulk(who, number, reason), _UNDONE)


def _found(user: User, number: int) -> BulkApproval:
    try:
        return found(user, number)
    except NotFound as refused:
        raise Http404 from refused


def _acted(
    request: HttpRequest,
    user: User,
    number: int,
    act: Callable[[Sitting], BulkApproval],
    done: Message,
) -> HttpResponse:
    try:
        approval = act(sitting(user))
    except NotFound as refused:
        raise Http404 from refused
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
    else:
        counted = outcomes(approval)
        moved = counted.get(BulkOutcome.APPLIED, 0) or counted.get(BulkOutcome.UNDONE, 0)
        text = said(request, done).format(count=count_text(moved, language_of(request)))
        messages.success(request, text)
    return redirect("bulk-one", number=number)


def _progress(request: HttpRequest, user: User, approval: BulkApproval) -> dict[str, Any]:
    """How many records came to what, and which are left out of the act."""
    counted = outcomes(approval)
    unchecked = counted.get(BulkOutcome.UNCHECKED, 0)
    language = language_of(request)
    left_out = visible(user, BulkLine).filter(bulk=approval, outcome__in=_LEFT_OUT)
    return {
        "unchecked": unchecked,
        "done": approval.chosen - unchecked,
        "fits": counted.get(BulkOutcome.FITS, 0),
        "fits_text": count_text(counted.get(BulkOutcome.FITS, 0), language),
        "outcomes": [
            (said(request, o.sentence), count_text(n, language)) for o, n in counted.items()
        ],
        "left_out": [
            (line.profile, word(request, BulkOutcome, line.outcome))
            for line in left_out.order_by("pk").select_related("profile")[:_MOST_NAMED]
        ],
    }


def _sample(request: HttpRequest, user: User, approval: BulkApproval) -> list[dict[str, Any]]:
    """The records drawn, in the order in which they were, each with what is to be repaired."""
    rows = visible(user, Profile).filter(pk__in=approval.sample).prefetch_related("repairs")
    profiles = {profile.pk: profile for profile in rows}
    shown = [profiles[ref] for ref in approval.sample if ref in profiles]
    actor, at = user.get_username(), sitting(user).at
    with transaction.atomic():
        write_events([Act(actor, one.place, "read", one.pk, at) for one in shown])
    return [
        {"profile": one, "repairs": [_repair(request, row) for row in one.repairs.all()]}
        for one in shown
    ]


def _repair(request: HttpRequest, row: Repair) -> dict[str, Any]:
    recorded = value_told(request, row.field, row.recorded_value)
    register = value_told(request, row.field, row.register_value)
    return {
        "field": word(request, ComparedField, row.field),
        "kind": word(request, RepairKind, row.kind),
        "recorded": marked(recorded, register),
        "register": marked(register, recorded),
    }
