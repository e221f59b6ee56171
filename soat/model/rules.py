"""The rule catalogue: what a record must fulfil, as data (soat/model/rules/*.toml).

The engine looks a rule's SQL up by its code; `docs/reference/rules.md` is generated from here, so
that what is documented is what is checked.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from soat.model.dose_lists import RuleDimension, RuleGrain, RuleOwner, Severity
from soat.model.messages import Message

Number = int | float | date
Row = Mapping[str, object]
"""Columns of one tiny row of an example; the text NULL stands for no value."""

_FILES = Path(__file__).parent / "rules"
_UNSAID = Message("", "")


@dataclass(frozen=True)
class Threshold:
    """A number or day that a rule compares with, in force from one day to the day before another.

    `valid_from` or `valid_to` of None: since ever, until further notice.
    """

    name: str
    value: Number
    unit: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class RuleExample:
    """A record that keeps or breaks the rule: what differs from a record without any fault.

    `row` changes columns of the record itself; each of `more` is a further row, with the name
    of its table (or without one: a whole second record) and its columns.
    """

    case: str
    says: str
    breaks: bool
    row: Row
    more: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue. `name` is its claim: what is true of a record that breaks it.

    `listed` says whether each breaking record is a finding, or is only counted. A rule that the
    present tables cannot answer says so in `not_evaluated`. `words` are texts the rule knows.
    """

    code: str
    name: str
    grain: RuleGrain
    dimension: RuleDimension
    severity: Severity
    owner: RuleOwner
    sentence: Message
    applies_to: Message
    remedy: Message
    source: str
    due_days: int = 7
    auto_fix: bool = False
    listed: bool = True
    not_evaluated: Message | None = None
    words: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    examples: tuple[RuleExample, ...] = ()

    @property
    def evaluated(self) -> bool:
        """Whether the room `check` can answer it."""
        return self.not_evaluated is None

    @property
    def suppressible(self) -> bool:
        """Whether a site may suppress it: what concerns a person belongs to the commune."""
        return self.grain is not RuleGrain.PERSON

    def thresholds_on(self, day: date) -> dict[str, Number]:
        """The thresholds in force on the day, by name."""
        return {one.name: one.value for one in self.thresholds if one.holds_on(day)}

    def said_on(self, day: date) -> Message:
        """Its sentence with the thresholds in force on the day filled in."""
        return self.sentence.filled(**self.thresholds_on(day))


class RuleFault(Exception):
    """Our own fault: a rule file cannot be read as a catalogue."""


def read_rules(path: Path, grain: RuleGrain) -> tuple[Rule, ...]:
    """The rules of one file. Raises RuleFault naming the rule and what is wrong with it."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    return tuple(_rule(table, grain) for table in tables)


def _rule(table: dict[str, Any], grain: RuleGrain) -> Rule:
    code = str(table.get("code"))
    reason = table.pop("not_evaluated", None)
    try:
        return Rule(
            grain=grain,
            dimension=RuleDimension(table.pop("dimension")),
            severity=Severity(table.pop("severity")),
            owner=RuleOwner(table.pop("owner")),
            sentence=Message(**table.pop("sentence")),
            applies_to=_message(table, "applies_to", reason),
            remedy=_message(table, "remedy", reason),
            not_evaluated=Message(**reason) if reason else None,
            words=tuple(table.pop("words", ())),
            thresholds=tuple(Threshold(**one) for one in table.pop("threshold", ())),
            examples=tuple(_example(one) for one in table.pop("example", ())),
            **table,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise RuleFault(f"{code}: {fault}") from fault


def _message(table: dict[str, Any], name: str, not_evaluated: object) -> Message:
    # Of a rule that nobody can evaluate yet it is not known whom to ask what.
    said = table.pop(name, None)
    return _UNSAID if said is None and not_evaluated else Message(**said)


def _example(table: dict[str, Any]) -> RuleExample:
    return RuleExample(**{**table, "more": tuple(table.get("more", ()))})


PERSON_RULES = read_rules(_FILES / "person.toml", RuleGrain.PERSON)
DOSE_RULES = read_rules(_FILES / "dose.toml", RuleGrain.DOSE)
SITE_DAY_RULES = read_rules(_FILES / "site_day.toml", RuleGrain.SITE_DAY)
ALL_RULES = PERSON_RULES + DOSE_RULES + SITE_DAY_RULES
BY_CODE = {rule.code: rule for rule in ALL_RULES}
BY_NAME = {rule.name: rule for rule in ALL_RULES}
