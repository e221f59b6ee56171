"""The site's doses: searching for the person first, and finding doses that were entered."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from soat.casework.judging import Refused
from soat.casework.models import Dose, Place, Profile
from soat.casework.sites.finding_people import Sought, find_people
from soat.casework.sites.keys import page_of_dose
from soat.casework.sites.own_doses import own_doses
from soat.casework.sites.reporting import day_typed
from soat.web.language import said
from soat.web.pages.dose_words import dose_label
from soat.web.pages.site_door import AtSite, at_site, token_of

_A_PAGE = 25


# A search names a person: it is sent in the body, so that no log of addresses holds it.
@require_http_methods(["GET", "POST"])
@at_site
def dose_search(request: HttpRequest, here: AtSite) -> HttpResponse:
    """Search for the person whose dose is to be entered."""
    form = request.POST
    sought = Sought(
        *(form.get(name, "").replace("\0", "")[:200] for name in ("number", "name", "birth_date"))
    )
    told: dict[str, Any] = {"site": here.site, "sought": sought, "searched": False}
    if request.method == "POST":
        try:
            found, more = find_people(here.sitting, here.desk, here.site, sought)
        except Refused as refused:
            messages.error(request, said(request, refused.sentence))
        else:
            people = [_person(here, one) for one in found]
            told |= {"searched": True, "people": people, "more": more}
    return render(request, "dose_search.html", told)


def _person(here: AtSite, profile: Profile) -> dict[str, Any]:
    """As little as tells two people apart."""
    commune = Place.objects.filter(path=profile.place).first()
    return {
        "token": token_of(here, profile),
        "name": profile.full_name,
        "birth_date": profile.birth_date,
        "sex": profile.sex,
        "place": commune.name if commune else "",
    }


@require_GET
@at_site
def dose_list(request: HttpRequest, here: AtSite) -> HttpResponse:
    """The site's own doses, of one day or the latest entered."""
    rows, day = own_doses(here.user).select_related("profile"), None
    if request.GET.get("day"):
        try:
            day = day_typed(request.GET["day"])
        except Refused as refused:
            messages.error(request, said(request, refused.sentence))
        else:
            rows = rows.filter(given_on=day)
    ordered = rows.order_by("-recorded_at", "pk")
    page = Paginator(ordered, _A_PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "site": here.site,
        "day": day,
        "page": page,
        "filters": urlencode({"day": day.isoformat()} if day else {}),
        "rows": [_row(request, dose) for dose in page.object_list],
    }
    return render(request, "dose_list.html", told)


def _row(request: HttpRequest, dose: Dose) -> dict[str, Any]:
    return {"dose": dose, "dose_id": page_of_dose(dose.pk), "label": dose_label(request, dose)}
