"""What doses entered here count as, after one of them, or of their human being's, has changed.

Of two rows that are one dose a run keeps one, and it need not be the older: so whoever enters,
corrects or withdraws a dose writes anew what became of every dose beside it.
"""

from collections.abc import Mapping
from typing import Any

from soat.casework.models import Dose, DoseCell, Site
from soat.casework.sites.own_site import today
from soat.casework.together import in_parts
from soat.model.dose_lists import AgeGroup, DoseState

Settled = Mapping[str, Mapping[str, Any]]
"""What became of each dose row, by key, as the stages say."""


def counts(said: Mapping[str, Any]) -> bool:
    """Whether the row is a real dose."""
    return said.get("state") == DoseState.KEPT and not said.get("doubtful")


def recount(settled: Settled) -> None:
    """Write state and cell of these doses, those that were entered here and stand. Within the act's
    transaction; what a run brought stays as the run has it."""
    for some in in_parts(sorted(settled)):
        doses = list(Dose.objects.filter(pk__in=some, entered_here=True, withdrawn_at=None))
        for dose in doses:
            said = settled[dose.pk]
            dose.state, dose.kept_dose_ref = said["state"] or "", said["kept_dose_ref"] or ""
        Dose.objects.bulk_update(doses, ["state", "kept_dose_ref"])
        DoseCell.objects.filter(dose__in=doses).delete()
        codes = {dose.site_code for dose in doses}
        places = dict(Site.objects.filter(pk__in=codes).values_list("code", "place"))
        DoseCell.objects.bulk_create(
            _cell(dose, places[dose.site_code], settled[dose.pk])
            for dose in doses
            if counts(settled[dose.pk]) and dose.site_code in places
        )


def _cell(dose: Dose, place: str, said: Mapping[str, Any]) -> DoseCell:
    assert dose.given_on is not None
    assert dose.recorded_at is not None
    return DoseCell(
        dose=dose,
        place=place,
        given_on=dose.given_on,
        entered_on=today(dose.recorded_at),
        product=said["product"] or "",
        dose_kind=said["dose_kind"] or "",
        dose_number=said["dose_number"] or 0,
        age_group=said["age_group"] or AgeGroup.UNKNOWN.value,
    )
