"""The figures of a place: its own page for each question, its files, and what each figure counts.

An address names a place, and no person. What lies outside the user's place does not exist.
"""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from soat.casework.figures.reading import place_of
from soat.casework.models import Place, User
from soat.review.places import COUNTRY, is_path
from soat.web.figures.files import Titled, csv_of, xlsx_of
from soat.web.figures.meaning import all_meanings, meaning_of
from soat.web.figures.sections import OVERVIEW, VIEWS
from soat.web.language import language_of, said
from soat.web.pages.door import signed_in
from soat.web.pages.figures_of_place import PlacePage, page_of

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
@signed_in
def figures(request: HttpRequest, user: User) -> HttpResponse:
    """The user's own place."""
    return _shown(request, _page(request, user, user.place))


@require_GET
@signed_in
def figures_place(request: HttpRequest, user: User, place: str) -> HttpResponse:
    """A place within the user's."""
    return _shown(request, _page(request, user, f"/{place}/"))


@require_GET
@signed_in
def figures_file(request: HttpRequest, user: User, view: str, form: str) -> HttpResponse:
    """The tables of one page, or one of them, as CSV or XLSX."""
    if form not in _TYPES or view not in VIEWS:
        raise Http404
    page = _page(request, user, request.GET.get("at") or user.place, view)
    wanted = request.GET.get("table", "")
    tables = [table for table in page.tables() if not wanted or table.id == wanted]
    if not tables:
        raise Http404
    titled = Titled(page.name, page.place.path, page.at.language)
    content = (csv_of if form == "csv" else xlsx_of)(tables, titled)
    answer = HttpResponse(content, content_type=_TYPES[form])
    name = f"soat-{wanted or view}-{_file_name(page.place)}-{page.at.day:%Y%m%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _file_name(place: Place) -> str:
    """The path of a place as a name of a file: letters and digits of codes only."""
    parts = place.path.strip("/").split("/")
    return "-".join("".join(sign for sign in part if sign.isalnum()) for part in parts) or "vn"


@require_GET
@signed_in
def definitions(request: HttpRequest, user: User) -> HttpResponse:
    """What every figure counts."""
    return render(request, "figures_definitions.html", {"meanings": _said(request, None)})


@require_GET
@signed_in
def definition(request: HttpRequest, user: User, figure: str) -> HttpResponse:
    """What one figure counts."""
    if meaning_of(figure) is None:
        raise Http404
    return render(request, "figures_definitions.html", {"meanings": _said(request, figure)})


def _said(request: HttpRequest, one: str | None) -> list[dict[str, str]]:
    return [
        {
            "id": told.id,
            "unit": said(request, told.unit),
            "split_by": said(request, told.split_by),
            "numerator": said(request, told.numerator),
            "denominator": said(request, told.denominator),
            "place": said(request, told.place),
        }
        for told in all_meanings()
        if one is None or told.id == one
    ]


def _page(request: HttpRequest, user: User, path: str, view: str = "") -> PlacePage:
    """The page asked for. Raises Http404 where the place does not exist for the user."""
    place = place_of(user, path) if is_path(path) else None
    if place is None:
        raise Http404
    view = view or request.GET.get("view", OVERVIEW)
    asked = {name: request.GET.get(name, "") for name in ("by", "map", "epoch")}
    language = language_of(request)
    return page_of(user, place, view if view in VIEWS else OVERVIEW, asked, language)


def _shown(request: HttpRequest, page: PlacePage) -> HttpResponse:
    told = {
        "page": page,
        "place": page.place,
        "above": page.above(),
        "views": [(name, said(request, called)) for name, called in page.views()],
        "tables": page.tables(),
        "charts": page.charts(),
        "map": page.map(),
        "cards": page.cards(),
        "below": page.below_names(),
        "own": page.place.path == page.user.place,
        "is_country": page.place.path == COUNTRY,
        "now": datetime.now(UTC),
    }
    return render(request, "figures.html", told)
