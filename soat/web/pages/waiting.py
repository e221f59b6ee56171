"""The waiting queue: records that are saved and not verified yet, with their age, and retrying."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from soat.casework.models import User
from soat.casework.waiting import Retried, oldest_age, queue, retry_asked, waiting_count
from soat.model.messages import Message
from soat.model.review_lists import Permission
from soat.review.roles import may
from soat.store.reporting.numerals import count_text
from soat.web.language import language_of, said
from soat.web.pages.door import signed_in
from soat.web.pages.sitting import sitting

_P = Permission
_A_PAGE = 50
_MAY_RETRY = (_P.JUDGE, _P.JUDGE_IDENTITY, _P.APPROVE_IN_BULK)
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_AGES = (
    (_DAY, Message("{count} ngày", "{count} d")),
    (_HOUR, Message("{count} giờ", "{count} h")),
    (_MINUTE, Message("{count} phút", "{count} min")),
)
_JUST_NOW = Message("chưa đến 1 phút", "less than a minute")
_RETRIED = Message(
    "Đã đối chiếu lại {told} hồ sơ, {settled} hồ sơ đã xong. Còn chờ: {waiting}.",
    "{told} records were verified again, {settled} of them are settled. Still waiting: {waiting}.",
)
_OUT_OF_REACH = Message(
    "Vẫn chưa mở được bản chụp sổ dân cư; {waiting} hồ sơ chờ tiếp. Phần mềm tự thử lại mỗi phút; "
    "nếu lâu quá, hãy báo người quản trị.",
    "The register is still out of reach; {waiting} records go on waiting. The software tries again "
    "every minute; if it takes too long, tell whoever runs it.",
)


@require_GET
@signed_in
def waiting(request: HttpRequest, user: User) -> HttpResponse:
    """How many wait and for how long; the records themselves for those who may read them."""
    _refuse_who_may_not(user, _P.READ_FIGURES)
    now = datetime.now(UTC)
    page = Paginator(queue(user), _A_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "count": count_text(waiting_count(user), language_of(request)),
        "oldest": age_text(request, oldest_age(user, now)),
        "page": page,
        "rows": [
            {"profile": case.profile, "since": case.changed_at,
             "age": age_text(request, now - case.changed_at)}
            for case in page.object_list
        ],
        "may_retry": any(may(user.as_role, one) for one in _MAY_RETRY),
    }  # fmt: skip
    return render(request, "waiting.html", told)


@require_POST
@signed_in
def waiting_retry(request: HttpRequest, user: User) -> HttpResponse:
    """Verify the oldest of the queue again, now."""
    _refuse_who_may_not(user, *_MAY_RETRY)
    here = sitting(user)
    _tell(request, retry_asked(here.desk, user, here.at))
    return redirect("waiting")


def age_text(request: HttpRequest, age: timedelta | None) -> str:
    """An age in its largest whole unit: 3 days, 5 hours; nothing when nothing waits."""
    if age is None:
        return ""
    for unit, words in _AGES:
        if age >= unit:
            count = count_text(age // unit, language_of(request))
            return said(request, words).format(count=count)
    return said(request, _JUST_NOW)


def _tell(request: HttpRequest, retried: Retried) -> None:
    told = {name: count_text(getattr(retried, name), language_of(request))
            for name in ("told", "settled", "waiting")}  # fmt: skip
    if retried.reached:
        messages.success(request, said(request, _RETRIED).format(**told))
    else:
        messages.warning(request, said(request, _OUT_OF_REACH).format(**told))


def _refuse_who_may_not(user: User, *permissions: Permission) -> None:
    if not any(may(user.as_role, one) for one in permissions):
        raise Http404
