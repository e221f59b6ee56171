"""The policy of second reviews that this installation goes by."""

from functools import cache
from pathlib import Path

from django.conf import settings

from soat.casework.models import Profile
from soat.model.review_lists import JudgementKind
from soat.review.second_review import DEFAULT_POLICY, Judged, Policy, read_policy


def policy() -> Policy:
    """The installation's own file, or the one that comes with the software."""
    return _read(str(getattr(settings, "SECOND_REVIEW", "") or DEFAULT_POLICY))


@cache
def _read(file: str) -> Policy:
    return read_policy(Path(file))


def second_needed(profile: Profile, kind: JudgementKind) -> bool:
    """Whether such a judgement of the profile needs a second, blind review."""
    return policy().needs_second(Judged(kind, profile.rule, profile.tier, profile.place))


def scores_hidden(profile: Profile) -> bool:
    """Whether who judges the profile must not see how likely each candidate is."""
    return policy().hides_scores(profile.rule, profile.tier, profile.place)
