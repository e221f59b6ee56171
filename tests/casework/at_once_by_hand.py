"""Many people who act on the same few records at once, in an application of its own.

Each acts in a thread, with a connection of its own, until the time is over; who is refused goes on.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from threading import Lock, Thread
from time import monotonic, sleep

from django.db import connection, connections
from django.db.models import Count

from soat.casework.auditing import verified
from soat.casework.bulk.approving import approve
from soat.casework.bulk.checking import check_next
from soat.casework.bulk.drawing import Wanted, draw
from soat.casework.bulk.undoing_bulk import undo_bulk
from soat.casework.judging import Asked, Refused, Sitting, judge
from soat.casework.lists.applying import AskedToApply, apply_returned
from soat.casework.lists.choosing import Selection
from soat.casework.lists.making import ListWanted, make_lists
from soat.casework.lists.taking_back import take_back
from soat.casework.loading.merging import RunTold, merge
from soat.casework.loading.shaping import SHAPED, run_opened
from soat.casework.loading.staging import staged
from soat.casework.models import (
    AuditEvent,
    BulkApproval,
    Case,
    CaseCount,
    Dose,
    Judgement,
    Profile,
    ReturnedLine,
    Site,
    User,
    WorkList,
)
from soat.casework.pairs.doses import DosesAsked, judge_doses
from soat.casework.pairs.profiles import ProfilesAsked, judge_profiles
from soat.casework.register_desk import RegisterDesk
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.entering import Entry, NotSeen, enter_dose
from soat.casework.sites.keys import new_key
from soat.casework.sites.looking_ahead import NewDose
from soat.casework.undoing import last_standing, undo
from soat.casework.waiting import retry
from soat.model.review_lists import (
    BulkOutcome,
    BulkState,
    CaseState,
    JudgementKind,
    LineFate,
    ListAct,
    Role,
)
from soat.review.places import above
from tests.casework import bulk_by_hand
from tests.casework.list_sheets import SIGNED, filled, in_field, moved

_K = JudgementKind
_WHY = "at the same moment"
_PAIRED = 5
_JUDGED = 40
_LINES = 8
_LONGEST = 20
_A_WHILE = 0.05
_OF_PAIRS = (_K.MERGE_PROFILES, _K.SPLIT_PROFILES)


@dataclass
class Scene:
    """Who acts, on what, and what came of it."""

    sitting: Sitting
    pool: list[str]
    twins: list[str]
    doses: list[tuple[str, str]]
    done: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    desk: DoseDesk = field(default_factory=DoseDesk)
    numbers: "count[int]" = field(default_factory=count)
    lock: Lock = field(default_factory=Lock)

    def note(self, told: Counter[str], what: str) -> None:
        with self.lock:
            told[what] += 1


def play(seconds: float, wanted: list[str], run: str) -> dict[str, object]:
    """Let everybody act for so long, and until all that is wanted was done, while the run is loaded
    anew; what was done, and every fault that is no refusal."""
    scene = _scene()
    begun = monotonic()

    def goes_on() -> bool:
        spent = monotonic() - begun
        return spent < seconds or (spent < _LONGEST and not {*wanted} <= scene.done.keys())

    threads = [
        Thread(target=_keep_acting, args=(scene, act, number, goes_on))
        for number, act in enumerate((*ACTS, *ACTS[:_TWICE]))
    ]
    for thread in threads:
        thread.start()
    _load_anew(Path(run))
    for thread in threads:
        thread.join()
    return {"done": dict(scene.done), "faults": dict(scene.faults)}


def _load_anew(run: Path) -> None:
    told = RunTold("anew", "2022-04-26", os.environ["SOAT_REGISTER"], "tests", bulk_by_hand.AT)
    with run_opened(run) as source, staged(source, SHAPED) as prefix:
        merge(prefix, told, lambda done: None)


def _scene() -> Scene:
    user = User.objects.create(
        username="so y te", role=Role.PROVINCE.value, place=bulk_by_hand.province()
    )
    sitting = Sitting(user, RegisterDesk(Path(os.environ["SOAT_REGISTER"])), bulk_by_hand.AT)
    here = Profile.objects.filter(place__startswith=user.place, withdrawn_at=None)
    pool = list(here.filter(case__state=CaseState.OPEN).order_by("pk").values_list("pk", flat=True))
    several = here.annotate(doses_there=Count("doses")).filter(doses_there__gte=2).order_by("pk")
    doses = [tuple(Dose.objects.filter(profile=one).order_by("pk")[:2]) for one in several[:3]]
    pairs = [(one.pk, other.pk) for one, other in doses]
    return Scene(sitting, pool[:_JUDGED], pool[:_PAIRED], pairs)


def _keep_acting(
    scene: Scene, act: Callable[[Scene, Random], str], seed: int, goes_on: Callable[[], bool]
) -> None:
    draw_by = Random(seed)
    while goes_on():
        try:
            scene.note(scene.done, act(scene, draw_by))
        except NotSeen:
            scene.note(scene.done, "not seen")
        except Refused:
            scene.note(scene.done, "refused")
            sleep(_A_WHILE)
        except Exception as fault:
            said = str(fault).splitlines()
            scene.note(scene.faults, f"{act.__name__}: {type(fault).__name__}: {said[:1]}")
    connections.close_all()


def _profile(scene: Scene, by: Random) -> Profile:
    return Profile.objects.get(pk=by.choice(scene.pool))


def _judges(scene: Scene, by: Random) -> str:
    profile = _profile(scene, by)
    asked = by.choice(
        (
            Asked(_K.ACCEPT_PROPOSAL, profile.version),
            Asked(_K.EDIT_FIELDS, profile.version, {"full_name": f"Lê {by.choice('ABC')} Mới"}),
            Asked(_K.ASK_HOUSEHOLD, profile.version),
        )
    )
    judge(scene.sitting, profile.pk, asked)
    return "judged"


def _merges(scene: Scene, by: Random) -> str:
    """Of few profiles, in any direction: what is joined grows and falls apart."""
    one, other = by.sample(scene.twins, 2)
    version = Profile.objects.get(pk=one).version
    asked = ProfilesAsked(by.choice(_OF_PAIRS), version, other, _WHY)
    judge_profiles(scene.sitting, one, asked)
    return "paired"


def _undoes_a_pair(scene: Scene, by: Random) -> str:
    kinds = [kind.value for kind in _OF_PAIRS]
    rows = Judgement.objects.filter(kind__in=kinds, undone_by=None).order_by("-pk")
    found = list(rows.values_list("pk", flat=True)[:4])
    if not found:
        sleep(_A_WHILE)
        return "nothing"
    undo(scene.sitting, by.choice(found), _WHY)
    return "unpaired"


def _undoes(scene: Scene, by: Random) -> str:
    judged = Judgement.objects.filter(kind=_K.EDIT_FIELDS, undone_by=None, bulk=None)
    of_whom = list(judged.order_by("-pk").values_list("person_ref", flat=True)[:5])
    last = last_standing(by.choice(of_whom)) if of_whom else None
    if last is None:
        sleep(_A_WHILE)
        return "nothing"
    undo(scene.sitting, last.pk, _WHY)
    return "undone"


def _judges_doses(scene: Scene, by: Random) -> str:
    pair = by.sample(by.choice(scene.doses), 2)
    kind = by.choice((_K.SAME_DOSE, _K.DIFFERENT_DOSES))
    judge_doses(scene.sitting, DosesAsked(kind, *pair, reason=_WHY))
    return "doses judged"


def _enters(scene: Scene, by: Random) -> str:
    """Doses of the very people whose doses are being judged."""
    site = by.choice(list(Site.objects.filter(closed_on=None).order_by("code")[:2]))
    name = f"site {site.code}"
    with scene.lock:
        told = {"role": Role.SITE.value, "place": site.place}
        user, _ = User.objects.get_or_create(username=name, defaults=told)
    sitting = Sitting(user, scene.sitting.desk, scene.sitting.at)
    owner = Dose.objects.get(pk=by.choice(scene.doses)[0]).profile
    day = f"{1 + by.randrange(28)}/4/2022"
    typed = {"given_on": day, "product": "Pfizer", "lot": "FF1", "dose_kind": "booster"}
    made = NewDose(new_key(), {**typed, "dose_number": "1"})
    try:
        enter_dose(sitting, scene.desk, site, Entry(made, owner))
    except NotSeen as seen:
        enter_dose(sitting, scene.desk, site, Entry(made, owner, seen.ahead.names))
    return "entered"


def _lists(scene: Scene, by: Random) -> str:
    """A list is made, goes out, comes back with names corrected, and is applied; then the next."""
    user = scene.sitting.user
    place = by.choice(sorted({Profile.objects.get(pk=one).place for one in scene.pool}))
    made = make_lists(user, scene.sitting.at, ListWanted(Selection(place), "", None))[0]
    if not place.rstrip("/").rpartition("/")[2].startswith("c") or made.size > _LINES * 20:
        moved(user, made, ListAct.CLOSE)
        return "list closed"
    out = in_field(user, made)
    name = f"Trần {next(scene.numbers)} Mới".translate(str.maketrans("0123456789", "abcdefghij"))
    cells = {line: {"new_full_name": name} for line in range(1, min(_LINES, out.size) + 1)}
    content = filled(user, out, cells)
    returned = take_back(user, scene.sitting.at, out.pk, content, SIGNED)
    version = WorkList.objects.get(pk=out.pk).version
    try:
        apply_returned(scene.sitting, AskedToApply(out.pk, returned.pk, version, finish=True))
    except Refused:
        # Every record was changed meanwhile: the list must not hold the cases for ever.
        moved(user, WorkList.objects.get(pk=out.pk), ListAct.CLOSE)
        raise
    return "applied"


def _approves(scene: Scene, by: Random) -> str:
    sitting = scene.sitting
    bulk = draw(sitting, Wanted(sitting.user.place, bulk_by_hand.KINDS, seed=by.randrange(1000)))
    check_next(sitting.desk, bulk)
    approve(sitting, bulk.pk, looked_at_sample=True)
    scene.note(scene.done, "approved")
    undo_bulk(sitting, bulk.pk, _WHY)
    return "bulk undone"


def _retries(scene: Scene, by: Random) -> str:
    del by
    sleep(_A_WHILE)
    retry(scene.sitting.desk, datetime.now(UTC), scene.sitting.user.place)
    return "retried"


ACTS = (
    *(_judges, _merges, _lists, _approves, _judges_doses, _enters),
    *(_undoes_a_pair, _undoes, _retries),
)
_TWICE = 6


def told() -> dict[str, object]:
    """What must hold afterwards, each as the difference from what it should be."""
    judgements = Counter(Judgement.objects.values_list("kind", "person_ref"))
    kinds = {kind for kind, _ in judgements}
    about_doses = {_K.SAME_DOSE.value, _K.DIFFERENT_DOSES.value}
    events = Counter(AuditEvent.objects.filter(act__in=kinds).values_list("act", "subject"))
    ours = Counter({key: many for key, many in judgements.items() if key[0] not in about_doses})
    theirs = Counter({key: many for key, many in events.items() if key[0] not in about_doses})
    return {
        "vendor": connection.vendor,
        "chain": len(verified().faults),
        "counts": len(_grouped().items() ^ _kept().items()),
        "untold": sum((ours - theirs).values()) + sum((theirs - ours).values()),
        "lines": ReturnedLine.objects.filter(fate=LineFate.APPLIED, judgement=None).count(),
        "bulks": sum(_half_done(one) for one in BulkApproval.objects.all()),
    }


def _half_done(bulk: BulkApproval) -> bool:
    """Whether what became of its lines is not what was judged of them."""
    judged = bulk.judgements.filter(kind=_K.APPROVE_IN_BULK).count()
    if bulk.state == BulkState.DRAWN:
        return judged != 0
    done = (BulkOutcome.APPLIED, BulkOutcome.UNDONE, BulkOutcome.JUDGED_SINCE)
    return judged != bulk.lines.filter(outcome__in=done).count()


def _grouped() -> Counter[tuple[str, ...]]:
    counts: Counter[tuple[str, ...]] = Counter()
    for place, *rest in Case.objects.values_list("place", "state", "tier", "reasons"):
        for one in above(place):
            counts[(one, *rest)] += 1
    return counts


def _kept() -> dict[tuple[str, ...], int]:
    rows = CaseCount.objects.values_list("place", "state", "tier", "reasons", "cases")
    return {row[:4]: row[4] for row in rows if row[4]}
