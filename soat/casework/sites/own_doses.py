"""Correcting or withdrawing a dose of one's own site: with a reason, and with what it was kept.

Another site's doses do not exist here. A dose that is withdrawn stands no more and counts nowhere;
that it stood, who withdrew it and why is told by its history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from soat.casework.at_once import acting, once_more
from soat.casework.auditing import Act, write_event
from soat.casework.judging import NotFound, Refused, Sitting
from soat.casework.models import Dose, DoseCell, DoseEntry, Site, User
from soat.casework.scopes import visible
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.entering import (
    NotSeen,
    entry_of,
    put_findings,
    refuse_unreadable,
    told_of,
    typed_columns,
)
from soat.casework.sites.keys import page_of_dose
from soat.casework.sites.looking_ahead import (
    DOSE_FIELDS,
    Ahead,
    NewDose,
    Whose,
    look_ahead,
    without,
)
from soat.casework.sites.own_site import refuse_without_reason
from soat.casework.sites.recounting import recount
from soat.casework.together import doses_held
from soat.model.messages import Message
from soat.model.review_lists import EntryAct

_LONGEST = 200
NOT_THERE = Message(
    "Cơ sở của bạn không có mũi tiêm này. Hãy tìm lại trong danh sách.",
    "Your site has no such dose. Look for it in the list again.",
)
_CHANGED = Message(
    "Người khác vừa sửa mũi tiêm này trong lúc bạn xem; chưa có gì bị ghi đè. Hãy mở lại.",
    "Somebody changed this dose while you were looking; nothing was overwritten. Open it again.",
)
_SAME = Message(
    "Chưa có ô nào khác. Hãy sửa ít nhất một ô rồi lưu.",
    "Nothing differs. Change one field at least, then save.",
)
_TOO_LONG = Message(
    "Mỗi ô không quá 200 ký tự. Hãy kiểm tra rồi lưu lại.",
    "No field may be longer than 200 signs. Check it and save again.",
)


def own_dose(user: User, page_id: str, dose_page: str) -> Dose:
    """The dose that a page names: one of a profile's. Raises NotFound."""
    found = own_doses(user).filter(profile__page_id=page_id).select_related("profile")
    for dose in found:
        if page_of_dose(dose.pk) == dose_page:
            return dose
    raise NotFound(NOT_THERE)


def own_doses(user: User) -> QuerySet[Dose]:
    """The doses that the user's site gave, those that stand."""
    return visible(user, Dose)


@dataclass(frozen=True)
class Withdrawal:
    """Why a dose is withdrawn; `version` is as it was seen."""

    version: int
    reason: str


@dataclass(frozen=True)
class Correction:
    """What a dose is changed to, why, and which findings were seen; `version` is as it was seen."""

    version: int
    typed: Mapping[str, str]
    reason: str
    seen: frozenset[str] = frozenset()


@once_more
def correct_dose(
    sitting: Sitting, desk: DoseDesk, site: Site, dose: Dose, asked: Correction
) -> Dose:
    """Change what is typed of a dose. Raises NotSeen or Refused; then nothing was changed."""
    reason, ahead = _refused_or_ahead(sitting, desk, site, dose, asked)
    before, columns = told_of(dose), typed_columns(ahead)
    with acting():
        held = _held(dose, asked.version, ahead.all_settled)
        for name, value in columns.items():
            setattr(held, name, value)
        _save(held, sitting)
        put_findings(held, ahead)
        recount(ahead.all_settled)
        entry = DoseEntry(act=EntryAct.CORRECTED, before=before, after=told_of(held), reason=reason)
        entry_of(sitting, site, held, entry, ahead).save()
        _tell(sitting, site, held, "dose_corrected", before)
    return held


def _refused_or_ahead(
    sitting: Sitting, desk: DoseDesk, site: Site, dose: Dose, asked: Correction
) -> tuple[str, Ahead]:
    reason = refuse_without_reason(asked.reason)
    if any(len(value) > _LONGEST or "\0" in value for value in asked.typed.values()):
        raise Refused(_TOO_LONG)
    kept = {name: asked.typed.get(name, "") for name in DOSE_FIELDS}
    ahead = look_ahead(desk, site, Whose(dose.profile), NewDose(dose.pk, kept), sitting.at)
    refuse_unreadable(ahead)
    if all(getattr(dose, name) == value for name, value in typed_columns(ahead).items()):
        raise Refused(_SAME)
    if not ahead.names <= asked.seen:
        raise NotSeen(ahead)
    return reason, ahead


@once_more
def withdraw_dose(
    sitting: Sitting, desk: DoseDesk, site: Site, dose: Dose, asked: Withdrawal
) -> Dose:
    """Take a dose away: it was never given, or is somebody else's. Raises Refused."""
    reason = refuse_without_reason(asked.reason)
    before, left = told_of(dose), without(desk, dose, sitting.at)
    with acting():
        held = _held(dose, asked.version, left)
        held.withdrawn_at = sitting.at
        _save(held, sitting)
        DoseCell.objects.filter(pk=held.pk).delete()
        recount(left)
        entry = DoseEntry(act=EntryAct.WITHDRAWN, before=before, reason=reason)
        entry_of(sitting, site, held, entry).save()
        _tell(sitting, site, held, "dose_withdrawn", before)
    return held


def _held(dose: Dose, version: int, beside: Iterable[str]) -> Dose:
    """The same dose, held until the transaction ends, with those that are counted anew."""
    found = doses_held((dose.pk, *beside))[dose.pk]
    if found.version != version or found.withdrawn_at is not None:
        raise Refused(_CHANGED)
    return found


def _save(dose: Dose, sitting: Sitting) -> None:
    dose.edited_at = sitting.at
    dose.version += 1
    dose.save()


def _tell(sitting: Sitting, site: Site, dose: Dose, act: str, before: Mapping[str, object]) -> None:
    after = None if dose.withdrawn_at else told_of(dose)
    actor = sitting.user.get_username()
    write_event(Act(actor, site.place, act, dose.pk, sitting.at, dict(before), after))
