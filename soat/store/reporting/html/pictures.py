"""What each picture shows, as plain data that the page's script draws.

Every picture stands beside a table that says the same; without the script only the table is there.
"""

from collections.abc import Iterable
from datetime import date

from soat.engine.measure.headline import BY_VERDICT, HeadlineRow
from soat.model.closed_lists import Verdict
from soat.model.messages import Message
from soat.store.reporting.html.dose_pictures import (
    coverage_picture,
    rules_picture,
    speed_picture,
)
from soat.store.reporting.html.entry_pictures import (
    by_day_picture,
    debt_picture,
    delay_picture,
    gap_picture,
)
from soat.store.reporting.html.picture_parts import Picture, said, series_of
from soat.store.reporting.story.figures_of_place import FiguresOfPlace
from soat.store.reporting.story.lines import Tone

PEOPLE, DOSES = Message("Người", "People"), Message("Mũi tiêm", "Doses")
_VERDICT_TONES = {
    Verdict.VERIFIED: Tone.GOOD,
    Verdict.MISMATCH: Tone.WATCH,
    Verdict.UNIDENTIFIED: Tone.BAD,
    Verdict.EXEMPT: Tone.QUIET,
}


def pictures(
    place: FiguresOfPlace, rows: Iterable[HeadlineRow], deadline: date | None
) -> dict[str, Picture]:
    """Every picture that has something to show, by name."""
    people = list(rows)
    drawn = {
        "entry": gap_picture(place),
        "people": _verdicts(people),
        "reasons": _reasons(people),
        "delay": delay_picture(place),
        "by_day": by_day_picture(place),
        "debt": debt_picture(place, deadline),
        "coverage": coverage_picture(place),
        "speed": speed_picture(place),
        "rules": rules_picture(place),
    }
    return {name: picture for name, picture in drawn.items() if picture}


def _verdicts(rows: list[HeadlineRow]) -> Picture:
    by_id = {row.id: row for row in rows}
    parts = []
    for verdict, tone in _VERDICT_TONES.items():
        row = by_id[f"verdict_{verdict.value}"]
        counts = [row.people.numerator, row.doses.numerator]
        parts.append({"label": said(BY_VERDICT[verdict]), "values": counts, "tone": tone.value})
    label = Message("Kết quả đối chiếu, theo người và mũi", "Verdicts, in people and in doses")
    rows_said = [said(PEOPLE), said(DOSES)]
    return {"kind": "stack", "rows": rows_said, "parts": parts, "label": said(label)}


def _reasons(rows: list[HeadlineRow]) -> Picture:
    wrong = [row for row in rows if row.id.startswith("wrong_")]
    return {
        "kind": "bars",
        "items": [said(row.label) for row in wrong],
        "series": [series_of(PEOPLE, [row.people.numerator for row in wrong], Tone.WATCH)],
        "label": said(Message("Sai ở trường nào (người)", "In which field wrong (people)")),
    }
