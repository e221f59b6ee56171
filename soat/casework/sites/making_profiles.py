"""A profile made here: typed at a site, verified at once, or waiting where the register is not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from soat.casework.figures.counting import key_of, moved_together
from soat.casework.judging import Refused, Sitting
from soat.casework.models import Case, Place, Profile, Site
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.keys import new_key, page_of_profile
from soat.casework.sites.looking_ahead import PERSON_FIELDS, Whose, typed_person
from soat.casework.verdict_rows import put_verdicts, say
from soat.look_up import Answer
from soat.model.closed_lists import NumberStatus, Rule, Tier, Verdict
from soat.model.messages import Message
from soat.model.review_lists import CaseState, PlaceLevel
from soat.review.case_law import after_verification
from soat.review.places import above, bounds_of, level_of

_LONGEST = 500
_CODE = re.compile(r"^\s*([0-9]{1,5})\b")
_UNUSABLE = Message(
    "Cần họ và tên, mỗi ô không quá 500 ký tự. Hãy kiểm tra rồi lưu lại.",
    "A name is needed, and no field may be longer than 500 signs. Check it and save again.",
)


@dataclass(frozen=True)
class Newcomer:
    """Somebody without a profile: as typed, as read, and what the register says (nothing where it
    is out of reach); `beside` are profiles of whom it says that they are the same."""

    typed: Mapping[str, str]
    read: Mapping[str, Any]
    answer: Answer | None
    beside: tuple[Profile, ...]

    @property
    def whose(self) -> Whose:
        return Whose(None, self.typed, self.beside)

    @property
    def state(self) -> CaseState:
        """Where the case stands: it waits where nothing could be said."""
        said = self.answer.verdict if self.answer else None
        return after_verification(Verdict(said["verdict"])) if said else CaseState.WAITING


def cleaned(typed: Mapping[str, str]) -> dict[str, str]:
    """What is typed of a person, trimmed. Raises Refused where it cannot be kept."""
    kept = {name: " ".join(typed.get(name, "").split()) for name in PERSON_FIELDS}
    long = any(len(value) > _LONGEST or "\0" in value for value in kept.values())
    if not kept["full_name"] or long:
        raise Refused(_UNUSABLE)
    return kept


def newcomer(
    sitting: Sitting, desk: DoseDesk, typed: Mapping[str, str], take_mended: bool
) -> Newcomer:
    """Read and verify somebody before the transaction; with the mended number where it is taken."""
    kept = cleaned(typed)
    kept["residence_code"] = commune_code(kept["residence_code"])
    read = _read(desk, kept)
    if take_mended and read["number_mended"]:
        kept["citizen_id"] = read["number_mended"]
        read = _read(desk, kept)
    answer = verified(sitting.desk, kept)
    return Newcomer(kept, read, answer, same_person(answer))


def verified(desk: RegisterDesk, kept: Mapping[str, str]) -> Answer | None:
    """What the register says of a person as typed; None where it is out of reach, or cannot be
    asked so."""
    try:
        answer = desk.verify(typed_person(Whose(None, kept)))
    except RegisterOutOfReach:
        return None
    return answer if answer.verdict is not None else None


def _read(desk: DoseDesk, kept: Mapping[str, str]) -> Mapping[str, Any]:
    read = desk.read([typed_person(Whose(None, kept))])
    if not read:
        raise Refused(_UNUSABLE)
    return read.popitem()[1]


def same_person(answer: Answer | None) -> tuple[Profile, ...]:
    """Profiles of the register person that a verified record is."""
    if answer is None or answer.verdict is None:
        return ()
    if answer.verdict["verdict"] != Verdict.VERIFIED:
        return ()
    found = Profile.objects.filter(
        register_citizen_id=answer.verdict["citizen_id"],
        verdict=Verdict.VERIFIED,
        withdrawn_at=None,
    )
    return tuple(found.order_by("pk"))


def make_profiles(site: Site, newcomers: Sequence[Newcomer], at: datetime) -> list[Profile]:
    """Write the profiles, and cases where they are not verified. Within the act's transaction."""
    made = [_unsaved(site, who, at) for who in newcomers]
    answered = [(one, who.answer) for one, who in zip(made, newcomers, strict=True) if who.answer]
    for profile, answer in answered:
        say(profile, answer.verdict or {})
    Profile.objects.bulk_create(made)
    put_verdicts(answered)
    cases = [
        _case(profile, who, at)
        for profile, who in zip(made, newcomers, strict=True)
        if who.state is not CaseState.SETTLED
    ]
    Case.objects.bulk_create(cases)
    moved_together([(None, key_of(case)) for case in cases], at)
    return made


def _case(profile: Profile, who: Newcomer, at: datetime) -> Case:
    repairs = who.answer.repairs if who.answer else ()
    return Case(
        profile=profile,
        place=profile.place,
        state=who.state.value,
        tier=profile.tier,
        reasons=profile.reasons,
        rule=profile.rule,
        kinds=",".join(sorted({row["kind"] for row in repairs})),
        changed_at=at,
    )


def _unsaved(site: Site, who: Newcomer, at: datetime) -> Profile:
    key = new_key()
    # Nothing was said yet: so it stands until the register says something.
    return Profile(
        person_ref=key,
        page_id=page_of_profile(key),
        place=place_of(who.typed["residence_code"], site),
        name_folded=who.read["name_ascii"] or "",
        history_id=who.beside[0].history_id if who.beside else key,
        number_status=NumberStatus(who.read["number_status"]).value,
        verdict=Verdict.UNIDENTIFIED.value,
        rule=Rule.INSUFFICIENT.value,
        tier=Tier.REVIEW.value,
        edited_at=at,
        **who.typed,
    )


def commune_code(text: str) -> str:
    """The code with which a residence begins, as the form offers it (`00460 Xã Thụy Lâm`)."""
    found = _CODE.match(text)
    return found[1].zfill(5) if found else text


def place_of(residence_code: str, site: Site) -> str:
    """Where the profile stands: in its commune; where nobody knows that, in the queue above the
    site's own commune, so that somebody nearby asks."""
    found = (
        Place.objects.filter(
            path__endswith=f"/c{residence_code}/",
            level=PlaceLevel.COMMUNE,
            path__startswith=_epoch(site),
        ).first()
        if residence_code.isdigit()
        else None
    )
    if found is not None:
        return found.path
    return [path for path in above(site.place) if _is_higher(path)][-1]


def _epoch(site: Site) -> str:
    return above(site.place)[1]


def _is_higher(path: str) -> bool:
    return level_of(path) not in (PlaceLevel.COMMUNE, PlaceLevel.SITE)


def communes_near(site: Site) -> list[str]:
    """The communes of the site's district, with their codes, for the form to offer."""
    least, beyond = bounds_of([path for path in above(site.place) if _is_higher(path)][-1])
    found = Place.objects.filter(level=PlaceLevel.COMMUNE, path__gte=least, path__lt=beyond)
    return [f"{_code_of(one.path)} {one.name}" for one in found.order_by("path")]


def _code_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2][1:]
