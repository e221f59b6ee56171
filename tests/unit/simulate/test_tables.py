"""What the folders hold: the contract's columns, keys, people like those of a real register."""

import json
from collections import Counter
from datetime import date

import pytest

from soat.model.places import EPOCH_63, all_places
from soat.model.tables import INPUT_TABLES
from tests.unit.simulate.reading import Country


@pytest.mark.parametrize("table", ["register", "people", "doses", "sites", "daily_reports"])
def test_tables_have_the_columns_of_the_contract(vn: Country, table: str) -> None:
    assert tuple(vn.columns(table)) == INPUT_TABLES[table].column_names


def test_as_many_people_as_asked_and_a_register_a_fifth_larger(vn: Country) -> None:
    assert abs(len(vn.accepted) - 20_000) <= 10
    assert len(vn.register) == round(20_000 * 98.5 / 82.2)


def test_the_statement_counts_the_rows(vn: Country) -> None:
    stated = json.loads((vn.folder / "scenario.json").read_text(encoding="utf-8"))
    assert stated["settings"] == {"people": 20_000, "scenario": "vn-2022-04-25", "seed": 1}
    assert stated["rows"]["register"] == len(vn.register)
    assert stated["rows"]["people"] == stated["rows"]["truth/people"] == len(vn.people)
    assert stated["rows"]["doses"] == stated["rows"]["truth/doses"] == len(vn.doses)
    for table in ("daily_reports", "truth/given", "truth/cells"):
        assert stated["rows"][table] == len(vn.rows(table))


def test_keys_are_unique_among_accepted_rows(vn: Country) -> None:
    assert len(vn.by_citizen_id) == len(vn.register)
    people = [typed["person_ref"] for typed, _ in vn.accepted]
    assert len(set(people)) == len(people)
    assert len({dose["dose_ref"] for dose in vn.doses}) == len(vn.doses)


def test_citizen_numbers_tell_province_century_sex_and_year(vn: Country) -> None:
    codes = {place.province_code for place in all_places() if place.epoch == EPOCH_63}
    wrong_in_register = {
        row["citizen_id"] for row in vn.rows("truth/register") if row["register_error"]
    }
    other_year = 0
    for row in vn.register:
        number, year = row["citizen_id"], int(row["birth_date"][:4])
        assert len(number) == 12
        assert number[0] == "0"
        assert number[1:3] in codes
        if number not in wrong_in_register:
            assert (int(number[3]) % 2 == 1) == (row["sex"] == "female")
            other_year += 1900 + int(number[3]) // 2 * 100 + int(number[4:6]) != year
    assert other_year <= len(vn.register) * 0.002


def test_former_numbers_have_nine_digits_and_a_few_were_issued_twice(hostile: Country) -> None:
    former = [row["former_id"] for row in hostile.register if row["former_id"]]
    assert all(len(number) == 9 and number.isdecimal() for number in former)
    assert 0.35 < len(former) / len(hostile.register) < 0.6
    assert 0 < len(former) - len(set(former)) < 0.005 * len(former)


def test_names_are_as_frequent_as_in_the_country(vn: Country) -> None:
    surnames = Counter(row["full_name"].split(" ")[0] for row in vn.register)
    assert 0.25 < surnames["Nguyễn"] / len(vn.register) < 0.38
    old_women = [
        row["full_name"]
        for row in vn.register
        if row["sex"] == "female" and row["birth_date"] < "1960"
    ]
    assert sum(" Thị " in name for name in old_women) / len(old_women) > 0.75
    names = Counter(row["full_name"] for row in vn.register)
    assert names.most_common(1)[0][1] > 10, "homonyms are common"


def test_ages_and_sexes_follow_the_pyramid(vn: Country) -> None:
    ages = [2022 - int(row["birth_date"][:4]) for row in vn.register]
    assert abs(sum(age < 15 for age in ages) / len(ages) - 0.23) < 0.02
    assert abs(sum(age >= 65 for age in ages) / len(ages) - 0.083) < 0.015
    women = sum(row["sex"] == "female" for row in vn.register) / len(vn.register)
    assert abs(women - 0.5) < 0.02


def test_some_old_people_are_known_by_year_or_month_only(vn: Country) -> None:
    lengths = Counter(len(row["birth_date"]) for row in vn.register)
    assert set(lengths) == {4, 7, 10}
    assert all(row["birth_date"] < "1963" for row in vn.register if len(row["birth_date"]) < 10)


def test_everybody_lives_in_a_commune_of_real_size(vn: Country) -> None:
    known = {place.commune_code for place in all_places() if place.epoch == EPOCH_63}
    sizes = Counter(row["residence_code"] for row in vn.register)
    assert set(sizes) <= known
    assert 3_000 < sum(sizes.values()) / len(sizes) < 12_000


def test_twins_share_birth_date_surname_and_home(vn: Country) -> None:
    truth = {row["citizen_id"]: row for row in vn.rows("truth/register")}
    twins = [row for row in truth.values() if row["twin_of"]]
    assert abs(len(twins) / len(truth) - 0.012) < 0.004
    for row in twins:
        other = truth[row["twin_of"]]
        assert other["twin_of"] == row["citizen_id"]
        if not (row["register_error"] or other["register_error"]):
            one, two = (vn.by_citizen_id[twin["citizen_id"]] for twin in (row, other))
            assert one["birth_date"] == two["birth_date"]
            assert one["residence_code"] == two["residence_code"]
            assert one["full_name"] != two["full_name"]


def test_households_hold_families(vn: Country) -> None:
    households: dict[int, list[str]] = {}
    for row in vn.rows("truth/register"):
        person = vn.by_citizen_id[row["citizen_id"]]
        households.setdefault(row["household_id"], []).append(person["full_name"].split(" ")[0])
    sizes = [len(names) for names in households.values()]
    assert 2.5 < sum(sizes) / len(sizes) < 4.5
    large = [names for names in households.values() if len(names) >= 4]
    alike = sum(Counter(names).most_common(1)[0][1] / len(names) for names in large) / len(large)
    assert alike > 0.6, "the father's surname prevails in a household"


def test_doses_belong_to_the_campaign_and_to_people_old_enough(vn: Country) -> None:
    born = {t["person_ref"]: vn.by_citizen_id.get(t["citizen_id"]) for _, t in vn.accepted}
    truth = {row["dose_ref"]: row for row in vn.rows("truth/doses")}
    for dose in vn.doses:
        if truth[dose["dose_ref"]]["rejected"]:
            continue
        assert dose["person_ref"] in born
        text = dose["given_on"]
        given = text if text[4] == "-" else f"{text[6:]}-{text[3:5]}-{text[:2]}"
        assert "2021-03-08" <= given <= "2022-04-25"
        assert given <= (dose["recorded_at"] or "2022-04-25")[:10] <= "2022-04-25"
        person = born[dose["person_ref"]]
        if person and not truth[dose["dose_ref"]]["rejected"]:
            assert date.fromisoformat(given).year - int(person["birth_date"][:4]) >= 0
    people = Counter(dose["person_ref"] for dose in vn.doses)
    assert all(people[ref] >= 1 for ref in born)
