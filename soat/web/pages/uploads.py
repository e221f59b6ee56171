"""A site's files: sending one, and the acknowledgement of every row."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from soat.casework.judging import Refused
from soat.casework.models import Upload
from soat.casework.scopes import visible
from soat.casework.sites.uploading.acknowledging import (
    as_csv,
    as_workbook,
    headings,
    told_rows,
)
from soat.casework.sites.uploading.reading_rows import MOST_ROWS
from soat.casework.sites.uploading.taking_in import Sent, take_in
from soat.casework.uploads import EMPTY, TOO_LARGE
from soat.casework.workbook_guard import MOST_BYTES, MOST_MEGABYTES
from soat.model.messages import Message
from soat.model.review_lists import RowOutcome
from soat.store.reporting.numerals import count_text
from soat.web.language import language_of, said, word
from soat.web.pages.leading_on import led_to
from soat.web.pages.site_door import AtSite, at_site

_A_PAGE = 100
_UPLOADS = 20
_MEASURED = 11.0
"""Milliseconds a row took where it was measured: 1,800 rows in 19 seconds on two cores."""
_ENOUGH = 100
_HOW_LONG = Message(
    "Một tệp 1.000 dòng mất khoảng {count} giây.",
    "A file of 1,000 rows takes about {count} seconds.",
)
_AGAIN = Message(
    "Tệp này đã được nhận từ trước; không mũi nào được nhập thêm. Đây là kết quả lần đó.",
    "This file was taken in before; no dose was entered again. This is what was said then.",
)
_DONE = Message(
    "Đã nhận {accepted} dòng; {duplicates} dòng đã có; {rejected} dòng không nhận.",
    "{accepted} rows are taken in; {duplicates} were there already; {rejected} were not taken.",
)
_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_http_methods(["GET", "POST"])
@at_site
def upload(request: HttpRequest, here: AtSite) -> HttpResponse:
    """Send a file, or see those that were sent."""
    if request.method == "POST":
        try:
            told, before = take_in(here.sitting, here.desk, here.site, _sent(request))
        except Refused as refused:
            messages.error(request, said(request, refused.sentence))
        else:
            _tell(request, told, before)
            return led_to(request, reverse("upload-told", kwargs={"number": told.pk}))
        if request.headers.get("HX-Request") == "true":
            return led_to(request, reverse("upload"))
    sent = visible(here.user, Upload).order_by("-pk")[:_UPLOADS]
    limits = {"most_rows": MOST_ROWS, "most_megabytes": MOST_MEGABYTES}
    told_before = {"uploads": sent, "how_long": _how_long(request, sent), **limits}
    return render(request, "upload.html", {"site": here.site, **told_before})


def _how_long(request: HttpRequest, sent: Iterable[Upload]) -> str:
    """How long a file takes: as the site's own last files did, else as long as was measured."""
    taken = [one for one in sent if one.rows and one.milliseconds]
    rows = sum(one.rows for one in taken)
    each = sum(one.milliseconds for one in taken) / rows if rows >= _ENOUGH else _MEASURED
    return said(request, _HOW_LONG).format(count=max(1, round(each)))


def _sent(request: HttpRequest) -> Sent:
    if getattr(request, "upload_too_large", False):
        raise Refused(TOO_LARGE)
    file = request.FILES.get("file")
    if file is None:
        raise Refused(EMPTY)
    if (file.size or 0) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    return Sent(file.name or "", file.read())


def _tell(request: HttpRequest, told: Upload, before: bool) -> None:
    if before:
        messages.warning(request, said(request, _AGAIN))
        return
    language = language_of(request)
    counts = {
        name: count_text(getattr(told, name), language)
        for name in ("accepted", "duplicates", "rejected")
    }
    messages.success(request, said(request, _DONE.filled(**counts)))


def _upload(here: AtSite, number: int) -> Upload:
    found = visible(here.user, Upload).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@require_GET
@at_site
def upload_told(request: HttpRequest, here: AtSite, number: int) -> HttpResponse:
    """What became of each row of a file."""
    found = _upload(here, number)
    asked = request.GET.get("outcome", "")
    rows = [
        row for row in told_rows(found, language_of(request)) if asked in ("", row.outcome.value)
    ]
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "site": here.site,
        "upload": found,
        "page": page,
        "asked": asked,
        "filters": urlencode({"outcome": asked}),
        "headings": headings(language_of(request)),
        "outcomes": [(one.value, word(request, RowOutcome, one.value)) for one in RowOutcome],
    }
    return render(request, "upload_told.html", told)


@require_GET
@at_site
def upload_file(request: HttpRequest, here: AtSite, number: int, form: str) -> HttpResponse:
    """The acknowledgement as a file."""
    found = _upload(here, number)
    if form not in _KINDS:
        raise Http404
    made = as_workbook if form == "xlsx" else as_csv
    answer = HttpResponse(made(found, language_of(request)), content_type=_KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="soat-{found.pk}.{form}"'
    return answer
