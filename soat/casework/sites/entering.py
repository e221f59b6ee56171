"""Entering one dose: judged before it is saved, saved even so, told to the trail. Read this first.

A dose that was given is never barred: what is found of it is shown, somebody says that they saw it,
and it is saved with its findings. Whoever sends the same form twice has entered one dose, for the
form brought its key along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_events
from soat.casework.judging import Refused, Sitting
from soat.casework.models import Dose, DoseEntry, DoseFinding, Profile, Site
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.keys import is_made_here
from soat.casework.sites.looking_ahead import (
    SOURCE,
    Ahead,
    NewDose,
    Whose,
    look_ahead,
)
from soat.casework.sites.making_profiles import Newcomer, make_profiles
from soat.casework.sites.own_site import hold_site
from soat.casework.sites.recounting import recount
from soat.casework.together import doses_held
from soat.model.messages import Message
from soat.model.review_lists import EntryAct

ENTERED = "dose_entered"
_LONGEST = 200
_TYPED_TOO_LONG = Message(
    "Mỗi ô của mũi tiêm không quá 200 ký tự. Hãy kiểm tra rồi lưu lại.",
    "No field of a dose may be longer than 200 signs. Check it and save again.",
)
_TAKEN = Message(
    "Biểu mẫu này đã được dùng. Hãy bắt đầu lại từ bước tìm người.",
    "This form was used already. Start again with searching for the person.",
)


@dataclass(frozen=True)
class Entry:
    """One dose to enter: its key and what is typed, whose it is, and which findings were seen."""

    dose: NewDose
    who: Profile | Newcomer
    seen: frozenset[str] = frozenset()

    @property
    def whose(self) -> Whose:
        return Whose(self.who) if isinstance(self.who, Profile) else self.who.whose


class NotSeen(Refused):
    """Something was found of the dose that nobody has said they saw; nothing was saved."""

    def __init__(self, ahead: Ahead) -> None:
        super().__init__(_LOOK)
        self.ahead = ahead


_LOOK = Message(
    "Có điều cần xem lại trước khi lưu. Nếu đã tiêm đúng như vậy, hãy đánh dấu đã xem rồi lưu.",
    "Something has to be looked at first. If the dose was given so, tick that you saw it and save.",
)


@once_more
def enter_dose(sitting: Sitting, desk: DoseDesk, site: Site, entry: Entry) -> Dose:
    """Save the dose. Raises NotSeen or Refused; then nothing was saved."""
    refuse_unusable_form(entry.dose)
    there = Dose.objects.filter(pk=entry.dose.key).first()
    if there is not None:
        if there.site_code != site.code:
            raise Refused(_TAKEN)
        return there
    ahead = look_ahead(desk, site, entry.whose, entry.dose, sitting.at)
    refuse_unreadable(ahead)
    if not ahead.names <= entry.seen:
        raise NotSeen(ahead)
    with acting():
        hold_doses_of(site, [ahead])
        again = Dose.objects.filter(pk=entry.dose.key).first()
        if again is not None:
            return again
        owner = _owner(sitting, site, entry)
        return put_doses(sitting, site, [(owner, entry.dose.key, ahead)])[0]


def refuse_unusable_form(dose: NewDose) -> None:
    """Raise Refused where no form of ours sent this."""
    if not is_made_here(dose.key):
        raise Refused(_TAKEN)
    if any(len(value) > _LONGEST or "\0" in value for value in dose.typed.values()):
        raise Refused(_TYPED_TOO_LONG)


def refuse_unreadable(ahead: Ahead) -> None:
    """Raise Refused where the dose cannot be used at all: its day cannot be read."""
    if ahead.rejected is not None:
        raise Refused(ahead.rejected.sentence)


def _owner(sitting: Sitting, site: Site, entry: Entry) -> Profile:
    if isinstance(entry.who, Profile):
        return entry.who
    made = make_profiles(site, [entry.who], sitting.at)
    tell_of_profiles(sitting, made)
    return made[0]


def tell_of_profiles(sitting: Sitting, made: Sequence[Profile]) -> None:
    """Tell the trail that profiles were made."""
    actor, acts = sitting.user.get_username(), []
    for one in made:
        after: dict[str, object] = {"verdict": one.verdict, "number_status": one.number_status}
        acts.append(Act(actor, one.place, "profile_made", one.pk, sitting.at, None, after))
    if acts:
        write_events(acts)


def hold_doses_of(site: Site, entered: Sequence[Ahead]) -> None:
    """Hold the site, and every dose of which entering these will write anew what it counts as."""
    hold_site(site)
    doses_held(key for ahead in entered for key in ahead.all_settled)


def put_doses(
    sitting: Sitting, site: Site, entered: Sequence[tuple[Profile, str, Ahead]]
) -> list[Dose]:
    """Write doses, each with its owner, key and what was said of it, and tell of them. Within the
    act's transaction."""
    doses = [_unsaved(sitting, site, *one) for one in entered]
    said = [(dose, ahead) for dose, (_, _, ahead) in zip(doses, entered, strict=True)]
    Dose.objects.bulk_create(doses)
    DoseFinding.objects.bulk_create(row for one in said for row in _findings(*one))
    recount({key: row for _, ahead in said for key, row in ahead.all_settled.items()})
    DoseEntry.objects.bulk_create(
        entry_of(sitting, site, dose, DoseEntry(act=EntryAct.ENTERED, after=told_of(dose)), ahead)
        for dose, ahead in said
    )
    actor = sitting.user.get_username()
    write_events(
        [Act(actor, site.place, ENTERED, d.pk, sitting.at, None, told_of(d)) for d in doses]
    )
    return doses


def _unsaved(sitting: Sitting, site: Site, owner: Profile, key: str, ahead: Ahead) -> Dose:
    return Dose(
        dose_ref=key,
        profile=owner,
        site_code=site.code,
        recorded_at=sitting.at,
        source=SOURCE,
        entered_here=True,
        **typed_columns(ahead),
    )


def typed_columns(ahead: Ahead) -> dict[str, Any]:
    """The columns of a dose as they were typed and read."""
    row = ahead.row
    return {
        "given_on": row["given_on"],
        "product": row["product"] or "",
        "lot": row["lot"] or "",
        "dose_kind": row["dose_kind"] or "",
        "dose_number": row["dose_number"],
    }


def put_findings(dose: Dose, ahead: Ahead) -> None:
    """Its own findings instead of those it had."""
    dose.findings.all().delete()
    DoseFinding.objects.bulk_create(_findings(dose, ahead))


def _findings(dose: Dose, ahead: Ahead) -> list[DoseFinding]:
    return [
        DoseFinding(dose=dose, finding=one.name, severity=one.severity, other_dose_ref=one.other)
        for one in ahead.findings
        if one.dose_ref == dose.pk
    ]


def told_of(dose: Dose) -> dict[str, object]:
    """A dose as its history and the trail keep it: vaccination facts, nobody's name."""
    return {
        "given_on": dose.given_on.isoformat() if dose.given_on else None,
        "product": dose.product,
        "lot": dose.lot,
        "dose_kind": dose.dose_kind,
        "dose_number": dose.dose_number,
    }


def entry_of(
    sitting: Sitting, site: Site, dose: Dose, entry: DoseEntry, ahead: Ahead | None = None
) -> DoseEntry:
    """One act of the dose's history, with who, where, when and what had been found."""
    entry.dose_ref, entry.place = dose.pk, site.place
    entry.actor, entry.at = sitting.user.get_username(), sitting.at
    entry.findings = sorted(ahead.names) if ahead else []
    return entry
