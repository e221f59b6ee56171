"""What the contract says of a profile, in plain Python: no SQL, no weights, nothing clever.

It knows only the styles of writing that tests/generated.py uses, and says nothing of whom to
look for when the number does not settle it: for that the oracle compares with a person it is
given.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tests.generated import FULL_WIDTH, STYLES
from tests.tables import Row

_SEXES = {"male": "male", "nam": "male", "female": "female", "nữ": "female", "nu": "female"}
_ONE_STYLE = {other.lower(): one.lower() for one, other in STYLES.items()}


@dataclass(frozen=True)
class Settled:
    """What the number alone settles: the verdict, or None when the rest has to be looked at."""

    number_status: str
    verdict: str | None = None
    citizen_id: str | None = None
    rule: str | None = None


def settled(profile: Row, register: Sequence[Row]) -> Settled:
    """Foreign, or verified by the number or by the former number; anything else is left open."""
    status = number_status(profile)
    if status == "foreign":
        return Settled(status, "exempt", None, "foreign_document")
    if status != "present":
        return Settled(status)
    number = cleaned(profile["citizen_id"])
    for rule, column in (("exact", "citizen_id"), ("former_id", "former_id")):
        agreeing = [
            person
            for person in register
            if person[column] == number and not differing(profile, person)
        ]
        if len(agreeing) == 1:
            return Settled(status, "verified", agreeing[0]["citizen_id"], rule)
    return Settled(status)


def number_status(profile: Row) -> str:
    number = cleaned(profile["citizen_id"])
    digits = number.isdigit() and len(number) in (9, 12)
    if profile.get("nationality") not in (None, "VN") and not (digits and len(number) == 12):
        return "foreign"
    if digits:
        return "present"
    return "malformed" if re.search("[0-9]", number) else "missing"


def cleaned(number: str | None) -> str:
    """Without the marks around the digits; full-width digits and look-alike letters mended."""
    narrow = (number or "").translate({ord(wide): digit for digit, wide in FULL_WIDTH.items()})
    bare = re.sub("[ .'-]", "", narrow)
    mended = bare.replace("O", "0").replace("l", "1")
    return mended if mended.isdigit() else bare


def reasons(profile: Row, person: Row) -> list[str]:
    """The compared fields in which the profile and this person differ, in the contract's order."""
    known = (person["citizen_id"], person["former_id"])
    right = number_status(profile) == "present" and cleaned(profile["citizen_id"]) in known
    return [*([] if right else ["number"]), *differing(profile, person)]


def differing(profile: Row, person: Row) -> list[str]:
    """The differing fields beside the number."""
    same = {
        "name": spelled(profile["full_name"]) == spelled(person["full_name"]),
        "birth_date": born(profile["birth_date"]) == born(person["birth_date"]),
        "sex": _SEXES.get((profile["sex"] or "").lower()) == person["sex"],
    }
    return [field for field, equal in same.items() if not equal]


def spelled(name: str | None) -> list[str]:
    """The syllables in one case, one Unicode form and one style."""
    syllables = unicodedata.normalize("NFC", name or "").lower().split()
    return [_ONE_STYLE.get(syllable, syllable) for syllable in syllables]


def born(text: str | None) -> tuple[int, ...]:
    """Year, month and day, as many as are given; a month over 12 is a day."""
    parts = [int(part) for part in re.split("[-/.]", text)] if text else []
    if parts and parts[0] < 1000:
        parts.reverse()
    if len(parts) == 3 and parts[1] > 12:
        parts = [parts[0], parts[2], parts[1]]
    return tuple(parts)
