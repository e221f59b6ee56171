"""The register asked while a number is typed: well formed, known, and which fields agree.

What the register has of the person is not told: a site learns "agrees" or "differs" of what it
typed itself. A number that lost its leading zero is mended here, before anything is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from soat.casework.auditing import Act, write_event
from soat.casework.judging import Sitting
from soat.casework.models import Site
from soat.casework.register_desk import RegisterOutOfReach
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.looking_ahead import Whose, typed_person
from soat.look_up import Answer
from soat.model.closed_lists import ComparedField, NumberStatus, RepairKind, Verdict
from soat.model.review_lists import NumberKnown

_F = ComparedField
_AGREES = ("exact", "equal")
_COLUMNS = {_F.NAME: "full_name", _F.BIRTH_DATE: "birth_date", _F.SEX: "sex"}


@dataclass(frozen=True)
class NumberCheck:
    """What is said of a number. `mended` is the number as it was before a spreadsheet or a slip
    damaged it, and `damage` what happened; `agreeing` says of each field whether it agrees."""

    status: NumberStatus | None
    known: NumberKnown
    mended: str = ""
    damage: RepairKind | None = None
    agreeing: Mapping[ComparedField, bool] = field(default_factory=dict)


def check_number(
    sitting: Sitting, doses: DoseDesk, site: Site, typed: Mapping[str, str]
) -> NumberCheck:
    """Ask the register about what is typed so far, and tell the trail that it was asked."""
    read = doses.read([typed_person(Whose(None, typed))]).popitem()[1] if _readable(typed) else None
    if read is None:
        return NumberCheck(None, NumberKnown.NOT_ASKED)
    number = read["number"] or read["number_mended"] or ""
    shape = _shape_of(read)
    if not number:
        return shape
    try:
        answer = sitting.desk.verify(with_number(typed, number))
    except RegisterOutOfReach:
        return NumberCheck(shape.status, NumberKnown.OUT_OF_REACH, shape.mended, shape.damage)
    known, agreeing = _compared(answer, number, typed)
    _tell(sitting, site, known)
    return NumberCheck(shape.status, known, shape.mended, shape.damage, agreeing)


def with_number(typed: Mapping[str, str], number: str) -> dict[str, str | None]:
    """The person as typed, but with this number."""
    return typed_person(Whose(None, {**typed, "citizen_id": number}))


def _readable(typed: Mapping[str, str]) -> bool:
    return bool(typed.get("full_name", "").strip() and typed.get("citizen_id", "").strip())


def _shape_of(read: Mapping[str, Any]) -> NumberCheck:
    damage = read["number_damage"]
    return NumberCheck(
        NumberStatus(read["number_status"]),
        NumberKnown.NOT_ASKED,
        read["number_mended"] or "",
        RepairKind(damage) if damage else None,
    )


def _compared(
    answer: Answer, number: str, typed: Mapping[str, str]
) -> tuple[NumberKnown, dict[ComparedField, bool]]:
    """Whether the register knows the number, and which of the typed fields agree with it."""
    said = answer.verdict
    stated = [one for one, column in _COLUMNS.items() if typed.get(column, "").strip()]
    if said is None:
        return NumberKnown.NOT_ASKED, {}
    if said["verdict"] == Verdict.EXEMPT:
        return NumberKnown.NOT_ASKED, {}
    if said["citizen_id"]:
        differing = set(said["reasons"] or ())
        agreeing = {one: one.value not in differing for one in stated}
        return (NumberKnown.OTHER if _F.NUMBER.value in differing else NumberKnown.YES), agreeing
    bearer = next((row for row in answer.evidence if row["citizen_id"] == number), None)
    if bearer is None:
        return NumberKnown.NO, {}
    return NumberKnown.YES, {one: bearer[f"{one.value}_agreement"] in _AGREES for one in stated}


def _tell(sitting: Sitting, site: Site, known: NumberKnown) -> None:
    """That the register was asked, and what of; not the number."""
    actor = sitting.user.get_username()
    after: dict[str, object] = {"known": known.value}
    with transaction.atomic():
        write_event(Act(actor, site.place, "register_asked", site.place, sitting.at, None, after))
