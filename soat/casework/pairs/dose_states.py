"""What became of dose rows in their histories, as the run has it and as people judged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from soat.casework.at_once import JoinedMeanwhile
from soat.casework.models import Dose, DosePair
from soat.casework.pairs.standing import Standing, standing_around
from soat.casework.together import doses_held, in_parts
from soat.model.dose_lists import DoseState
from soat.review.regrouping import regrouped

State = tuple[str, str]
"""The state of a row, and the row that is kept in its place."""


def put_dose_states(refs: Iterable[str]) -> None:
    """Write which rows are one dose, for these and all in their histories. Within a transaction."""
    doses, standing = hold_dose_states(refs)
    told = standing.of(doses)
    groups = {ref: _group_of_run(row) for ref, row in doses.items()}
    changed = []
    for ref, state in _states(doses, groups, regrouped(groups, told.same, told.apart)).items():
        row, of_run = doses[ref], _of_run(doses[ref])
        if state != (row.state, row.kept_dose_ref):
            row.state, row.kept_dose_ref = state
            row.as_run = list(of_run) if state != of_run else None
            changed.append(row)
    Dose.objects.bulk_update(changed, ["state", "kept_dose_ref", "as_run"], batch_size=500)


def hold_dose_states(refs: Iterable[str]) -> tuple[dict[str, Dose], Standing]:
    """Hold all rows that hang together with these until the transaction ends, in the order of their
    keys; with the pairs that say so. Raises JoinedMeanwhile."""
    asked = set(refs)
    held = doses_held(_hang_together(asked)[0]).keys()
    # Those that were waited for may have joined more to it.
    doses, standing = _hang_together(asked)
    if not doses.keys() <= held:
        raise JoinedMeanwhile
    return doses, standing


def _of_run(dose: Dose) -> State:
    state, kept = dose.as_run or (dose.state, dose.kept_dose_ref)
    return (state, kept)


def _group_of_run(dose: Dose) -> str:
    return _of_run(dose)[1] or dose.pk


def _states(
    doses: Mapping[str, Dose], groups: Mapping[str, str], judged: Mapping[str, str]
) -> dict[str, State]:
    """The state of every row: where its group is as in the run, so is the state."""
    before, now = _members(groups), _members(judged)
    states: dict[str, State] = {}
    for ref, group in judged.items():
        members = now[group]
        if members == before[groups[ref]]:
            states[ref] = _of_run(doses[ref])
            continue
        kept = min(members, key=lambda one: _order_of_keeping(doses[one]))
        is_kept = ref == kept
        states[ref] = (DoseState.KEPT.value if is_kept else DoseState.DUPLICATE.value, kept)
    return states


def _members(groups: Mapping[str, str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ref, group in groups.items():
        found[group].add(ref)
    return found


def _order_of_keeping(dose: Dose) -> tuple[bool, bool, str, str]:
    """Rather a row that the run kept, then the one that was recorded first."""
    recorded = dose.recorded_at
    at = recorded.isoformat() if recorded else ""
    return (_of_run(dose)[0] != DoseState.KEPT, recorded is None, at, dose.pk)


def _hang_together(refs: set[str]) -> tuple[dict[str, Dose], Standing]:
    """The rows of every history that a chain of pairs leads to; and the pairs."""
    while True:
        pairs = standing_around(DosePair, refs)
        named = refs | pairs.keys
        found: dict[str, Dose] = {}
        for some in in_parts(sorted(named)):
            histories = Dose.objects.filter(pk__in=some).values("profile__history_id")
            which = Q(pk__in=some) | Q(profile__history_id__in=histories)
            rows = Dose.objects.filter(which, withdrawn_at=None)
            found |= {row.pk: row for row in rows}
        if set(found) <= refs:
            return found, pairs
        refs = refs | set(found)
