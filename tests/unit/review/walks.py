"""What the tests of both laws ask of a law: where it leads, and how it refuses."""

from soat.model.messages import ClosedList
from soat.review.transitions import Act, Law, State

Steps = set[tuple[ClosedList, ClosedList]]


def steps_of(law: Law[State, Act]) -> Steps:
    """Every state with every state that one act leads to."""
    return {(origin, one.target) for one in law.transitions for origin in one.origins}


def reached_from(first: ClosedList, steps: Steps) -> set[ClosedList]:
    """The first state, and all that any number of steps lead to."""
    reached: set[ClosedList] = {first}
    while further := {target for origin, target in steps if origin in reached} - reached:
        reached |= further
    return reached


def law_in_words(law: Law[State, Act]) -> dict[str, str]:
    """act -> "origin origin > target: permission", the origins in the order of the alphabet."""
    return {
        one.act.value: f"{' '.join(sorted(one.origins))} > {one.target}: {one.permission}"
        for one in law.transitions
    }


def untold_by_refusal(law: Law[State, Act], state: State, act: Act) -> list[str]:
    """What a refusal leaves unsaid in either language: the state, the act, what is possible."""
    refusal = law.refusal(state, act)
    assert refusal is not None
    told = [one.sentence for one in (state, act, *law.acts_in(state))]
    return [
        *(one.en for one in told if one.en not in refusal.en),
        *(one.vi for one in told if one.vi not in refusal.vi),
    ]
