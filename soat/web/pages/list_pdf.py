"""A work list as a PDF, to print, take along and sign."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from soat.casework.judging import NotFound
from soat.casework.lists.sheet_of_list import sheet_of
from soat.casework.lists.sheet_out import taken_out
from soat.casework.lists.sheet_pdf import made
from soat.casework.models import User
from soat.web.language import language_of
from soat.web.pages.door import signed_in


@require_GET
@signed_in
def list_pdf(request: HttpRequest, user: User, list_id: str) -> HttpResponse:
    """The whole list on paper. That somebody took it so stands in the trail, by the list's id."""
    at = datetime.now(UTC)
    try:
        work_list = taken_out(user, at, list_id, "pdf")
    except NotFound as fault:
        raise Http404 from fault
    sheet = made(sheet_of(user, work_list, at, language_of(request)))
    answer = HttpResponse(sheet, content_type="application/pdf")
    # Shown, not saved: health stations share their computers.
    answer["Content-Disposition"] = f'inline; filename="danh-sach-{work_list.pk}.pdf"'
    return answer
