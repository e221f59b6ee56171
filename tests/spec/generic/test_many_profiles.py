"""Many profiles of one person: what the sure ones say helps the weak ones, never by chance."""

import pytest

from soat.model.profile import ExtraColumn, Profile
from tests.answers import Answers, answers_for
from tests.rest_of_country import rest_of_country
from tests.tables import Row, rows_of

KEYS = (("name_bag",), ("birth_date",), ("given", "x_trade"), ("surname", "x_trade"))
COLUMNS = (ExtraColumn("parish", "text"), ExtraColumn("trade", "text"))


def answered(people: str, register: str, *, many: bool = True) -> Answers:
    """What the engine says, with or without `many_profiles`."""
    profile = Profile(
        "parishes",
        extra_columns=COLUMNS,
        blocking=KEYS,
        accept_probability=0.9,
        many_profiles=many,
    )
    others: list[Row] = [{**row, "residence_code": None} for row in rest_of_country()]
    return answers_for(rows_of(people), [*rows_of(register), *others], profile)


REGISTER = """
    citizen_id | full_name       | birth_date | sex    | parish  | trade
    r1         | Anna Lindqvist  | 1871-03-02 | female | Alunda  | weaver
    r2         | Per Månsson     | 1868-10-19 | male   | Alunda  | smith
    r3         | Karin Öberg     | 1880-01-30 | female | Vaksala | maid
    r4         | Olof Hedman     | 1859-07-08 | male   | Börje   | farmer
    r5         | Märta Sjödin    | 1877-12-24 | female | Vaksala | teacher
    r6         | Nils Ekdahl     | 1863-05-17 | male   | Rasbo   | miller
"""
# Anna's married name is on a1 and a2, which everything else shows to be hers; a3 has only that.
SURE = """
    person_ref | full_name        | birth_date | sex    | parish  | trade
    a1         | Anna Hammarström | 1871-03-02 | female | Alunda  | weaver
    a2         | Anna Hammarström | 1871-03-02 | female | Alunda  | weaver
    b          | Per Månsson      | 1868-10-19 | male   | Alunda  | smith
    c          | Karin Öberg      | 1880-01-30 | female | Vaksala | maid
    d          | Olof Hedman      | 1859-07-08 | male   | Börje   | farmer
    e          | Märta Sjödin     | 1877-12-24 | female | Vaksala | teacher
    f          | Nils Ekdahl      | 1863-05-17 | male   | Rasbo   | miller
"""
WEAK = "    a3         | Hammarström      |            |        |         | weaver\n"


def test_a_weak_profile_is_linked_by_what_sure_ones_say() -> None:
    assert answered(SURE + WEAK, REGISTER, many=False).verdict_of("a3")["citizen_id"] is None
    answers = answered(SURE + WEAK, REGISTER)
    assert answers.verdict_of("a3")["citizen_id"] == "r1"
    assert answers.repairs_of("a3")["name"]["register_value"] == "Anna Lindqvist"
    history = {row["person_ref"]: row["history_id"] for row in answers.persons}
    assert history["a1"] == history["a3"]


def test_what_is_lent_is_kept_as_evidence_and_the_bits_add_up() -> None:
    (row,) = [
        row
        for row in answered(SURE + WEAK, REGISTER).evidence
        if row["person_ref"] == "a3" and row["rank"] == 1
    ]
    assert row["lent_agreement"] == "resembles"
    weights = [name for name in row if name.endswith("_bits") and name != "total_bits"]
    start = float(str(row["total_bits"])) - sum(float(str(row[name])) for name in weights)
    assert 2**-start == pytest.approx(6 + len(rest_of_country()))


def test_nobody_is_guessed_between_two_of_whom_the_same_is_said() -> None:
    register = REGISTER + "    r7 | Anna Nyman | 1875-11-09 | female | Rasbo | weaver\n"
    twice = SURE + "    g | Anna Hammarström | 1875-11-09 | female | Rasbo | weaver\n"
    verdict = answered(twice + WEAK, register).verdict_of("a3")
    assert (verdict["verdict"], verdict["citizen_id"]) == ("unidentified", None)


def test_a_profile_never_lends_to_itself() -> None:
    """A lone weak profile stays what it was: nothing is known beyond the register."""
    alone = "\n".join(
        line for line in SURE.splitlines() if " a1 " not in line and " a2 " not in line
    )
    one, other = (answered(alone + "\n" + WEAK, REGISTER, many=many) for many in (True, False))
    assert one.verdict_of("a3") == other.verdict_of("a3")


def test_the_order_of_the_file_changes_nothing() -> None:
    heading, *rows = (SURE + WEAK).strip().splitlines()
    turned = "\n".join([heading, *reversed(rows)])
    assert answered(turned, REGISTER).verdicts == answered(SURE + WEAK, REGISTER).verdicts
