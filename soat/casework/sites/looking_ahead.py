"""What would be found of a dose, before it is saved. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from soat.casework.figures.counting import VIET_NAM
from soat.casework.loading.shaping import TYPED
from soat.casework.models import Dose, Profile, Site
from soat.casework.sites.dose_desk import Asked, DoseDesk, Found, Judged
from soat.casework.sites.keys import HERE
from soat.casework.sites.known_doses import (
    Record,
    dose_record,
    doses_of,
    people_records,
    profiles_of,
    site_rows,
)
from soat.casework.sites.own_site import today
from soat.casework.sites.recounting import Settled, counts
from soat.model.closed_lists import RejectReason
from soat.model.tables import DOSES, PEOPLE

DOSE_FIELDS = ("given_on", "product", "lot", "dose_kind", "dose_number")
"""What is typed of a dose."""
PERSON_FIELDS = TYPED
"""What is typed of somebody who has no profile yet."""
SOURCE = "soat"
_NEW = f"{HERE}new"


@dataclass(frozen=True)
class Whose:
    """Whose dose it is: a profile that was found, or a person as typed; and other profiles of whom
    the register says that they are the same human being."""

    profile: Profile | None
    typed: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Profile, ...] = ()

    @property
    def ref(self) -> str:
        return self.profile.pk if self.profile else _NEW


@dataclass(frozen=True)
class NewDose:
    """A dose as typed, under the key that it will have."""

    key: str
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Ahead:
    """What a run would say of a dose: its typed row, its findings, and what would become of it and
    of every dose beside it; or why it cannot be used."""

    key: str
    row: Mapping[str, Any]
    all_settled: Settled
    findings: tuple[Found, ...]
    rejected: RejectReason | None

    @property
    def names(self) -> frozenset[str]:
        """The findings that a person has to have seen."""
        return frozenset(one.name for one in self.findings)

    @property
    def counts(self) -> bool:
        """Whether it counts as a real dose."""
        return counts(self.all_settled.get(self.key, {}))


def look_ahead(desk: DoseDesk, site: Site, whose: Whose, dose: NewDose, at: datetime) -> Ahead:
    """What would be found of the dose if it were saved now."""
    asked = asked_of(site, whose, dose, at)
    return ahead_of(desk.judge(asked, today(at)), dose.key)


def asked_of(site: Site, whose: Whose, dose: NewDose, at: datetime) -> Asked:
    """The dose among all doses of its human being."""
    own = [whose.profile] if whose.profile else []
    known = profiles_of(one.history_id for one in (*own, *whose.beside))
    people = people_records({row.pk: row for row in (*own, *known)}.values())
    if whose.profile is None:
        people.append(typed_person(whose))
    doses = [dose_record(row) for row in doses_of([*own, *known], but=(dose.key,))]
    doses.append(typed_dose(site, whose, dose, at))
    histories = {row["person_ref"] or "": "one" for row in people}
    return Asked(people, histories, doses, site_rows([site.code, *(d["site_code"] for d in doses)]))


def without(desk: DoseDesk, dose: Dose, at: datetime) -> Settled:
    """What would become of the doses beside this one if it were not there."""
    known = profiles_of([dose.profile.history_id]) or [dose.profile]
    doses = [dose_record(row) for row in doses_of(known, but=(dose.pk,))]
    histories = {one.pk: "one" for one in known}
    sites = site_rows(row["site_code"] for row in doses)
    return desk.judge(Asked(people_records(known), histories, doses, sites), today(at)).settled


def typed_person(whose: Whose) -> Record:
    """Somebody without a profile, as a row of the people table."""
    typed = {name: whose.typed.get(name, "").strip() or None for name in PERSON_FIELDS}
    return {**dict.fromkeys(PEOPLE.column_names), **typed, "person_ref": whose.ref}


def typed_dose(site: Site, whose: Whose, dose: NewDose, at: datetime) -> Record:
    """The dose as a row of the doses table, entered by this site now."""
    typed = {name: dose.typed.get(name, "").strip() or None for name in DOSE_FIELDS}
    return {
        **dict.fromkeys(DOSES.column_names),
        **typed,
        "dose_ref": dose.key,
        "person_ref": whose.ref,
        "site_code": site.code,
        "recorded_at": at.astimezone(VIET_NAM).strftime("%Y-%m-%d %H:%M:%S"),
        "source": SOURCE,
    }


def ahead_of(judged: Judged, key: str) -> Ahead:
    """What was said of one dose."""
    reason = judged.rejected.get(key)
    return Ahead(
        key,
        judged.doses.get(key, {}),
        judged.settled,
        judged.of(key),
        RejectReason(reason) if reason else None,
    )
