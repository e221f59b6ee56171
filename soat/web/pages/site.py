"""A site's first screen: what it owes, how late it enters, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from soat.casework.models import DoseCell, LoadedRun
from soat.casework.scopes import places_above, visible
from soat.casework.sites.backlog import MOST_DAYS, Delay, cells_of, days_owed, delays_of
from soat.casework.sites.own_site import today
from soat.casework.sites.reporting import last_words
from soat.model.dose_lists import DelayBucket
from soat.store.reporting.numerals import share_text
from soat.web.language import language_of, said
from soat.web.pages.site_door import AtSite, at_site

_IN_TIME = (DelayBucket.SAME_DAY, DelayBucket.DAY_1, DelayBucket.DAYS_2_3)


@require_GET
@at_site
def site(request: HttpRequest, here: AtSite) -> HttpResponse:
    """The site's backlog by day, its delays, and the next steps."""
    day = today(here.sitting.at)
    owed = days_owed(cells_of(here.user, here.site))
    delays = delays_of(here.user, here.site)
    since = visible(here.user, DoseCell).filter(place=here.site.place)
    told: dict[str, Any] = {
        "site": here.site,
        "places": places_above(here.user),
        "run": LoadedRun.objects.order_by("-loaded_at").first(),
        "days": owed[:MOST_DAYS],
        "more_days": max(0, len(owed) - MOST_DAYS),
        "missing": sum(one.missing for one in owed),
        "excess": sum(one.excess for one in owed),
        "missing_days": sum(1 for one in owed if one.missing),
        "delays": [_delay(request, one) for one in delays],
        "in_time": share_text(_in_time(delays), language_of(request)),
        "today": day,
        "entered_today": since.filter(entered_on=day).count(),
        "reported_today": bool(last_words(here.sitting, here.site, day)),
    }
    return render(request, "site.html", told)


def _delay(request: HttpRequest, delay: Delay) -> dict[str, Any]:
    return {
        "name": said(request, delay.bucket.sentence),
        "doses": delay.doses,
        "percent": round(100 * (delay.share or 0), 1),
        "share": share_text(delay.share, language_of(request)),
        "late": delay.bucket not in _IN_TIME,
    }


def _in_time(delays: list[Delay]) -> float | None:
    """Which share of all doses was entered within three days."""
    whole = sum(one.doses for one in delays)
    in_time = sum(one.doses for one in delays if one.bucket in _IN_TIME)
    return in_time / whole if whole else None
