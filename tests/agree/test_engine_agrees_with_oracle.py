"""The engine and a small obvious oracle say the same of generated countries."""

from collections import Counter

from hypothesis import given

from soat.model.closed_lists import NumberStatus, RepairKind, Rule, Tier, Verdict
from tests.agree.oracle import reasons, settled
from tests.answers import Answers, answers_for
from tests.engine_settings import countries_tried
from tests.generated import Country, countries
from tests.rest_of_country import rest_of_country

# Kinds that the generator has no corruption for; tests/spec shows each of them.
NOT_GENERATED = {RepairKind.LEGACY_FONT}


def test_engine_agrees_with_oracle_and_every_answer_is_reached() -> None:
    """One test, so that what the generator reached is known when the last country is done."""
    reached: Counter[str] = Counter()

    @countries_tried(12)
    @given(countries(fewest=30, most=60))
    def every_answer_agrees(country: Country) -> None:
        answers = answers_for(country.people, [*country.register, *rest_of_country()])
        agrees(country, answers)
        reached.update(codes_in(answers))

    every_answer_agrees()
    for codes in (Verdict, NumberStatus, Rule, Tier, RepairKind):
        unreached = {code.value for code in codes} - reached.keys()
        assert unreached <= {kind.value for kind in NOT_GENERATED}, reached


def agrees(country: Country, answers: Answers) -> None:
    """Whoever the number settles is settled so; whoever is linked differs where we see it."""
    register = {person["citizen_id"]: person for person in country.register}
    for profile in country.people:
        verdict = answers.verdict_of(profile["person_ref"] or "")
        expected = settled(profile, country.register)
        assert verdict["number_status"] == expected.number_status, profile
        if expected.verdict:
            told = (verdict["verdict"], verdict["citizen_id"], verdict["rule"])
            assert told == (expected.verdict, expected.citizen_id, expected.rule), profile
        else:
            assert verdict["verdict"] in ("mismatch", "unidentified"), profile
        if verdict["citizen_id"]:
            person = register[str(verdict["citizen_id"])]
            assert verdict["reasons"] == reasons(profile, person), (profile, person)


def codes_in(answers: Answers) -> list[str]:
    """Every code that the answers hold."""
    columns = ("verdict", "number_status", "rule", "tier")
    told = [str(row[column]) for row in answers.verdicts for column in columns]
    return told + [str(row["kind"]) for row in answers.repairs]
