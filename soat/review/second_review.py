"""Which judgements need a second, blind review, and when two people agree.

The policy is data (second_review.toml, or a file of the installation's own). Where it asks for a
second review, the first judgement is kept as an opinion and changes nothing; somebody else looks
at the same case without seeing it, and without scores. If both say the same it is done; if not, a
supervisor who sees both decides.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soat.model.closed_lists import Rule, Tier
from soat.model.errors import InputUnusable
from soat.model.messages import ClosedList, Message
from soat.model.review_lists import JudgementKind, PlaceLevel
from soat.review.places import level_of

DEFAULT_POLICY = Path(__file__).with_name("second_review.toml")

_K = JudgementKind
ABOUT_A_PAIR = frozenset({_K.MERGE_PROFILES, _K.SPLIT_PROFILES})
"""Whether two profiles are one human being: two answers to one question."""
ABOUT_THE_RECORD = frozenset(
    {_K.ACCEPT_PROPOSAL, _K.TAKE_CANDIDATE, _K.EDIT_FIELDS, _K.ASK_HOUSEHOLD, _K.CANNOT_RESOLVE}
)
"""Who a profile is: the answers to that question."""
_LISTS: dict[str, type[ClosedList]] = {
    "kinds": JudgementKind,
    "rules": Rule,
    "tiers": Tier,
    "levels": PlaceLevel,
}
_UNUSABLE = Message(
    "Tệp quy định xem lại lần hai không đọc được: {why}.",
    "The policy of second reviews cannot be read: {why}.",
)
_REMEDY = Message(
    "Viết như mẫu soat/review/second_review.toml.",
    "Write it as soat/review/second_review.toml shows.",
)


@dataclass(frozen=True)
class Judged:
    """What of a judgement and its record the policy goes by."""

    kind: JudgementKind
    rule: str
    tier: str
    place: str


@dataclass(frozen=True)
class Line:
    """One line of the policy; an empty set means every one."""

    kinds: frozenset[str]
    rules: frozenset[str]
    tiers: frozenset[str]
    levels: frozenset[str]

    def asks(self, judged: Judged) -> bool:
        """Whether the line asks for a second review of that judgement."""
        said = (
            (self.kinds, judged.kind),
            (self.rules, judged.rule),
            (self.tiers, judged.tier),
            (self.levels, level_of(judged.place)),
        )
        return all(not wanted or found in wanted for wanted, found in said)


@dataclass(frozen=True)
class Policy:
    """Every line; a second review is needed if one of them asks for it."""

    lines: tuple[Line, ...]

    def needs_second(self, judged: Judged) -> bool:
        """Whether that judgement needs a second, blind review."""
        return any(line.asks(judged) for line in self.lines)

    def hides_scores(self, rule: str, tier: str, place: str) -> bool:
        """Whether who judges such a record must not see how likely each candidate is: some answer
        to who it is needs a second review."""
        asked = (Judged(kind, rule, tier, place) for kind in ABOUT_THE_RECORD)
        return any(map(self.needs_second, asked))


def read_policy(file: Path = DEFAULT_POLICY) -> Policy:
    """The policy in that file. Raises InputUnusable where it cannot be read."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        lines = tuple(_line(one) for one in told.pop("needs_second_review", []))
        _refuse_unknown(told, ())
    except (OSError, ValueError, TypeError, AttributeError) as fault:
        why = {"why": str(fault)}
        raise InputUnusable(_UNUSABLE.filled(**why), str(file), _REMEDY) from fault
    return Policy(lines)


def _line(told: Mapping[str, Any]) -> Line:
    _refuse_unknown(told, _LISTS)
    return Line(*(frozenset(_codes(name, told.get(name, ()))) for name in _LISTS))


def _codes(name: str, told: Iterable[str]) -> Iterable[str]:
    return [_LISTS[name](code).value for code in told]


def _refuse_unknown(told: Mapping[str, Any], known: Iterable[str]) -> None:
    unknown = sorted(set(told) - set(known))
    if unknown:
        raise ValueError(", ".join(unknown))


def same_answer(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two opinions come to the same: the same record, or the same thing said of a pair.
    How somebody got there (accepted, taken, typed) is no difference; nor are blanks and case."""
    return _plain(one) == _plain(other)


def _plain(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _plain(said) if isinstance(said, Mapping) else " ".join(str(said).split()).casefold()
        for name, said in answer.items()
    }
