"""What the engine said of one record, as the rows of the application's tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from soat.casework.loading.shaping import LEVELS, TYPED
from soat.casework.models import Candidate, Profile, Repair
from soat.casework.together import in_parts
from soat.look_up import Answer
from soat.model.tables import PEOPLE


def record_of(profile: Profile, changed: Mapping[str, str]) -> dict[str, str | None]:
    """The profile as it will be typed, as a record for the look-up."""
    typed = {name: changed.get(name, getattr(profile, name)) or None for name in TYPED}
    return {**dict.fromkeys(PEOPLE.column_names), **typed, "person_ref": profile.person_ref}


def put_verdict(profile: Profile, answer: Answer) -> None:
    """Write the verdict into the profile, and replace its repairs and candidates. A record that
    cannot be used keeps the verdict it had: its form refuses it before."""
    put_verdicts([(profile, answer)])


def put_verdicts(answered: Iterable[tuple[Profile, Answer]]) -> None:
    """The same for many profiles; who writes the profiles themselves is the caller."""
    usable = [(profile, answer) for profile, answer in answered if answer.verdict is not None]
    for profile, answer in usable:
        say(profile, answer.verdict or {})
    clear_said([profile for profile, _ in usable])
    Repair.objects.bulk_create(
        _repair(profile, row) for profile, answer in usable for row in answer.repairs
    )
    Candidate.objects.bulk_create(
        _candidate(profile, row) for profile, answer in usable for row in answer.evidence
    )


def clear_said(profiles: Sequence[Profile]) -> None:
    """Take away the repairs and candidates of these profiles."""
    for some in in_parts(profiles):
        Repair.objects.filter(profile__in=some).delete()
        Candidate.objects.filter(profile__in=some).delete()


def say(profile: Profile, said: Mapping[str, Any]) -> None:
    """The columns of a verdict into those of the profile."""
    profile.number_status, profile.verdict = said["number_status"], said["verdict"]
    profile.reasons = ",".join(said["reasons"] or ())
    profile.register_citizen_id = said["citizen_id"] or ""
    profile.rule, profile.tier = said["rule"], said["tier"]
    profile.match_probability = said["match_probability"]


def _repair(profile: Profile, row: Mapping[str, Any]) -> Repair:
    return Repair(
        profile=profile,
        field=row["field"],
        recorded_value=row["recorded_value"] or "",
        register_value=row["register_value"] or "",
        kind=row["kind"],
        tier=row["tier"],
    )


def _candidate(profile: Profile, row: Mapping[str, Any]) -> Candidate:
    told = {
        name: {"level": row.get(f"{name}_agreement"), "bits": _rounded(row.get(f"{name}_bits"))}
        for name in LEVELS
    }
    return Candidate(
        profile=profile,
        rank=row["rank"],
        citizen_id=row["citizen_id"],
        match_probability=row["match_probability"],
        full_name=row.get("register_full_name") or "",
        birth_text=row.get("register_birth_text") or "",
        sex=row.get("register_sex") or "",
        residence_code=row.get("register_residence_code") or "",
        told=told,
    )


def _rounded(bits: float | None) -> float | None:
    return None if bits is None else round(bits, 3)
