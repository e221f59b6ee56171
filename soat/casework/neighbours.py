"""Other profiles that may be the same human being, or live together: within the user's place only.

Each comes with every reason why it is shown. A profile outside the place does not exist here, and
nothing tells that there is one.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from soat.casework.models import Profile, ProfilePair, User
from soat.casework.pairs.standing import standing_around
from soat.casework.scopes import visible
from soat.model.messages import ClosedList

MOST_SHOWN = 20
"""One phone may stand on hundreds of profiles: no page shows them all."""


class Tie(ClosedList):
    """Why another profile is shown beside a case."""

    HISTORY = "history", "đang chung một lịch sử tiêm", "shares the history"
    REGISTER_PERSON = (
        "register_person",
        "cùng một công dân trong cơ sở dữ liệu dân cư",
        "the same person of the register",
    )
    FINDING = "finding", "phần mềm phát hiện trùng", "a finding names both"
    PHONE = "phone", "cùng số điện thoại", "the same phone"
    JUDGED = "judged", "đã có người quyết định", "somebody judged the two"
    ASKED = "asked", "đang cần ý kiến của bạn", "your opinion is asked for"


@dataclass(frozen=True)
class Neighbour:
    """Another profile, and its ties with the one whose case is open. `together` says whether the
    two are one human being as things stand."""

    profile: Profile
    ties: tuple[Tie, ...]
    together: bool


def neighbours_of(user: User, profile: Profile, asked_of: str = "") -> list[Neighbour]:
    """Those that this user may see, the closest first; `asked_of` is shown in any case, if it
    exists for the user."""
    within = visible(user, Profile).filter(withdrawn_at=None).exclude(pk=profile.pk)
    ties: defaultdict[str, list[Tie]] = defaultdict(list)
    found: dict[str, Profile] = {}
    for tie, rows in [*_tied(within, profile), (Tie.ASKED, within.filter(pk=asked_of))]:
        for row in rows.order_by("pk")[:MOST_SHOWN]:
            found[row.pk] = row
            ties[row.pk].append(tie)
    ordered = sorted(found.values(), key=lambda row: (_ORDER[ties[row.pk][0]], row.pk))
    return [
        Neighbour(row, tuple(ties[row.pk]), row.history_id == profile.history_id)
        for row in ordered[:MOST_SHOWN]
    ]


_ORDER = {tie: number for number, tie in enumerate(Tie)}


def _tied(within: QuerySet[Profile], profile: Profile) -> list[tuple[Tie, QuerySet[Profile]]]:
    phones = sorted({profile.phone, profile.guardian_phone} - {""})
    named = profile.findings.exclude(other_person_ref="").values("other_person_ref")
    judged = sorted(standing_around(ProfilePair, [profile.pk]).keys)
    tied = [
        (Tie.HISTORY, Q(history_id=profile.history_id) if profile.history_id else None),
        (
            Tie.REGISTER_PERSON,
            Q(register_citizen_id=profile.register_citizen_id)
            if profile.register_citizen_id
            else None,
        ),
        (Tie.FINDING, Q(pk__in=named)),
        (Tie.PHONE, Q(phone__in=phones) if phones else None),
        (Tie.JUDGED, Q(pk__in=judged) if judged else None),
    ]
    return [(tie, within.filter(which)) for tie, which in tied if which is not None]
