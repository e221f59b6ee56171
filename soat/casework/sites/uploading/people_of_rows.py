"""Who the people of a file's rows are: profiles that are surely meant, or newcomers, verified."""

from collections.abc import Mapping
from dataclasses import dataclass

from soat.casework.judging import Sitting
from soat.casework.models import Profile, Site
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.sites.dose_desk import DoseDesk
from soat.casework.sites.known_doses import Record
from soat.casework.sites.looking_ahead import Whose, typed_person
from soat.casework.sites.making_profiles import Newcomer, cleaned, commune_code, same_person
from soat.casework.sites.uploading.matching import (
    Read,
    number_of,
    profiles_meant,
    same_in_file,
)
from soat.casework.sites.uploading.reading_rows import SentRow
from soat.casework.together import in_parts
from soat.look_up import Answer
from soat.model.closed_lists import RepairKind, Verdict


@dataclass(frozen=True)
class PeopleOfRows:
    """Of the rows to be judged: the first row of the same person, and who that is."""

    of_row: Mapping[str, str]
    who: Mapping[str, Profile | Newcomer]
    mended: Mapping[str, str]


def people_of_rows(
    sitting: Sitting,
    desk: DoseDesk,
    site: Site,
    read: tuple[dict[str, dict[str, str]], dict[str, Read]],
) -> PeopleOfRows:
    """Who each of these people is, by the key of their row; `read` is them as typed and read."""
    typed, reads = read
    first: dict[tuple[object, ...], str] = {}
    of_row = {key: first.setdefault(same_in_file(reads[key]), key) for key in typed}
    persons = {key: reads[key] for key in first.values()}
    meant = profiles_meant(desk, site, persons)
    new = {key: typed[key] for key in persons if key not in meant}
    made, mended = _newcomers(sitting, desk, new, persons)
    return PeopleOfRows(of_row, {**meant, **made}, mended)


def typed_in(sent: SentRow) -> dict[str, str]:
    """The person of a row, as typed."""
    kept = cleaned({name: value or "" for name, value in sent.person.items()})
    return kept | {"residence_code": commune_code(kept["residence_code"])}


def record_of_row(key: str, typed: Mapping[str, str]) -> Record:
    """The person of a row, as a row of the people table."""
    return {**typed_person(Whose(None, typed)), "person_ref": key}


def _newcomers(
    sitting: Sitting,
    desk: DoseDesk,
    typed: Mapping[str, Mapping[str, str]],
    reads: Mapping[str, Read],
) -> tuple[dict[str, Newcomer], dict[str, str]]:
    """Verify all who have no profile. A number that lost its zero is mended where the register then
    verifies the person, and only there: nobody looks at the screen meanwhile."""
    answers = _verified(sitting.desk, typed)
    lost = {
        key: dict(typed[key]) | {"citizen_id": number_of(reads[key]) or ""}
        for key in typed
        if reads[key]["number_damage"] == RepairKind.LEADING_ZERO_LOST and number_of(reads[key])
    }
    mended = {
        key: lost[key] for key, answer in _verified(sitting.desk, lost).items() if _agrees(answer)
    }
    answers |= _verified(sitting.desk, mended)
    reads = {**reads, **desk.read([record_of_row(key, one) for key, one in mended.items()])}
    made = {
        key: Newcomer(mended.get(key, one), reads[key], answers[key], same_person(answers[key]))
        for key, one in typed.items()
    }
    return made, {key: one["citizen_id"] for key, one in mended.items()}


def _verified(
    desk: RegisterDesk, typed: Mapping[str, Mapping[str, str]]
) -> dict[str, Answer | None]:
    answers: dict[str, Answer | None] = {}
    for some in in_parts(list(typed)):
        try:
            told = desk.verify_many([record_of_row(key, typed[key]) for key in some])
        except RegisterOutOfReach:
            return dict.fromkeys(typed)
        answers |= {key: one if one.verdict else None
                    for key, one in zip(some, told, strict=True)}  # fmt: skip
    return answers


def _agrees(answer: Answer | None) -> bool:
    said = answer.verdict if answer else None
    return said is not None and said["verdict"] == Verdict.VERIFIED
