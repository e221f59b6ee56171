"""The histories of profiles, as the run has them and as people judged."""

from collections.abc import Iterable

from django.db.models import F, Q

from soat.casework.at_once import JoinedMeanwhile
from soat.casework.models import Profile, ProfilePair
from soat.casework.pairs.standing import Standing, standing_around
from soat.casework.together import held_together, in_parts
from soat.review.regrouping import own_name, regrouped


def put_histories(refs: Iterable[str]) -> None:
    """Write which history each profile belongs to, for these and all that hang together with them.
    Within a transaction. Who has one of those that change open is told when they save."""
    profiles, standing = hold_histories(refs)
    groups = {ref: _of_run(row) or own_name({ref}) for ref, row in profiles.items()}
    told = standing.of(groups)
    for ref, judged in regrouped(groups, told.same, told.apart).items():
        row, of_run = profiles[ref], _of_run(profiles[ref])
        history = of_run if judged == groups[ref] else judged
        if history != row.history_id:
            Profile.objects.filter(pk=ref).update(
                history_id=history,
                history_of_run=None if history == of_run else of_run,
                version=F("version") + 1,
            )


def hold_histories(refs: Iterable[str]) -> tuple[dict[str, Profile], Standing]:
    """Hold all that hang together with these until the transaction ends, in the order of their
    keys; with the pairs that say so. Raises JoinedMeanwhile."""
    asked = set(refs)
    held = held_together(_hang_together(asked)[0]).keys()
    # Those that were waited for may have joined more to it.
    profiles, standing = _hang_together(asked)
    if not profiles.keys() <= held:
        raise JoinedMeanwhile
    return profiles, standing


def _of_run(profile: Profile) -> str:
    told = profile.history_of_run
    return profile.history_id if told is None else told


def _hang_together(refs: set[str]) -> tuple[dict[str, Profile], Standing]:
    """Those that a chain of pairs and of the run's histories leads to; and the pairs."""
    found: dict[str, Profile] = {}
    while True:
        pairs = standing_around(ProfilePair, refs)
        named = _rows(Q(pk__in=some) for some in in_parts(sorted(refs | pairs.keys)))
        histories = sorted({_of_run(row) for row in named.values()} - {""})
        found = named | _rows(
            Q(history_of_run__in=some) | Q(history_of_run=None, history_id__in=some)
            for some in in_parts(histories)
        )
        if set(found) <= refs:
            return found, pairs
        refs = refs | set(found)


def _rows(which: Iterable[Q]) -> dict[str, Profile]:
    return {row.pk: row for some in which for row in Profile.objects.filter(some)}
