"""What must hold of every country, however it is made up."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from soat.model.tables import OUTPUT_TABLES, REJECTS
from soat.store.run_folder import write_table
from tests.answers import Answers, answers_for, finished_run
from tests.engine_settings import countries_tried
from tests.generated import Country, countries, dated, grouped, register_person, styled
from tests.rest_of_country import rest_of_country
from tests.tables import Row

Verdicts = dict[str, dict[str, object]]
_FAR = 98


def verdicts_of(answers: Answers) -> Verdicts:
    return {str(row["person_ref"]): row for row in answers.verdicts}


def answers_of(country: Country) -> Answers:
    return answers_for(country.people, [*country.register, *rest_of_country()])


@countries_tried(4)
@given(countries(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(country, draw):
    people, register = list(country.people), list(country.register)
    draw.shuffle(people)
    draw.shuffle(register)
    assert answers_of(Country(tuple(register), tuple(people))) == answers_of(country)


@countries_tried(4)
@given(countries())
def test_a_profiles_key_does_not_matter(country):
    """The keys are renamed so that their order is turned round."""
    new = {row["person_ref"]: f"q{1000 - index}" for index, row in enumerate(country.people)}
    people = tuple({**row, "person_ref": new[row["person_ref"]]} for row in country.people)
    renamed = verdicts_of(answers_of(Country(country.register, people)))
    for ref, verdict in verdicts_of(answers_of(country)).items():
        assert renamed[new[ref]] == {**verdict, "person_ref": new[ref]}


@countries_tried(2)
@given(countries())
def test_twice_is_the_same_bytes(tmp_path_factory, country):
    folders = [tmp_path_factory.mktemp("run") for _ in range(2)]
    for folder in folders:
        written(country, folder)
    names = sorted(path.name for path in folders[0].iterdir())
    assert len(names) == len(OUTPUT_TABLES) - 1
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def written(country: Country, folder: Path) -> None:
    """The tables out as files, in the order of their first columns."""
    with finished_run(country.people, country.register) as connection:
        for table in OUTPUT_TABLES:
            if table is not REJECTS:
                order = ", ".join(table.column_names[:2])
                write_table(connection, table, folder / f"{table.name}.parquet", order)


@countries_tried(4)
@given(countries(), st.randoms(use_true_random=False))
def test_split_and_joined_is_the_whole(country, draw):
    """The people are split over two runs against one register.

    For the verified and the exempt the law is unconditional: they need nobody else's record. The
    others are settled jointly (a register person who has a profile is less likely to be another
    one's), so for them it holds where no other half's profile comes near one of their candidates,
    or shares a phone with them (a household tells where a record without a commune belongs; the
    people made up here have no phones).
    """
    whole = answers_of(country)
    halves: tuple[list[Row], list[Row]] = ([], [])
    for row in country.people:
        halves[draw.randrange(2)].append(row)
    for half, other in (halves, halves[::-1]):
        part = verdicts_of(answers_of(Country(country.register, tuple(half))))
        near_other = near(whole, other)
        for row in half:
            ref = row["person_ref"] or ""
            verdict = whole.verdict_of(ref)
            settled = {verdict["verdict"], part[ref]["verdict"]} & {"verified", "exempt"}
            if settled or not near(whole, [row]) & near_other:
                assert alike(part[ref], verdict), row


def near(answers: Answers, people: list[Row]) -> set[object]:
    """The register people whom these profiles are, or who are among their candidates."""
    refs = {row["person_ref"] for row in people}
    told = [*answers.verdicts, *answers.evidence]
    return {row["citizen_id"] for row in told if row["person_ref"] in refs} - {None}


def alike(one: dict[str, object], other: dict[str, object]) -> bool:
    """The same verdict; a probability may differ by what candidates beyond the fifth weigh."""
    likely = "match_probability"
    same = {**one, likely: None} == {**other, likely: None}
    return same and abs(float(str(one[likely])) - float(str(other[likely]))) < 1e-6


@countries_tried(4)
@given(countries(), register_person(_FAR))
def test_a_stranger_in_the_register_changes_no_verified_verdict(country, stranger):
    """Somebody of another number and name, in another commune."""
    far = {**stranger, "full_name": "Tôn Nữ Diễm Kiều", "residence_code": "31999"}
    far["former_id"] = None
    more = Country((*country.register, far), country.people)
    before, after = verdicts_of(answers_of(country)), verdicts_of(answers_of(more))
    verified = {ref for ref, row in before.items() if row["verdict"] == "verified"}
    assert {ref for ref, row in after.items() if row["verdict"] == "verified"} == verified
    assert all(before[ref] == after[ref] for ref in verified)


@st.composite
def well_written(draw: st.DrawFn) -> Country:
    """Every register person, several times, in any style of writing."""
    register = tuple(draw(register_person(index)) for index in range(8))
    people = tuple(
        {
            "person_ref": f"{person['citizen_id']}-{turn}",
            "full_name": draw(styled(person["full_name"] or "")),
            "birth_date": draw(dated(person["birth_date"] or "")),
            "sex": draw(st.sampled_from(_SEX_STYLES[person["sex"] or ""])),
            "citizen_id": draw(grouped(person["citizen_id"])),
        }
        for person in register
        for turn in range(5)
    )
    return Country(register, people)


_SEX_STYLES = {"male": ("male", "Nam", "NAM", " nam "), "female": ("female", "Nữ", "NỮ", "nu")}


@countries_tried(4)
@given(well_written())
def test_the_style_of_writing_never_costs_a_verdict(country):
    for verdict in answers_of(country).verdicts:
        assert verdict["verdict"] == "verified"
        assert verdict["citizen_id"] == str(verdict["person_ref"]).split("-")[0]


@countries_tried(4)
@given(countries())
def test_nobody_is_chosen_between_equals(country):
    """Every register person gets a double who differs in the number only."""
    doubles = [{**person, "citizen_id": _double(person)} for person in country.register]
    answers = answers_of(Country((*country.register, *doubles), country.people))
    bits: dict[object, list[float]] = {}
    for row in answers.evidence:
        bits.setdefault(row["person_ref"], []).append(float(str(row["total_bits"])))
    for ref, verdict in verdicts_of(answers).items():
        best, *others = sorted(bits.get(ref, [0.0]), reverse=True)
        if verdict["verdict"] == "mismatch" and others:
            assert best > others[0], ref


def _double(person: Row) -> str:
    number = person["citizen_id"] or ""
    return number[:6] + str(999999 - int(number[6:]))


@countries_tried(6)
@given(countries(), st.data())
def test_every_row_has_one_place_and_every_answer_is_whole(country, data):
    """Some rows are repeated, some lose their key or name."""
    people = list(country.people)
    for row in data.draw(st.lists(st.sampled_from(country.people), max_size=6)):
        change = data.draw(
            st.sampled_from(({}, {"person_ref": None}, {"full_name": None}, {"sex": "x"}))
        )
        people.append({**row, **change})
    with finished_run(people, country.register) as connection:
        places = [
            connection.sql(f"SELECT row_number FROM people_{place}").fetchall()
            for place in ("merged", "rejected")
        ]
        refs = connection.sql("SELECT person_ref FROM verdicts").fetchall()
        persons = connection.sql("SELECT person_ref FROM persons").fetchall()
    assert len(refs) + sum(len(rows) for rows in places) == len(people)
    assert len({*places[0], *places[1]}) == sum(len(rows) for rows in places)
    accepted = {row["person_ref"] for row in people if row["person_ref"] and row["full_name"]}
    assert sorted(refs) == sorted((ref,) for ref in accepted)
    assert sorted(persons) == sorted(refs)


@countries_tried(6)
@given(countries(fewest=30))
def test_answers_do_not_contradict_themselves(country):
    answers = answers_of(country)
    fields: dict[object, list[object]] = {}
    for repair in answers.repairs:
        fields.setdefault(repair["person_ref"], []).append(repair["field"])
    listed = {row["person_ref"] for row in answers.candidates}
    for ref, verdict in verdicts_of(answers).items():
        told = verdict["verdict"]
        assert (verdict["citizen_id"] is None) == (told in ("unidentified", "exempt"))
        assert bool(verdict["reasons"]) == (told == "mismatch")
        assert sorted(fields.get(ref, [])) == sorted(verdict["reasons"])
        assert (verdict["tier"] == "none") == (told in ("verified", "exempt"))
        assert 0 <= float(str(verdict["match_probability"])) <= 1
        assert ref not in listed or verdict["tier"] in ("review", "ask")
        if verdict["number_status"] in ("missing", "malformed") and told == "mismatch":
            assert "number" in verdict["reasons"]


@countries_tried(4)
@given(countries())
def test_profiles_of_one_register_person_are_one_human_being(country):
    answers = answers_of(country)
    history = {row["person_ref"]: str(row["history_id"]) for row in answers.persons}
    for ref, verdict in verdicts_of(answers).items():
        number = verdict["citizen_id"]
        assert history[ref] == f"R{number}" if number else re.match("P", history[ref])
