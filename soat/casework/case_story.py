"""One profile's case as the engine explains it: the same sentences as `soat explain`."""

from dataclasses import replace

from soat.casework.models import Candidate, Profile, Repair
from soat.engine.explain.case import (
    CandidateRow,
    FieldEvidence,
    PersonCase,
    RepairRow,
    VerdictRow,
)
from soat.engine.explain.sentences import Explanation, explain

_COLUMNS = {
    "number": "citizen_id",
    "name": "full_name",
    "birth_date": "birth_date",
    "sex": "sex",
    "residence": "residence_code",
}


def explanation_of(profile: Profile, language: str, blind: bool = False) -> Explanation:
    """Why the profile has its verdict, in sentences; for a blind review without what would say how
    likely anybody is: probabilities, bits, and the order of the candidates."""
    candidates = list(profile.candidates.order_by("rank"))
    settled = next((c for c in candidates if c.citizen_id == profile.register_citizen_id), None)
    recorded = {field: getattr(profile, column) for field, column in _COLUMNS.items()}
    case = PersonCase(
        replace(_verdict(profile), match_probability=None) if blind else _verdict(profile),
        tuple(_repair(row) for row in profile.repairs.order_by("field")),
        _evidence(settled, recorded, blind) if settled else (),
        () if blind else tuple(_candidate(row) for row in candidates),
        {field: value for field, value in recorded.items() if value},
    )
    return explain(case, language)


def _verdict(profile: Profile) -> VerdictRow:
    return VerdictRow(
        profile.person_ref,
        profile.number_status,
        profile.verdict,
        tuple(reason for reason in profile.reasons.split(",") if reason),
        profile.register_citizen_id or None,
        profile.rule,
        profile.match_probability,
        profile.tier,
    )


def _repair(row: Repair) -> RepairRow:
    recorded, register = row.recorded_value or None, row.register_value or None
    return RepairRow(row.field, recorded, register, row.kind, row.tier)


def _evidence(row: Candidate, recorded: dict[str, str], blind: bool) -> tuple[FieldEvidence, ...]:
    register = row.as_typed
    return tuple(
        FieldEvidence(
            field,
            told["level"],
            None if blind else told["bits"],
            recorded.get(field) or None,
            register.get(_COLUMNS.get(field, "")) or None,
        )
        for field, told in row.told.items()
        if told["level"]
    )


def _candidate(row: Candidate) -> CandidateRow:
    levels = {field: told["level"] for field, told in row.told.items() if told["level"]}
    described = ", ".join(value for value in (row.full_name, row.birth_text) if value)
    return CandidateRow(row.rank, row.citizen_id, row.match_probability, levels, described)
