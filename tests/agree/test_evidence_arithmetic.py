"""Bits and probabilities, added up in plain Python from the shipped weights, are the engine's.

A level's bits are log2(m / u): how much likelier it is for one person than for strangers. Where
agreement on a common value says less, u is the value's own share in the register.
"""

from collections import Counter
from math import isclose, log2

from hypothesis import given

from soat.engine.resolve.fields import VIETNAM
from soat.engine.resolve.weights import load_absent, load_weights
from tests.answers import Answers, answers_for
from tests.engine_settings import countries_tried
from tests.generated import Country, countries, without_marks
from tests.rest_of_country import rest_of_country
from tests.tables import Row, rows_of

WEIGHTS = load_weights("vn")
SILENT = {comparison.field: comparison.silent_levels for comparison in VIETNAM}
BY_VALUE = {
    comparison.field: {level.name for level in comparison.levels if level.by_value}
    for comparison in VIETNAM
}
# A small register's shares shrink towards the nation's (soat/engine/resolve/fields.py).
NAME_PEOPLE, NAME_NATION = 5.0, 25_000.0
COMMUNE_PEOPLE, COMMUNE_NATION = 1.0, 10_000.0
# How often a register person who has a profile has a second one (soat/engine/resolve/settle.py).
SECOND_PROFILE = 0.03
# A register of a few people is an extract of at least a commune (soat/engine/resolve/evidence.py).
FEWEST_PEOPLE = 10_000
# Below, a pair cannot bear on the answer; above the best, another one is near it (settle.py).
PLAUSIBLE_BITS, CLEARLY_BETTER_BITS = -16.0, 3.0
# The share of people absent from the register, by the class of their number; where the number
# alone shows the person, hardly anybody.
ABSENT = {*load_absent("vn").values(), 0.001}
EXACT = 1e-9


@countries_tried(8)
@given(countries(fewest=30))
def test_bits_and_probabilities_are_the_shipped_weights_arithmetic(country: Country) -> None:
    register = [*country.register, *rest_of_country()]
    answers = answers_for(country.people, register)
    shares = shares_of(register)
    people = {row["citizen_id"]: row for row in register}
    for candidate in answers.evidence:
        person = people[str(candidate["citizen_id"])]
        for comparison in VIETNAM:
            field = comparison.field
            expected = bits(field, str(candidate[f"{field}_agreement"]), person, shares)
            if expected is not None:
                assert near(number(candidate, f"{field}_bits"), expected), (field, candidate)
        total = sum(number(candidate, f"{one.field}_bits") for one in VIETNAM)
        prior = log2(max(len(register), FEWEST_PEOPLE))
        assert near(number(candidate, "total_bits"), total - prior)
        assert number(candidate, "total_bits") >= PLAUSIBLE_BITS
    ranks_follow_bits(answers)
    who_is_linked_stands_clear(answers)


def ranks_follow_bits(answers: Answers) -> None:
    """Two candidates' probabilities are as their bits; only being taken counts besides."""
    for ref in {row["person_ref"] for row in answers.evidence}:
        candidates = [row for row in answers.evidence if row["person_ref"] == ref]
        assert sum(number(row, "match_probability") for row in candidates) <= 1 + EXACT
        best = candidates[0]
        for other in candidates[1:]:
            apart = log2(number(best, "match_probability") / number(other, "match_probability"))
            by_bits = number(best, "total_bits") - number(other, "total_bits")
            taken = [0.0]
            if is_anothers(answers, best):
                taken.append(log2(SECOND_PROFILE))
            if is_anothers(answers, other):
                taken.append(-log2(SECOND_PROFILE))
            assert any(near(apart, by_bits + one) for one in taken), (best, other)


def who_is_linked_stands_clear(answers: Answers) -> None:
    """Likely enough by the shipped share of absent people, and three bits better than the next."""
    linked = {row["person_ref"] for row in answers.verdicts if row["verdict"] == "mismatch"}
    for ref in {row["person_ref"] for row in answers.evidence}:
        candidates = [row for row in answers.evidence if row["person_ref"] == ref]
        best, *others = (number(row, "total_bits") for row in candidates)
        if ref in linked:
            assert all(best - other >= CLEARLY_BETTER_BITS for other in others), ref
            assert number(candidates[0], "match_probability") >= 0.97
        if not others and not is_anothers(answers, candidates[0]):
            expected = {1 / (1 + share / (1 - share) / 2**best) for share in ABSENT}
            given = number(candidates[0], "match_probability")
            assert any(isclose(given, one, abs_tol=1e-4) for one in expected), candidates[0]


def is_anothers(answers: Answers, candidate: dict[str, object]) -> bool:
    """Whether another profile is this register person, or has it as its first candidate."""
    told = [*answers.verdicts, *(row for row in answers.evidence if row["rank"] == 1)]
    holders = {row["person_ref"] for row in told if row["citizen_id"] == candidate["citizen_id"]}
    return bool(holders - {candidate["person_ref"]})


def test_a_taken_candidate_weighs_as_a_second_profile() -> None:
    """Two equals; one of them is verified as somebody else's profile."""
    register = rows_of("""
        citizen_id   | full_name    | birth_date | sex    | residence_code
        001185000002 | Trần Thị Lan | 1985-11-02 | female | 00004
        001185000009 | Trần Thị Lan | 1985-11-02 | female | 00004
    """)
    people = rows_of("""
        person_ref | full_name    | birth_date | sex | citizen_id   | residence_code
        holder     | Trần Thị Lan | 02/11/1985 | Nữ  | 001185000002 | 00004
        seeker     | Trần Thị Lan | 02/11/1985 | Nữ  |              | 00004
    """)
    answers = answers_for(people, [*register, *rest_of_country()])
    free, taken = (row for row in answers.evidence if row["person_ref"] == "seeker")
    assert (free["citizen_id"], taken["citizen_id"]) == ("001185000009", "001185000002")
    assert near(number(taken, "total_bits"), number(free, "total_bits"))
    share = number(taken, "match_probability") / number(free, "match_probability")
    assert near(share, SECOND_PROFILE)


Shares = dict[tuple[str, str], float]


def shares_of(register: list[Row]) -> Shares:
    """The share of strangers with a name, or in a commune."""
    names = Counter(folded(row["full_name"]) for row in register)
    communes = Counter(row["residence_code"] or "" for row in register)
    size = len(register)
    by_name = {
        ("name", name): (count + NAME_PEOPLE) / (size + NAME_NATION)
        for name, count in names.items()
    }
    by_commune = {
        ("residence", commune): (count + COMMUNE_PEOPLE) / (size + COMMUNE_NATION)
        for commune, count in communes.items()
    }
    return by_name | by_commune


def folded(name: str | None) -> str:
    return without_marks(name or "").lower()


def bits(field: str, level: str, person: Row, shares: Shares) -> float | None:
    """What the level is worth; None where the share of a district or province would be needed."""
    if level in SILENT[field]:
        return 0.0
    weight = WEIGHTS[field][level]
    if level not in BY_VALUE[field]:
        return log2(weight["m"] / weight["u"])
    if field == "name":
        return log2(weight["m"] / shares["name", folded(person["full_name"])])
    if (field, level) in (("residence", "commune"), ("home", "same")):
        return log2(weight["m"] / shares["residence", person["residence_code"] or ""])
    return None


def number(row: dict[str, object], column: str) -> float:
    return float(str(row[column]))


def near(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=EXACT, abs_tol=EXACT)
