"""Searching for the person whose dose is to be entered: by what is known exactly, or not at all.

By the whole number in the whole country, for people are vaccinated far from home; by the whole name
with the birth date within the site's province. Nothing is found by a part of either. Every search
stands in the trail with what it found (docs/decisions/017-what-a-site-sees.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from soat.casework.auditing import Act, write_event
from soat.casework.judging import Refused, Sitting
from soat.casework.models import AuditEvent, Profile, Site
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.known_doses import people_records
from soat.casework.sites.looking_ahead import Whose, typed_person
from soat.model.messages import Message
from soat.review.places import above, bounds_of

MOST_FOUND = 5
_SEARCHES_AN_HOUR = 300
_ALIKE = 500
SEARCH = "person_searched"

_TOO_LITTLE = Message(
    "Hãy gõ đủ số định danh, hoặc họ tên đầy đủ và ngày sinh. Không tìm theo một phần.",
    "Type the whole number, or the full name and the birth date. Nothing is found by a part.",
)
_TOO_MANY_SEARCHES = Message(
    "Đã tìm quá nhiều lần trong một giờ. Hãy đợi một lát, hoặc gửi cả danh sách bằng tệp.",
    "There were too many searches within an hour. Wait a while, or send the list as a file.",
)


@dataclass(frozen=True)
class Sought:
    """Who is sought: a number, or a name and a birth date, as typed."""

    number: str = ""
    name: str = ""
    birth_date: str = ""

    @property
    def typed(self) -> dict[str, str]:
        return {
            "full_name": self.name,
            "birth_date": self.birth_date,
            "citizen_id": self.number,
        }


def find_people(
    sitting: Sitting, desk: DoseDesk, site: Site, sought: Sought
) -> tuple[list[Profile], bool]:
    """The profiles that are exactly so, a few at most, and whether there were more.

    Raises Refused where too little is typed, or too much was searched.
    """
    _refuse_too_many(sitting)
    read = _read(desk, sought)
    if sought.number.strip():
        found, by = _by_number(sought, read), "number"
    else:
        found, by = _by_name(desk, site, read), "name"
    shown = found[:MOST_FOUND]
    after: dict[str, object] = {"by": by, "found": len(found)}
    subject = ",".join(one.page_id for one in shown) or site.place
    actor = sitting.user.get_username()
    with transaction.atomic():
        write_event(Act(actor, site.place, SEARCH, subject, sitting.at, None, after))
    return shown, len(found) > len(shown)


def _refuse_too_many(sitting: Sitting) -> None:
    since = sitting.at - timedelta(hours=1)
    lately = AuditEvent.objects.filter(
        actor=sitting.user.get_username(), act=SEARCH, at__gte=since, at__lte=sitting.at
    )
    if lately.count() >= _SEARCHES_AN_HOUR:
        raise Refused(_TOO_MANY_SEARCHES)


def _read(desk: DoseDesk, sought: Sought) -> Mapping[str, Any]:
    """What is typed, in comparable form. The intake wants a name, also where only a number is
    sought: the number stands in for it then, and is read as no name."""
    typed = {**sought.typed, "full_name": sought.name.strip() or sought.number.strip()}
    if not typed["full_name"]:
        raise Refused(_TOO_LITTLE)
    read = desk.read([typed_person(Whose(None, typed))])
    if not read:
        raise Refused(_TOO_LITTLE)
    return read.popitem()[1]


def _by_number(sought: Sought, read: Mapping[str, Any]) -> list[Profile]:
    """By the number as typed, as cleaned and as mended; and as damaged there."""
    number = read["number"] or read["number_mended"]
    if number is None:
        raise Refused(_TOO_LITTLE)
    spellings = {sought.number.strip(), number, number.lstrip("0")}
    asked = Q(citizen_id__in=spellings) | Q(register_citizen_id=number)
    return list(Profile.objects.filter(asked, withdrawn_at=None).order_by("pk")[:_ALIKE])


def _by_name(desk: DoseDesk, site: Site, read: Mapping[str, Any]) -> list[Profile]:
    """By the whole name, with or without marks, and the whole birth date, however written."""
    born = (read["birth_year"], read["birth_month"], read["birth_day"])
    if read["name_ascii"] is None or None in born:
        raise Refused(_TOO_LITTLE)
    least, beyond = bounds_of(province_of(site.place))
    alike = Profile.objects.filter(
        name_folded=read["name_ascii"], withdrawn_at=None, place__gte=least, place__lt=beyond
    ).order_by("pk")[:_ALIKE]
    dates = desk.read(people_records(alike))
    return [one for one in alike if one.pk in dates and _born(dates[one.pk]) == born]


def _born(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["birth_year"], row["birth_month"], row["birth_day"])


def province_of(place: str) -> str:
    """The province that a site's place lies in."""
    return above(place)[2]
