"""What is known of the human being whose dose is judged: profiles, and every dose that stands.

A schedule can be held against a whole history only, wherever its doses were given. So this looks
beyond the site's own doses. None of it is shown as it stands: only what was found of the new dose
(docs/decisions/017-what-a-site-sees.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from soat.casework.figures.counting import VIET_NAM
from soat.casework.models import Dose, Profile, Site
from soat.casework.verdict_rows import record_of
from soat.model.review_lists import PlaceLevel
from soat.model.tables import DOSES
from soat.review.places import level_of

Record = dict[str, str | None]


def profiles_of(histories: Iterable[str]) -> list[Profile]:
    """Every profile of these human beings."""
    found = Profile.objects.filter(history_id__in=[one for one in histories if one])
    return list(found.filter(withdrawn_at=None).order_by("pk"))


def doses_of(profiles: Sequence[Profile], but: Iterable[str] = ()) -> list[Dose]:
    """Their doses that stand, those of the keys `but` left out."""
    found = Dose.objects.filter(profile__in=profiles, withdrawn_at=None)
    return list(found.exclude(pk__in=[*but]).order_by("pk"))


def people_records(profiles: Iterable[Profile]) -> list[Record]:
    return [record_of(profile, {}) for profile in profiles]


def dose_record(dose: Dose) -> Record:
    """The dose as a row of the contract's table."""
    recorded = dose.recorded_at.astimezone(VIET_NAM) if dose.recorded_at else None
    told: dict[str, str | None] = {
        "dose_ref": dose.pk,
        "person_ref": dose.profile_id,
        "given_on": dose.given_on.isoformat() if dose.given_on else None,
        "product": dose.product,
        "lot": dose.lot,
        "dose_kind": dose.dose_kind,
        "dose_number": None if dose.dose_number is None else str(dose.dose_number),
        "site_code": dose.site_code,
        "recorded_at": recorded.strftime("%Y-%m-%d %H:%M:%S") if recorded else None,
        "source": dose.source,
    }
    return {name: told[name] or None for name in DOSES.column_names}


def site_rows(codes: Iterable[str | None]) -> list[Mapping[str, Any]]:
    """The listed sites among these codes, as the list of sites has them."""
    return [
        {
            "site_code": site.code,
            "name": site.name,
            "commune_code": _commune_of(site.place),
            "opened_on": site.opened_on,
            "closed_on": site.closed_on,
        }
        for site in Site.objects.filter(pk__in={code for code in codes if code}).order_by("pk")
    ]


def _commune_of(place: str) -> str | None:
    commune = place.rstrip("/").rpartition("/")[0] + "/"
    last = commune.rstrip("/").rpartition("/")[2]
    return last[1:] if level_of(commune) is PlaceLevel.COMMUNE else None
