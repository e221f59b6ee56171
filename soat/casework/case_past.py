"""Everything that happened to a profile, in order: judgements, work lists, loads.

What a user may not see does not exist here either: a judgement made elsewhere, a list of another
place, an opinion of a blind review that goes on.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from soat.casework.judging import state_of
from soat.casework.models import (
    Judgement,
    ListLine,
    Profile,
    ProfilePair,
    User,
    VerdictChange,
)
from soat.casework.pairs.undoing_pairs import can_be_undone
from soat.casework.scopes import visible
from soat.casework.undoing import last_standing
from soat.review.case_law import MOVES_NO_CASE, refusal_under_review


@dataclass(frozen=True)
class JudgementTold:
    """A judgement; `can_be_undone` says whether it is the one to be undone next."""

    at: datetime
    row: Judgement
    can_be_undone: bool


@dataclass(frozen=True)
class ListTold:
    """That the case was put on a work list."""

    at: datetime
    row: ListLine


@dataclass(frozen=True)
class LoadTold:
    """That a load gave it another verdict."""

    at: datetime
    row: VerdictChange


Told = JudgementTold | ListTold | LoadTold


def past_of(user: User, profile: Profile) -> list[Told]:
    """What happened, the latest first."""
    told = [*_judgements(user, profile), *_lists(user, profile), *_loads(user, profile)]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _judgements(user: User, profile: Profile) -> list[Told]:
    # While a second person looks the record stays as it is.
    last = None if refusal_under_review(state_of(profile)) else last_standing(profile.pk)
    # A judgement of two profiles is told on the pages of both.
    pairs = visible(user, ProfilePair).filter(Q(ref=profile.pk) | Q(other_ref=profile.pk))
    about = Q(person_ref=profile.pk) | Q(pk__in=pairs.values("judgement"))
    rows = visible(user, Judgement).filter(about).order_by("-pk")
    return [JudgementTold(row.at, row, row == last or _undoable(row)) for row in rows]


def _undoable(row: Judgement) -> bool:
    return row.kind in MOVES_NO_CASE and can_be_undone(row)


def _lists(user: User, profile: Profile) -> list[Told]:
    rows = visible(user, ListLine).filter(profile=profile).select_related("work_list")
    return [ListTold(row.work_list.made_at, row) for row in rows]


def _loads(user: User, profile: Profile) -> list[Told]:
    rows = visible(user, VerdictChange).filter(person_ref=profile.pk)
    return [LoadTold(row.at, row) for row in rows]


def judged_since(user: User, profile: Profile, at: datetime) -> list[Judgement]:
    """What people judged of the profile after that moment, the earliest first."""
    rows = visible(user, Judgement).filter(person_ref=profile.pk, at__gt=at)
    return list(rows.order_by("pk"))
