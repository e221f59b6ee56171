"""The rows that go out, in the columns of a run's input tables; all of them are text, as typed.

What somebody corrected is no judgement for a run: the corrected record itself goes in. A row that a
run knows already says the same again, which changes nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from soat.casework.loading.shaping import TYPED
from soat.casework.models import DailyReport, Dose, DoseEntry, DosePair, Profile
from soat.model.dose_lists import DecisionKind
from soat.model.review_lists import EntryAct
from soat.model.tables import DOSES

Row = Mapping[str, object]

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
_AT_A_TIME = 5000
_DOSE = tuple(name for name in DOSES.column_names if name != "person_ref")


def decisions() -> Iterator[Row]:
    """Every pair of dose rows of which a judgement stands: one dose, or two."""
    pairs = DosePair.objects.filter(judgement__undone_by=None).select_related("judgement")
    for pair in pairs.order_by("pk").iterator(_AT_A_TIME):
        told = pair.judgement
        kind = DecisionKind.SAME_DOSE if pair.same else DecisionKind.NOT_A_DUPLICATE
        yield {
            "decision": kind.value,
            "dose_ref": pair.ref,
            "other_dose_ref": pair.other_ref,
            "reason": told.reason,
            "decided_by": told.actor,
            "decided_at": moment(told.at),
        }


def people() -> Iterator[Row]:
    """Every profile that somebody corrected or made, as it is typed now."""
    rows = Profile.objects.filter(withdrawn_at=None).exclude(edited_at=None)
    yield from rows.order_by("pk").values("person_ref", *TYPED).iterator(_AT_A_TIME)


def doses() -> Iterator[Row]:
    """Every dose that a site entered or corrected here and that stands."""
    rows = Dose.objects.filter(Q(entered_here=True) | ~Q(edited_at=None), withdrawn_at=None)
    for row in rows.order_by("pk").values("profile_id", *_DOSE).iterator(_AT_A_TIME):
        row["person_ref"] = row.pop("profile_id")
        yield {**row, "recorded_at": moment(row["recorded_at"])}


def withdrawn() -> Iterator[Row]:
    """Every dose that a run brought and a site withdrew. One that was entered here and withdrawn
    again is unknown to every run."""
    gone = Dose.objects.exclude(withdrawn_at=None).filter(entered_here=False)
    last = {
        entry.dose_ref: entry
        for entry in DoseEntry.objects.filter(act=EntryAct.WITHDRAWN).order_by("pk")
    }
    for dose in gone.order_by("pk").iterator(_AT_A_TIME):
        told = last.get(dose.pk)
        yield {
            "person_ref": dose.profile_id,
            "dose_ref": dose.pk,
            "reason": told.reason if told else "",
            "withdrawn_by": told.actor if told else "",
            "withdrawn_at": moment(dose.withdrawn_at),
        }


def daily_reports() -> Iterator[Row]:
    """Every cell that a site reported here, in the order in which it did: the last word holds."""
    columns = ("site_code", "given_on", "product", "dose_kind", "dose_number", "age_group", "doses")
    rows = DailyReport.objects.order_by("pk").values(*columns, "reported_at")
    for row in rows.iterator(_AT_A_TIME):
        yield {**row, "reported_at": moment(row["reported_at"])}


def moment(at: datetime | None) -> str:
    """As input tables have it: the clock of Viet Nam, without a zone."""
    if at is None:
        return ""
    return at.astimezone(VIET_NAM).replace(tzinfo=None, microsecond=0).isoformat()
