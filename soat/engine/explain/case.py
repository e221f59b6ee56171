"""One person's case: what the run kept about one profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from soat.model.closed_lists import ComparedField
from soat.model.messages import Message

FIELD_NAMES: Mapping[str, Message] = {
    **{compared.value: compared.sentence for compared in ComparedField},
    "residence": Message("nơi thường trú", "residence"),
    "lent": Message("các hồ sơ khác của cùng người", "other profiles of the same person"),
    "home": Message("nơi ở của người dùng chung điện thoại", "home of those sharing the phone"),
}


@dataclass(frozen=True)
class VerdictRow:
    """The person's row of the table verdicts."""

    person_ref: str
    number_status: str
    verdict: str
    reasons: tuple[str, ...]
    citizen_id: str | None
    rule: str
    match_probability: float | None
    tier: str


@dataclass(frozen=True)
class RepairRow:
    """One field to correct."""

    field: str
    recorded_value: str | None
    register_value: str | None
    kind: str
    tier: str


@dataclass(frozen=True)
class FieldEvidence:
    """How one field of the record compares with the likeliest register person.

    `bits` is the weight of the agreement: each bit doubles (or, negative, halves) the odds that
    the two are one human being. None where nothing was kept.
    """

    field: str
    agreement: str
    bits: float | None
    recorded: str | None
    register: str | None


@dataclass(frozen=True)
class CandidateRow:
    """A register person who may be this profile, with one agreement level for each field.

    `described` is the register's name and birth date of that person, where they were kept.
    """

    rank: int
    citizen_id: str
    match_probability: float | None
    agreements: Mapping[str, str]
    described: str = ""


@dataclass(frozen=True)
class PersonCase:
    """Everything that the run kept about one person profile.

    `recorded` is what the record says, by field, where it was kept.
    """

    verdict: VerdictRow
    repairs: tuple[RepairRow, ...] = ()
    evidence: tuple[FieldEvidence, ...] = ()
    candidates: tuple[CandidateRow, ...] = ()
    recorded: Mapping[str, str] = field(default_factory=dict)
