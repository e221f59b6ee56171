"""Applying what came back of a list in an application of its own, which may be killed meanwhile."""

import os
import signal
from pathlib import Path

from soat.casework.auditing import verified
from soat.casework.judging import Sitting
from soat.casework.lists import applying
from soat.casework.lists.applying import AskedToApply, apply_returned
from soat.casework.lists.taking_back import take_back
from soat.casework.models import (
    AuditEvent,
    Judgement,
    ListLine,
    Profile,
    ReturnedFile,
    ReturnedLine,
    User,
    WorkList,
)
from soat.casework.register_desk import RegisterDesk
from soat.model.review_lists import Role
from tests.casework.list_sheets import NOW, SIGNED, busy_commune, filled, in_field, list_at

LINES = 6
NAME = "Nguyễn Văn Mới"


def prepared() -> None:
    """A list whose sheet came back with the names of the first lines corrected."""
    station = User.objects.create(username="tram", role=Role.STATION.value, place=busy_commune())
    made = in_field(station, list_at(station))
    names = {number: {"new_full_name": NAME} for number in range(1, LINES + 1)}
    take_back(station, NOW, made.pk, filled(station, made, names), SIGNED)


def act_and_die(function: str, calls: int) -> None:
    """Apply it, and be killed when that function has been called so often."""
    does, so_far = getattr(applying, function), []

    def counted(*given: object) -> object:
        done = does(*given)
        so_far.append(done)
        if len(so_far) == calls:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(applying, function, counted)
    act()


def act() -> int:
    """Apply it, and be done with the list; how many lines were applied."""
    made, returned = WorkList.objects.get(), ReturnedFile.objects.get()
    station = User.objects.get(username="tram")
    desk = RegisterDesk(Path(os.environ["SOAT_REGISTER"]))
    wanted = AskedToApply(made.pk, returned.pk, made.version, finish=True)
    return apply_returned(Sitting(station, desk, NOW), wanted).applied


def told() -> dict[str, object]:
    """All that applying may change, counted, and whether the trail is whole."""
    made = WorkList.objects.get()
    return {
        "list": [made.state, made.version],
        "live": ListLine.objects.filter(live=True).count(),
        "outcomes": ListLine.objects.exclude(outcome="").count(),
        "returned": ReturnedLine.objects.count(),
        "judgements": Judgement.objects.count(),
        "events": AuditEvent.objects.count(),
        "edited": Profile.objects.exclude(edited_at=None).count(),
        "named": Profile.objects.filter(full_name=NAME).count(),
        "faults": len(verified().faults),
    }
