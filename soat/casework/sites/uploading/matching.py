"""Whose row it is: a profile that is surely meant, or somebody who gets one.

The engine never guesses between two people, and neither does this. A profile is taken for a row
only where the number agrees and the name or the birth date does as well; or, without a number,
where name, whole birth date, sex and commune fit one human being. All else gets a profile of its
own: that two profiles are one human being is for the next run to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from soat.casework.models import Profile, Site
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.finding_people import province_of
from soat.casework.sites.known_doses import people_records
from soat.casework.together import in_parts
from soat.review.places import bounds_of

Read = Mapping[str, Any]
_BIRTH = ("birth_year", "birth_month", "birth_day")


def number_of(read: Read) -> str | None:
    """The number as it stands, or as it was before it was damaged."""
    number: str | None = read["number"] or read["number_mended"]
    return number


def same_in_file(read: Read) -> tuple[Any, ...]:
    """What two rows of one file must share to be of one person."""
    born = tuple(read[name] for name in _BIRTH)
    number = number_of(read)
    if number:
        return (number, read["name_ascii"], *born)
    return ("", read["name_ascii"], *born, read["sex"], read["residence_code"], read["phone"])


def profiles_meant(desk: DoseDesk, site: Site, reads: Mapping[str, Read]) -> dict[str, Profile]:
    """The profile that each record surely means, by the record's key; none for the others."""
    near = {row.pk: row for row in (*_by_number(reads.values()), *_by_name(site, reads.values()))}
    there = desk.read(people_records(near.values())) if near else {}
    by_number: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for key, read in there.items():
        for number in {number_of(read), near[key].register_citizen_id} - {None, ""}:
            by_number.setdefault(str(number), []).append(key)
        by_name.setdefault(read["name_ascii"] or "", []).append(key)
    meant = {}
    for key, read in reads.items():
        number = number_of(read)
        if number:
            found = [k for k in by_number.get(number, ()) if _alike(read, there[k])]
        else:
            found = [k for k in by_name.get(read["name_ascii"] or "", ()) if _same(read, there[k])]
        profiles = [near[one] for one in sorted(found)]
        if profiles and len({one.history_id for one in profiles}) == 1:
            meant[key] = profiles[0]
    return meant


def _by_number(reads: Iterable[Read]) -> list[Profile]:
    numbers = sorted({number for read in reads if (number := number_of(read))})
    found: list[Profile] = []
    for some in in_parts(numbers):
        spelled = {*some, *(number.lstrip("0") for number in some)}
        asked = Q(citizen_id__in=spelled) | Q(register_citizen_id__in=some)
        found += Profile.objects.filter(asked, withdrawn_at=None)
    return found


def _by_name(site: Site, reads: Iterable[Read]) -> list[Profile]:
    names = sorted({read["name_ascii"] for read in reads if _told_without_number(read)})
    least, beyond = bounds_of(province_of(site.place))
    found: list[Profile] = []
    for some in in_parts(names):
        found += Profile.objects.filter(
            name_folded__in=some, withdrawn_at=None, place__gte=least, place__lt=beyond
        )
    return found


def _told_without_number(read: Read) -> bool:
    told = ("name_ascii", "sex", "residence_code", *_BIRTH)
    return not number_of(read) and all(read[name] is not None for name in told)


def _alike(one: Read, other: Read) -> bool:
    same_name = one["name_ascii"] is not None and one["name_ascii"] == other["name_ascii"]
    return same_name or _same_birth(one, other)


def _same(one: Read, other: Read) -> bool:
    if not _told_without_number(one) or not _same_birth(one, other):
        return False
    return all(one[name] == other[name] for name in ("name_ascii", "sex", "residence_code"))


def _same_birth(one: Read, other: Read) -> bool:
    born: Sequence[Any] = [one[name] for name in _BIRTH]
    return None not in born and born == [other[name] for name in _BIRTH]
