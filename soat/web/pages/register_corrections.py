"""The register-correction list: a page, and a file for the police."""

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from soat.casework.judging import NotFound
from soat.casework.lists.register_corrections import (
    RegisterCorrection,
    cases_at_register,
    corrections_of,
    taken_out_corrections,
)
from soat.casework.lists.sheet_out import may_take_out
from soat.casework.lists.workbook import XLSX
from soat.casework.models import User
from soat.model.closed_lists import ComparedField
from soat.model.review_lists import JudgementKind
from soat.web.language import word
from soat.web.letters import marked
from soat.web.pages.door import signed_in
from soat.web.pages.lists import as_file

_A_PAGE = 25
_KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


@require_GET
@signed_in
def register_corrections(request: HttpRequest, user: User) -> HttpResponse:
    """The cases that wait for the register to be corrected, the longest waiting first."""
    page = Paginator(cases_at_register(user), _A_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "page": page,
        "rows": [_row(request, one) for one in corrections_of(user, list(page.object_list))],
        "may_take_out": may_take_out(user),
    }
    return render(request, "register_corrections.html", told)


def _row(request: HttpRequest, one: RegisterCorrection) -> dict[str, Any]:
    return {
        "profile": one.profile,
        "judgement": one.judgement,
        "kind": word(request, JudgementKind, one.judgement.kind) if one.judgement else "",
        "differing": [
            {
                "name": word(request, ComparedField, field),
                "recorded": marked(recorded, register),
                "register": marked(register, recorded),
            }
            for field, (recorded, register) in one.differing.items()
        ],
    }


@require_GET
@signed_in
def register_corrections_file(request: HttpRequest, user: User, form: str) -> HttpResponse:
    """The whole list as a file; its name says the day, and nothing of anybody."""
    try:
        content = taken_out_corrections(user, datetime.now(UTC), form)
    except NotFound as fault:
        raise Http404 from fault
    return as_file(content, _KINDS[form], f"cho-sua-dan-cu-{localdate():%Y-%m-%d}.{form}")
