"""What belongs together once people have judged pairs of it: profiles of human beings, rows of
doses.

The engine has put them into groups. A person says of two that they are one, or that they are two:
that stands over the engine, now and after every later run. What nobody judged stays as the engine
has it, as far as that contradicts nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

Pair = tuple[str, str]
"""Two keys. Of a pair held apart the first is the one that was judged: it leaves, the other stays
with whoever else is there."""


def regrouped(
    groups: Mapping[str, str], same: Iterable[Pair], apart: Iterable[Pair]
) -> dict[str, str]:
    """Key → group, from the engine's key → group and from what people judged.

    Pairs may name only keys that have a group. Two keys end in one group if a chain of pairs that
    are the same joins them; never, if they are held apart; else as in the engine's groups, whose
    names stay as far as possible.
    """
    held_apart = list(apart)
    sets = _Sets(groups, held_apart)
    for one, other in same:
        sets.join(one, other)
    leaving = {one for one, _ in held_apart}
    members: dict[str, list[str]] = defaultdict(list)
    for key in sorted(groups, key=lambda key: (key in leaving, key)):
        members[groups[key]].append(key)
    for keys in members.values():
        for at, key in enumerate(keys):
            # With the first who will have it.
            next((True for earlier in keys[:at] if sets.join(earlier, key)), False)
    return _named(sets, members)


def are_joined(same: Iterable[Pair], pair: Pair) -> bool:
    """Whether people joined the two, pair by pair: then nobody can hold them apart as well."""
    sets = _judged(same, (), pair)
    return pair[1] in sets.of[pair[0]]


def are_apart(same: Iterable[Pair], apart: Iterable[Pair], pair: Pair) -> bool:
    """Whether people hold the two apart, pair by pair: then nobody can join them as well."""
    return not _judged(same, apart, pair).join(*pair)


def _judged(same: Iterable[Pair], apart: Iterable[Pair], pair: Pair) -> "_Sets":
    joined, held_apart = list(same), list(apart)
    keys = {key for one in (*joined, *held_apart, pair) for key in one}
    sets = _Sets(keys, held_apart)
    for one, other in joined:
        sets.join(one, other)
    return sets


class _Sets:
    """Disjoint sets that refuse to hold two keys that are apart."""

    def __init__(self, keys: Iterable[str], apart: Iterable[Pair]) -> None:
        self.of: dict[str, set[str]] = {key: {key} for key in keys}
        self._foes: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def join(self, one: str, other: str) -> bool:
        """Whether the two are in one set afterwards."""
        ours, theirs = self.of[one], self.of[other]
        if ours is theirs:
            return True
        if any(self._foes[key] & theirs for key in ours if key in self._foes):
            return False
        ours |= theirs
        for key in theirs:
            self.of[key] = ours
        return True


def _named(sets: _Sets, members: Mapping[str, list[str]]) -> dict[str, str]:
    """A group keeps its name where its first member is; a set of several names takes the least, one
    of none gets a name of its own."""
    names: dict[int, str] = {}
    for name in sorted(members, reverse=True):
        names[id(sets.of[members[name][0]])] = name
    return {key: names.get(id(held)) or own_name(held) for key, held in sets.of.items()}


def own_name(keys: Iterable[str]) -> str:
    """The name of a group that the engine has no name for."""
    return "S" + sha256(min(keys).encode()).hexdigest()[:32]
