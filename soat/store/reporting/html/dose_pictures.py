"""The pictures of coverage, speed and broken rules."""

from soat.engine.measure.labels import value_label
from soat.model.messages import Message
from soat.store.reporting.html.picture_parts import Picture, said, series_of
from soat.store.reporting.story.dose_sections import oldest_first
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Tone, fraction_of
from soat.store.reporting.story.rule_sections import MOST_LINES

_COVERAGE = ("coverage_recorded", "coverage_reported")
# A bar shorter than this is none; the table has the figure.
_LEAST_SHARE = 0.005
_SPEEDS, _RECORDS = Message("mũi/ngày", "doses/day"), Message("Bản ghi", "Records")


def coverage_picture(place: FiguresOfPlace) -> Picture | None:
    """Coverage by both numerators, of what anybody has."""
    values = [figure.value for figure in place.all_of(_COVERAGE[0]) if _seen(place, figure.value)]
    values.sort(key=oldest_first)
    if not values:
        return None
    series = [
        series_of(label, [fraction_of(place.figure(name, value)) for value in values], tone)
        for name, label, tone in (
            ("coverage_recorded", Message("Đã ghi", "Recorded"), Tone.GOOD),
            ("coverage_reported", Message("Báo cáo", "Reported"), Tone.PLAIN),
        )
    ]
    return {
        "kind": "bars",
        "percent": True,
        "whole": True,
        "items": [said(value_label("coverage", value)) for value in values],
        "series": series,
        "label": said(Message("Độ bao phủ theo hai nguồn", "Coverage by both sources")),
    }


def _seen(place: FiguresOfPlace, value: str) -> bool:
    shares = [fraction_of(place.figure(name, value)) or 0.0 for name in _COVERAGE]
    return max(shares) >= _LEAST_SHARE


def speed_picture(place: FiguresOfPlace) -> Picture | None:
    """Doses a day, by age group and dose."""
    paces = {f.value: f for f in place.all_of("doses_in_week") if f.value != "all"}
    values = sorted(paces, key=oldest_first)
    if not values:
        return None
    return {
        "kind": "bars",
        "items": [said(value_label("week", value)) for value in values],
        "series": [series_of(_SPEEDS, [fraction_of(paces[value]) for value in values], Tone.PLAIN)],
        "label": said(Message("Mũi mỗi ngày, tuần gần nhất", "Doses a day, the last week")),
    }


def rules_picture(place: FiguresOfPlace) -> Picture | None:
    """The rules that most records break."""
    broken = [figure for figure in place.all_of("failures_by_rule") if figure.numerator]
    broken.sort(key=lambda figure: (-(figure.numerator or 0), figure.value))
    if not broken:
        return None
    most = broken[:MOST_LINES]
    records = series_of(_RECORDS, [figure.numerator for figure in most], Tone.WATCH)
    return {
        "kind": "bars",
        "items": [said(Message(figure.value, figure.value)) for figure in most],
        "series": [records],
        "label": said(Message("Quy tắc bị vi phạm nhiều nhất", "Rules broken most")),
    }
