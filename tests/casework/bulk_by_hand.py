"""A bulk approval in an application of its own, which may be killed in the middle."""

import os
import signal
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from soat.casework.auditing import verified
from soat.casework.bulk.approving import approve
from soat.casework.bulk.checking import check_next
from soat.casework.bulk.drawing import Wanted, draw
from soat.casework.bulk.undoing_bulk import undo_bulk
from soat.casework.judging import Sitting
from soat.casework.models import AuditEvent, BulkApproval, Case, Judgement, Profile, Repair, User
from soat.casework.register_desk import RegisterDesk, snapshot_now
from soat.model.closed_lists import Tier
from soat.model.review_lists import CaseState

AT = datetime(2022, 5, 4, 9, 30, tzinfo=UTC)
KINDS = frozenset({"leading_zero_lost", "diacritics_missing", "typing_residue"})


def province() -> str:
    """The province with the most cases that can be approved in bulk."""
    safe = Case.objects.filter(state=CaseState.OPEN, tier=Tier.SAFE, place__contains="/p")
    places = safe.values_list("place", flat=True)
    provinces = ["/".join(place.split("/")[:3]) + "/" for place in places]
    return max(set(provinces), key=provinces.count)


def prepared() -> int:
    """An act that waits to be approved: drawn, and every record verified."""
    user = User.objects.create(username="so y te", role="province", place=province())
    sitting = Sitting(user, RegisterDesk(Path(snapshot_now())), AT)
    bulk = draw(sitting, Wanted(user.place, KINDS, seed=7))
    assert check_next(sitting.desk, bulk) == 0
    return bulk.pk


def act_and_die(name: str, number: int, room: str, function: str) -> None:
    """Approve or undo, and be killed when that function is called."""
    setattr(import_module(room), function, _die)
    act(name, number)


def act(name: str, number: int) -> None:
    """Approve or undo."""
    user = User.objects.get(username="so y te")
    sitting = Sitting(user, RegisterDesk(Path(snapshot_now())), AT)
    if name == "approve":
        approve(sitting, number, looked_at_sample=True)
    else:
        undo_bulk(sitting, number, "the whole of it")


def told(number: int) -> dict[str, object]:
    """All that such an act may change, counted, and whether the trail is whole."""
    bulk = BulkApproval.objects.get(pk=number)
    return {
        "state": bulk.state,
        "outcomes": sorted(bulk.lines.values_list("outcome", flat=True)),
        "judgements": Judgement.objects.count(),
        "events": AuditEvent.objects.count(),
        "changed": Profile.objects.exclude(version=0).count(),
        "edited": Profile.objects.exclude(edited_at=None).count(),
        "verified": Profile.objects.filter(verdict="verified").count(),
        "repairs": Repair.objects.count(),
        "settled": Case.objects.filter(state="settled").count(),
        "faults": len(verified().faults),
    }


def _die(*told: object, **named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
