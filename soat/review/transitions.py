"""One shape for what a list and a case may go through: an act leads from a state to a state."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from soat.model.messages import ClosedList, Message
from soat.model.review_lists import Permission

State = TypeVar("State", bound=ClosedList)
Act = TypeVar("Act", bound=ClosedList)

_NOT_NOW = Message(
    "Đang ở trạng thái “{state}” nên chưa thể: {act}. Có thể: {possible}.",
    "It is “{state}”, so this is not possible now: {act}. Possible: {possible}.",
)
_NOTHING = Message("không việc gì nữa", "nothing more")


@dataclass(frozen=True)
class Transition(Generic[State, Act]):
    """From these states the act leads to that state; the permission is what it needs."""

    act: Act
    origins: frozenset[State]
    target: State
    permission: Permission


class Law(Generic[State, Act]):
    """All transitions of one kind of thing."""

    def __init__(self, transitions: Iterable[Transition[State, Act]]) -> None:
        self.transitions = tuple(transitions)

    def acts_in(self, state: State) -> list[Act]:
        """What can be done in that state, by somebody."""
        return [one.act for one in self.transitions if state in one.origins]

    def transition(self, state: State, act: Act) -> Transition[State, Act] | None:
        """Where the act leads from that state; None when it is not possible there."""
        possible = (t for t in self.transitions if t.act is act and state in t.origins)
        return next(possible, None)

    def refusal(self, state: State, act: Act) -> Message | None:
        """Why the act is not possible in that state, or None when it is."""
        if self.transition(state, act) is not None:
            return None
        possible = [one.sentence for one in self.acts_in(state)] or [_NOTHING]
        return Message(
            _NOT_NOW.vi.format(
                state=state.sentence.vi,
                act=act.sentence.vi,
                possible=", ".join(one.vi for one in possible),
            ),
            _NOT_NOW.en.format(
                state=state.sentence.en,
                act=act.sentence.en,
                possible=", ".join(one.en for one in possible),
            ),
        )

    def diagram(self) -> str:
        """The law as a Mermaid state diagram, one line a transition."""
        lines = [
            f"    {origin} --> {one.target}: {one.act.sentence.en}"
            for one in self.transitions
            for origin in sorted(one.origins)
        ]
        return "\n".join(("stateDiagram-v2", *lines))
