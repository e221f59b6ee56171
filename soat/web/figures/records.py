"""Which records stand behind a figure: the filters of the list of cases.

Figures are of the run's day, records of now: the list shows the cases that are still open.
"""

from urllib.parse import urlencode

from soat.casework.figures.work import MISMATCH, UNIDENTIFIED, UNSETTLED
from soat.engine.measure.headline import Figure
from soat.model.closed_lists import ComparedField, NumberStatus, Tier, Verdict
from soat.review.work_figures import CASES_BY_STATE, OPEN_BY_REASON, OPEN_BY_TIER
from soat.web.figures.tables import RecordsOf

_OPEN = {"state": UNSETTLED}
_BEHIND: dict[tuple[str, str], dict[str, str]] = {
    ("people_by_verdict", Verdict.MISMATCH.value): {**_OPEN, "reason": MISMATCH},
    ("people_by_verdict", Verdict.UNIDENTIFIED.value): {**_OPEN, "reason": UNIDENTIFIED},
    **{("people_by_reason", one.value): {**_OPEN, "reason": one.value} for one in ComparedField},
    **{
        ("people_by_tier", one.value): {**_OPEN, "tier": one.value}
        for one in Tier
        if one is not Tier.NONE
    },
    **{
        ("people_by_number_status", one.value): {**_OPEN, "number": one.value}
        for one in (NumberStatus.MISSING, NumberStatus.MALFORMED)
    },
}
_OF_WORK = {CASES_BY_STATE.id: "state", OPEN_BY_TIER.id: "tier", OPEN_BY_REASON.id: "reason"}


def records_within(place: str) -> RecordsOf:
    """The records of one place behind its figures."""

    def records_of(figure: Figure) -> str:
        column = _OF_WORK.get(figure.definition_id)
        asked = {**_OPEN, column: figure.value} if column else _behind(figure)
        return urlencode({"place": place, **asked}) if asked and figure.numerator else ""

    return records_of


def _behind(figure: Figure) -> dict[str, str]:
    return _BEHIND.get((figure.definition_id, figure.value), {})
