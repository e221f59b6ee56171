"""One person at once says what a run over that person says; a batch, what a run over the batch."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import given

from soat.look_up import Answer, LookUp
from soat.register.look_up_build import build_look_up_index
from soat.register.snapshot import write_snapshot
from tests.answers import Answers, answers_for, finished_run
from tests.engine_settings import countries_tried
from tests.generated import Country, countries
from tests.rest_of_country import rest_of_country
from tests.tables import Row

Said = dict[str, list[dict[str, object]]]
_ABOUT: dict[str, object] = {"soat_version": "0", "profile": "vn", "sources": (), "rejected": 0}


def snapshot_of(register: Sequence[Row], folder: Path) -> Path:
    """A snapshot with its look-up index."""
    with finished_run([], register) as connection:
        write_snapshot(connection, folder, _ABOUT)
        build_look_up_index(connection, folder)
    return folder


def said_by_run(answers: Answers) -> Said:
    return {
        "verdicts": [_without_run(row) for row in answers.verdicts],
        "repairs": answers.repairs,
        "candidates": answers.candidates,
        "evidence": answers.evidence,
        "rejects": [{"row": row["row_number"], "reason": row["reason"]} for row in answers.rejects],
    }


def said_by_look_up(answers: Sequence[Answer]) -> Said:
    told: Said = {
        "verdicts": [_without_run(answer.verdict) for answer in answers if answer.verdict],
        "repairs": [dict(row) for answer in answers for row in answer.repairs],
        "candidates": [dict(row) for answer in answers for row in answer.candidates],
        "evidence": [dict(row) for answer in answers for row in answer.evidence],
        "rejects": [
            {"row": row, "reason": answer.rejected}
            for row, answer in enumerate(answers, start=1)
            if answer.rejected
        ],
    }
    told["verdicts"].sort(key=lambda row: str(row["person_ref"]))
    return told


def _without_run(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "run_id"}


@countries_tried(4)
@given(countries(fewest=20))
def test_a_batch_is_a_run_over_the_batch(tmp_path_factory, country: Country):
    register = [*country.register, *rest_of_country()]
    folder = snapshot_of(register, tmp_path_factory.mktemp("snapshot"))
    with LookUp.open(folder) as look_up:
        told = said_by_look_up(look_up.verify_many(country.people))
    assert told == said_by_run(answers_for(country.people, register))


@countries_tried(1)
@given(countries(fewest=10, most=14))
def test_one_by_one_is_a_run_over_each(tmp_path_factory, country: Country):
    register = [*country.register, *rest_of_country()]
    folder = snapshot_of(register, tmp_path_factory.mktemp("snapshot"))
    with LookUp.open(folder) as look_up:
        for person in country.people:
            told = said_by_look_up([look_up.verify(person)])
            assert told == said_by_run(answers_for([person], register)), person["person_ref"]
