"""The daily report: its form, and beside it what was entered for that day, cell by cell."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from soat.casework.judging import Refused
from soat.casework.sites.backlog import Cell, CellKey, cells_of
from soat.casework.sites.own_site import today
from soat.casework.sites.reporting import (
    ReportLine,
    ages_of_reports,
    cells_typed,
    day_typed,
    doses_of_schedule,
    report_day,
)
from soat.model.dose_lists import AgeGroup, DoseKind
from soat.model.messages import Message
from soat.web.language import said, word
from soat.web.pages.site_door import AtSite, at_site

_EMPTY_LINES = 4
_MOST_LINES = 60
_SAVED = Message("Đã lưu {cells} ô của báo cáo.", "{cells} cells of the report are saved.")
_UNKNOWN = Message("không rõ", "unknown")
_COLUMNS = ("product", "dose", "age_group", "doses")


@require_http_methods(["GET", "POST"])
@at_site
def daily_report(request: HttpRequest, here: AtSite) -> HttpResponse:
    """Show the day's report, or save it and show what it leaves to be entered."""
    if request.method == "POST":
        return _saved(request, here)
    try:
        day = day_typed(request.GET["day"]) if "day" in request.GET else today(here.sitting.at)
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        day = today(here.sitting.at)
    return _shown(request, here, day, None)


def _saved(request: HttpRequest, here: AtSite) -> HttpResponse:
    lines = _lines_typed(request)
    day = today(here.sitting.at)
    try:
        day = day_typed(request.POST.get("day", ""))
        cells = cells_typed(here.desk.schedule, day, lines)
        saved = report_day(here.sitting, here.site, day, cells)
    except Refused as refused:
        messages.error(request, said(request, refused.sentence))
        return _shown(request, here, day, lines)
    messages.success(request, said(request, _SAVED.filled(cells=saved)))
    return redirect(f"{reverse('daily-report')}?day={day.isoformat()}")


def _lines_typed(request: HttpRequest) -> list[ReportLine]:
    columns = [request.POST.getlist(name)[:_MOST_LINES] for name in _COLUMNS]
    return [ReportLine(*cells) for cells in zip(*columns, strict=False)]


def _shown(
    request: HttpRequest, here: AtSite, day: date, typed: list[ReportLine] | None
) -> HttpResponse:
    cells = cells_of(here.user, here.site, day)
    told: dict[str, Any] = {
        "site": here.site,
        "day": day,
        "lines": _as_typed(cells) if typed is None else typed,
        "cells": [_cell(request, here, cell) for cell in cells],
        "missing": sum(cell.missing for cell in cells),
        "excess": sum(cell.excess for cell in cells),
        "products": [(one.code, one.name) for one in here.desk.schedule.products],
        "doses": [
            (code, _dose(request, kind.value, number)) for code, kind, number in doses_of_schedule()
        ],
        "ages": [(one.value, said(request, one.sentence)) for one in ages_of_reports()],
    }
    return render(request, "daily_report.html", told)


def _as_typed(cells: list[Cell]) -> list[ReportLine]:
    """The lines that the form begins with: every cell that a report can be of, and a few more."""
    codes = {(kind.value, number): code for code, kind, number in doses_of_schedule()}
    ages = {one.value for one in ages_of_reports()}
    lines = [
        ReportLine(
            cell.key[1],
            codes[cell.key[2:4]],
            cell.key[4],
            "" if cell.reported is None else str(cell.reported),
        )
        for cell in cells
        if cell.key[1] and cell.key[2:4] in codes and cell.key[4] in ages
    ]
    return [*lines, *[ReportLine("", "", "18+", "")] * _EMPTY_LINES]


def _cell(request: HttpRequest, here: AtSite, cell: Cell) -> dict[str, Any]:
    return {"cell": cell, **_named(request, here, cell.key)}


def _named(request: HttpRequest, here: AtSite, key: CellKey) -> dict[str, str]:
    _, product, kind, number, age_group = key
    known = here.desk.schedule.product(product)
    return {
        "product": known.name if known else said(request, _UNKNOWN),
        "dose": _dose(request, kind, number),
        "age_group": word(request, AgeGroup, age_group),
    }


def _dose(request: HttpRequest, kind: str, number: int) -> str:
    named = word(request, DoseKind, kind) if kind else said(request, _UNKNOWN)
    return f"{named} {number}" if number else named
