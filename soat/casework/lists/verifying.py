"""Many records verified at once, each as if it were alone.

Asked together the register answers many times faster. But records that concern one another are
then settled jointly, as in a run; a single edit knows of no other. So whoever shares a register
person with another of the same batch is asked again alone. What is then said of each is what is
said of it alone, up to the last digits of a probability.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from soat.casework.judging import Change
from soat.casework.models import Profile
from soat.casework.register_desk import RegisterDesk, RegisterOutOfReach
from soat.casework.verdict_rows import record_of
from soat.look_up import Answer

_AT_ONCE = 200
Edit = tuple[Profile, dict[str, str]]


def changes_of(
    desk: RegisterDesk, edits: Sequence[Edit], known: Mapping[str, Answer] | None = None
) -> list[Change]:
    """The changes with what the engine says of each record as it will be; without an answer where
    nothing is typed otherwise, or the register is out of reach. The register is not asked where it
    is known, by the profile's key, what it says."""
    known = known or {}
    asked = [edit for edit in edits if edit[1] and edit[0].pk not in known]
    answers = iter(_answers(desk, asked))
    return [
        Change(
            {name: getattr(profile, name) for name in after},
            after,
            (known.get(profile.pk) or next(answers)) if after else None,
            profile.verdict,
        )
        for profile, after in edits
    ]


def _answers(desk: RegisterDesk, edits: Sequence[Edit]) -> list[Answer | None]:
    found: list[Answer | None] = []
    for first in range(0, len(edits), _AT_ONCE):
        some = edits[first : first + _AT_ONCE]
        try:
            found += _each_alone(desk, [record_of(*edit) for edit in some])
        except RegisterOutOfReach:
            found += [None] * len(some)
    return found


def _each_alone(desk: RegisterDesk, records: list[dict[str, str | None]]) -> list[Answer]:
    answers = desk.verify_many(records)
    touched = [_people_of(record, answer) for record, answer in zip(records, answers, strict=True)]
    shared = {one for one, times in Counter(_each(touched)).items() if times > 1}
    return [
        desk.verify(record) if shared & people else answer
        for record, people, answer in zip(records, touched, answers, strict=True)
    ]


def _people_of(record: dict[str, str | None], answer: Answer) -> set[str]:
    """The register people that the record was held against, and the number that it names."""
    rows = [*answer.candidates, *answer.evidence, *([answer.verdict] if answer.verdict else [])]
    named = {str(row["citizen_id"]) for row in rows if row.get("citizen_id")}
    return named | ({number} if (number := record["citizen_id"]) else set())


def _each(touched: Iterable[set[str]]) -> Iterable[str]:
    return (one for people in touched for one in people)
